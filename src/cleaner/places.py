"""Which evidence of the rules holds where it stands: some hold in places only, and some words are the article's own."""

from __future__ import annotations

from collections import Counter
from itertools import dropwhile, islice
from typing import TYPE_CHECKING

from cleaner import bylines, shape
from cleaner.headlines import takes_up
from cleaner.model import Block, Category, Evidence, Kind
from cleaner.stamps import is_stamp
from cleaner.text import count_words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cleaner.model import Document
    from cleaner.packs import Pack

EDGE_PARAGRAPHS = 3  # as far into the document does its head reach, and its end
CROSSHEAD_WORDS = 3  # of a script without spaces, six characters
RECORDS = 4  # lines of a label and its value in a row, of which less than half may be credits
# What menus, comments, consent and the small print say comes in rows: a word of theirs that stands alone between
# paragraphs, and only once, is a crosshead, such as “FAQs” or “Discussion”.
IN_ROWS = frozenset({Category.NAVIGATION, Category.COMMENTS, Category.CONSENT, Category.LEGAL})
POINTERS = frozenset({Category.CROSS_PROMOTION, Category.MEDIA})


def hold(evidence: Sequence[Evidence], document: Document, pack: Pack, removed: Collection[int]) -> list[Evidence]:
    """Leave out the evidence of rules that hold in some places only, where it stands elsewhere.

    Also that for a word of menus which stands alone between paragraphs.

    Place is counted in paragraphs that are not ``removed``, so that what goes does not move what stays.

    Examples
    --------
    >>> from cleaner import packs, plain, rules
    >>> document = plain.parse("JUST IN: Bridge reopens after storm")
    >>> pack = packs.load("en")
    >>> found = rules.find(document, pack)
    >>> hold(found, document, pack, ()) == found
    True
    """
    kept = _crossheads(document, evidence) | _in_records(document, evidence) | _own_title(document, evidence)
    evidence = [found for found in evidence if found.span.block not in kept]
    rows = {found.span.block for found in evidence if found.category in IN_ROWS}
    words = {index for index in rows if count_words(document.blocks[index].text) == 1}
    if not words and not any(found.name in pack.placed for found in evidence):
        return list(evidence)
    left = [block for block in document.blocks if block.text and block.index not in removed]
    prose = [block.index for block, is_one in zip(left, shape.paragraphs(left), strict=True) if is_one]
    edges = {"": (0, len(document.blocks)), "head": (0, len(document.blocks)), "end": (0, len(document.blocks))}
    if len(prose) > EDGE_PARAGRAPHS:
        edges["head"] = (0, prose[EDGE_PARAGRAPHS])
        edges["end"] = (prose[-EDGE_PARAGRAPHS], len(document.blocks))
    alone = _alone(left, words, rows, prose) if words and prose else set()
    held = []
    several = _in_several_places(evidence, pack, removed)
    for found in evidence:
        where = pack.placed.get(found.name, "")
        start, end = edges.get(where, edges[""])
        is_placed = start <= found.span.block < end and (where != "several" or found.name in several)
        if is_placed and not (found.span.block in alone and found.category in IN_ROWS):
            held.append(found)
    return held


def _crossheads(document: Document, evidence: Sequence[Evidence]) -> set[int]:
    """Find the short headings in the place of a page's article that stand once, above a paragraph: “Folgen”.

    Of that paragraph nothing is said. A plain text has no marks when it is cleaned again, so its headings do not count.
    """
    blocks, scores = document.blocks, document.scores
    if not scores:
        return set()
    said = {found.span.block for found in evidence}
    adverts = {found.span.block for found in evidence if found.category is Category.ADVERT}
    headings = [block.text for block in blocks if block.kind is Kind.HEADING]
    return {
        i
        for i in said - adverts
        if blocks[i].kind is Kind.HEADING and shape.is_brief(blocks[i].text, CROSSHEAD_WORDS)
        and i + 1 < len(blocks) and i + 1 not in said and max(scores[i : i + 2]) <= 0
        and shape.is_prose(blocks[i + 1].text) and headings.count(blocks[i].text) == 1
    }  # fmt: skip


def _in_records(document: Document, evidence: Sequence[Evidence]) -> set[int]:
    """Find the credits that stand among other labels with values, as a film's director of photography does."""
    credited = {found.span.block for found in evidence if found.category is Category.CREDIT}
    if not credited:
        return credited
    said = {found.span.block for found in evidence}
    labelled = [bool(shape.label_of(block.text)) and not shape.is_prose(block.text) for block in document.blocks]
    records = {i for row in shape.rows(labelled, RECORDS) if len(said.intersection(row)) * 2 < len(row) for i in row}
    return credited & records


def _own_title(document: Document, evidence: Sequence[Evidence]) -> set[int]:
    """Find the first line of a plain text, if what it points to is told right below it: “Live: Storm hits the coast”.

    When and by whom may stand between them.
    """
    texts = [*islice((block for block in document.blocks if block.text), shape.FRONT_BLOCKS)]
    if document.form != "text" or not texts or shape.is_prose(texts[0].text):
        return set()
    first = texts[0]
    if not any(found.span.block == first.index and found.category in POINTERS for found in evidence):
        return set()
    below = [*dropwhile(lambda block: _is_signed(block.text, document.language), texts[1:])]
    is_title = bool(below) and shape.is_prose(below[0].text) and takes_up(below, first.text)
    return {first.index} if is_title else set()


def _is_signed(text: str, language: str) -> bool:
    return is_stamp(text) or bylines.is_one(text, language)


def _in_several_places(evidence: Sequence[Evidence], pack: Pack, removed: Collection[int]) -> set[str]:
    """Find the rules for several places that have them: two blocks or more, none beside another, as a list would be."""
    blocks: dict[str, list[int]] = {}
    for found in evidence:
        if pack.placed.get(found.name) == "several" and found.span.block not in removed:
            blocks.setdefault(found.name, []).append(found.span.block)
    return {name for name, at in blocks.items() if len(at) > 1 and not {i + 1 for i in at} & {*at}}


def _alone(left: Sequence[Block], words: Collection[int], rows: Collection[int], prose: Sequence[int]) -> set[int]:
    """Find the words that stand alone between paragraphs, beside nothing that is of rows too, and only once."""
    texts = Counter([block.text for block in left])
    return {
        here.index
        for above, here, below in zip(left, left[1:], left[2:], strict=False)
        if here.index in words and prose[0] < here.index < prose[-1] and texts[here.text] == 1
        and above.index not in rows and below.index not in rows
    }  # fmt: skip
