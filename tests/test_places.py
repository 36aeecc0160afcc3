"""The first line of a plain text that a rule takes for a pointer elsewhere stays where the text below tells of it."""

from __future__ import annotations

import pytest

import cleaner

FIRE = (
    "The fire broke out on the third floor of a house near the harbour early in the morning, police said on Tuesday.",
    "Nobody was hurt, and the families who live there spent the rest of the night in the school across the street.",
)
BRAND = (
    "Das Feuer brach am frühen Morgen im dritten Stock eines Hauses am Hafen aus, teilte die Polizei am Dienstag mit.",
    "Verletzt wurde niemand, und die Familien verbrachten den Rest der Nacht in der Schule auf der anderen Seite.",
)
MINATO = (
    "横浜の港では土曜日の夜、明かりのともった船を見ようと大勢の人たちが歩いていた。市によると、人出は三万人に上ったという。",
    "港を歩く人の多くは写真を撮っていた。来年も同じ催しが開かれる予定だ。",
)


@pytest.mark.parametrize(
    ("language", "title", "story"),
    [
        ("en", "JUST IN: Fire in a house near the harbour", FIRE),
        ("de", "Liveticker: Feuer in einem Haus am Hafen", BRAND),
        ("ja", "【写真】夜の港を歩く人たち", MINATO),
    ],
)
def test_a_labelled_title_of_the_text_below_stays(language: str, title: str, story: tuple[str, ...]) -> None:
    assert cleaner.clean_text("\n\n".join([title, *story]), language=language).title == title


@pytest.mark.parametrize(
    ("language", "line", "story"),
    [
        ("en", "JUST IN: Council votes on the new theatre", FIRE),
        ("de", "Lesen Sie auch: Neues Theater wird später fertig", BRAND),
        ("ja", "【写真】別の町の祭りが始まる", MINATO),
    ],
)
def test_a_pointer_to_another_story_goes(language: str, line: str, story: tuple[str, ...]) -> None:
    assert line not in cleaner.clean_text("\n\n".join([line, *story]), language=language).text


def test_a_title_between_stamp_and_byline_is_found() -> None:
    article = cleaner.clean_text("\n\n".join(["Video: Fire near the harbour", "3 May 2024", "By Ann Bell", *FIRE]))
    assert (article.title, article.byline) == ("Video: Fire near the harbour", ("Ann Bell",))


@pytest.mark.parametrize(
    ("below", "is_title"),
    [
        ("Fire in an old house near the harbour hurts nobody", True),
        ("Council votes on a new bus line to the northern villages", False),
    ],
)
def test_a_heading_of_teasers_above_the_text_leaves_its_title(below: str, *, is_title: bool) -> None:
    article = cleaner.clean_text("\n\n".join(["Latest news", "Theatre opens a year late after all", below, *FIRE]))
    assert (article.title == below) is is_title


@pytest.mark.parametrize(
    ("removed", "stays"),
    [
        ("Book a demo", True),
        (
            "We use your sign-up to send you content in ways that you have consented to and to understand you better.",
            False,
        ),
    ],
)
def test_a_second_headline_goes_with_a_text_and_not_with_a_button(removed: str, *, stays: bool) -> None:
    second = "How the fire brigade found the house"
    last = "The house will be pulled down in spring, and the families get flats in the old customs office."
    article = cleaner.clean_text("\n\n".join(["Fire in a house near the harbour", second, removed, *FIRE, last]))
    assert (second in (article.dek, *article.text.split("\n\n"))) is stays


def test_the_title_below_another_line_is_no_second_headline() -> None:
    told = "We use your sign-up to send you content in ways that you have consented to and to understand you better."
    last = "The house will be pulled down in spring, and the families get flats in the old customs office."
    title = "Fire in a house near the harbour hurts nobody"
    article = cleaner.clean_text("\n\n".join(["Read the Courier as it is printed", title, told, *FIRE, last]))
    assert title in (article.title, article.dek)
