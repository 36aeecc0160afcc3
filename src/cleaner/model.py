"""The types that flow from stage to stage.

Everything here is frozen, compares by value, pickles, and computes nothing beyond a property, the text of a table
and the place of a link.
What a page has hundreds of is a named tuple: it takes a quarter of the time to make.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime


class CleanerError(Exception):
    """Base of every error that this library raises on purpose."""


class InputError(CleanerError):
    """The input cannot hold an article; the message says what it looks like and what to do."""


class PackError(CleanerError):
    """A rule pack is malformed; the message names file, rule and field."""


class SiteMemoryError(CleanerError):
    """A file or bytes hold no site memory, or a damaged one."""


class CaseError(CleanerError):
    """A fixture is malformed or missing; the message names file and line."""


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    CODE = "code"
    TABLE = "table"
    IMAGE = "image"
    CAPTION = "caption"
    EMBED = "embed"
    RULE = "rule"


class Category(StrEnum):
    """What a piece of noise is; a closed list, each of which a caller can keep or drop."""

    ADVERT = "advert"
    CROSS_PROMOTION = "cross-promotion"
    SIGN_UP = "sign-up"
    SUBSCRIPTION = "subscription"
    APP_PROMOTION = "app-promotion"
    SHARE = "share"
    CONSENT = "consent"
    DISCLOSURE = "disclosure"
    MEDIA = "media"
    CREDIT = "credit"
    AUTHOR = "author"
    NAVIGATION = "navigation"
    COMMENTS = "comments"
    METADATA = "metadata"
    LEGAL = "legal"
    REPEATED = "repeated"
    HIDDEN = "hidden"


Role = Literal[
    "", "title", "kicker", "dek", "byline", "dateline", "crosshead", "pull-quote", "caption", "credit", "correction",
    "endnote", "fact-box",
]  # fmt: skip


class Link(NamedTuple):
    """A link inside a block; ``start`` and ``end`` are half-open code points of ``Block.text``."""

    start: int
    end: int
    href: str


def links_within(links: Iterable[Link], start: int, end: int, shift: int) -> list[Link]:
    """Keep the part of each link that stands in a piece of the text, moved to its new place.

    Examples
    --------
    >>> links_within([Link(start=2, end=9, href="https://example-times.test/a")], 4, 20, -4)
    [Link(start=0, end=5, href='https://example-times.test/a')]
    """
    return [
        Link(start=max(link.start, start) + shift, end=min(link.end, end) + shift, href=link.href)
        for link in links
        if max(link.start, start) < min(link.end, end)
    ]


class Origin(NamedTuple):
    """Where a block came from: 1-based line and half-open code points of the decoded source."""

    line: int
    start: int
    end: int


class Cell(NamedTuple):
    """One cell of a table; the paragraphs or items in it are lines, and its ``links`` stand in its own text."""

    text: str
    header: bool = False
    columns: int = 1
    rows: int = 1
    links: tuple[Link, ...] = ()


Table = tuple[tuple[Cell, ...], ...]


def text_of(table: Table) -> str:
    r"""Join the cells of a table by tabs and its rows by line feeds, each cell on one line.

    Examples
    --------
    >>> text_of(((Cell(text="Aske"), Cell(text="12 boats\n2 tugs")),))
    'Aske\t12 boats 2 tugs'
    """
    return "\n".join("\t".join([cell.text.replace("\n", " ") for cell in row]) for row in table)


def links_of(table: Table) -> tuple[Link, ...]:
    """Return the links of a table's cells, at their places in its text.

    Examples
    --------
    >>> links_of(((Cell(text="Aske"), Cell(text="map", links=(Link(start=0, end=3, href="/a"),))),))
    (Link(start=5, end=8, href='/a'),)
    """
    links: list[Link] = []
    end = 0
    for row in table:
        for cell in row:
            links += links_within(cell.links, 0, len(cell.text), end)
            end += len(cell.text) + 1  # a tab or the end of the row
    return tuple(links)


class Block(NamedTuple):
    """One paragraph, heading, list item, caption …: the unit of decision.

    Attributes
    ----------
    index : int
        Position in the document, from 0.
    kind : Kind
    text : str
        What a reader sees, white space folded; a table has its cells joined by tabs and its rows by line feeds, as
        `text_of` does.
    level : int
        1 to 6 for a heading, nesting depth from 1 for a list item, else 0.
    ordered : bool
        A list item of a numbered list.
    number : int
        Number of such an item; 0 where nothing tells it, and it is one more than that of the item before.
    listing, quotation : int
        HTML: numbers of the list that it is an item of and of the quotation that it stands in, 0 for none; neighbours
        of other numbers stand in lists or quotations of their own.
    role : Role
        The part of the article that it plays; empty for a plain part of the body.
    links : tuple of Link
    place : str
        HTML: the tags and classes it stands in, nearest first.
    mark : str
        Plain text: the mark in front of it, such as "-", "1." or "##".
    origin : Origin or None
        Plain text: where its characters stand in the source.
    href : str
        Address of an image or embed.
    alt : str
        Alternative text of an image: never shown, hence not part of ``text``.
    table : tuple of rows of Cell
    hidden : bool
        A reader never sees it.
    tight : bool
        It stands on the very next line after the block before it, without a blank line: verse, lists, table rows.
    """

    index: int  # type: ignore[assignment]  # not the method of a tuple
    kind: Kind = Kind.PARAGRAPH
    text: str = ""
    level: int = 0
    ordered: bool = False
    number: int = 0
    listing: int = 0
    quotation: int = 0
    role: Role = ""
    links: tuple[Link, ...] = ()
    place: str = ""
    mark: str = ""
    origin: Origin | None = None
    href: str = ""
    alt: str = ""
    table: Table = ()
    hidden: bool = False
    tight: bool = False

    @property
    def as_line(self) -> Block:
        """The block as a plain text's cleaned text shows it: without the mark that made it a heading."""
        return self._replace(kind=Kind.PARAGRAPH) if self.kind is Kind.HEADING else self

    @property
    def linked(self) -> float:
        """Share of the block's characters that stand inside links, 0 to 1."""
        if not self.links or not self.text:
            return 0.0
        return sum([end - start for start, end, _ in self.links]) / len(self.text)


class Repair(NamedTuple):
    """A mend of the text itself: what stood there and what stands there now."""

    block: int
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page declares about its article, or shows; empty where it says nothing."""

    title: str = ""
    dek: str = ""
    byline: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    language: str = ""
    url: str = ""
    site: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    image: str = ""


class Region(NamedTuple):
    """A part of a page far from the article: removed as a whole, with its visible text."""

    text: str
    category: Category


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The whole input after parsing, a row of blocks.

    Attributes
    ----------
    blocks : tuple of Block
        All of a plain text; of a page, the window around its article.
    form : {"html", "text"}
    url, language, encoding : str
    metadata : Metadata
    repairs : tuple of Repair
    scores : tuple of float
        Of a page: for each block the content model's log-odds that it is noise.
    suspected : tuple of Category
        Of a page: for each block what it is, should it be noise.
    outside : sequence of Region
        Of a page: what stands far from the article.
    foreign : str
        What was handed in as a page and is none, and what to do; empty for a page or a text.
    """

    blocks: tuple[Block, ...]
    form: Literal["html", "text"]
    url: str = ""
    language: str = ""
    encoding: str = ""
    metadata: Metadata = Metadata()
    repairs: tuple[Repair, ...] = ()
    scores: tuple[float, ...] = ()
    suspected: tuple[Category, ...] = ()
    outside: Sequence[Region] = ()
    foreign: str = ""

    def has_whole(self, span: Span) -> bool:
        """Tell whether a span is all of its block's text.

        Examples
        --------
        >>> document = Document(blocks=(Block(index=0, text="Rain fell."),), form="text")
        >>> document.has_whole(Span(0, 0, 10)), document.has_whole(Span(0, 0, 4))
        (True, False)
        """
        return span.end - span.start == len(self.blocks[span.block].text)


class Span(NamedTuple):
    """A stretch of one block: half-open code points of ``Block.text``."""

    block: int
    start: int
    end: int


class Evidence(NamedTuple):
    """One reason to remove a span (strength above 0, in log-odds) or to keep it (below 0)."""

    span: Span
    name: str
    category: Category
    strength: float
    note: str = ""


class Decision(NamedTuple):
    """The verdict on one span and the evidence that adds up to its score."""

    span: Span
    verdict: Literal["removed", "doubtful"]
    category: Category
    score: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """One entry of the trail.

    ``block`` is -1 for a region far from the article; ``before`` and ``after`` are the words beside it in the document.
    ``score`` is the sum of the strengths of ``evidence``; of removals that overlap, the greatest of theirs.
    """

    block: int
    start: int
    end: int
    text: str
    category: Category
    score: float
    evidence: tuple[Evidence, ...] = field(default=(), repr=False)
    before: str = field(default="", repr=False)
    after: str = field(default="", repr=False)
