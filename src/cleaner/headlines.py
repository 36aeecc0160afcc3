"""Headlines of other stories among the paragraphs of a plain text: which lines have their shape, what tells them."""

from __future__ import annotations

import math
from bisect import bisect
from collections import Counter
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import regex as re

from cleaner import bylines
from cleaner.model import Block, Kind
from cleaner.shape import (
    LABEL_WORDS,
    LEADS_IN,
    LEAST_PROSE,
    begins_high,
    fragments,
    heads_row,
    is_dated,
    is_headline,
    is_label,
    label_of,
    paragraphs,
    rows,
)
from cleaner.text import UNSPACED, count_words, has_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cleaner.model import Document

PARAGRAPHS_BELOW = 2
TAKEN_UP = 1 / 3  # of the longer words of a title
MARKED_CROSSHEADS = 2
FACTS = 2  # labels with figures in a row
RECORDS = 3  # dates in a row
ITEMS, SEVERAL_ITEMS = 2, 3  # of a list below a label, and below anything else
MOST_WORDS = 14  # that count
NOISE_APART = 3  # removed lines in a row between a paragraph and the one above: it may be another story's
LAST_APART = 2  # paragraphs at the end at most
TEXT_WORDS = 9  # at least, of a removed text that a second headline stood above; a button has fewer
MENU_WORDS = 2  # of what stands above a title; more of them are a first title

_NAMED = re.compile(r"\s[\"'“„«(‘]*\p{Lu}|\s\S*\d")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_TOPIC = re.compile(r"[^:]{3,60}: [\"“„«»‘']?[\p{Lu}\d]")

Weights = dict[str, float]  # how often each of `STRENGTH` counts


class Lines(NamedTuple):
    """What is left of a plain text: its blocks, which of them are paragraphs, and where these stand."""

    kept: list[Block]
    prose: list[bool]
    prose_at: list[int]


def left(document: Document, removed: Collection[int]) -> Lines:
    """Leave out of a document what was removed, and what has no text.

    A paragraph or two that end it, behind much that was removed, count for none: they are an excerpt of another story,
    a note on the author, a form.
    """
    kept = [block for block in document.blocks if block.index not in removed and block.text]
    prose = paragraphs(kept)
    at = [i for i, is_one in enumerate(prose) if is_one]
    for last in range(len(at) - 1, max(len(at) - LAST_APART - 1, LEAST_PROSE - 1), -1):
        between = [index in removed for index in range(kept[at[last - 1]].index, kept[at[last]].index)]
        if any(rows(between, NOISE_APART)):
            at = at[:last]
    return Lines(kept, prose, at)


def weigh(document: Document, lines: Lines, removed: Collection[int]) -> Iterator[tuple[Block, Weights]]:
    """Weigh each headline-shaped line among the paragraphs of a plain text: what speaks for or against it, how often.

    Where that speaks for a crosshead, it is nothing against what the line says: `layout` leaves it out.
    """
    kept, prose, prose_at = lines
    first = prose_at[0]
    headlines = {i for i, one in enumerate(kept) if not prose[i] and is_headline(one)} - _marked_crossheads(kept, prose)
    inside = sum(first < i < prose_at[-1] for i in headlines)
    if headlines:
        headlines -= _rows_of_records(kept) | fragments(kept)
    stray = _stray(lines, headlines, removed)
    among = math.log1p(sum(index > kept[first].index for index in removed))
    asked = frozenset[str]().union(*(_stems(kept[i].text) for i in stray))
    texts = Counter([stem for text in {one.text for one in kept if asked} for stem in asked & _stems(text)])

    @cache  # headlines in a row stand above the same paragraphs
    def below(first: int) -> set[str]:
        return {stem for j in prose_at[first : first + PARAGRAPHS_BELOW] for stem in _stems(kept[j].text)}

    for i in stray:
        block, stems = kept[i], _stems(kept[i].text)
        in_run = bool({i - 1, i + 1} & headlines)
        beside = is_beside(block, removed)
        told: Weights = {
            "stray-headline": 1,
            **_by_itself(block.text),
            "headline-rare": math.log1p(inside),
            "headline-run": in_run,
            "headline-last": i > prose_at[-1] and (in_run or beside),
            "beside-noise": beside,
            "headline-among-noise": among,
            "headline-taken-up": len(stems & below(bisect(prose_at, i))) / max(1, len(stems)),
            "headline-said-elsewhere": (sum(texts[stem] > 1 for stem in stems) + 1) / (len(stems) + 2),
        }
        yield block, told
    for block in _second(document, lines, headlines, removed):
        yield block, {"titles-removed-text": 1}


def _second(document: Document, lines: Lines, headlines: Collection[int], removed: Collection[int]) -> Iterator[Block]:
    """Find the headlines right below a first one in front of the text that stood above a text which was removed.

    One of which the text tells more than of the first is the title, below some other line.
    """
    kept, first = lines.kept, lines.prose_at[0]
    paragraphs = kept[first : first + PARAGRAPHS_BELOW]
    for i in range(1, first):
        above, block = kept[i - 1], kept[i]
        if i not in headlines or above.index + 1 != block.index or block.index + 1 not in removed:
            continue
        share = _taken_up(paragraphs, block.text)
        is_title = share >= TAKEN_UP and share > _taken_up(paragraphs, above.text)
        is_second = count_words(above.text) > MENU_WORDS and not bylines.is_one(block.text, document.language)
        if is_second and not is_title and has_words(document.blocks[block.index + 1].text, TEXT_WORDS):
            yield block


def _stray(lines: Lines, headlines: Collection[int], removed: Collection[int]) -> list[int]:
    """Choose the headline-shaped lines behind the first paragraph that may be of other stories, in order.

    In a script without capitals a crosshead looks the same; behind the last paragraph there is none. Where nothing else
    is noise, what stands there is the author's: a list, a box of facts.
    """
    if not headlines:
        return []
    kept, prose, prose_at = lines
    listed, last = _listed(kept, prose), len(kept) if removed else prose_at[-1]
    heads = {i for i, (here, after) in enumerate(pairwise(kept)) if heads_row(here, after)}
    runs = rows([i in headlines for i in range(prose_at[-1])], ITEMS)
    items = {i for run in runs if _is_list(lines, run, removed) for i in run}
    return [
        i
        for i in sorted({*headlines} - heads - items)
        if prose_at[0] < i < last and not listed[i] and (i > prose_at[-1] or begins_high(kept[i].text))
    ]


def _by_itself(text: str) -> Weights:
    """Weigh what a line looks like by itself."""
    is_listed = text.count(", ") > 1
    return {
        "headline-words": min(count_words(text), MOST_WORDS),
        "headline-topic": _TOPIC.match(text) is not None,
        "headline-figures": len(_NUMBER.findall(text)) + is_listed > 1,
        "headline-commas": is_listed,
    }


def _is_list(lines: Lines, run: Sequence[int], removed: Collection[int]) -> bool:
    """Tell whether lines in a row are a list whose marks a scraper has lost: nothing beside them was removed.

    And a label stands right above; or there are several, of which half have no name and no figure behind the first
    word.
    """
    kept, prose, _ = lines
    if any(is_beside(kept[i], removed) for i in run):
        return False
    above = run[0] - 1
    if above >= 0 and not prose[above] and is_label(kept[above].text):
        return True
    return len(run) >= SEVERAL_ITEMS and 2 * sum(_NAMED.search(kept[i].text) is None for i in run) >= len(run)


def takes_up(below: Sequence[Block], headline: str) -> bool:
    """Tell whether the first paragraphs below a headline use a good part of its words, so that it may be their title.

    Examples
    --------
    >>> texts = ["The dam broke at noon.", "Villages along the river were flooded."]
    >>> below = [Block(index=index, text=text) for index, text in enumerate(texts)]
    >>> takes_up(below, "River dam breaks"), takes_up(below, "Council meets in May")
    (True, False)
    """
    return _taken_up(below, headline) >= TAKEN_UP


def _taken_up(below: Sequence[Block], headline: str) -> float:
    """Return the share of the words of a headline that the first paragraphs below use."""
    asked = pieces(headline)
    told = {piece for block in below[:PARAGRAPHS_BELOW] for piece in pieces(block.text)}
    return len(asked & told) / max(1, len(asked))


def pieces(text: str) -> frozenset[str]:
    """Return the stems of a text, the first five letters of longer words; without spaces each two characters in a row.

    Examples
    --------
    >>> sorted(pieces("The rivers rose"))
    ['river', 'rose']
    """
    return frozenset(map("".join, pairwise(text))) if UNSPACED.search(text) else _stems(text)


def is_beside(block: Block, removed: Collection[int]) -> bool:
    """Tell whether a block stands right beside one that was removed."""
    return block.index - 1 in removed or block.index + 1 in removed


def _marked_crossheads(kept: Sequence[Block], prose: Sequence[bool]) -> set[int]:
    """Find the headings that are marked as such and have a paragraph of their own, where there are several."""
    found = {i for i, below in enumerate(prose[1:]) if below and kept[i].kind is Kind.HEADING}
    return found if len(found) >= MARKED_CROSSHEADS else set()


def _rows_of_records(kept: Sequence[Block]) -> set[int]:
    """Find the lines of a list of facts: labels that recur or have figures or a word or two behind them, dates."""
    labels = [label_of(block.text) for block in kept]
    times = Counter(filter(None, labels))
    recurs = {i for i, label in enumerate(labels) if times[label] > 1}
    found = {i for i in recurs if {i - 1, i + 1} & recurs}
    for row in rows([label != "" for label in labels], FACTS):
        facts = [i for i in row if any(map(str.isdigit, kept[i].text)) or count_words(kept[i].text) <= LABEL_WORDS]
        found.update(row if len(facts) >= max(FACTS, len(row) / 2) else ())
    for row in rows([is_dated(block.text) for block in kept], RECORDS):
        found.update(row)
    return found


def _listed(kept: Sequence[Block], prose: Sequence[bool]) -> list[bool]:
    """Tell of each line whether a line with a colon leads it in; the next paragraph ends what it leads in."""
    listed = [False]
    for block, is_one in zip(kept, prose, strict=True):
        listed.append(block.text.endswith(LEADS_IN) or (listed[-1] and not is_one))
    return listed


_LONG_WORD = re.compile(r"\w{4,}")
# Capitals of Greek carry no accents, and those of Turkish are lowered to other letters than they stand for.
_ODD_LETTER = re.compile("[άέήίόύώı\u0307]")
_PLAIN_LETTERS = str.maketrans("άέήίόύώı", "αεηιουωi", "\u0307")


@lru_cache(maxsize=1024)
def _stems(text: str) -> frozenset[str]:
    """Return the first five letters of each longer word: enough to see that two texts share a subject."""
    lowered = text.lower()
    if not text.isascii() and _ODD_LETTER.search(lowered):
        lowered = lowered.translate(_PLAIN_LETTERS)
    return frozenset([word[:5] for word in _LONG_WORD.findall(lowered)])
