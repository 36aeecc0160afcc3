"""What the content model looks at: one row of numbers for each record in the window around the article."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner.html.segment import Segments

_LEXICON = {
    "related": "related|relatedposts|recommended|recommend|recommendation|recommendations|more|moreon|readmore|read|also|"
    "teaser|teasers|promo|promotion|outbrain|taboola|card|cards|trending|popular|latest|most|next|prev|previous|carousel|"
    "river|list|listing|feed|recirc|suggested|similar|inline|interlink|links|link|see|series",
    "sign_up": "newsletter|newsletters|subscribe|subscription|signup|register|login|paywall|premium|piano|donate|donation|"
    "membership|member|offer|cta|form|app",
    "share": "share|sharing|social|socials|follow|facebook|twitter|whatsapp|tools|toolbar|actions|action|print|bookmark|"
    "icons|buttons|btn|button",
    "comments": "comment|comments|commentlist|disqus|respond|reply|replies|discussion|feedback|rating|ratings|vote|reviews",
    "author": "author|authors|byline|bylines|bio|writer|contributor|profile|avatar|vcard|about|journalist|reporter|by|"
    "signature",
    "caption": "caption|captions|figcaption|credit|credits|copyright|image|img|photo|photos|picture|media|gallery|slideshow|"
    "thumbnail|video|player|audio|slide|slider|figure|illustration|agency|source",
    "advert": "ad|ads|adv|advert|advertisement|advertising|sponsor|sponsored|banner|dfp|gpt|commercial|affiliate|shopping|"
    "product|deals",
    "navigation": "nav|navigation|menu|breadcrumb|breadcrumbs|footer|foot|header|sidebar|side|aside|rail|pagination|pager|"
    "toc|skip|tab|tabs|dropdown|search|modal|popup|overlay|legal|disclaimer",
    "tags": "tag|tags|topic|topics|category|categories|label|labels|keyword|keywords|section|rubric|kicker|channel|cat",
    "metadata": "date|time|timestamp|published|datetime|meta|metadata|info|updated|posted|publish|duration|stats|count|views|"
    "dateline|location|minutes",
    "body": "body|content|article|articlebody|entry|post|story|text|paragraph|paragraphs|main|wysiwyg|richtext|prose|"
    "bodytext|copy|page|detail|single",
    "lead": "lead|lede|intro|summary|excerpt|dek|standfirst|subtitle|subheadline|subhead|subheading|chapo|sapo|abstract|"
    "description|deck|vorspann|entradilla|bajada|sumario|catenaccio|ingress|preamble|sub|highlights|key",
    "title": "title|headline|titulo|heading|hed|h1|h2|h3|titre|titel|overline|name",
    "box": "widget|widgets|box|embed|embedded|inset|module|block|component|container|wrapper|infobox|factbox|note|notice|"
    "alert|message|correction|editor|pullquote|quote|blockquote|factfile",
    "consent": "cookie|cookies|consent|gdpr|cmp|onetrust|didomi|privacy|cookiebar|cookielaw|ccpa",
    "hidden": "hidden|hide|sr|visually|screen|offscreen|invisible|a11y|noprint|collapsed",
}
GROUPS = tuple(_LEXICON)
_BIT = {word: 1 << bit for bit, words in enumerate(_LEXICON.values()) for word in words.split("|")}
_NAMING = re.compile(
    r"(?:class|id|itemprop|role|rel|data-(?:testid|component|component-name|module|type|qa|gu-name|name|block-type))\s*="
    r"\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[a-z]+|[A-Z][a-z]*")
_CLASS = re.compile(r"\bclass\s*=\s*(?:\"[^\"]*|'[^']*|[^\s>\"']*)", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


@lru_cache(maxsize=8192)
def lexicon(attributes: str) -> int:
    """Bits of the word groups that an element's class, id and the like belong to.

    Examples
    --------
    >>> [group for bit, group in enumerate(GROUPS) if lexicon(' class="articleBody related-box"') >> bit & 1]
    ['related', 'body', 'box']
    """
    bits = 0
    for values in _NAMING.findall(attributes):
        for token in _TOKEN.findall("".join(values)):
            bits |= _BIT.get(token.lower(), 0)
    return bits


@lru_cache(maxsize=8192)
def signature(attributes: str) -> str:
    """The class of an element, digits dropped: what a template repeats."""
    found = _CLASS.search(attributes)
    return _DIGITS.sub("", found[0]) if found else ""


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
        """The deepest element that holds so much of the running text."""
        least = share * self.total
        running = self.running
        for node in range(len(running) - 1, 0, -1):
            if running[node] >= least:
                return node
        return 0

    def best_parent(self) -> int:
        """The element whose own paragraphs carry most running text."""
        direct: dict[int, int] = {}
        nodes = self.page.nodes
        for record, running in zip(self.page.records, self.qualities, strict=True):
            if running:
                parent = nodes[record[0]][0]
                direct[parent] = direct.get(parent, 0) + running
        return max(direct, key=direct.__getitem__, default=0)

    def window(self) -> tuple[int, int]:
        """Records around the article, half-open."""
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
    *"running1 running2 running3 density1 density2 records1 records2 siblings1 siblings2 tag1 to_best to_c60".split(),
    *"in60 in40 same_article".split(), *(f"in_{name}" for name in _CONTEXT), *(f"above_{name}" for name in _ABOVE),
)  # fmt: skip
_OWN_NAMES = (
    "size linked words end strong tag signature signature_running copies title description in_body before_share before"
    " after since since_size since_heading section_linked heading left total shown size-1 linked-1 end-1 size+1 linked+1"
    " end+1 tag+1 size+2 linked+2 end+2 same_parent-1 same_parent+2"
).split()
NAMES = (*_OWN_NAMES, *_PLACE_NAMES, *GROUPS)


def rows(frame: Frame, start: int, end: int, hints: Hints) -> tuple[list[int], list[tuple[float, ...]]]:
    """Features of the shown records from `start` to `end` (half-open): their indices, and a row for each.

    The names of the columns are `NAMES`.
    """
    place = _Places(frame, start, end)
    page, nodes, records = frame.page, frame.page.nodes, frame.page.records
    shown = [index for index in range(start, end) if records[index][2] >= 0]
    copies = Counter(record[1] for record in records)
    alike: dict[tuple[str, str], list[int]] = {}
    names = []
    for index in shown:
        _, name, attributes = nodes[records[index][0]][:3]
        names.append(name)
        held = alike.setdefault((name, signature(attributes)), [0, 0])
        held[0] += 1
        held[1] += frame.qualities[index]
    basics = [(-1.0, -1.0, -1.0, -1, -1)] * 2
    basics[1:1] = [
        (frame.weights[index], records[index][2] / len(records[index][1]), frame.endings[index], _TAGS.get(name, 0),
         nodes[records[index][0]][0])
        for index, name in zip(shown, names, strict=True)
    ]
    basics.append(basics[0])
    result = []
    total, count = frame.total, len(shown)
    declared = hints.title | hints.description
    before = since = since_size = heading = section_linked = section_size = 0
    heading_at = -99
    for position, index in enumerate(shown):
        node, text, linked, strong, lead = records[index][:5]
        parent, name, attributes = nodes[node][:3]
        size, link_share, ending, tag, _ = basics[position + 1]
        previous, following, second = basics[position], basics[position + 2], basics[position + 3]
        groups = place.words(node) | (lexicon(lead) if lead else 0)
        if name in _HEADINGS:
            heading_at, heading, section_linked, section_size = position, groups & 31, 0, 0
        section_linked += linked
        section_size += len(text)
        held = alike[name, signature(attributes)]
        in_title = in_description = 0.0
        if len(text) < _LONGEST_DEK and text[: text.find(" ")].lower() in declared:
            said = set(text.lower().split())
            in_title, in_description = len(said & hints.title) / len(said), len(said & hints.description) / len(said)
        result.append((
            size, link_share, text.count(" "), ending, strong / len(text), tag, held[0], held[1] / total, copies[text],
            in_title, in_description, (text[:80] in hints.body) if hints.body else -1,
            before / total, before, total - before, since, since_size, position - heading_at, section_linked / section_size,
            heading, count - position, total, count, *previous[:3], *following[:4], *second[:3],
            previous[4] == parent, second[4] == parent, *place(parent),
            *_levels(groups, place.words(parent), place.words(nodes[parent][0])),
        ))
        before += frame.qualities[index]
        if frame.qualities[index]:
            since = since_size = 0
        else:
            since += 1
            since_size += size
    return shown, result
