"""What is set out of an article's running text: lists, tables, quotations and code, between its texts and behind."""

from __future__ import annotations

import re
from itertools import groupby, islice
from typing import TYPE_CHECKING

from cleaner.html.document import category
from cleaner.html.lexicon import make
from cleaner.html.parts import LEVELS, OWN, children, is_hardly_linked, is_sentence, item
from cleaner.model import Category, Kind
from cleaner.text import HEADING_SIGNS, count_words, has_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cleaner.html.noise import Noise
    from cleaner.html.page import Segments
    from cleaner.model import Block

# Categories that code, tables, lists and quotations of the article are suspected to be; a class tells who is quoted.
_LISTED = {
    Kind.CODE: OWN, Kind.TABLE: {Category.NAVIGATION}, Kind.LIST_ITEM: {Category.NAVIGATION},
    Kind.QUOTE: {Category.NAVIGATION, Category.AUTHOR},
}  # fmt: skip
# What the model may take an item of a list for that is like the others.
_OF_PLACE = {
    Category.NAVIGATION,
    Category.CROSS_PROMOTION,
    Category.MEDIA,
    Category.METADATA,
    Category.AUTHOR,
    Category.ADVERT,
}
_LONG_SENTENCE = 60  # characters
_TABLE_WORDS = 6
_HEADING_WORDS = 8  # of a line above a list that is its heading
_QUOTED_WORDS = 6  # of a quotation without a stop
_ITEM_WORDS = 4  # of a list on average
_QUOTES = frozenset(["blockquote"])
_ITEMS = frozenset(["ul", "ol", "li"])
_SET_OUT = _QUOTES | _ITEMS | {"dl", "dt", "dd", "table", "tbody", "tr", "td", "th"}
_TEXT = _SET_OUT | {"p"}
_MOST_QUOTATIONS = 50  # looked up in the text
_MARKS = "“”„«»‘’'\" .,"  # around a quotation
_QUOTED = re.compile(r"[“”„«»\"](.{20,}?)[“”«»\"]")  # in front of who said it


def closing(noise: Noise) -> Iterator[int]:
    """Yield the records of lists, tables and quotations that end the text.

    They stand right behind the last kept record, in the element that holds it, and have no link: with nothing but the
    page's own furniture behind it, what is no paragraph looks like a part of that.
    """
    page, kept = noise.page, noise.kept
    around = noise.around(page.records[kept[-1]][0]) if kept else ()
    for level, node in enumerate(islice(around, LEVELS)):
        holder = page.nodes[node][0]
        for behind in children(page, holder, behind=node):
            inside = noise.between(page.nodes[behind][3], page.ends[behind])
            goes_on = level == 0 or _is_alike(page, node, behind)
            if inside and not (goes_on and _is_last_part(page, inside, holder, noise.holders)):
                return
            yield from inside


def whole(noise: Noise) -> Iterator[int]:
    """Yield the texts of items that go in lists of which at least half stay, unless a class tells what they are."""
    page, kept = noise.page, noise.kept
    lists: dict[tuple[int, str], dict[int, list[int]]] = {}
    for record in noise if kept else ():
        if kept[0] < record < kept[-1] and (entry := item(page, record)):
            parent, name, attributes = page.nodes[entry][:3]
            lists.setdefault((parent, make(name, attributes)), {}).setdefault(entry, []).append(record)
    for items in lists.values():
        gone = [inside for inside in items.values() if not any(map(noise.stays, inside))]
        if 0 < 2 * len(gone) <= len(items):
            told = (record for inside in gone for record in inside)
            yield from (record for record in told if category(page, record, noise.holders) in _OF_PLACE)


def _is_alike(page: Segments, node: int, behind: int) -> bool:
    """Tell whether what stands behind an element may go on with its text: behind a wrapper only what is made alike."""
    own, other = (page.nodes[one][1:3] for one in (node, behind))
    return own[0] in _TEXT or make(*own) == make(*other)


def _is_last_part(page: Segments, inside: Sequence[int], holder: int, holders: Collection[int]) -> bool:
    """Tell whether records are a list, a table or a quotation without links that no class says is something else."""
    texts = [page.records[record][1] for record in inside]
    kinds = {_set_out(page, page.records[record][0], holder) for record in inside}
    if "" in kinds or not all(is_hardly_linked(page.records[record]) for record in inside):
        return False
    if any(category(page, record, holders) is not Category.NAVIGATION for record in inside):
        return False
    if kinds & _QUOTES:
        return any(map(is_sentence, texts))
    return bool(kinds - _ITEMS and len(texts) > 1) or sum(map(count_words, texts)) >= _ITEM_WORDS * len(texts)


def _set_out(page: Segments, node: int, holder: int) -> str:
    """Name the element on the way up to a holder that sets a text out of the running text."""
    for _ in range(LEVELS):
        if node == holder:
            break
        if page.nodes[node][1] in _SET_OUT:
            return page.nodes[node][1]
        node = page.nodes[node][0]
    return ""


def listings(blocks: Sequence[Block], suspected: Sequence[Category], first: int, last: int) -> Iterator[int]:
    """Yield the indices of code, tables, lists and quotations between two blocks, unless a class names them.

    A quotation whose words stand in the text besides is left to the model.
    """
    runs = [
        (kind, [block for block in run if suspected[block.index] in _LISTED[kind]])
        for kind, run in groupby(blocks[first:last], key=lambda block: block.kind)
        if kind in _LISTED
    ]
    said = next((block.index for block in blocks[first:last] if is_sentence(block.text)), last)
    lists = [own for kind, own in runs if kind is Kind.LIST_ITEM and own and _is_list(own, in_text=own[0].index > said)]
    told = [own for kind, own in runs if kind is Kind.CODE or (kind is Kind.TABLE and all(map(_is_table, own)))] + lists
    quotations = [own for kind, own in runs if kind is Kind.QUOTE and _is_quotation(own)]
    told += [own for own in quotations[:_MOST_QUOTATIONS] if not _is_repeated(own, blocks[first:last])]
    yield from (block.index for own in told for block in own)
    headings = (blocks[own[0].index - 1] for own in lists if own[0].index > first)
    yield from (block.index for block in headings if _is_heading(block) and suspected[block.index] in OWN)


def _is_heading(block: Block) -> bool:
    is_short = count_words(block.text) <= _HEADING_WORDS and not block.links
    return block.kind is Kind.HEADING or (block.kind is Kind.PARAGRAPH and is_short)


def sentences(blocks: Sequence[Block], suspected: Sequence[Category]) -> Iterator[int]:
    """Yield the indices of long sentences without links, unless a class says what they are."""
    for block in blocks:
        is_own = suspected[block.index] is Category.NAVIGATION and not block.links
        if is_own and len(block.text) >= _LONG_SENTENCE and is_sentence(block.text):
            yield block.index


def _is_table(block: Block) -> bool:
    """Tell whether a table has rows and columns, and words in it: a single cell, or a row of buttons, is a layout."""
    return len(block.table) > 1 and max(map(len, block.table)) > 1 and has_words(block.text, _TABLE_WORDS)


def _is_linked(block: Block) -> bool:
    """Tell whether a text has a link that is no sign by which it is pointed to."""
    return any(block.text[start:end] not in HEADING_SIGNS for start, end, _ in block.links)


def _is_list(items: Sequence[Block], *, in_text: bool) -> bool:
    """Tell whether items are a list of texts, and not a menu, which has links or a word an item.

    Terms with values of any length are one in the text; above it they say who wrote it when, and how to share it.
    """
    explained = [block for block in items if not block.place.startswith("dt")]  # a term is part of what explains it
    if len(explained) < 2 or any(map(_is_linked, items)):
        return False
    is_wordy = sum(count_words(block.text) for block in items) >= _ITEM_WORDS * len(explained)
    is_paired = in_text and len(items) >= 2 * len(explained)  # each with a term of its own
    facts = [block for block in explained if ": " in block.text or any(map(str.isdigit, block.text))]
    is_factual = 2 * len(facts) > len(explained) and all(" " in block.text for block in explained)
    return is_wordy or is_paired or is_factual


def _is_quotation(run: Sequence[Block]) -> bool:
    """Tell whether a row of quotations says a sentence, of which the stop may be left out, and has no link."""
    says = any(is_sentence(block.text) or has_words(block.text, _QUOTED_WORDS) for block in run)
    return says and not any(block.links for block in run)


def _is_repeated(quotation: Sequence[Block], blocks: Sequence[Block]) -> bool:
    """Tell whether the words of a quotation stand in another block."""
    longest = max(quotation, key=lambda block: len(block.text))
    quoted = _QUOTED.match(longest.text)
    words_ = (quoted[1] if quoted else longest.text).strip(_MARKS)
    return any(words_ in block.text for block in blocks if block is not longest)
