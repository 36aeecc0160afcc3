"""What stands above the text of a page: its title, deks and byline.

The content model was fitted on article bodies, which leave these out. Here only what is plain to see is taken back: a
line that says what the page declares as its title, dek or authors, its own headline and dek where it prints others, and
what its class calls a dek.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.text import count_words, ends_sentence, fold, has_words, prints, words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cleaner.html.page import Segments
    from cleaner.model import Metadata, Role

_HEADINGS = ("h1", "h2")
_LESSER_HEADINGS = ("h2", "h3")  # of a dek, below a title that is none of the first rank
_SHORTEST_DEK = 20  # characters
_HEADLINE_WORDS = 4  # at least, of one that is not what the page declares; the name of a site is shorter
_NEAR_TITLE = 6  # records behind it
_DEK_WORDS = 5  # at least, of one that the page does not declare,
_NAMED_DEK_WORDS = 4  # and that its class does not name
_BYLINE_WORDS = 6  # besides the names
_DEK = re.compile(
    r"(?:[\s\"'=_-]|(?<=[a-z])(?=[A-Z]))(?i:dek|deck|lead|lede|standfirst|stand-first|alternative-?headline"
    r"|sub-?(?:title|headline|heading|head)|intro|introduction|excerpt|abstract|preamble|opener|chapo|sapo|vorspann"
    r"|entradilla|bajada|sommario|catenaccio|ingress|underrubrik|manchet|perex)(?:[\s\"'_-]|$|(?=[A-Z]))"
)


def headline(page: Segments, declared: str) -> int | None:
    """Find the first-rank heading that says the title which a page declares."""
    for record, (node, text, linked, _, _, _, _) in enumerate(page.records):
        if page.nodes[node][1] == "h1" and not linked and prints(text, declared):
            return record
    return None


def named(page: Segments, above: Sequence[int], facts: Metadata) -> dict[int, Role]:
    """Find the title, the deks and the byline among the records above a page's text."""
    found: dict[int, Role] = {}
    byline = _byline(page, above, [fold(name) for name in facts.byline])
    if (title := _title(page, above, fold(facts.title))) is not None:
        found[title] = "title"
        below = [record for record in above if record > title]
        found |= dict.fromkeys(_deks(page, title, byline, below, fold(facts.dek)), "dek")
    return found if byline is None else {byline: "byline", **found}


def _byline(page: Segments, above: Sequence[int], names: Sequence[str]) -> int | None:
    """Find the first line that says the names of the authors, and little else."""
    parts = [part for name in names for part in name.split() if part.isascii()]
    for record in above if names else ():
        lowered = page.records[record][1].lower()
        if not all(part in lowered for part in parts):  # folding takes long
            continue
        text = fold(page.records[record][1])
        if all(name in text for name in names) and count_words(text) <= count_words(" ".join(names)) + _BYLINE_WORDS:
            return record
    return None


def _title(page: Segments, above: Sequence[int], declared: str) -> int | None:
    """Find the lowest of the first-rank headings that say it, else the lowest line that does, else the lowest `h1`.

    What stands in front of it in its own heading is a kicker. Where the page declares none and has no `h1`, it is the
    lowest `h2` or `h3`.
    """
    said = [record for record in above if prints(page.records[record][1], declared)]
    said = said or [record for record in above if _ends_in(page, record, declared)]
    for name in _HEADINGS:
        for record in reversed(said):
            if page.nodes[page.records[record][0]][1] == name:
                return record
    own = [record for record in above if _is_headline(page, record, ("h1",))]
    if not own and not declared:
        own = [record for record in above if _is_headline(page, record, _LESSER_HEADINGS)]
    return next(reversed(said or own), None)


def _ends_in(page: Segments, record: int, title: str) -> bool:
    """Tell whether a first-rank heading without a link ends in the words of a title, which are half of it or more."""
    node, text, linked = page.records[record][:3]
    if linked or page.nodes[node][1] not in _HEADINGS or not len(title) <= len(text) <= 2 * len(title):
        return False
    wanted = words(title)
    return words(fold(text))[-len(wanted) :] == wanted


def _is_headline(page: Segments, record: int, names: Collection[str]) -> bool:
    node, text, linked = page.records[record][:3]
    return page.nodes[node][1] in names and not linked and has_words(text, _HEADLINE_WORDS)


def _deks(page: Segments, title: int, byline: int | None, below: Sequence[int], declared: str) -> list[int]:
    """Find the lines below the title that say what the page declares, or whose class or place says they are a dek."""
    found = []
    for position, record in enumerate(below):
        node, text, linked = page.records[record][:3]
        name = page.nodes[node][1]
        if len(declared) >= _SHORTEST_DEK and prints(text, declared):
            found.append(record)
            continue
        is_named = position < _NEAR_TITLE and is_named_dek(page, node)
        is_short = not has_words(text, _NAMED_DEK_WORDS if is_named else _DEK_WORDS)
        if 2 * linked > len(text) or name == "figcaption" or is_short or 5 * sum(map(str.isdigit, text)) > len(text):
            continue
        is_above_byline = byline == record + 1 and ends_sentence(text)
        if is_named or is_above_byline or (record == title + 1 and _is_below_title(page, title)):
            found.append(record)
    return found


def is_named_dek(page: Segments, node: int) -> bool:
    """Tell whether an element, or the one it stands in, says of itself that it holds a dek."""
    parent, _, own, *_ = page.nodes[node]
    return any(_DEK.search(attributes) for attributes in (own, page.nodes[parent][2]) if attributes)


def _is_below_title(page: Segments, title: int) -> bool:
    """Tell whether the record behind a title is a sentence or a heading beside it, and not the first of the text."""
    node, text = page.records[title + 1][:2]
    parent, name, attributes = page.nodes[node][:3]
    of_title = page.nodes[page.records[title][0]][1]
    following = page.records[min(title + 2, len(page.records) - 1)][0]
    is_said = ends_sentence(text) or name in (_HEADINGS if of_title == "h1" else _LESSER_HEADINGS)
    is_first = following != node and page.nodes[following][:3] == (parent, name, attributes)
    return is_said and not is_first and parent == page.nodes[page.records[title][0]][0]
