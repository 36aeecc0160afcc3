"""What users may rely on: the exported names, their signatures, and a light import."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import cleaner


def test_exported_names_exist_and_are_documented() -> None:
    for name in cleaner.__all__:
        assert inspect.getdoc(getattr(cleaner, name)), name
    assert sorted(cleaner.__all__) == cleaner.__all__


def test_signatures() -> None:
    assert (
        str(inspect.signature(cleaner.clean_text))
        == "(text: 'str', *, url: 'str' = '', language: 'str' = '') -> 'Article'"
    )
    assert (
        str(inspect.signature(cleaner.clean_paragraphs))
        == "(paragraphs: 'Iterable[str]', *, url: 'str' = '', language: 'str' = '') -> 'Article'"
    )


def test_import_leaves_parsers_and_extras_alone() -> None:
    heavy = {"bs4", "lxml", "pyarrow", "pyspark", "ray", "datatrove"}
    code = f"import sys, cleaner; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("wrong", [b"bytes", None, 3, ["a"]])
def test_clean_text_of_another_type_is_a_type_error(wrong: object) -> None:
    with pytest.raises(TypeError, match="str"):
        cleaner.clean_text(wrong)  # type: ignore[arg-type]


def test_settings_name_their_mistakes() -> None:
    with pytest.raises(ValueError, match="caution"):
        cleaner.Settings(caution=0.5)
    with pytest.raises(ValueError, match="junk"):
        cleaner.Settings(keep={"junk"})  # type: ignore[arg-type]

    with pytest.raises(ValueError, match="set of categories"):
        cleaner.Settings(keep="credit")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="caution"):
        cleaner.Settings(caution="2")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="pt-BR"):
        cleaner.Settings(language="english")


@pytest.mark.parametrize(
    "wrong", [{"settings": {"keep": {"credit"}}}, {"memory": "site.memory"}, {"packs": "mine.toml"}]
)
def test_cleaner_names_its_mistakes(wrong: dict[str, object]) -> None:
    with pytest.raises(TypeError, match=next(iter(wrong))):
        cleaner.Cleaner(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [{"url": None}, {"language": 5}])
def test_an_argument_that_is_no_str_is_a_type_error(wrong: dict[str, object]) -> None:
    for clean in (cleaner.clean_text, cleaner.clean_html):
        with pytest.raises(TypeError, match=next(iter(wrong))):
            clean("It rained.", **wrong)  # type: ignore[arg-type]


def test_a_list_of_something_else_is_a_type_error() -> None:
    with pytest.raises(TypeError, match=r"paragraphs\[1\]"):
        cleaner.clean_paragraphs(["It rained.", None])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="clean_text"):
        cleaner.clean_paragraphs(b"It rained.")  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["", "en", "en_GB", "eng", "und", "english"])
def test_a_language_is_known_by_any_of_its_codes_or_guessed(language: str) -> None:
    text = "It rained all night, and the river rose.\n\nJUST IN: Bridge reopens after storm"
    assert cleaner.clean_text(text, language=language).text == "It rained all night, and the river rose."


def test_the_language_of_a_call_wins_over_that_of_the_settings() -> None:
    text = "Es regnete die ganze Nacht, und der Fluss stieg.\n\nLesen Sie auch: Die Brücke öffnet nach dem Sturm wieder"
    wash = cleaner.Cleaner(cleaner.Settings(language="en"))
    assert wash.clean_text(text, language="de").language == "de"
    assert wash.clean_text("12:40").language == "en"


def test_an_article_is_shown_in_one_line() -> None:
    article = cleaner.clean_text("River rises\n\nIt rained all night, and the river rose.\n\nAdvertisement")
    assert repr(article) == "<Article 'River rises': 2 blocks, 1 removed>"


def test_a_marked_heading_in_front_is_the_title_even_of_verse():
    poem = "The tide comes in\nThe tide goes out\nThe boats lie still\nThe gulls have gone"
    article = cleaner.clean_text(f"# Low water\n\n{poem}\n\n## Later\n\nThe moon")
    assert article.title == "Low water"
    assert article.text == f"{poem}\n\nLater\n\nThe moon"
    assert not cleaner.clean_text(poem).title


@pytest.mark.parametrize(
    ("paragraph", "left"),
    [
        ("Do you like what you read? Sign up for our daily newsletter here.", ""),
        (
            "Where does the money go? Nobody knows. Sign up for our daily newsletter here.",
            "Where does the money go? Nobody knows.",
        ),
        ("“Would you do it again?” Sign up for our daily newsletter here.", "“Would you do it again?”"),
    ],
)
def test_a_question_in_front_of_a_prompt_goes_with_it(paragraph: str, left: str) -> None:
    text = "The mill took on forty hands in May, and it let go of thirty in June, when the river had gone."
    assert cleaner.clean_text(f"{text}\n\n{paragraph}", language="en").text == f"{text}\n\n{left}".strip()


@pytest.mark.parametrize(("told", "language"), [("en", "zh"), ("utf-8", "zh"), ("zh-Hant", "zh-Hant"), ("ja", "ja")])
def test_a_page_in_a_script_of_its_own_is_not_in_a_language_of_latin_letters(told: str, language: str) -> None:
    text = "静河上的旧桥昨晚起停止通行，巡查人员在第三根桥墩上发现了一道新裂缝。"
    assert cleaner.clean_html(f"<html lang={told}><p>{text}</p>").language == language
    assert cleaner.clean_html(f"<html lang={told}><p>{text}</p>", language="en").language == "en"
