"""What a page prints around its text goes from a plain text, and the text's own short lines stay."""

from __future__ import annotations

import pytest

import cleaner

STORY = [
    "The old river bridge stays closed for three more weeks, the council of the town said on Tuesday night.",
    "Engineers had found cracks in two of the pillars, and the repairs cost more than had been set aside for them.",
    "Until then a ferry takes people across for free, every ten minutes from six in the morning to midnight.",
]
TITLE = "Old river bridge stays closed until the middle of June"


def clean(*lines: str) -> cleaner.Article:
    return cleaner.clean_text("\n\n".join(lines), language="en")


@pytest.mark.parametrize("above", [["News", "Region"], ["Home", "Politics"], ["World", "3 May 2024", "Europe"]])
def test_sections_above_the_title_go(above: list[str]) -> None:
    article = clean(*above, TITLE, *STORY)
    assert article.title == TITLE
    assert not {*above} & {*article.text.split("\n")}


@pytest.mark.parametrize(
    "above",
    [["Bridge shut"], ["Ann Bell", "Tom Harrow"], ["Chapter 3", "Ferries"], ["It rained.", "News", "Region"]],
    ids=["a short title", "names", "a number", "a sentence in front"],
)
def test_other_short_lines_above_a_headline_stay(above: list[str]) -> None:
    article = clean(*above, TITLE, *STORY)
    told = [article.title, article.dek, *article.byline, *article.text.split("\n")]
    assert all(any(line in one for one in told) for line in above)


def test_numbers_and_words_between_what_went_go_too() -> None:
    row = ["Advertisement", "1", "Advertisement"]
    end = ["Share this article", "Ferries", "Subscribe to our newsletter", "2", "Share this article"]
    article = clean(TITLE, *STORY[:2], *row, *STORY[2:], *end)
    assert article.text.split("\n\n")[-3:] == STORY


def test_a_crosshead_between_adverts_stays() -> None:
    article = clean(TITLE, *STORY[:2], "Advertisement", "Ferries", "Advertisement", STORY[2])
    assert "Ferries" in article.text.split("\n\n")


def test_a_note_behind_much_noise_is_no_paragraph_of_the_article() -> None:
    noise = ["Share this article", "Facebook", "Subscribe to our newsletter", "Leave a comment", "Sign in to comment"]
    last = "Ferries have crossed this river since the town was founded, and the last of them was sold to a museum."
    article = clean(TITLE, *STORY, *noise[:2], "Ferry skipper finds a letter in a bottle", *noise[2:], last)
    assert article.text.split("\n\n")[-4:] == [*STORY, last]


@pytest.mark.parametrize(
    "line", ["FacebookTwitterWhatsAppEmail", "TwitterFacebookPin It", "12Shares", "Share14K", "A- A+"]
)
def test_buttons_run_together_go(line: str) -> None:
    assert clean(TITLE, *STORY[:2], line, *STORY[2:]).text.split("\n\n")[-3:] == STORY


@pytest.mark.parametrize("line", ["XX", "Twitter", "A+", "AA", "Share", "FacebookGate"])
def test_single_names_and_marks_are_no_row_of_buttons(line: str) -> None:
    removed = clean(TITLE, *STORY[:2], line, *STORY[2:]).removed
    assert not [found for removal in removed for found in removal.evidence if found.name == "layout.buttons"]
