"""What an editor expects beside what the library did: differences, worst first.

Both sides tell of the same input, so they are compared word by word and not line by line: a sentence that was lost is
found even where a paragraph was split in another place. A removal that the expectation does not mention (the furniture
of a page) is no difference, nor is a doubtful stretch, which is kept either way.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.model import Category
    from cleaner.render.notation import Line, Part

# Scripts without spaces are taken letter by letter; the rest word by word.
_WORD = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]|[\w\p{M}]+|[^\s\w]")


class Fault(StrEnum):
    """The four names of a difference, worst first."""

    CUT = "CUT"
    LEFT_IN = "LEFT IN"
    MISNAMED = "MISNAMED"
    BROKEN = "BROKEN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One stretch on which the expectation and the article disagree.

    Attributes
    ----------
    fault : Fault
    text : str
        The words in question.
    expected, actual : str
        What either side says of them: ``kept``, a category, a role or a kind of block.
    line : int
        Index of the article's line (of ``notation.lines_of``), -1 when the article has no such words.
    """

    fault: Fault
    text: str
    expected: str
    actual: str
    line: int = -1


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    gap: str  # white space in front of it
    line: int
    part: Part
    shape: Line

    @property
    def removed(self) -> Category | None:
        return self.part.category if self.part.verdict == "removed" else None


_Pair = tuple[_Word | None, _Word | None]
_SAME = (None, "", "")


def compare(expected: Sequence[Line], actual: Sequence[Line]) -> list[Difference]:
    """Name every difference, worst first, in document order within one name.

    Examples
    --------
    >>> from cleaner.render.notation import read
    >>> wanted = read(["  # Dam holds", "x {advert} Advertisement", "  It held."])
    >>> got = read(["  # Dam holds", "  Advertisement", "x {legal} It held."])
    >>> for difference in compare(wanted, got):
    ...     print(difference.fault, difference.text, difference.expected, difference.actual, sep=" | ")
    CUT | It held. | kept | legal
    LEFT IN | Advertisement | advert | kept
    """
    pairs = list(_align(list(_words(expected)), list(_words(actual))))
    found = [*_verdicts(pairs), *_shapes(pairs)]
    return sorted(found, key=lambda difference: list(Fault).index(difference.fault))


def _words(lines: Iterable[Line]) -> Iterator[_Word]:
    for number, line in enumerate(lines):
        for part in line.parts:
            done = 0
            for found in _WORD.finditer(part.text):
                yield _Word(found.group(), part.text[done : found.start()], number, part, line)
                done = found.end()


def said_in(line: Line) -> list[str]:
    """List the words that are kept of a line."""
    return [word.text for word in _words([line]) if word.removed is None]


def _align(expected: Sequence[_Word], actual: Sequence[_Word]) -> Iterator[_Pair]:
    """Pair the words of both sides in order; a word without a partner is paired with None."""
    left, right = [word.text for word in expected], [word.text for word in actual]
    if left == right:
        yield from zip(expected, actual, strict=True)
        return
    for tag, i, i_end, j, j_end in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(expected[i:i_end], actual[j:j_end], strict=True)
        else:
            yield from ((word, None) for word in expected[i:i_end])
            yield from ((None, word) for word in actual[j:j_end])


def _verdicts(pairs: Iterable[_Pair]) -> Iterator[Difference]:
    """Group neighbouring words of one line that differ in the same way."""
    for (fault, expected, actual, line), group in groupby(pairs, key=_judge):
        if fault is not None:
            words = [word for pair in group if (word := pair[1] or pair[0])]
            text = "".join(word.gap + word.text for word in words).strip()
            yield Difference(fault=fault, text=text, expected=expected, actual=actual, line=line)


def _judge(pair: _Pair) -> tuple[Fault | None, str, str, int]:
    """Compare one word of both sides: what is wrong, what was expected, what is, and the article's line."""
    wanted, got = pair
    line = got.line if got else -1
    if wanted and got:
        return *_judge_both(wanted, got), line
    if wanted and wanted.removed is None:
        return Fault.CUT, "kept", "lost without a trace", line
    if got and got.removed is None:
        return Fault.LEFT_IN, "not mentioned", "kept", line
    return *_SAME, line


def _judge_both(wanted: _Word, got: _Word) -> tuple[Fault | None, str, str]:
    if got.removed and not wanted.removed:
        return Fault.CUT, "kept", got.removed
    if wanted.removed and not got.removed:
        return Fault.LEFT_IN, wanted.removed, _kept(got)
    if wanted.part.category and got.part.category and wanted.part.category != got.part.category:
        return Fault.MISNAMED, wanted.part.category, got.part.category
    if not wanted.removed and wanted.shape.role != got.shape.role:
        return Fault.MISNAMED, wanted.shape.role or "no role", got.shape.role or "no role"
    return _SAME


def _kept(word: _Word) -> str:
    return f"kept, doubtful ({word.part.category})" if word.part.category else "kept"


def _shapes(pairs: Iterable[_Pair]) -> Iterator[Difference]:
    kept = [(a, b) for a, b in pairs if a and b and a.removed is None and b.removed is None]
    for (shape, got_shape, line), group in groupby(
        kept, key=lambda pair: (_shape(pair[0]), _shape(pair[1]), pair[1].line)
    ):
        if shape != got_shape:
            text = "".join(word.gap + word.text for _, word in group).strip()
            yield Difference(fault=Fault.BROKEN, text=text, expected=shape, actual=got_shape, line=line)
    for place, ((wanted, got), (next_wanted, next_got)) in enumerate(pairwise(kept), 1):
        one_wanted, one_got = wanted.line == next_wanted.line, got.line == next_got.line
        if one_wanted != one_got:
            around = [word.text for _, word in kept[max(place - 3, 0) : place + 3]]
            yield Difference(
                fault=Fault.BROKEN,
                text=" ".join(around),
                expected="one block" if one_wanted else "two blocks",
                actual="one block" if one_got else "two blocks",
                line=next_got.line,
            )


def _shape(word: _Word) -> str:
    line = word.shape
    return " ".join(filter(None, ("numbered" if line.ordered else "", line.kind, str(line.level or ""))))
