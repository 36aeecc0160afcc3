"""A page's records with their sums over the tree: where its running text stands, and the window around the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.html.lexicon import GROUPS, lexicon, make
from cleaner.html.markup import attribute

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from cleaner.html.page import Record, Segments

_END = re.compile(r"(?:([.!?。！？।؟։])|(…|\.\.\.)|(:))[\"'”’»“)\]]*$")
# The windows of common tools, which hold nothing else, and how deep they stand at most.
_CONSENT_TOOLS = frozenset([
    "onetrust-consent-sdk", "onetrust-banner-sdk", "onetrust-pc-sdk", "cybotcookiebotdialog", "didomi-host",
    "didomi-notice", "didomi-popup", "cmplz-cookiebanner-container", "borlabscookiebox", "usercentrics-root",
    "iubenda-cs-banner", "tarteaucitronroot", "axeptio_overlay",
])  # fmt: skip
_OUTER = 5
_CONSENT = 1 << GROUPS.index("consent")
# What a notice about cookies speaks of besides: biscuits have none of it.
_NOTICE = re.compile(
    r"\b(?:web|browser|google|analytics|consent|privacy|gdpr|dsgvo|rgpd|user|third.part|naviga|données|consenso|dati"
    r"|usuario|datos|usuário|dados|daten|einwilligung|zustimm|nutzer|dienst(?!ag)|gebruik|toestemming|användar|bruker)"
    r"|сайт|браузер|サイト|网站",
    re.IGNORECASE,
)
_LONG = 80  # characters of a paragraph that counts as running text
_FEW = 4  # times as much text as notices: where they are less than a fourth, the model finds the article all the same
_ARTICLE = 200  # characters of running text; a page with less beside its notices has no other article
_HEADLINES = frozenset(["h1", "h2", "h3"])
_TEASES = re.compile(
    r"(?:^|[\s_-])(?:most[-_](?:popular|read|viewed)|related|recommend(?:ed|ations?)|recirc|trending)(?:$|[\s_-])",
    re.IGNORECASE,
)
_STORY = 500  # characters of running text that an article has below its title
_MOST_WEIGHT = 20_000  # so that one endless block does not make all others look like nothing
PART = 0.08  # of the running text that a further container of the article holds at least
_WIDE = 2.2  # a character of a script without spaces carries as much as so many Latin ones
_AROUND = (40, 25)  # records looked at before and behind the element that holds nearly all running text


def _leads_on(headline: Record) -> bool:
    """Tell whether a headline is a link to another page; that of a live post may lead to a place in this one."""
    _, text, linked, _, _, _, links = headline
    return linked >= len(text) > 0 and "#" not in attribute(links[0][2], "href")


def weight(text: str) -> int:
    """Length of a text in Latin characters."""
    length = int(len(text) * _WIDE) if text[0] > "\u2e80" and text[0].isalpha() else len(text)
    return min(length, _MOST_WEIGHT)


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
        self.others: set[int] = set()  # records of other stories
        notices: list[int] = []
        for index, (node, text, linked, _, _, _, _) in enumerate(page.records):
            size = end = running = 0
            if linked >= 0:
                size = weight(text)
                if not text[-1].isalnum() and (found := _END.search(text, max(0, len(text) - 6))):
                    end = found.lastindex or 0
                if size >= 40 and (size > _LONG or end == 1) and linked < 0.4 * len(text):
                    is_own = text[0] == "©" or lexicon(nodes[node][2]) & _CONSENT  # the page's, not the article's
                    running = 0 if is_own else size
                    if "ookie" in text and _NOTICE.search(text):
                        notices.append(index)
                self.characters[node] += size
                self.linked[node] += linked
                self.running[node] += running
                self.number[node] += 1
            self.weights.append(size)
            self.endings.append(end)
            self.qualities.append(running)
        self.asking = self.windows() if notices else set()
        self.discount(self.asking)
        if notices and "ookie" not in page.title:  # of an article about cookies no part is a notice
            self.leave_out(notices)
        self.add_up()
        self.weigh()

    def windows(self) -> set[int]:
        """Find the records in the windows of common tools that ask for consent."""
        return {
            index
            for node, (_, _, attributes, first, depth) in enumerate(self.page.nodes)
            if depth <= _OUTER and "id" in attributes and attribute(attributes, "id").lower() in _CONSENT_TOOLS
            for index in range(first, self.page.ends[node])
        }

    def discount(self, records: Iterable[int]) -> None:
        """Count no running text in some records."""
        for index in records:
            self.running[self.page.records[index][0]] -= self.qualities[index]
            self.qualities[index] = 0

    def leave_out(self, notices: Sequence[int]) -> None:
        """Count no running text in an element that is mostly notices about cookies, if there is an article beside."""
        nodes, qualities = self.page.nodes, self.qualities
        running, told = self.running.copy(), [0] * len(nodes)
        for index in notices:
            told[self.page.records[index][0]] += qualities[index]
        self.gather(running)
        self.gather(told)
        left, behind = running[0], 0
        if left > _FEW * told[0]:
            return
        for node in range(1, len(nodes)):
            first, end = nodes[node][3], self.page.ends[node]
            if first >= behind and 2 * told[node] > running[node] and left - running[node] >= _ARTICLE:
                left, behind = left - running[node], end
                self.discount(range(first, end))

    def add_up(self) -> None:
        """Add every node's sums to its parent's, children first."""
        nodes = self.page.nodes
        characters, linked, running, number = self.characters, self.linked, self.running, self.number
        left = sum(running)
        for node in range(len(nodes) - 1, 0, -1):
            if number[node]:
                parent = nodes[node][0]
                # What holds nearly all is no consent text: sites mark their whole page so.
                if 0 < running[node] < 0.9 * left and nodes[node][2] and lexicon(nodes[node][2]) & _CONSENT:
                    left -= running[node]
                    running[node] = 0
                characters[parent] += characters[node]
                linked[parent] += linked[node]
                running[parent] += running[node]
                number[parent] += number[node]

    def weigh(self) -> None:
        """Find how much running text there is, and the elements that hold a part of it, in order."""
        self.total = max(1, self.running[0])
        least = PART * self.total
        self.parts = [node for node, running in enumerate(self.running) if running >= least]

    def gather(self, sums: list[int]) -> None:
        """Add every node's sum to its parent's, children first."""
        for node in range(len(sums) - 1, 0, -1):
            sums[self.page.nodes[node][0]] += sums[node]

    def follow(self, title: int) -> None:
        """Count only the running text of the story that the record of a title heads.

        Other stories behind it are left out; and where the window does not reach the title, all but what is around it.
        """
        nodes = self.page.nodes
        self.others = self.other_stories(title) | self.teasers(title)
        if self.others:
            self.count([index for index in range(len(self.qualities)) if index not in self.others])
        node = self.page.records[title][0]
        while node and self.running[node] < _STORY:
            node = nodes[node][0]
        if 2 * self.running[node] <= self.total and title not in range(*self.window()):
            self.count(range(nodes[node][3], self.page.ends[node]))

    def other_stories(self, title: int) -> set[int]:
        """Find the records of article elements behind that of the title which are stories of their own.

        They have a headline of the same class; or the only one of the class of the title's element is headed by a link
        to another page: of several, each may be a post of a live blog.
        """
        nodes, records, ends = self.page.nodes, self.page.records, self.page.ends
        own = records[title][0]
        headline = make(*nodes[own][1:3])
        while own and nodes[own][1] != "article":
            own = nodes[own][0]
        if not own or self.running[own] < _STORY:
            return set()
        holder = make(*nodes[own][1:3])
        found: set[int] = set()
        alike: list[int] = []
        behind = ends[own]
        for node in range(own + 1, len(nodes)):
            first, end = nodes[node][3], ends[node]
            if nodes[node][1] != "article" or first < behind or self.running[node] < _STORY:
                continue
            behind = end
            headings = [record for record in records[first:end] if nodes[record[0]][1] in _HEADLINES]
            if " " in headline and any(make(*nodes[one][1:3]) == headline for one, *_ in headings):
                found.update(range(first, end))
            elif " " in holder and make(*nodes[node][1:3]) == holder and headings and _leads_on(headings[0]):
                alike.append(node)
        if len(alike) == 1:
            found.update(range(nodes[alike[0]][3], ends[alike[0]]))
        return found

    def teasers(self, title: int) -> set[int]:
        """Find the records of elements behind the story below a title whose class says that they lead to others.

        So do lists of what is read most, which begin each of these stories at length.
        """
        nodes, ends = self.page.nodes, self.page.ends
        found: set[int] = set()
        for node in self.parts:
            first, end = nodes[node][3], ends[node]
            if first <= title or first in found or not _TEASES.search(attribute(nodes[node][2], "class")):
                continue
            if sum(self.qualities[title:first]) >= _STORY:
                found.update(range(first, end))
        return found

    def count(self, records: Collection[int]) -> None:
        """Count the running text of these records, and no other."""
        qualities, self.qualities = self.qualities, [0] * len(self.qualities)
        self.running = [0] * len(self.page.nodes)
        for index in records:
            self.qualities[index] = qualities[index]
            self.running[self.page.records[index][0]] += qualities[index]
        self.gather(self.running)
        self.weigh()

    def container(self, share: float) -> int:
        """Find the deepest element that holds so much of the running text, a part of it at least."""
        least = share * self.total
        return next((node for node in reversed(self.parts) if self.running[node] >= least), 0)

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
