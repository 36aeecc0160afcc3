"""What stands around the article of a whole page that was handed in as text: menus above, other stories below.

Crawlers write pages down with all there is on them. No list of phrases holds the menus of all sites, but dozens of
lines with hardly a paragraph between them are plain to see, whatever the language. Small trees weigh each line by its
shape, its neighbours and how much running text stands near; the article is the stretch of lines that they like best.
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

from cleaner import trees
from cleaner.headlines import PARAGRAPHS_BELOW, left, pieces, takes_up
from cleaner.model import Kind
from cleaner.shape import HEADLINE_WORDS, LEAST_PROSE, is_title
from cleaner.text import count_words, ends_sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cleaner.headlines import Lines
    from cleaner.model import Block, Document

# The first four are log-odds. What all lose of the authors' lines and leave of the rest, over domains:
# tests/benchmark/fit_lines.py.
LINE = 2.0  # a line inside the stretch counts for the article by as much as it is below
EDGE = 2.5  # a line at either end goes only from here on
ABOVE, BELOW = 20.0, 10.0  # sums of what goes at the ends: with less at one of them, a text is no whole page
# Outside the longest stretch of paragraphs; a text with fewer lines there is not worth the look.
LEAST_LINES, LEAST_ABOVE, LEAST_BELOW = 15, 5, 3
GAP = 8  # lines that end a stretch of paragraphs
TITLE_REACH = 30  # lines above the article in which its title may stand
TITLE_WORDS = 3  # at least, of a title right above a standfirst; a menu has fewer in a line
OTHER_TEXT = 0.5  # of the running text of the stretch: where more stands at one end, it may be the article's

_MOST_WORDS = 400  # that count in one line
_FAR = 60  # lines; farther counts no more
_REACH = 10  # lines on either side
_KINDS = {kind: number for number, kind in enumerate(Kind)}
_NOWHERE = (-1, -1, -1, -1)

_BASICS = ("words", "end", "kind", "running")
NAMES = (
    *_BASICS, *(f"{name}-1" for name in _BASICS), *(f"{name}+1" for name in _BASICS),
    "digits", "capitals", "commas", "said", "copies", "since", "until", "before", "after", "place",
    "near", "main", "lines", "total", "paragraphs", "running_share",
)  # fmt: skip
# All others hold whole numbers.
SHARES = frozenset({"digits", "capitals", "said", "before", "place", "near", "main", "paragraphs", "running_share"})


def around(document: Document, removed: Collection[int]) -> list[Block]:
    r"""Find the lines that stand around the article of a page, of what is left of a text; none if it is no whole page.

    Examples
    --------
    >>> from cleaner import plain
    >>> text = "River rises\n\n" + "The river rose twelve centimetres overnight, officials of the town said.\n\n" * 4
    >>> around(plain.parse(text), ())
    []
    """
    if document.form == "html" or len(document.blocks) - len(removed) < LEAST_LINES:
        return []
    lines = left(document, removed)
    kept, running = lines.kept, running_words(lines)
    places = [*(block.index for block in kept), len(document.blocks)]
    if len(lines.prose_at) < LEAST_PROSE or not may_be_page(running, places):
        return []
    score = trees.model("boilerplate.json", "text", SHARES)
    start, end = best_stretch([score(row) for row in rows(lines, running)], running, places)
    if start:
        start = _title(lines, start)
    return [*kept[:start], *kept[end:]]


def _title(lines: Lines, start: int) -> int:
    """Find the title in what a page has above the first paragraph of its article; where it is not plain, the start.

    A headline of which the article speaks is the title, or the standfirst of one in few words: the first from the start
    on, or else the last above it, with the authors and buttons between.
    """
    kept = lines.kept
    first = next((i for i in lines.prose_at if i >= start), start)
    below = kept[first : first + PARAGRAPHS_BELOW]
    places: list[int] = [*range(start, first), *range(start - 1, max(0, start - TITLE_REACH) - 1, -1)]
    for i in places:
        if _is_title(kept[i], HEADLINE_WORDS) and takes_up(below, kept[i].text):
            above = takewhile(lambda block: _is_title(block, TITLE_WORDS), reversed(kept[:i]))
            return i - len([*above])
    return start


def _is_title(block: Block, least: int) -> bool:
    return is_title(block.as_line) and count_words(block.text) >= least


def may_be_page(running: Sequence[int], places: Sequence[int]) -> bool:
    """Tell whether enough lines stand around the longest stretch of paragraphs for a closer look; as `best_stretch`.

    Examples
    --------
    >>> may_be_page([0] * 12 + [30, 40] + [0] * 12, range(27)), may_be_page([0] * 24 + [30, 40], range(27))
    (True, False)
    """
    first, end = main_stretch(running)
    above, below = places[first], places[-1] - places[end - 1] - 1
    return above >= LEAST_ABOVE and below >= LEAST_BELOW and len(running) - (end - first) >= LEAST_LINES


def best_stretch(scores: Sequence[float], running: Sequence[int], places: Sequence[int]) -> tuple[int, int]:
    """Choose the stretch of lines, half-open, that is the article: the best sum of what speaks for its lines.

    The ``places`` are those of the lines in their text, and how many there are: what rules removed at an end also tells
    that the text is a whole page.

    Examples
    --------
    >>> best_stretch([4.0] * 12 + [-3.0, 2.4] + [4.0] * 12, [0] * 12 + [50, 0] + [0] * 12, range(27))
    (12, 14)
    >>> best_stretch([4.0, -3.0, -3.0, 4.0], [0, 50, 50, 0], range(5)), best_stretch(
    ...     [4.0, -3.0, -3.0, 4.0], [0, 50, 50, 0], [0, 12, 13, 20, 21])
    ((0, 4), (1, 3))
    """
    best = value = 0.0
    start = end = first = 0
    for i, score in enumerate(scores):
        if value <= 0:
            value, first = 0.0, i
        value += LINE - score
        if value > best:
            best, start, end = value, first, i + 1
    while start > 0 and scores[start - 1] < EDGE:
        start -= 1
    while end < len(scores) and scores[end] < EDGE:
        end += 1
    gone_above = places[start] - start
    gone_below = places[-1] - len(scores) - (places[end - 1] + 1 - end)
    above, below = sum(scores[:start]) + LINE * gone_above, sum(scores[end:]) + LINE * gone_below
    if not best or above < ABOVE or below < BELOW:
        return 0, len(scores)
    most = OTHER_TEXT * sum(running[start:end])
    return start if sum(running[:start]) <= most else 0, end if sum(running[end:]) <= most else len(scores)


def running_words(lines: Lines) -> list[int]:
    """Count the words of each paragraph; 0 for any other line."""
    return [
        min(count_words(block.text), _MOST_WORDS) if is_one else 0
        for block, is_one in zip(lines.kept, lines.prose, strict=True)
    ]


def main_stretch(running: Sequence[int]) -> tuple[int, int]:
    """Find the stretch with most running text in which fewer than `GAP` other lines stand in a row, half-open.

    Examples
    --------
    >>> main_stretch([20] + [0] * 9 + [30, 0, 40, 0])
    (10, 13)
    """
    best = (0, 0)
    most = words = first = 0
    last = -GAP
    for i, count in enumerate(running):
        if count:
            if i - last > GAP:
                words, first = 0, i
            words, last = words + count, i
            if words > most:
                most, best = words, (first, i + 1)
    return best


def rows(lines: Lines, running: Sequence[int]) -> list[tuple[float, ...]]:
    """Tell the features of each line; the names of the columns are `NAMES`."""
    kept = lines.kept
    count, total = len(kept), sum(running) or 1
    basics = [_NOWHERE, *map(_basics, kept, running), _NOWHERE]
    passed = [0, *accumulate(running)]  # words of running text in front of each line
    words = [0, *accumulate(basic[0] for basic in basics[1:-1])]
    since, until = _since(running), _since(running[::-1])[::-1]
    own = [pieces(block.text) for block in kept]
    main = main_stretch(running)
    told = Counter(piece for i in range(*main) if running[i] for piece in own[i])
    copies = Counter(block.text for block in kept)
    paragraphs = sum(map(bool, running)) / count
    whole = (sum(running[slice(*main)]) / total, count, total, paragraphs, passed[-1] / max(1, words[-1]))
    result: list[tuple[float, ...]] = []
    for i, block in enumerate(kept):
        text, size = block.text, len(block.text)
        first, last = max(0, i - _REACH), min(count, i + _REACH + 1)
        others = 1 if running[i] and main[0] <= i < main[1] else 0  # a paragraph uses its own words
        said = sum(told[piece] > others for piece in own[i]) / max(1, len(own[i]))
        near = (passed[last] - passed[first]) / max(1, words[last] - words[first])
        capitals = sum(word[0].isupper() for word in text.split()) / max(1, basics[i + 1][0])
        result.append((
            *basics[i + 1], *basics[i], *basics[i + 2],
            sum(map(str.isdigit, text)) / size, capitals, text.count(",") + text.count("、") + text.count("，"),
            said, copies[text], since[i], until[i],
            passed[i] / total, total - passed[i + 1], i / count, near, *whole,
        ))  # fmt: skip
    return result


def _basics(block: Block, running: int) -> tuple[int, int, int, int]:
    """Tell how long a line is, how it ends, what it is, and whether it is running text.

    Links and marks of headings are left out: a text that was cleaned once has none, and must not be cut again.
    """
    text, line = block.text, block.as_line
    end = 1 if ends_sentence(text) else 2 if text[-1] in "?!:…" else 0
    return running or min(count_words(text), _MOST_WORDS), end, _KINDS[line.kind], running > 0


def _since(marked: Sequence[int]) -> list[int]:
    """Count for each line how many lines ago a marked one was, up to `_FAR`."""
    found, ago = [], _FAR
    for mark in marked:
        found.append(ago)
        ago = 1 if mark else min(ago + 1, _FAR)
    return found
