"""How good an extractor's texts are.

Shingle F1 is that of Zyte's article-extraction-benchmark: precision and recall of the multiset of four-word shingles,
averaged over pages; exact is the share of pages with the very words of the gold; word F1 is the mean over pages of
that of the multiset of lower-cased words; snippets are counted over all pages. Time is CPU time over that of a bare
lxml parse of the same pages.
"""

from __future__ import annotations

import re
import statistics
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import lxml.html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from corpus import Page

WORD = re.compile(r"\w+")
SHINGLE = 4


@dataclass
class Tally:
    """What one extractor did on one folder."""

    shingles: list[tuple[float | None, float | None]] = field(default_factory=list)
    words: list[float] = field(default_factory=list)
    exact: list[bool] = field(default_factory=list)
    snippets: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    failed: int = 0

    def add(self, page: Page, text: str) -> None:
        """Count one page."""
        if page.text:
            wanted, found = WORD.findall(page.text), WORD.findall(text)
            self.shingles.append(precision_recall(shingles(wanted), shingles(found)))
            self.words.append(f1(*precision_recall(folded(wanted), folded(found))))
            self.exact.append(wanted == found)
        flat = " ".join(text.split())
        for name, snippets in (("wanted", page.wanted), ("unwanted", page.unwanted)):
            for snippet in snippets:
                self.snippets[f"{name} {' '.join(snippet.split()) in flat}"] += 1

    def figures(self, bare: float) -> dict[str, float]:
        """Sum up; what cannot be told is left out."""
        found: dict[str, float] = {}
        if self.shingles:
            precision, recall = (mean(pair[i] for pair in self.shingles) for i in (0, 1))
            found |= {"pages": len(self.shingles), "precision": precision, "recall": recall}
            found |= {"shingle F1": f1(precision, recall), "exact": mean(self.exact), "word F1": mean(self.words)}
        if self.snippets:
            right, wrong = self.snippets["wanted True"], self.snippets["unwanted True"]
            found["snippet F1"] = 2 * right / (2 * right + wrong + self.snippets["wanted False"])
        return found | {"time": self.seconds / bare, "failed": self.failed}


def shingles(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)) if words)


def folded(words: Iterable[str]) -> Counter[str]:
    return Counter(word.lower() for word in words)


def precision_recall(wanted: Counter, found: Counter) -> tuple[float | None, float | None]:
    """Precision and recall of one multiset against another; None where not defined."""
    hit = (wanted & found).total()
    return (hit / found.total() if found else None, hit / wanted.total() if wanted else None)


def f1(precision: float | None, recall: float | None) -> float:
    return 2 * precision * recall / (precision + recall) if precision and recall else 0.0


def mean(values: Iterable[float | None]) -> float:
    known = [value for value in values if value is not None]
    return statistics.mean(known) if known else 0.0


class Counted(Protocol):
    """What `measure` needs of a tally."""

    seconds: float
    failed: int

    def add(self, page: Any, text: str) -> None:
        """Count one page."""


T = TypeVar("T", bound=Counted)


def measure(
    pages: Iterable[Page], extractors: dict[str, Callable[[Page], str]], new: Callable[[], T]
) -> tuple[dict[str, T], float]:
    """Run every extractor over every page in turn; also the CPU seconds of a bare parse."""
    tallies = {name: new() for name in extractors}
    bare = 0.0
    for page in pages:
        start = time.process_time()
        lxml.html.document_fromstring(page.html or b"<p>", parser=lxml.html.HTMLParser(encoding="utf-8"))
        bare += time.process_time() - start
        for name, extract in extractors.items():
            tally = tallies[name]
            start = time.process_time()
            try:
                text = extract(page)
            except Exception:
                text = ""
                tally.failed += 1
            tally.seconds += time.process_time() - start
            tally.add(page, text)
    return tallies, bare
