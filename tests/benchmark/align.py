"""Which blocks of a page make up its gold text: an alignment in reading order."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|[^\W_]+")
GRAM = 4
MOST_PLACES = 60  # that a text is looked for in the gold
SLACK = 3  # tokens by which neighbours may overlap


def tokens(text: str) -> list[str]:
    """Words; single characters of scripts without spaces."""
    return TOKEN.findall(text.lower())


class Gold:
    """A gold text, ready to be searched."""

    def __init__(self, text: str) -> None:
        self.tokens = tokens(text)
        self.places: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for size in range(1, GRAM + 1):
            for start in range(len(self.tokens) - size + 1):
                self.places[tuple(self.tokens[start : start + size])].append(start)
        self.starts, self.ends = set(), set()
        count = 0
        for line in text.split("\n"):
            self.starts.add(count)
            count += len(tokens(line))
            self.ends.add(count)

    def candidates(self, words: Sequence[str]) -> list[tuple[int, float, float]]:
        """Where words may stand: position, value in tokens, share of the words that the gold has."""
        if len(words) < GRAM:
            found = []
            for place in self.places.get(tuple(words), ())[:MOST_PLACES]:
                bounds = (place in self.starts) + (place + len(words) in self.ends)
                if bounds or len(words) == GRAM - 1:
                    found.append((place, len(words) * (0.3 + 0.35 * bounds), 0.6 + 0.2 * bounds))
            return found
        seen = [False] * len(words)
        hits: Counter[int] = Counter()
        for start in range(len(words) - GRAM + 1):
            for place in self.places.get(tuple(words[start : start + GRAM]), ())[:MOST_PLACES]:
                seen[start : start + GRAM] = [True] * GRAM
                hits[max(0, place - start) // SLACK * SLACK] += 1
        cover = sum(seen) / len(words)
        if cover <= 0.3:
            return []
        best = hits.most_common(4)
        return [
            (place, cover * len(words) * min(1, (count + SLACK) / len(words)), cover)
            for place, count in best
            if count >= 0.3 * best[0][1]
        ]


class _Best:
    """The best value so far at or below a position (a Fenwick tree of maxima)."""

    def __init__(self, size: int) -> None:
        self.tree = [(0.0, -1)] * (size + 1)

    def at(self, position: int) -> tuple[float, int]:
        found = (0.0, -1)
        position = min(position, len(self.tree) - 1)
        while position > 0:
            found = max(found, self.tree[position])
            position -= position & -position
        return found

    def put(self, position: int, value: tuple[float, int]) -> None:
        position = max(1, position)
        while position < len(self.tree):
            self.tree[position] = max(self.tree[position], value)
            position += position & -position


def cover(texts: Sequence[str], gold_text: str) -> list[float]:
    """For each text the share of its words that the gold has, in order; 0 for one that has no place there.

    The places chosen are the chain of most words in which each text stands behind the one before, so that a second copy
    of a text, or a headline that the article quotes, finds no place.

    Examples
    --------
    >>> cover(["Menu", "It rained all night long.", "It rained all night long."], "It rained all night long.")
    [0.0, 1.0, 0.0]
    """
    gold = Gold(gold_text)
    best = _Best(len(gold.tokens) + 2 * SLACK)
    chain: list[tuple[int, int, float]] = []  # text, link before, cover
    for index, text in enumerate(texts):
        words = tokens(text)
        found = []
        for place, value, share in gold.candidates(words):
            slack = max(SLACK if len(words) >= GRAM else 0, int(len(words) * 0.3))
            before, link = best.at(place + slack)
            found.append((place + len(words), (before + value, len(chain))))
            chain.append((index, link, share))
        for end, value_and_link in found:
            best.put(end, value_and_link)
    shares = [0.0] * len(texts)
    _, link = best.at(len(best.tree))
    while link >= 0:
        index, link, share = chain[link]
        shares[index] = share
    return shares
