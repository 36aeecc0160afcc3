"""Comments that another scraper left below an article go as a thread, and what only looks like one stays."""

from __future__ import annotations

import pytest

import cleaner

STORY = [
    "The old river bridge stays closed for three more weeks, the council of the town said on Tuesday night.",
    "Engineers had found cracks in two of the pillars, and the repairs cost more than had been set aside for them.",
    "Until then a ferry takes people across for free, every ten minutes from six in the morning to midnight.",
]


def left(*lines: str, story: list[str] = STORY, language: str = "en") -> list[str]:
    """Return which of some lines below a story are kept."""
    text = cleaner.clean_text("\n\n".join([*story, *lines]), language=language).text
    return [line for line in lines if line in text.split("\n")]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ["3 Comments", "Ann Bell", "March 3, 2024 at 10:12 am", "Nobody told us.", "Reply",
                "Tom H.", "March 3, 2024 at 11:40 am", "Free? I believe it when I see it.", "Reply"]),
        ("en", ["Comments", "riverman • 2 hours ago", "Nobody told us.", "tomh → riverman • an hour ago",
                "Free? I believe it when I see it."]),
        ("en", ["2 thoughts on “Bridge to close”", "Ann Bell says:", "3 May 2024 at 10:12", "Oh dear!", "Tom says:",
                "3 May 2024 at 11:40", "I believe it when I see it.", "And who will pay for the ferry?"]),
        ("de", ["Kommentare (2)", "Grete B. 03.03.2024, 10:12 Uhr", "Niemand sagt etwas.", "Antworten",
                "Tom H. vor 2 Stunden", "Eine kostenlose Fähre? Das glaube ich nicht.", "Antworten"]),
        ("fr", ["2 commentaires", "Anne", "il y a 3 heures", "Personne ne dit rien.", "Luc",
                "il y a 2 heures", "Un bac gratuit ? On verra bien."]),
    ],
)  # fmt: skip
def test_a_thread_goes(language: str, lines: list[str]) -> None:
    assert left(*lines, language=language) == []


@pytest.mark.parametrize(
    ("heading", "lines"),
    [
        ("Comments", ["The mayor said on 3 May 2024 that nobody had told her.", "The engineers said they had."]),
        ("Comments", ["The bridge will be watched day and night.", "12 May 2024", "The pillars are looked at again."]),
        ("Timeline", ["First cracks", "12 May 2024", "A diver sees them.", "Closed", "13 May 2024", "Nobody crosses."]),
        ("Comments", ["Ann Bell", "3 May 2024", *[f"The town has told its side of it {n} times." for n in range(9)]]),
    ],
    ids=["what experts say", "one date", "no heading of comments", "one comment that never ends"],
)
def test_no_thread_stays(heading: str, lines: list[str]) -> None:
    assert left(heading, *lines) == [heading, *lines]


def test_without_an_article_above_posts_are_the_text() -> None:
    posts = ["Ann Bell", "3 May 2024 at 10:12", "Shame on them!", "Tom", "3 May 2024 at 11:40", "Oh dear."]
    assert left("2 Comments", *posts, story=STORY[:1]) == posts
