"""Notices that no rule knows go by their words where they stand together; an author's line beside them stays."""

from __future__ import annotations

import json
from importlib import resources

import pytest

import cleaner
from cleaner import packs, plain, wording

STORY = [
    "The harbour stays shut until March",
    "The harbour of the town stays shut until March, the council said on Monday. The ships lie off the coast.",
    "A spokesman said the wall had been washed out over twenty metres. Nobody had seen it.",
    "The fishermen now sail from the next town, which costs them two hours every day.",
]
END = "In the evening people stood on the quay and watched the water. It was very quiet."
NOTICES = ["Choose your plan and unlock more stories.", "Tap the bell and get our alerts."]


def clean(*lines: str) -> cleaner.Article:
    return cleaner.clean_text("\n\n".join([*STORY, *lines, END]))


def test_what_no_rule_knows_goes_by_its_words_beside_others_of_its_kind() -> None:
    article = clean(*NOTICES)
    assert [one.text for one in article.removed] == NOTICES
    names = {found.name for one in article.removed for found in one.evidence}
    assert names == {"wording.notice", "wording.beside-noise"}


@pytest.mark.parametrize("notice", NOTICES)
def test_alone_it_stays_and_is_doubtful(notice: str) -> None:
    article = clean(notice)
    assert notice in article.text
    assert [one.text for one in article.doubtful] == [notice]


def test_alone_and_without_its_stop_it_may_be_a_crosshead() -> None:
    assert "Tap the bell and get our alerts" in clean("Tap the bell and get our alerts").text


@pytest.mark.parametrize(
    "line",
    [
        "The plan of the harbour unlocked more money",
        "Alerts reached the crew an hour too late",
        "“Tap the bell and get our alerts,” the sign said",
    ],
)
def test_an_author_s_line_between_notices_stays(line: str) -> None:
    assert line in clean(NOTICES[0], line, NOTICES[1]).text


def test_each_sentence_of_a_line_has_to_be_a_notice() -> None:
    mixed = f"The ferry has been kept. {NOTICES[0]}"
    assert "The ferry has been kept." in clean(mixed, NOTICES[1]).text


@pytest.mark.parametrize("language", sorted(packs.known_languages()))
def test_each_language_has_weights_and_unknown_words_are_no_notice(language: str) -> None:
    told = json.loads(resources.files(cleaner).joinpath(f"words/{language}.json").read_text("utf-8"))
    assert told["base"] < 0
    assert sum(map(len, told["words"].values())) > 500
    assert not wording.suspects(plain.parse("Qwx zvb plomf trask"), [language])


def test_a_language_without_weights_finds_nothing() -> None:
    assert not wording.suspects(plain.parse(NOTICES[0]), ["tlh"])
