"""What is thought of each record near the article, and what the looks at their places make of it."""

from __future__ import annotations

from bisect import bisect_left
from math import floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from cleaner.html.page import Segments

# `decide` asks 2.0, 7 to 1, of what a rule says about a text; the model is as often right as its odds say. From odds of
# 5 to 3 on it removes alone, and from 8 to 3 on between texts that are likely the article's: on domains never seen that
# loses 0.012 of the author's lines instead of 0.018 (fit.py --whole --noise). The rules find most noise anyway.
# What argues to keep is capped, so that a rule that is sure of its words wins over the place they stand in.
BALANCE = 1.5
REMOVED = 2.0
KEEP_AT_MOST = -0.1
# Log-odds by which a text between two that are likely the article's must be surer noise than one at either end. Images
# are left out of that: no sentence is lost with them.
BETWEEN = 0.5
NEARLY = 1.5  # log-odds below what is removed, of what a look at its place brings back; a rule may still be surer
_GOES = REMOVED - BALANCE
_MARGIN = 2  # records in front of the first that stays and behind the last that still become blocks


class Noise(dict[int, float]):
    """The shown records near the article, in order, each with the log-odds of the model that it is noise.

    Parameters
    ----------
    scores : mapping of int to float
        What the model says; it is lowered between the first and the last record that is likely the article's.
    page : Segments
    holders : collection of int, default=(0,)
        The elements that hold most of the running text: what their classes say is not said of a part.
    url : str, default=""
        Where the page came from.
    """

    def __init__(
        self, scores: Mapping[int, float], page: Segments, holders: Collection[int] = (0,), url: str = ""
    ) -> None:
        super().__init__(scores)
        self.page, self.holders, self.url = page, holders, url
        self.shown = [*scores]
        self._kept: list[int] | None = None
        if likely := [record for record, score in scores.items() if score < 0]:
            between = range(likely[0], likely[-1])
            self._settle({record: score - BETWEEN for record, score in scores.items() if record in between})

    def stays(self, record: int) -> bool:
        """Tell whether a record is kept unless a rule argues against it."""
        return self[record] < _GOES

    def is_nearly_gone(self, record: int) -> bool:
        """Tell whether little is missing for a record that stays to go, or none."""
        return self[record] >= _GOES - NEARLY

    @property
    def kept(self) -> list[int]:
        """The records that stay."""
        if self._kept is None:
            self._kept = [record for record, score in self.items() if score < _GOES]
        return self._kept

    @property
    def gone(self) -> list[int]:
        """The records that do not stay."""
        return [record for record, score in self.items() if score >= _GOES]

    def _settle(self, scores: Mapping[int, float]) -> None:
        if scores:
            self.update(scores)
            self._kept = None

    def between(self, start: int, end: int) -> list[int]:
        """Return the records of a stretch, half-open."""
        return self.shown[bisect_left(self.shown, start) : bisect_left(self.shown, end)]

    def around(self, node: int) -> Iterator[int]:
        """Yield an element and those it stands in, up to those that hold most of the running text."""
        while node not in self.holders:
            yield node
            node = self.page.nodes[node][0]

    def holding(self) -> list[int]:
        """Return the elements that hold what stays, but those that hold most of the running text, in order."""
        found = set[int]()
        for record in self.kept:
            for node in self.around(self.page.records[record][0]):
                if node in found:
                    break
                found.add(node)
        return sorted(found)

    def keep(self, records: Iterable[int]) -> None:
        """Bring records back that a look at their place tells to be the article's."""
        self._settle({record: min(self[record], _GOES - NEARLY) for record in records})

    def name(self, records: Iterable[int]) -> None:
        """Keep records that are plain to see what they are."""
        self._settle({record: min(self[record], -BALANCE) for record in records})

    def remove(self, records: Iterable[int]) -> None:
        """Remove records that a look at their place tells to be no part of the article; others are passed over."""
        self._settle({record: max(self[record], _GOES) for record in records if record in self})

    def window(self) -> range:
        """Return the records from just before the first that stays to just behind the last."""
        shown, kept = self.shown, self.kept
        if not kept:
            return range(shown[0], shown[-1] + 1) if shown else range(0)
        around = shown[max(0, shown.index(kept[0]) - _MARGIN) : shown.index(kept[-1]) + _MARGIN + 1]
        return range(around[0], around[-1] + 1)

    def told(self, records: Sequence[int]) -> list[float]:
        """Return the scores of a `window` as evidence; an image shares the fate of the texts in front and behind."""
        near: list[float] = []
        before, images = 0.0, 0  # the score of the last text, and how many images stand behind it
        for record in records:
            score = self.get(record)
            if score is None:
                images += 1
                continue
            near += [max(before, score) + BETWEEN] * images + [score]
            before, images = score, 0
        # Rounded down, so that what stays here stays there.
        return [floor(100 * max(KEEP_AT_MOST, score + BALANCE)) / 100 for score in near]
