"""Records to the blocks of the public Document, and what the model says of each."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from cleaner import trees
from cleaner.html.features import SHARES, Hints, rows
from cleaner.html.lexicon import GROUPS, lexicon
from cleaner.html.markup import attribute
from cleaner.html.page import HIDDEN, MEDIA
from cleaner.model import Block, Category, Cell, Kind, Link, links_of, links_within, text_of
from cleaner.text import tidy, tidy_code

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from cleaner.html.frame import Frame
    from cleaner.html.page import Record, Segments
    from cleaner.model import Role, Table

WEIGHTS = "html/weights.json"
CLEAR = 2.5  # log-odds that the first trees settle
_NEAR_BEST = 0.5  # log-odds
_FAR = 5.0  # log-odds of a link far from the article, as counted on 500 pages, and of another story

_KINDS = {
    "li": Kind.LIST_ITEM, "dt": Kind.LIST_ITEM, "dd": Kind.LIST_ITEM, "blockquote": Kind.QUOTE, "pre": Kind.CODE,
    "figcaption": Kind.CAPTION, "table": Kind.TABLE, "td": Kind.PARAGRAPH, "caption": Kind.PARAGRAPH,
    **{f"h{level}": Kind.HEADING for level in range(1, 7)},
}  # fmt: skip
_LISTS = frozenset(["ul", "ol", "menu", "dir", "dl"])
_CAPTION = re.compile(r"(?:^|[\s_-])(?:(?:fig)?caption|(?:pic|img|image|photo)[_-]{1,2}cap)(?:$|[\s_-])", re.IGNORECASE)
_PULL_QUOTE = re.compile(r"pull-?quote", re.IGNORECASE)
_QUOTE = re.compile(r"(?:^|\s)(?:quote|quotation|exergue|zitat|citat|citaat|sitat|sitaatti)(?:[\s_-]|$)", re.IGNORECASE)
POST = re.compile(r"(?:twitter-tweet|instagram-media|tiktok-embed|bluesky-embed|fb-post|reddit-embed)", re.IGNORECASE)
_MOST_COLUMNS = 1000
_PLACES = 4
_NUMBER_DIGITS = 9  # CommonMark reads no longer numbers
_MOST_LEVELS = 32  # looked at above a block
_CATEGORIES = (
    ("consent", Category.CONSENT), ("comments", Category.COMMENTS), ("advert", Category.ADVERT),
    ("sign_up", Category.SIGN_UP), ("share", Category.SHARE), ("author", Category.AUTHOR), ("caption", Category.MEDIA),
    ("metadata", Category.METADATA), ("related", Category.CROSS_PROMOTION),
)  # fmt: skip
_CREDIT = re.compile(r"class\s*=[^=]*(?:credit|copyright|photographer|agency)", re.IGNORECASE)
_LIST = re.compile(r"(?<![a-z])[Ll]ist(?![a-z])")
_PAID = re.compile(r"paywall|premium|subscription|piano|donat|offer", re.IGNORECASE)
_HEADLINE = 24  # characters of a link from which it is a headline rather than an item of a menu
_CATEGORY_BITS = tuple((1 << GROUPS.index(group), category) for group, category in _CATEGORIES)


def scores(frame: Frame, profile: str, hints: Hints) -> dict[int, float]:
    """Find the indices of the window's shown records, in order, and for each the log-odds that it is noise."""
    start, end = frame.window()
    shown, features = rows(frame, start, end, hints)
    score = trees.model(WEIGHTS, profile, SHARES, CLEAR)
    noise = [_FAR if row is None else score(row) for row in features]
    least = min(noise, default=-1.0)
    # On a page of a few words all looks like noise: what looks least so is all the article there can be.
    told = noise if least < 0 else [found - least - _NEAR_BEST for found in noise]
    return dict(zip(shown, told, strict=True))


_PLAIN: tuple[Kind, Role, int] = (Kind.PARAGRAPH, "", 0)


class Builder:
    """Makes blocks of a page's records; what siblings share is worked out once."""

    def __init__(self, page: Segments, url: str) -> None:
        self.page, self.url = page, url
        self.kinds: dict[int, tuple[Kind, Role, int]] = {0: _PLAIN}
        self.above: dict[int, str] = {}
        self.origin = "/".join(url.split("/", 3)[:3])
        self.items: set[int] = set()
        self.numbers: dict[int, int] = {}  # of the last item of each numbered list
        self.quotations = {0: 0}

    def block(self, index: int, record: int) -> Block:
        """Make the block of one record."""
        node, text, linked, _, lead, chunks, links = self.page.records[record]
        if linked == MEDIA:
            return self._media(index, node, text, lead)
        place = self.place(node)
        if linked == HIDDEN:
            return Block(index=index, text=in_one_line(text), place=place, hidden=True)
        if record in self.page.tables:
            table = self._table(record)
            told = text_of(table)
            return Block(
                index=index, kind=Kind.TABLE, text=told, quotation=self.quotation(node), place=place,
                table=table, links=links_of(table),
            )  # fmt: skip
        kind, role, level = self.kind(node)
        ordered, number, listing = False, 0, 0
        if kind is Kind.LIST_ITEM:
            kind, level, ordered, number, listing = self._item(node)
        if kind is Kind.CODE and chunks:
            text = tidy_code("".join(chunks))
            links = ()
        elif not text.isprintable():
            text = in_one_line(text)
        return Block(
            index=index, kind=kind, text=text, level=level, ordered=ordered, number=number, listing=listing,
            quotation=self.quotation(node), role=role, place=place,
            links=self._links(text, chunks, links) if links else (),
        )  # fmt: skip

    def kind(self, node: int) -> tuple[Kind, Role, int]:
        """Tell what a node makes of the text in it, by itself or by the nearest above that says: kind, role, level."""
        nodes, kinds = self.page.nodes, self.kinds
        chain = []
        while not (known := kinds.get(node) or _own_kind(*nodes[node][1:3])):
            chain.append(node)
            node = nodes[node][0]
        for below in reversed(chain):
            if known[0] is Kind.HEADING and nodes[below][1] == "p":
                known = _PLAIN
            kinds[below] = known
        return known

    def quotation(self, node: int) -> int:
        """Find the innermost quotation that a node stands in, 0 for none; a post that is set in is none."""
        if not self.page.noted["blockquote"]:
            return 0
        nodes, known = self.page.nodes, self.quotations
        chain = []
        while node not in known and (nodes[node][1] != "blockquote" or POST.search(nodes[node][2])):
            chain.append(node)
            node = nodes[node][0]
        found = known.setdefault(node, node)
        known.update(dict.fromkeys(chain, found))
        return found

    def _item(self, node: int) -> tuple[Kind, int, bool, int, int]:
        """Tell whether this text is its item's first, how deep it stands, whether the list is numbered, how, and which.

        The number is that which the item states, or the list for its first one, or one more than that in front.
        """
        nodes = self.page.nodes
        level, ordered, item, number, listing = 0, None, -1, 0, 0
        for _ in range(_MOST_LEVELS):
            name = nodes[node][1]
            if name in _LISTS:
                level += 1
                if ordered is None:
                    ordered, listing = name == "ol", node
                    number = self._number_of(item, node) if ordered and item not in self.items else 0
            elif item < 0 and name in {"li", "dt", "dd"}:
                item = node
            if not node:
                break
            node = nodes[node][0]
        if item in self.items:
            return Kind.PARAGRAPH, 0, False, 0, 0
        self.items.add(item)
        return Kind.LIST_ITEM, max(1, level), bool(ordered), number, listing

    def _number_of(self, item: int, holder: int) -> int:
        nodes, before = self.page.nodes, self.numbers.get(holder)
        stated = attribute(nodes[item][2], "value") if item > 0 else ""
        if not stated and before is None:
            stated = attribute(nodes[holder][2], "start")
        is_number = stated.isdecimal() and len(stated) <= _NUMBER_DIGITS
        number = self.numbers[holder] = int(stated) if is_number else (before or 0) + 1
        return number

    def _media(self, index: int, node: int, name: str, attributes: str) -> Block:
        name = name.removeprefix("amp-")
        kind = {"img": Kind.IMAGE, "hr": Kind.RULE}.get(name, Kind.EMBED)
        href = alt = ""
        if kind is not Kind.RULE:
            href = attribute(attributes, "src")
            if not href or href.startswith("data:"):
                href = attribute(attributes, "data-src") or attribute(attributes, "data-lazy-src")
            if kind is Kind.IMAGE:
                alt = in_one_line(attribute(attributes, "alt"))
        return Block(
            index=index, kind=kind, href=self._address(href), alt=alt, quotation=self.quotation(node),
            place=self.place(node),
        )  # fmt: skip

    def _table(self, record: int) -> Table:
        nodes = self.page.nodes
        found: dict[int, dict[int, list[Record]]] = {}
        for cell, part in self.page.tables[record]:
            found.setdefault(nodes[cell][0], {}).setdefault(cell, []).append(part)
        return tuple(
            tuple(self._cell(cell, parts.get(cell, ())) for cell in self._cells(row))
            for row, parts in sorted(found.items())
        )

    def _cells(self, row: int) -> Iterator[int]:
        """Yield the cells of a row, empty ones too: without them the others would move."""
        nodes = self.page.nodes
        for node in range(row + 1, len(nodes)):
            parent, name, _, _, depth = nodes[node]
            if depth <= nodes[row][4]:
                return
            if parent == row and name in {"td", "th"}:
                yield node

    def _cell(self, node: int, parts: Iterable[Record]) -> Cell:
        """Make a cell of its texts, each on a line."""
        _, name, attributes = self.page.nodes[node][:3]
        columns, rows_ = (_number(attribute(attributes, span)) for span in ("colspan", "rowspan"))
        lines: list[str] = []
        links: list[Link] = []
        end = 0
        for _, text, _, _, _, chunks, told in parts:
            line = in_one_line(text)
            links += links_within(self._links(line, chunks, told), 0, len(line), end)
            lines.append(line)
            end += len(line) + 1
        return Cell(text="\n".join(lines), header=name == "th", columns=columns, rows=rows_, links=tuple(links))

    def _links(self, text: str, chunks: tuple[str, ...], links: tuple[tuple[int, int, str], ...]) -> tuple[Link, ...]:
        result = []
        position = done = 0
        for first, end, attributes in links:
            position += len(in_one_line("".join(chunks[done:first])))
            linked, done = in_one_line("".join(chunks[first:end])), end
            start = text.find(linked, position)
            if not linked or start < 0:
                continue
            position = start + len(linked)
            if href := self._address(attribute(attributes, "href")):
                result.append(Link(start=start, end=position, href=href))
        return tuple(result)

    def _address(self, href: str) -> str:
        if not self.url or not href or href.startswith(("http:", "https:")):
            return href
        if href[0] == "/" and href[1:2] != "/" and ".." not in href:
            return self.origin + href
        return resolved(href, self.url)

    def place(self, node: int) -> str:
        """Name the tags and classes that a node stands in, nearest first, up to four."""
        if not node:
            return ""
        parent, name, attributes, _, _ = self.page.nodes[node]
        known = self.above.get(parent)
        if known is None:
            known = self.above[parent] = self._three(parent)
        return _label(name, attributes) + known

    def _three(self, node: int) -> str:
        """Name what stands around a node's children, nearest first, up to three."""
        told = ""
        for _ in range(_PLACES - 1):
            if not node:
                break
            node, name, attributes, _, _ = self.page.nodes[node]
            told += f" < {_label(name, attributes)}"
        return told


@lru_cache(maxsize=4096)
def _label(name: str, attributes: str) -> str:
    classes = attribute(attributes, "class") if attributes else ""
    return ".".join([name, *classes.split()]) if classes else name


@lru_cache(maxsize=4096)
def _own_kind(name: str, attributes: str) -> tuple[Kind, Role, int] | None:
    """Tell what an element says by its name and class of the text in it: kind, role, level of a heading."""
    kind = _KINDS.get(name)
    if kind is Kind.HEADING:
        return kind, "", int(name[1])
    if attributes:
        classes = attribute(attributes, "class")
        if name == "blockquote" and POST.search(classes):
            return Kind.EMBED, "", 0
        if _PULL_QUOTE.search(classes):
            return Kind.QUOTE, "pull-quote", 0
        if _CAPTION.search(classes):
            kind = Kind.CAPTION
        elif not kind and _QUOTE.search(classes):
            kind = Kind.QUOTE
    if kind is Kind.CAPTION:
        return kind, "caption", 0
    return (kind, "", 0) if kind else None


def resolved(href: str, url: str) -> str:
    """Resolve an address against that of its page, as far as it is known.

    Examples
    --------
    >>> resolved("b.html", "https://example.test/a/"), resolved("b.html", ""), resolved("//[x", "https://example.test/")
    ('https://example.test/a/b.html', 'b.html', '//[x')
    """
    try:
        return urljoin(url, href)
    except ValueError:  # a broken address, such as an unclosed IPv6 bracket
        return href


def in_one_line(text: str) -> str:
    """Fold white space, and take out what no reader sees."""
    text = " ".join(text.split())
    return text if text.isprintable() else " ".join(tidy(text).split())


def _number(value: str) -> int:
    """Read the span of a cell, clamped: browsers stop at a thousand columns too."""
    return min(max(int(value[:4]), 1), _MOST_COLUMNS) if value[:4].isdecimal() else 1


def holders(frame: Frame) -> frozenset[int]:
    """Find the elements that hold most of the running text: what their classes say is not said of a part."""
    node = frame.container(0.6)
    found = {0}
    while node:
        found.add(node)
        node = frame.page.nodes[node][0]
    return frozenset(found)


def category(page: Segments, record: int, holders: Collection[int]) -> Category:
    """Guess what a record is if it is noise: by the words of the classes it stands in, nearest first, else its links.

    The ``holders`` hold the article; what their classes say is not said of a part.
    """
    node, text, linked, _, lead = page.records[record][:5]
    if linked == HIDDEN:
        return Category.HIDDEN
    words = 0 if page.nodes[node][1] == "pre" else lexicon(lead)  # “comment” is what code is coloured by
    if _is_credit(lead or page.nodes[node][2]):
        return Category.CREDIT
    for _ in range(_MOST_LEVELS):
        if node not in holders:
            words |= _said(page.nodes[node][2])
        if words and (named := _named(words)):
            paid = named is Category.SIGN_UP and _PAID.search(page.nodes[node][2])
            return Category.SUBSCRIPTION if paid else named
        if node in holders:
            break
        node = page.nodes[node][0]
        words = 0
    return Category.CROSS_PROMOTION if linked * 2 > len(text) > _HEADLINE else Category.NAVIGATION


@lru_cache(maxsize=4096)
def _said(attributes: str) -> int:
    """Look the words of a class up, “list” left out: it is one of teasers, and of every list."""
    return lexicon(_LIST.sub("", attributes)) if attributes else 0


@lru_cache(maxsize=4096)
def _is_credit(attributes: str) -> bool:
    return _CREDIT.search(attributes) is not None


@lru_cache(maxsize=4096)
def _named(words: int) -> Category | None:
    return next((named for bit, named in _CATEGORY_BITS if words & bit), None)
