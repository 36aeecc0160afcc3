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


def test_a_marked_heading_in_front_is_the_title_even_of_verse():
    poem = "The tide comes in\nThe tide goes out\nThe boats lie still\nThe gulls have gone"
    article = cleaner.clean_text(f"# Low water\n\n{poem}\n\n## Later\n\nThe moon")
    assert article.title == "Low water"
    assert article.text == f"{poem}\n\nLater\n\nThe moon"
    assert not cleaner.clean_text(poem).title
