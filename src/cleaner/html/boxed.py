"""Small boxes in the text: which keep their label, which say facts, and which stand in a row of their like."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from cleaner.html.document import category
from cleaner.html.lexicon import GROUPS, lexicon, make
from cleaner.html.page import MEDIA
from cleaner.html.parts import SECTION_HEADINGS, children, is_label, is_sentence, item
from cleaner.model import Category
from cleaner.text import asks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cleaner.html.noise import Noise
    from cleaner.html.page import Segments

_SEVERAL = 3  # items of a box that is no label with a text
_FACTS = range(2, 13)  # records of a box of facts
_LONGEST_FACT = 120  # characters
_LEVELS = 3  # between a record and the box that holds it
# How long it takes to read, how many shared it, when it was: no facts of the story.
_COUNT = re.compile(
    r"\d+(?:[-–]\d+)? ?(?i:min\w*\.?(?: read)?|shares?|views?|likes?|comments?)|\d{1,2}[:.h]\d\d.*"
    r"|[^\W\d]+ ?\d{1,2}[:.]\d\d.*"
)
_LABELLED = re.compile(r"[^\W\d][^:：.!?,]{1,24}\s?[:：]\s?\S.{0,39}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OFFER = re.compile(r"[€$£¥]\s?\d|\d\s?€|\w@\w")  # a shop's price, or whom to write to
_UNFOLDS = re.compile(r"aria-(?:expanded|controls)|data-(?:bs-)?(?:toggle|target)|accordion|collaps", re.IGNORECASE)
_FURNITURE = frozenset(["footer", "nav"])
_OF_FURNITURE = 1 << GROUPS.index("navigation")
_CONTROLS = frozenset(["button", "label", "option", "form"])


def gone_labels(noise: Noise) -> Iterator[int]:
    """Yield the labels that nearly go, in a box of which all else goes; an entry of a list is none."""
    page = noise.page
    for record in filter(noise.is_nearly_gone, noise.kept):
        if is_label(page.records[record][1]) and not item(page, record):
            start, end = _box(noise, record)
            if _count(noise.kept, start, end) == 1:
                yield record


def buttons(noise: Noise) -> Iterator[int]:
    """Yield the labels of buttons that nearly go, but questions and what unfolds a part of the text."""
    page = noise.page
    for record in filter(noise.is_nearly_gone, noise.kept):
        node, text, *_ = page.records[record]
        _, name, attributes, *_ = page.nodes[node]
        if name == "button" and not asks(text) and not _UNFOLDS.search(attributes):
            yield record


def headings(noise: Noise) -> list[int]:
    """Find the labels that head a box in the text of which all else stays, as the heading of a fact box does."""
    page, records, kept = noise.page, noise.shown, noise.kept
    found = []
    for record in noise.gone if kept else ():
        text, linked = page.records[record][1:3]
        if kept[0] < record < kept[-1] and not linked and is_label(text) and any(map(str.isalnum, text)):
            start, end = _box(noise, record)
            is_head = start < end and not _count(records, start, record)
            if is_head and _count(kept, start, end) + 1 == _count(records, start, end):
                inside = noise.between(start, end)
                says = any(is_sentence(page.records[other][1]) for other in inside)
                lists = len(inside) > _SEVERAL and page.nodes[page.records[record][0]][1] in SECTION_HEADINGS
                if (says or lists) and category(page, record, noise.holders) is Category.NAVIGATION:
                    found.append(record)
    told = Counter([page.records[record][1] for record in records]) if found else Counter()
    return [record for record in found if told[page.records[record][1]] == 1]  # what several have is the template's


def _box(noise: Noise, record: int) -> tuple[int, int]:
    """Find what the smallest element holds, half-open, that holds more than a record and not the article, if any."""
    page = noise.page
    for node in noise.around(page.records[record][0]):
        start, end = page.nodes[node][3], page.ends[node]
        if _count(noise.shown, start, end) > 1:
            return start, end
    return record, record


def _count(records: Sequence[int], start: int, end: int) -> int:
    """Count those of some records, in order, that stand in a stretch, half-open."""
    return bisect_left(records, end) - bisect_left(records, start)


def set_apart(noise: Noise) -> Iterator[int]:
    """Yield what boxes in the text say that go though half of their like stay, or that say facts."""
    found = boxes(noise)
    yield from alike(noise, found)
    yield from facts(noise, found)


def facts(noise: Noise, found: Collection[int]) -> Iterator[int]:
    """Yield what a small box behind the first sentence of the text says in figures, without links and controls.

    Behind the last sentence it is none of a page's furniture, and no day stands in it, as in teasers.
    """
    page = noise.page
    says = partial(_says, noise)
    last = next(filter(says, reversed(noise.kept)), -1) if found else -1
    if last < 0:
        return
    behind, bottom = next(filter(says, noise.kept)) + 1, _end(noise, last)
    for node in sorted(found):
        start, end = page.nodes[node][3], page.ends[node]
        inside = noise.between(start, end)
        is_amid = end <= last
        is_placed = start >= behind and end <= bottom and (is_amid or not _is_furniture(noise, node))
        if is_placed and len(inside) in _FACTS and _is_factual(noise, inside, days=is_amid):
            behind = end
            yield from inside


def _end(noise: Noise, record: int) -> int:
    """Return the end of the element around a record that holds most of the text: what stands there may belong to it."""
    nodes, ends = noise.page.nodes, noise.page.ends
    return min(ends[node] for node in noise.holders if nodes[node][3] <= record < ends[node])


def boxes(noise: Noise) -> set[int]:
    """Find the elements with attributes that hold several records, some of which go, in the text and without a link."""
    page, kept = noise.page, noise.kept
    end = _end(noise, kept[-1]) if kept else 0
    gone = (page.records[record] for record in noise.gone if kept and kept[0] < record < end)
    around = (node for inner, _, linked, *_ in gone if not linked for node in islice(noise.around(inner), _LEVELS))
    return {node for node in around if page.nodes[node][2] and page.ends[node] - page.nodes[node][3] > 1}


def _is_factual(noise: Noise, inside: Sequence[int], *, days: bool) -> bool:
    """Tell whether two in five of some records have a figure or a label, and none is long, a link or for sale."""
    page = noise.page
    texts = [page.records[record][1] for record in inside]
    if max(map(len, texts)) > _LONGEST_FACT or _is_offer(texts) or not _is_plain(noise, inside, days=days):
        return False
    figures = [text for text in texts if any(map(str.isdigit, text)) and not _COUNT.fullmatch(text)]
    labelled = [text for text in texts if text not in figures and _LABELLED.fullmatch(text)]
    told = len(figures) + (len(labelled) if figures or len(labelled) > 1 else 0)
    return 5 * told >= 2 * len(texts) and sum(any(map(str.isalpha, text)) for text in texts) > 1


def _is_offer(texts: Sequence[str]) -> bool:
    """Tell whether texts are of a shop, or whom to write to; a price behind a label is a fact among as many others."""
    offers = [text for text in texts if _OFFER.search(text)]
    facts = [text for text in texts if _LABELLED.fullmatch(text) and "@" not in text]
    return not set(offers) <= set(facts) or 2 * len(offers) > len(facts)


def _is_furniture(noise: Noise, node: int) -> bool:
    """Tell whether an element is a footer, a menu or the like, or stands in one, by name or by class."""
    around = (noise.page.nodes[one] for one in noise.around(node))
    return any(name in _FURNITURE or lexicon(attributes) & _OF_FURNITURE for _, name, attributes, *_ in around)


def _is_plain(noise: Noise, inside: Sequence[int], *, days: bool) -> bool:
    """Tell whether no record is a link or a control, and no class says what one is, but maybe that it is a day.

    The date of publication has a year.
    """
    page = noise.page
    for record in inside:
        node, text, linked = page.records[record][:3]
        if linked or page.nodes[node][1] in _CONTROLS:
            return False
        said = category(page, record, noise.holders)
        is_day = days and said is Category.METADATA and not _YEAR.search(text)
        if said is not Category.NAVIGATION and not is_day:
            return False
    return True


def alike(noise: Noise, found: Collection[int]) -> Iterator[int]:
    """Yield the texts of boxes made alike, without links, of which half or more keep a sentence, or are all entries."""
    page, kept = noise.page, noise.kept
    if not kept:
        return
    nodes, last = page.nodes, kept[-1] + 1
    rows: dict[tuple[int, str], list[int]] = {}
    for parent in {nodes[node][0] for node in found}:
        for node in children(page, parent):
            if kept[0] <= nodes[node][3] and page.ends[node] <= last and nodes[node][2]:
                rows.setdefault((parent, make(*nodes[node][1:3])), []).append(node)
    for row in rows.values():
        if len(row) > 1:
            told = [noise.between(nodes[node][3], page.ends[node]) for node in row]
            flat = [record for inside in told for record in inside]
            if len(flat) <= len(row) or all(map(noise.stays, flat)):
                continue
            stays = sum(any(map(partial(_says, noise), inside)) for inside in told)
            if len(row) <= 2 * stays and _is_plain(noise, flat, days=True):
                yield from flat
            elif all(_is_entry(page, node) for node in row):
                yield from (record for record in flat if any(map(str.isalpha, page.records[record][1])))


def _is_entry(page: Segments, box: int) -> bool:
    """Tell whether a box is an image, a heading and a sentence without links, as in a gallery that tells something."""
    inside = page.records[page.nodes[box][3] : page.ends[box]]
    texts = [record for record in inside if record[2] != MEDIA]
    return (
        len(texts) < len(inside)
        and not any(linked for _, _, linked, *_ in texts)
        and any(page.nodes[node][1] in SECTION_HEADINGS for node, *_ in texts)
        and any(is_sentence(text) for _, text, *_ in texts)
    )


def _says(noise: Noise, record: int) -> bool:
    """Tell whether a record stays and is a sentence."""
    return noise.stays(record) and is_sentence(noise.page.records[record][1])
