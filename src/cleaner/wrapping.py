"""Hard-wrapped text: which lines are the rest of the one above."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner import marks
from cleaner.language import breaks_off
from cleaner.text import UNSPACED, ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.marks import Line

COLUMNS = (40, 120)  # what mail, terminals and telegrams wrap at; longer lines are whole paragraphs
LEAST_PAIRS = 3  # at least, that break off amid a sentence
INNER_STOPS = (". ", "। ", "۔ ")  # within a line of prose without capitals; verse and headlines have none
UNCASED = 0.8  # share of the unended lines that are full, where no capital tells a sentence's start
AMID = 0.4  # share of the full lines that break off amid a sentence, as far as it can be told


def rests(lines: Sequence[Line]) -> Iterator[bool]:
    """Tell of each line but the first whether it is the rest of the one above.

    In a text that is wrapped as a whole, a line is that below a full one; but a sentence that ends there may end the
    paragraph, where no blank lines part these. In another text, only small letters below a full line are, or further
    in below the mark of an item, and those behind them, up to the end of the sentence.

    Examples
    --------
    >>> from cleaner.marks import Line
    >>> told = ("The river rose overnight by twelve centimetres", "and fell again.", "It rained.")
    >>> [*rests([Line(number, 0, 0, text) for number, text in enumerate(told)])]
    [True, False]
    """
    columns = max((len(line.text) for line in lines), default=0)
    may_be_wrapped = COLUMNS[0] <= columns <= COLUMNS[1]
    is_whole = may_be_wrapped and _is_whole(lines, columns)
    is_parted = is_whole and any(not _is_right_below(line, below) for line, below in pairwise(lines))
    is_rest = False
    for line, below in pairwise(lines):
        if not is_rest:
            first = line
        may_be = _is_right_below(line, below) and _may_go_on(line.text, below.text)
        is_full = may_be and may_be_wrapped and _breaks_greedily(line, below, columns)
        is_end = may_be and ends_sentence(line.text)
        if is_full and is_whole:
            is_rest = is_parted or not is_end
        else:
            is_more = is_full or (is_rest and not is_whole) or _is_further_in(first, below)
            is_rest = may_be and is_more and not is_end and said(below.text)[0].islower()
        yield is_rest


def said(text: str) -> str:
    """Return what a line says behind the mark of a quotation.

    Examples
    --------
    >>> said("> It rained."), said("It rained.")
    ('It rained.', 'It rained.')
    """
    return text[1:].lstrip() if text[:1] == ">" else text


def _is_whole(lines: Sequence[Line], columns: int) -> bool:
    """Tell whether a text is wrapped as a whole.

    A line that ends a sentence says nothing: each may be a paragraph of its own. A row of headlines can look wrapped;
    but a sentence mostly breaks off in front of a small letter or behind a word such as “the”.
    """
    pairs = [pair for pair in pairwise(lines) if _is_right_below(*pair) and not ends_sentence(pair[0].text)]
    full = [(line, said(below.text)) for line, below in pairs if _breaks_greedily(line, below, columns)]
    uncased = sum(_is_uncased(below[0]) for _, below in full)
    is_prose = any(stop in line.text for line, _ in full for stop in INNER_STOPS)
    if is_prose and uncased >= max(LEAST_PAIRS, UNCASED * len(pairs)):
        return True
    amid = sum(below[0].islower() or (line.text[-1] != "," and breaks_off(line.text)) for line, below in full)
    return amid >= max(LEAST_PAIRS, AMID * len(full))


def _is_right_below(line: Line, below: Line) -> bool:
    return below.number == line.number + 1


def _may_go_on(text: str, below: str) -> bool:
    """Tell whether a line below another has no mark of its own, but for that of the quotation that both stand in."""
    more = said(below)
    return bool(more) and (text[0] == ">") == (below[0] == ">") and not marks.MARK.match(more)


def _breaks_greedily(line: Line, below: Line, columns: int) -> bool:
    """Tell whether the first word below would not have fitted on the line: how every wrapping program breaks."""
    words = said(below.text).split(None, 1)
    return bool(words) and len(line.text) + 1 + len(words[0]) > columns


def _is_further_in(first: Line, below: Line) -> bool:
    """Tell whether a line stands further in than the mark of an item above."""
    return below.indent > first.indent and marks.is_item(first.text)


def _is_uncased(letter: str) -> bool:
    """Tell whether a letter is of a script that has spaces but no capitals, such as Arabic, Hebrew or Devanagari."""
    return letter.isalpha() and letter.upper() == letter.lower() and not UNSPACED.match(letter)
