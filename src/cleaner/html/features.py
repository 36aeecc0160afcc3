"""What the content model looks at: one row of numbers for each record in the window around the article."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner.html.lexicon import GROUPS, lexicon, signature

if TYPE_CHECKING:
    from cleaner.html.segment import Segments

_END = re.compile(r"(?:([.!?。！？।؟։])|(…|\.\.\.)|(:))[\"'”’»“)\]]*$")
_TAGS = {
    "p": 1, "div": 2, "li": 3, "h1": 4, "h2": 5, "h3": 6, "h4": 7, "h5": 7, "h6": 7, "td": 8, "th": 8, "blockquote": 9,
    "figcaption": 10, "figure": 11, "section": 12, "article": 13, "header": 14, "footer": 15, "aside": 16, "button": 17,
    "pre": 18, "label": 19, "dt": 20, "dd": 21, "table": 22, "ul": 23, "ol": 23, "form": 24, "main": 25, "summary": 26,
}  # fmt: skip
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
# Elements whose presence above a record tells, whatever lies between.
_CONTEXT_BIT = {"figure": 1, "figcaption": 1, "ul": 2, "ol": 2, "dl": 2, "aside": 4, "section": 8, "blockquote": 16}
_CONTEXT = ("figure", "list", "aside", "section", "quote")
_CONTEXT_BITS = tuple(1 << bit for bit in range(len(_CONTEXT)))
# Words in the class of any element above that tell, unless that element holds the article.
_ABOVE = ("comments", "consent", "related", "navigation", "sign_up", "author", "share", "advert")
_ABOVE_BITS = tuple(1 << GROUPS.index(group) for group in _ABOVE)
_ALL_ABOVE = sum(_ABOVE_BITS)
_CONSENT = 1 << GROUPS.index("consent")
_LONG = 80  # characters of a paragraph that counts as running text
_WIDE = 2.2  # a character of a script without spaces carries as much as so many Latin ones
_AROUND = (40, 25)  # records looked at before and behind the element that holds nearly all running text
_FAR = 3
_MOSTLY = 0.5
_HEADING_GROUPS = 31  # the first five groups of words, which tell what a heading announces
_LONGEST_DEK = 400  # characters


@lru_cache(maxsize=4096)
def _flags(bits: int, flags: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(1 if bits & flag else 0 for flag in flags)


@lru_cache(maxsize=8192)
def _levels(own: int, parent: int, above: int) -> tuple[int, ...]:
    """How far up each group of words stands: 0 in the record's own element, 1 and 2 above, else `_FAR`."""
    return tuple(
        0 if own >> bit & 1 else 1 if parent >> bit & 1 else 2 if above >> bit & 1 else _FAR
        for bit in range(len(GROUPS))
    )


class Hints(NamedTuple):
    """What the page declares about its article: words of title and description, its text, whether it is news."""

    title: frozenset[str] = frozenset()
    description: frozenset[str] = frozenset()
    body: str = ""


def weight(text: str) -> int:
    """Length of a text in Latin characters."""
    return int(len(text) * _WIDE) if text[0] > "\u2e80" and text[0].isalpha() else len(text)


Row = tuple[float, ...]


class Frame:
    """A page's records with their sums over the tree.

    For each record its weight, how it ends and how much running text it is; for each node, with all below it, the
    characters, the linked ones, the running text and the number of records.
    """

    def __init__(self, page: Segments) -> None:
        nodes, count = page.nodes, len(page.nodes)
        self.page = page
        self.characters, self.linked, self.running, self.number = ([0] * count for _ in range(4))
        self.weights, self.endings, self.qualities = [], [], []
        for node, text, linked, *_ in page.records:
            size = end = running = 0
            if linked >= 0:
                size = weight(text)
                found = _END.search(text, max(0, len(text) - 6))
                end = found.lastindex or 0 if found else 0
                if size >= 40 and (size > _LONG or end == 1) and linked < 0.4 * len(text):
                    running = 0 if lexicon(nodes[node][2]) & _CONSENT else size
                self.characters[node] += size
                self.linked[node] += linked
                self.running[node] += running
                self.number[node] += 1
            self.weights.append(size)
            self.endings.append(end)
            self.qualities.append(running)
        self.add_up()
        self.total = max(1, self.running[0])

    def add_up(self) -> None:
        """Add every node's sums to its parent's, children first."""
        nodes = self.page.nodes
        characters, linked, running, number = self.characters, self.linked, self.running, self.number
        for node in range(len(nodes) - 1, 0, -1):
            if number[node]:
                parent = nodes[node][0]
                if running[node] and nodes[node][2] and lexicon(nodes[node][2]) & _CONSENT:
                    running[node] = 0
                characters[parent] += characters[node]
                linked[parent] += linked[node]
                running[parent] += running[node]
                number[parent] += number[node]

    def container(self, share: float) -> int:
        """Find the deepest element that holds so much of the running text."""
        least = share * self.total
        running = self.running
        for node in range(len(running) - 1, 0, -1):
            if running[node] >= least:
                return node
        return 0

    def best_parent(self) -> int:
        """Find the element whose own paragraphs carry most running text."""
        direct: dict[int, int] = {}
        nodes = self.page.nodes
        for record, running in zip(self.page.records, self.qualities, strict=True):
            if running:
                parent = nodes[record[0]][0]
                direct[parent] = direct.get(parent, 0) + running
        return max(direct, key=direct.__getitem__, default=0)

    def window(self) -> tuple[int, int]:
        """Choose the records around the article, half-open."""
        node = self.container(0.9)
        start, end = self.page.nodes[node][3], self.page.ends[node]
        return max(0, start - _AROUND[0]), min(len(self.page.records), end + _AROUND[1])


class _Places:
    """Features of an element that all records share which stand right in it."""

    def __init__(self, frame: Frame, start: int, end: int) -> None:
        self.frame, self.nodes = frame, frame.page.nodes
        self.c40, self.c60 = frame.container(0.4), frame.container(0.6)
        self.best = frame.best_parent()
        self.known: dict[int, tuple[float, ...]] = {}
        self.groups: dict[int, int] = {0: 0}
        self.contexts: dict[int, tuple[int, int, int]] = {0: (0, 0, 0)}
        self.article = self.context(self.best)[2]
        self.siblings: dict[tuple[str, str], int] = {}
        for _, name, attributes, first, _ in self.nodes:
            if start <= first < end:
                key = (name, signature(attributes))
                self.siblings[key] = self.siblings.get(key, 0) + 1

    def words(self, node: int) -> int:
        known = self.groups.get(node)
        if known is None:
            known = self.groups[node] = lexicon(self.nodes[node][2])
        return known

    def context(self, node: int) -> tuple[int, int, int]:
        """Kinds of elements above, words of those that do not hold the article, nearest article element."""
        chain = []
        while node not in self.contexts:
            chain.append(node)
            node = self.nodes[node][0]
        kinds, words, article = self.contexts[node]
        half = 0.5 * self.frame.total
        for below in reversed(chain):
            name = self.nodes[below][1]
            if self.frame.running[below] < half:
                words |= self.words(below)
            if name == "article":
                article = below
            kinds |= _CONTEXT_BIT.get(name, 0)
            self.contexts[below] = (kinds, words, article)
        return kinds, words, article

    def distance(self, node: int, other: int) -> int:
        nodes = self.nodes
        for steps in range(12):
            if node == other:
                return steps
            if nodes[node][4] >= nodes[other][4]:
                node = nodes[node][0]
            else:
                other = nodes[other][0]
        return 12

    def within(self, node: int, container: int) -> bool:
        first = self.nodes[node][3]
        return node >= container and self.nodes[container][3] <= first < self.frame.page.ends[container]

    def __call__(self, node: int) -> tuple[float, ...]:
        known = self.known.get(node)
        if known is None:
            known = self.known[node] = self.features(node)
        return known

    def features(self, node: int) -> tuple[float, ...]:
        frame, nodes, total = self.frame, self.nodes, self.frame.total
        parent, name, attributes = nodes[node][:3]
        _, parent_name, parent_attributes = nodes[parent][:3]
        kinds, above, article = self.context(node)
        return (
            frame.running[node] / total,
            frame.running[parent] / total,
            frame.running[nodes[parent][0]] / total,
            frame.linked[node] / (frame.characters[node] or 1),
            frame.linked[parent] / (frame.characters[parent] or 1),
            frame.number[node],
            frame.number[parent],
            self.siblings.get((name, signature(attributes)), 0),
            self.siblings.get((parent_name, signature(parent_attributes)), 0),
            _TAGS.get(name, 0),
            self.distance(node, self.best),
            self.distance(node, self.c60),
            self.within(node, self.c60),
            self.within(node, self.c40),
            article == self.article,
            *_flags(kinds, _CONTEXT_BITS),
            *_flags(above & _ALL_ABOVE, _ABOVE_BITS),
        )


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


def rows(frame: Frame, start: int, end: int, hints: Hints) -> tuple[list[int], list[Row | None]]:
    """Find the shown records from `start` to `end` (half-open): their indices, and for each a row of features.

    The names of the columns are `NAMES`. A record that is mostly link and stands outside the element with most of the
    running text has no row: 1 in 300 is the article's, and they are a quarter of all.
    """
    place = _Places(frame, start, end)
    nodes, records = frame.page.nodes, frame.page.records
    shown = [index for index in range(start, end) if records[index][2] >= 0]
    alike = _alike(frame, shown)
    copies = Counter(record[1] for record in records)
    basics = _basics(frame, shown)
    inside = range(nodes[place.c60][3], frame.page.ends[place.c60])
    groups = [place.words(records[index][0]) | lexicon(records[index][4]) for index in shown]
    passed = _passed(frame, shown, groups)
    result: list[Row | None] = []
    for position, index in enumerate(shown):
        basic, previous, following = basics[position + 1], basics[position], basics[position + 2]
        if basic[1] > _MOSTLY and index not in inside:
            result.append(None)
            continue
        node, text, _, strong, _ = records[index][:5]
        parent, name, attributes = nodes[node][:3]
        held = alike[name, signature(attributes)]
        second = basics[position + 3]
        result.append((
            *basic[:4], text.count(" "), strong / len(text), held[0], held[1] / frame.total, copies[text],
            *_declared(text, hints), *passed[position], len(shown) - position, frame.total, len(shown),
            *previous[:3], *following[:4], *second[:3], previous[4] == parent, second[4] == parent, *place(parent),
            *_levels(groups[position], place.words(parent), place.words(nodes[parent][0])),
        ))  # fmt: skip
    return shown, result


def _alike(frame: Frame, shown: list[int]) -> dict[tuple[str, str], list[int]]:
    """Count the records, and their running text, of each kind of element."""
    found: dict[tuple[str, str], list[int]] = {}
    for index in shown:
        _, name, attributes = frame.page.nodes[frame.page.records[index][0]][:3]
        held = found.setdefault((name, signature(attributes)), [0, 0])
        held[0] += 1
        held[1] += frame.qualities[index]
    return found


def _basics(frame: Frame, shown: list[int]) -> list[tuple[float, ...]]:
    """Size, linked share, ending, tag and parent of each record, with one made up in front and two behind."""
    nodes, records = frame.page.nodes, frame.page.records
    none = (-1.0, -1.0, -1.0, -1.0, -1.0)
    found: list[tuple[float, ...]] = [none]
    for index in shown:
        node, text, linked = records[index][:3]
        parent, name = nodes[node][:2]
        found.append((frame.weights[index], linked / len(text), frame.endings[index], _TAGS.get(name, 0), parent))
    return [*found, none, none]


def _declared(text: str, hints: Hints) -> tuple[float, float, float]:
    """Share of a text's words in title and description of the page; whether its declared body has the text."""
    title = description = 0.0
    first = text[: text.find(" ")].lower()
    if len(text) < _LONGEST_DEK and (first in hints.title or first in hints.description):
        words = set(text.lower().split())
        title, description = len(words & hints.title) / len(words), len(words & hints.description) / len(words)
    return title, description, (text[:80] in hints.body) if hints.body else -1


def _passed(frame: Frame, shown: list[int], groups: list[int]) -> list[tuple[float, ...]]:
    """Tell what lies in front of each record: running text, how far away the last of it and the last heading are."""
    nodes, records, total = frame.page.nodes, frame.page.records, frame.total
    found: list[tuple[float, ...]] = []
    before = since = since_size = heading = linked_since = size_since = 0
    heading_at = -99
    for position, index in enumerate(shown):
        node, text, linked = records[index][:3]
        if nodes[node][1] in _HEADINGS:
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
