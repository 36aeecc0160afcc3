"""What can be counted of an article, and the small drawings that show it."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleaner.decide import by_block
from cleaner.render.html import Markup, element
from cleaner.text import count_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.model import Category
    from cleaner.structure import Article

STRIP_WIDTH, STRIP_HEIGHT = 200, 10
SHORTEST_MARK = 2.0  # of the strip's width, so that one word taken out of a long article is still seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How much of one category was removed from, or around, the kept text."""

    category: Category
    places: int
    words: int


def tallies(articles: Iterable[Article]) -> list[Tally]:
    r"""Count what was removed inside articles, by category, most words first.

    Examples
    --------
    >>> import cleaner
    >>> [(one.category.value, one.words) for one in tallies([cleaner.clean_text("It rained.\n\nAdvertisement")])]
    [('advert', 1)]
    """
    places: Counter[Category] = Counter()
    words: Counter[Category] = Counter()
    for article in articles:
        for removal in article.removed:
            if removal.block >= 0:
                places[removal.category] += 1
                words[removal.category] += count_words(removal.text)
    found = [Tally(category=category, places=places[category], words=words[category]) for category in places]
    return sorted(found, key=lambda tally: (-tally.words, -tally.places, tally.category))


def doubt(article: Article) -> float:
    """How many verdicts on an article are wrong, if every score is the log-odds that it says it is.

    Examples
    --------
    >>> import cleaner
    >>> doubt(cleaner.clean_text("It rained all night, and the river rose."))
    0.0
    """
    return math.fsum(1 / (1 + math.exp(min(abs(decision.score), 50.0))) for decision in article.decisions)


def strip(article: Article) -> Markup:
    """Draw an article from its first word to its last: a tick for each word removed or doubtful, in its colour."""
    pieces = list(_pieces(article))
    total = sum(size for size, _, _ in pieces) or 1
    marks, at = [], 0
    for size, verdict, category in pieces:
        if verdict:
            attributes = {
                "x": f"{at * STRIP_WIDTH / total:.1f}",
                "width": f"{max(SHORTEST_MARK, size * STRIP_WIDTH / total):.1f}",
                "height": str(STRIP_HEIGHT),
                "class": verdict,
                "data-c": category,
            }
            marks.append(element("rect", **attributes))
        at += size
    box = {"viewBox": f"0 0 {STRIP_WIDTH} {STRIP_HEIGHT}", "preserveAspectRatio": "none", "aria-hidden": "true"}
    return element("svg", *marks, **box, **{"class": "strip"})


def _pieces(article: Article) -> Iterator[tuple[int, str, str]]:
    """Yield the length, verdict and category of each stretch of a document; no verdict where it was kept."""
    decisions = by_block(article.decisions)
    for block in article.document.blocks:
        done = 0
        for (_, start, end), verdict, category, *_ in sorted(decisions.get(block.index, ())):
            yield max(0, start - done), "", ""
            yield max(0, end - max(start, done)), verdict, category
            done = max(done, end)
        yield len(block.text) - done, "", ""


def bar(share: float, category: Category) -> Markup:
    """Draw a share, 0 to 1, in a category's colour."""
    mark = element("rect", **{"width": f"{100 * share:.1f}", "height": "4", "data-c": category})
    box = {"viewBox": "0 0 100 4", "preserveAspectRatio": "none", "aria-hidden": "true"}
    return element("svg", mark, **box, **{"class": "bar"})
