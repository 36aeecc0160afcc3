"""Markup to a page's records, from which what is hidden is told apart, and in which tables are joined."""

from __future__ import annotations

import re
from html import unescape
from itertools import takewhile
from typing import TYPE_CHECKING

from cleaner.html import markup, tables
from cleaner.html.hidden import is_hidden, is_tiny, sets_size
from cleaner.html.page import HEADINGS, HIDDEN, Segments
from cleaner.html.walk import walk
from cleaner.text import count_words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_HIDDEN_ARTICLE = 60  # words; less of hidden text is no article
_AHEAD = 3 * 40  # parts behind an element of no size
_SENTENCES = 3  # at least, of such a text
_STOP = re.compile(r"\.[\"'”’»)]? |[。।]")


def segment(body: str) -> Segments:
    """Segment markup from which `markup.cut` took what is never shown."""
    parts = markup.split(body)
    told = {*parts[2::3]}
    unseen = {*filter(is_hidden, told)}
    if tiny := {*filter(is_tiny, told)}:
        unseen |= tiny - _resized(parts, tiny)
    page = walk(markup.tokens(parts), unseen)
    unfolded = [" ".join(_texts(page, node)) for node in page.unfolded if node < len(page.nodes)]
    texts = [text for _, text, linked, *_ in page.records if linked == HIDDEN] + unfolded
    telling = [text for text in texts if len(_STOP.findall(text)) >= _SENTENCES]
    if sum(map(count_words, telling)) > _HIDDEN_ARTICLE:  # a page that stays hidden until a script runs
        hidden = sum(map(len, telling))
        shown = sum(len(text) for text in _texts(page, 0) if len(text) > 80)
        if hidden > shown - sum(map(len, unfolded)):
            page = walk(markup.tokens(parts), ())
    tables.join(page)
    _own_headings(page)
    return page


def _resized(parts: Sequence[str], tiny: Collection[str]) -> set[str]:
    """Find those attributes of elements of no size in which an element in front of all text has a size of its own.

    So mails and grids close the gaps between the elements in them.
    """
    found: set[str] = set()
    for index in range(2, len(parts), 3):
        if parts[index] in tiny and parts[index] not in found:
            ahead = zip(parts[index + 1 : index + _AHEAD : 3], parts[index + 3 : index + _AHEAD : 3], strict=False)
            inside = takewhile(lambda pair: not unescape(pair[0]).strip(), ahead)
            if any(sets_size(attributes) for _, attributes in inside):
                found.add(parts[index])
    return found


def _own_headings(page: Segments) -> None:
    """Tell the only text of a heading as the heading's own, whatever elements are around it in there."""
    for number in (number for name in HEADINGS for number in page.noted[name]):
        first = page.nodes[number][3]
        if page.ends[number] - first == 1:
            node, text, linked, strong, lead, chunks, links = page.records[first]
            if node != number and linked >= 0:
                inner = page.nodes[node][2]
                page.records[first] = (number, text, linked, strong, lead or inner, chunks, links)


def _texts(page: Segments, node: int) -> list[str]:
    """Return the shown texts in an element."""
    return [text for _, text, linked, *_ in page.records[page.nodes[node][3] : page.ends[node]] if linked >= 0]
