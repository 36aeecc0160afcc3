"""What the content model looks at: one row of numbers for each record in the window around the article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING

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
_FIGURE = frozenset(["figure", "figcaption"])
_CAPTION, _COMMENTS, _SIGN_UP, _CONSENT = (
    1 << GROUPS.index(group) for group in ("caption", "comments", "sign_up", "consent")
)
_LONG = 80  # characters of a paragraph that counts as running text
_MOST_WEIGHT = 20_000  # so that one endless block does not make all others look like nothing
_WIDE = 2.2  # a character of a script without spaces carries as much as so many Latin ones
_AROUND = (40, 25)  # records looked at before and behind the element that holds nearly all running text
_FAR = 3
_FAR_AWAY = 12  # levels up and down
_MOSTLY = 0.5

Row = tuple[float, ...]


class Frame:
    """A page's records with their sums over the tree.

    For each record its weight, how it ends and how much running text it is; for each node, with all below it, the
    characters, the linked ones and the running text.
    """

    def __init__(self, page: Segments) -> None:
        nodes, count = page.nodes, len(page.nodes)
        self.page = page
        characters, links, runs = [0] * count, [0] * count, [0] * count
        weights: list[int] = []
        endings: list[int] = []
        qualities: list[int] = []
        for node, text, linked, _, _, _, _ in page.records:
            size = end = running = 0
            if linked >= 0:
                size = length = len(text)
                if text[0] > "\u2e80" and text[0].isalpha():
                    size = int(length * _WIDE)
                size = min(size, _MOST_WEIGHT)
                if not text[-1].isalnum() and (found := _END.search(text, max(0, length - 6))):
                    end = found.lastindex or 0
                if size >= 40 and (size > _LONG or end == 1) and linked < 0.4 * length:
                    running = 0 if lexicon(nodes[node][2]) & _CONSENT else size
                    runs[node] += running
                characters[node] += size
                links[node] += linked
            weights.append(size)
            endings.append(end)
            qualities.append(running)
        self.characters, self.linked, self.running = characters, links, runs
        self.weights, self.endings, self.qualities = weights, endings, qualities
        self.add_up()
        self.total = max(1, runs[0])

    def add_up(self) -> None:
        """Add every node's sums to its parent's, children first."""
        nodes = self.page.nodes
        characters, linked, running = self.characters, self.linked, self.running
        left = sum(running)
        for node in range(len(nodes) - 1, 0, -1):
            if size := characters[node]:
                parent, _, attributes, _, _ = nodes[node]
                characters[parent] += size
                linked[parent] += linked[node]
                if run := running[node]:
                    # What holds nearly all is no consent text: sites mark their whole page so.
                    if run < 0.9 * left and attributes and lexicon(attributes) & _CONSENT:
                        left -= run
                        running[node] = 0
                    else:
                        running[parent] += run

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


_FIRST_RECORD = itemgetter(3)  # of a node
# Words of the elements above that do not hold the article, whether one is a figure, the nearest article element, and
# the levels up and down to the parent of the best paragraphs and to the element with 60 % of the running text.
_Context = tuple[int, bool, int, int, int]
# What an element tells of the records right in it: numbers, and how far up "caption" and "comments" stand from it.
_Place = tuple[Row, int, int]
_PLACE_NAMES = (
    "running1", "running2", "running3", "density1", "density2", "siblings1", "siblings2", "to_best", "to_c60", "in60",
    "in40", "same_article", "in_figure", "above_comments", "above_sign_up",
)  # fmt: skip


class _Places:
    """Features of an element that all records share whose own element stands right in it."""

    def __init__(self, frame: Frame, start: int, end: int) -> None:
        self.frame, self.nodes = frame, frame.page.nodes
        self.c40, self.c60 = frame.container(0.4), frame.container(0.6)
        best = frame.best_parent()
        self.known: dict[int, _Place] = {}
        self.up_best, self.up_c60 = self.levels_up(best), self.levels_up(self.c60)
        self.contexts: dict[int, _Context] = {0: (0, False, 0, self.up_best[0], self.up_c60[0])}
        self.article = self.context(best)[2]
        self.makes = [name + signature(attributes) if attributes else name for _, name, attributes, _, _ in self.nodes]
        first, last = (bisect_left(self.nodes, record, key=_FIRST_RECORD) for record in (start, end))
        self.siblings = Counter(self.makes[first:last])

    def context(self, node: int) -> _Context:
        """Tell what stands above and how far away the two elements are that hold most of the article."""
        contexts, nodes = self.contexts, self.nodes
        chain = []
        while node not in contexts:
            chain.append(node)
            node = nodes[node][0]
        words, figure, article, to_best, to_c60 = contexts[node]
        half = 0.5 * self.frame.total
        running, up_best, up_c60 = self.frame.running, self.up_best, self.up_c60
        for below in reversed(chain):
            _, name, attributes, _, _ = nodes[below]
            if attributes and running[below] < half:
                words |= lexicon(attributes)
            if name == "article":
                article = below
            figure = figure or name in _FIGURE
            to_best = up_best.get(below, to_best + 1)
            to_c60 = up_c60.get(below, to_c60 + 1)
            contexts[below] = (words, figure, article, to_best, to_c60)
        return contexts[chain[0]] if chain else contexts[node]

    def levels_up(self, node: int) -> dict[int, int]:
        """Count the levels from each of the elements that hold a node down to it."""
        found = {node: 0}
        while node:
            node = self.nodes[node][0]
            found[node] = len(found)
        return found

    def within(self, node: int, container: int) -> bool:
        first = self.nodes[node][3]
        return node >= container and self.nodes[container][3] <= first < self.frame.page.ends[container]

    def __call__(self, node: int) -> _Place:
        known = self.known.get(node)
        if known is None:
            known = self.known[node] = self.features(node)
        return known

    def features(self, node: int) -> _Place:
        frame, nodes, makes, siblings = self.frame, self.nodes, self.makes, self.siblings
        running, linked, characters, total = frame.running, frame.linked, frame.characters, frame.total
        parent, _, attributes, _, _ = nodes[node]
        words, figure, article, to_best, to_c60 = self.context(node)
        row = (
            running[node] / total,
            running[parent] / total,
            running[nodes[parent][0]] / total,
            linked[node] / (characters[node] or 1),
            linked[parent] / (characters[parent] or 1),
            siblings.get(makes[node], 0),
            siblings.get(makes[parent], 0),
            min(to_best, _FAR_AWAY),
            min(to_c60, _FAR_AWAY),
            self.within(node, self.c60),
            self.within(node, self.c40),
            article == self.article,
            figure,
            words & _COMMENTS > 0,
            words & _SIGN_UP > 0,
        )
        own, above = lexicon(attributes), lexicon(nodes[parent][2])
        return tuple(map(float, row)), _levels_up_to(_CAPTION, own, above), _levels_up_to(_COMMENTS, own, above)


def _levels_up_to(word: int, own: int, above: int) -> int:
    """Tell how far above a record a word stands that its own element has not."""
    return 1 if own & word else 2 if above & word else _FAR


NAMES = (
    "size", "linked", "end", "tag", "words", "signature", "signature_running", "copies", "before_share", "before",
    "after", "since_heading", "section_linked", "total", "shown", "caption", "comments", *_PLACE_NAMES,
)  # fmt: skip


def rows(frame: Frame, start: int, end: int) -> tuple[list[int], list[Row | None]]:
    """Find the shown records from `start` to `end` (half-open): their indices, and for each a row of features.

    The names of the columns are `NAMES`. A record that is mostly link and stands outside the element with most of the
    running text has no row: 1 in 300 is the article's, and they are a quarter of all.
    """
    place = _Places(frame, start, end)
    nodes, records, weights, endings = frame.page.nodes, frame.page.records, frame.weights, frame.endings
    shown = [index for index in range(start, end) if records[index][2] >= 0]
    makes, total, count = place.makes, frame.total, len(shown)
    alike, alike_running = _alike(frame, shown, makes)
    copies = Counter([record[1] for record in records])
    first, last = nodes[place.c60][3], frame.page.ends[place.c60]
    result: list[Row | None] = []
    for index, (before, since_heading, section_linked) in zip(shown, _passed(frame, shown), strict=True):
        node, text, linked, _, lead, _, _ = records[index]
        share = linked / len(text)
        if share > _MOSTLY and not first <= index < last:
            result.append(None)
            continue
        parent, name, attributes, _, _ = nodes[node]
        make = makes[node]
        words = lexicon(attributes) | lexicon(lead) if lead else lexicon(attributes)
        around, caption, comments = place(parent)
        own = (
            weights[index], share, endings[index], _TAGS.get(name, 0), text.count(" "), alike[make],
            alike_running.get(make, 0) / total, copies[text], before / total, before, total - before, since_heading,
            section_linked, total, count, 0 if words & _CAPTION else caption, 0 if words & _COMMENTS else comments,
        )  # fmt: skip
        result.append((*map(float, own), *around))
    return shown, result


def _alike(frame: Frame, shown: list[int], makes: list[str]) -> tuple[Counter[str], dict[str, int]]:
    """Count the records, and their running text, of each make of element: its tag and class."""
    records, running = frame.page.records, frame.qualities
    found: dict[str, int] = {}
    for index in shown:
        if running[index]:
            make = makes[records[index][0]]
            found[make] = found.get(make, 0) + running[index]
    return Counter([makes[records[index][0]] for index in shown]), found


def _passed(frame: Frame, shown: list[int]) -> list[tuple[int, int, float]]:
    """Tell what lies in front of each record: running text, how far the last heading is, the linked share since."""
    nodes, records = frame.page.nodes, frame.page.records
    found: list[tuple[int, int, float]] = []
    before = linked_since = size_since = 0
    heading_at = -99
    for position, index in enumerate(shown):
        node, text, linked, _, _, _, _ = records[index]
        if nodes[node][1] in _HEADINGS:
            heading_at, linked_since, size_since = position, 0, 0
        linked_since += linked
        size_since += len(text)
        found.append((before, position - heading_at, linked_since / size_since))
        before += frame.qualities[index]
    return found
