"""Markup to a page's records, from which what is hidden is told apart, and in which tables are joined."""

from __future__ import annotations

import re

from cleaner.html import markup, tables
from cleaner.html.hidden import is_hidden
from cleaner.html.page import HEADINGS, HIDDEN, Segments
from cleaner.html.walk import walk

_HIDDEN_ARTICLE = 400  # characters; less of hidden text is no article
_SENTENCES = 3  # at least, of such a text
_STOP = re.compile(r"\.[\"'”’»)]? |[。।]")


def segment(body: str) -> Segments:
    """Segment markup from which `markup.cut` took what is never shown."""
    parts = markup.split(body)
    page = walk(markup.tokens(parts), {*filter(is_hidden, {*parts[2::3]})})
    unfolded = [" ".join(_texts(page, node)) for node in page.unfolded if node < len(page.nodes)]
    texts = [text for _, text, linked, *_ in page.records if linked == HIDDEN] + unfolded
    hidden = sum(len(text) for text in texts if len(_STOP.findall(text)) >= _SENTENCES)
    if hidden > _HIDDEN_ARTICLE:  # a page that stays hidden until a script runs
        shown = sum(len(text) for text in _texts(page, 0) if len(text) > 80)
        if hidden > shown - sum(map(len, unfolded)):
            page = walk(markup.tokens(parts), ())
    tables.join(page)
    _own_headings(page)
    return page


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
