"""What the content model looks at: one row of numbers for each record in the window around the article."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from cleaner.html.lexicon import GROUPS, lexicon, make
from cleaner.html.page import HEADINGS

if TYPE_CHECKING:
    from cleaner.html.frame import Frame

_TAGS = {
    "p": 1, "div": 2, "li": 3, "h1": 4, "h2": 5, "h3": 6, "h4": 7, "h5": 7, "h6": 7, "td": 8, "th": 8, "blockquote": 9,
    "figcaption": 10, "figure": 11, "section": 12, "article": 13, "header": 14, "footer": 15, "aside": 16, "button": 17,
    "pre": 18, "label": 19, "dt": 20, "dd": 21, "table": 22, "ul": 23, "ol": 23, "form": 24, "main": 25, "summary": 26,
}  # fmt: skip
# Elements whose presence above a record tells, whatever lies between.
_CONTEXT_BIT = {"figure": 1, "figcaption": 1, "ul": 2, "ol": 2, "dl": 2, "aside": 4, "section": 8, "blockquote": 16}
_CONTEXT = ("figure", "list", "aside", "section", "quote")
_IN_60, _IN_40, _SAME_ARTICLE = 32, 64, 128
_CONTEXT_BITS = (_IN_60, _IN_40, _SAME_ARTICLE, *(1 << bit for bit in range(len(_CONTEXT))))
# Words in the class of any element above that tell, unless that element holds the article.
_ABOVE = ("comments", "consent", "related", "navigation", "sign_up", "author", "share", "advert")
_ABOVE_BITS = tuple(1 << GROUPS.index(group) for group in _ABOVE)
_ALL_ABOVE = sum(_ABOVE_BITS)
_NOWHERE = 3
_FAR_AWAY = 12  # levels up and down
_MOSTLY = 0.5
_HEADING_GROUPS = 31  # the first five groups of words, which tell what a heading announces
_LONGEST_DEK = 400  # characters
_FEW_LINKS = 0.1  # of its characters at most


@lru_cache(maxsize=4096)
def _flags(kinds: int, words: int) -> tuple[int, ...]:
    """Tell what an element stands in, and which kinds of elements and groups of words stand above."""
    return tuple(
        1 if bits & flag else 0 for bits, flags in ((kinds, _CONTEXT_BITS), (words, _ABOVE_BITS)) for flag in flags
    )


@lru_cache(maxsize=8192)
def _levels(own: int, parent: int, above: int) -> tuple[int, ...]:
    """How far up each group of words stands: 0 in the record's own element, 1 and 2 above, else `_NOWHERE`."""
    return tuple(
        0 if own >> bit & 1 else 1 if parent >> bit & 1 else 2 if above >> bit & 1 else _NOWHERE
        for bit in range(len(GROUPS))
    )


class Hints(NamedTuple):
    """What the page declares about its article: words of title and description, and its text."""

    title: frozenset[str] = frozenset()
    description: frozenset[str] = frozenset()
    body: str = ""


Row = tuple[float, ...]
_FIRST_RECORD = itemgetter(3)  # of a node
# Kinds of elements above, words of those that do not hold the article, nearest article element, and the levels up and
# down to the parent of the best paragraphs and to the element with 60 % of the running text.
_Context = tuple[int, int, int, int, int]


class _Places(dict[int, tuple[float, ...]]):
    """Features of an element that all records share which stand right in it; told when first asked for."""

    def __init__(self, frame: Frame, start: int, end: int) -> None:
        super().__init__()
        self.frame, self.nodes = frame, frame.page.nodes
        self.c40, self.c60 = frame.container(0.4), frame.container(0.6)
        self.best = frame.best_parent()
        self.makes = [make(name, attributes) for _, name, attributes, _, _ in self.nodes]
        self.twins = {node: self.alike(node) for node in {self.best, self.c40, self.c60}}
        self.up_best, self.up_c60 = self.levels_up(self.best), self.levels_up(self.c60)
        self.parts = dict.fromkeys([self.c60, *self.twins[self.c60]], _IN_60)
        for part in (self.c40, *self.twins[self.c40]):
            self.parts[part] = self.parts.get(part, 0) | _IN_40
        self.contexts: dict[int, _Context] = {0: (self.parts.get(0, 0), 0, 0, self.up_best[0], self.up_c60[0])}
        self.article = self.context(self.best)[2]
        first, last = (bisect_left(self.nodes, record, key=_FIRST_RECORD) for record in (start, end))
        self.siblings = Counter(self.makes[first:last])

    def context(self, node: int) -> _Context:
        """Tell what stands above and how far away the two elements are that hold most of the article."""
        chain = []
        while node not in self.contexts:
            chain.append(node)
            node = self.nodes[node][0]
        kinds, words, article, to_best, to_c60 = self.contexts[node]
        half = 0.5 * self.frame.total
        for below in reversed(chain):
            _, name, attributes, _, _ = self.nodes[below]
            if self.frame.running[below] < half:
                words |= lexicon(attributes)
            if name == "article":
                article = below
            kinds |= _CONTEXT_BIT.get(name, 0) | self.parts.get(below, 0)
            to_best = self.up_best.get(below, to_best + 1)
            to_c60 = self.up_c60.get(below, to_c60 + 1)
            self.contexts[below] = (kinds, words, article, to_best, to_c60)
        return self.contexts[chain[0]] if chain else self.contexts[node]

    def alike(self, container: int) -> list[int]:
        """Find the elements that hold a further part of the article: made like its container, and as deep."""
        frame, nodes = self.frame, self.nodes
        _, name, _, _, depth = nodes[container]
        own = self.makes[container]
        return [
            node
            for node in frame.parts
            if self.makes[node] == own != name and nodes[node][4] == depth
            and node != container and frame.linked[node] < _FEW_LINKS * frame.characters[node]
        ]  # fmt: skip

    def levels_up(self, node: int) -> dict[int, int]:
        """Count the levels from each of the elements that hold a node down to it; none from one like it."""
        found = dict.fromkeys([node, *self.twins[node]], 0)
        levels = 0
        while node:
            node, levels = self.nodes[node][0], levels + 1
            found[node] = levels
        return found

    def __missing__(self, node: int) -> tuple[float, ...]:
        frame, nodes, makes, siblings = self.frame, self.nodes, self.makes, self.siblings
        running, linked, characters, total = frame.running, frame.linked, frame.characters, frame.total
        parent, name, _, _, _ = nodes[node]
        kinds, above, article, to_best, to_c60 = self.context(node)
        if article == self.article:
            kinds |= _SAME_ARTICLE
        found = self[node] = (
            running[node] / total,
            running[parent] / total,
            running[nodes[parent][0]] / total,
            linked[node] / (characters[node] or 1),
            linked[parent] / (characters[parent] or 1),
            frame.number[node],
            frame.number[parent],
            siblings.get(makes[node], 0),
            siblings.get(makes[parent], 0),
            _TAGS.get(name, 0),
            min(to_best, _FAR_AWAY),
            min(to_c60, _FAR_AWAY),
            *_flags(kinds, above & _ALL_ABOVE),
        )
        return found


_PLACE_NAMES = (
    "running1", "running2", "running3", "density1", "density2", "records1", "records2", "siblings1", "siblings2",
    "tag1", "to_best", "to_c60", "in60", "in40", "same_article",
    *(f"in_{name}" for name in _CONTEXT), *(f"above_{name}" for name in _ABOVE),
)  # fmt: skip
_OWN_NAMES = [
    "size", "linked", "end", "tag", "words", "strong", "signature", "signature_running", "copies", "title",
    "description", "in_body", "before_share", "before", "after", "since", "since_size", "since_heading",
    "section_linked", "heading", "left", "total", "shown", "size-1", "linked-1", "end-1", "size+1", "linked+1",
    "end+1", "tag+1", "size+2", "linked+2", "end+2", "same_parent-1", "same_parent+2",
]  # fmt: skip
NAMES = (*_OWN_NAMES, *_PLACE_NAMES, *GROUPS)
# All others hold whole numbers.
SHARES = frozenset([
    "linked", "strong", "signature_running", "title", "description", "before_share", "section_linked", "linked-1",
    "linked+1", "linked+2", "running1", "running2", "running3", "density1", "density2",
])  # fmt: skip


def rows(frame: Frame, start: int, end: int, hints: Hints) -> tuple[list[int], list[Row | None]]:
    """Find the shown records from `start` to `end` (half-open): their indices, and for each a row of features.

    The names of the columns are `NAMES`. A record that is mostly link and stands outside the element with most of the
    running text has no row: 1 in 300 is the article's, and they are a quarter of all. Nor has one of another story.
    """
    place = _Places(frame, start, end)
    nodes, records = frame.page.nodes, frame.page.records
    shown = [index for index in range(start, end) if records[index][2] >= 0]
    makes = place.makes
    alike, alike_running = _alike(frame, shown, makes)
    copies = Counter([record[1] for record in records])
    basics = _basics(frame, shown)
    inside = range(nodes[place.c60][3], frame.page.ends[place.c60])
    titles, body_words = hints.title | hints.description, frozenset(hints.body.split(" "))
    groups = [lexicon(nodes[records[index][0]][2]) | lexicon(records[index][4]) for index in shown]
    passed = _passed(frame, shown, groups)
    result: list[Row | None] = []
    for position, index in enumerate(shown):
        basic, previous, following = basics[position + 1], basics[position], basics[position + 2]
        if index in frame.others or (basic[1] > _MOSTLY and index not in inside):
            result.append(None)
            continue
        node, text, _, strong, _, _, _ = records[index]
        parent, own = nodes[node][0], makes[node]
        second = basics[position + 3]
        is_told = hints.body or text[: text.find(" ")].lower() in titles
        told = _declared(text, hints, body_words) if is_told else _UNDECLARED
        result.append((
            *basic[:4], text.count(" "), strong / len(text), alike[own], alike_running.get(own, 0) / frame.total,
            copies[text], *told, *passed[position], len(shown) - position, frame.total, len(shown),
            *previous[:3], *following[:4], *second[:3], previous[4] == parent, second[4] == parent, *place[parent],
            *_levels(groups[position], lexicon(nodes[parent][2]), lexicon(nodes[nodes[parent][0]][2])),
        ))  # fmt: skip
    return shown, result


def _alike(frame: Frame, shown: list[int], makes: list[str]) -> tuple[Counter[str], dict[str, int]]:
    """Count the records, and their running text, of each make of element."""
    records, running = frame.page.records, frame.qualities
    found: dict[str, int] = {}
    for index in shown:
        if running[index]:
            own = makes[records[index][0]]
            found[own] = found.get(own, 0) + running[index]
    return Counter([makes[records[index][0]] for index in shown]), found


def _basics(frame: Frame, shown: list[int]) -> list[tuple[float, ...]]:
    """Size, linked share, ending, tag and parent of each record, with one made up in front and two behind."""
    nodes, records = frame.page.nodes, frame.page.records
    none = (-1, -1.0, -1, -1, -1)
    found: list[tuple[float, ...]] = [none]
    for index in shown:
        node, text, linked, _, _, _, _ = records[index]
        parent, name, _, _, _ = nodes[node]
        found.append((frame.weights[index], linked / len(text), frame.endings[index], _TAGS.get(name, 0), parent))
    return [*found, none, none]


_UNDECLARED = (0.0, 0.0, -1)


def _declared(text: str, hints: Hints, body_words: frozenset[str]) -> tuple[float, float, float]:
    """Share of a text's words in title and description of the page; whether its declared body has the text."""
    title = description = 0.0
    first = text[: text.find(" ")].lower()
    if len(text) < _LONGEST_DEK and (first in hints.title or first in hints.description):
        words = set(text.lower().split())
        title, description = len(words & hints.title) / len(words), len(words & hints.description) / len(words)
    if not hints.body:
        return title, description, -1
    start = text[:80]
    inner = start.split(" ")[1:-1]  # looked up first: to find that a text is not there takes a scan of the body
    return title, description, int(body_words.issuperset(inner) and start in hints.body)


def _passed(frame: Frame, shown: list[int], groups: list[int]) -> list[tuple[float, ...]]:
    """Tell what lies in front of each record: running text, how far away the last of it and the last heading are."""
    nodes, records, total = frame.page.nodes, frame.page.records, frame.total
    found: list[tuple[float, ...]] = []
    before = since = since_size = heading = linked_since = size_since = 0
    heading_at = -99
    for position, index in enumerate(shown):
        node, text, linked, _, _, _, _ = records[index]
        if nodes[node][1] in HEADINGS:
            heading_at, heading, linked_since, size_since = position, groups[position] & _HEADING_GROUPS, 0, 0
        linked_since += linked
        size_since += len(text)
        share = linked_since / size_since
        found.append((before / total, before, total - before, since, since_size, position - heading_at, share, heading))
        if running := frame.qualities[index]:
            before += running
            since = since_size = 0
        else:
            since += 1
            since_size += frame.weights[index]
    return found
