"""Decisions to the article: drop, rejoin, name the parts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cleaner import bylines, plain, render, roles, shape, stamps
from cleaner.decide import by_block
from cleaner.model import Block, Decision, Document, Kind, Removal, Repair, links_within

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

CONTEXT_CHARS = 40
FRONT = frozenset({"title", "dek", "byline"})  # roles of what stands above a plain text's body
_OF_LINES = {Kind.CODE, Kind.TABLE}  # which nobody wraps


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and the blocks below it, up to the next heading; the first section of an article may have none."""

    heading: Block | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Article:
    r"""The article as its author wrote it, and a complete account of what was taken out.

    Attributes
    ----------
    document : Document
        The whole input, a row of blocks.
    decisions : tuple of Decision
        Every verdict but plain keeping, in reading order.
    blocks : tuple of Block
        What was kept, in reading order; ``index`` is the block's place in ``document``.
    title, dek, language, url : str
        Empty where neither the page's declarations nor its text tell.
    byline : tuple of str
        Names of the authors.

    Examples
    --------
    >>> import cleaner
    >>> article = cleaner.clean_text("River rises\n\nIt rained all night, and the river rose.\n\nAdvertisement")
    >>> article.title, article.text, [removal.text for removal in article.removed]
    ('River rises', 'It rained all night, and the river rose.', ['Advertisement'])
    """

    document: Document
    decisions: tuple[Decision, ...]
    blocks: tuple[Block, ...]
    title: str = ""
    dek: str = ""
    byline: tuple[str, ...] = ()
    language: str = ""
    url: str = ""

    @cached_property
    def published(self) -> datetime | None:
        """When the page says it was first published, timezone-aware; of a plain text, the first date above its body."""
        stated = self.document.metadata.published
        return _dated(self.document) if stated is None and self.document.form == "text" else stated

    @property
    def modified(self) -> datetime | None:
        """When the page says it was last changed, timezone-aware."""
        return self.document.metadata.modified

    @property
    def site(self) -> str:
        """Name of the site."""
        return self.document.metadata.site

    @property
    def section(self) -> str:
        """Name of the section that the page says it stands in."""
        return self.document.metadata.section

    @property
    def tags(self) -> tuple[str, ...]:
        """What the page says it is about."""
        return self.document.metadata.tags

    @property
    def image(self) -> str:
        """Address of the image that the page says leads the article."""
        return self.document.metadata.image

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """Every mend of the text itself."""
        return self.document.repairs

    @property
    def encoding(self) -> str:
        """Name of the encoding that the input was decoded with; empty if it came as text."""
        return self.document.encoding

    @cached_property
    def text(self) -> str:
        """The body as plain text, blocks separated by a blank line, without the title and the captions of images.

        Where nothing declares a title, as in plain text, a standfirst is told from it only by standing below one; left
        in, it would be taken for the title the next time. So it is a field there, as the title is.
        """
        is_declared = self.document.metadata.title and self.document.form == "html"
        fields = set() if is_declared else {"dek"}
        body = [block for block in self.blocks if block.role not in fields]
        text = render.to_text(body)
        is_tight = self.document.form == "text" and any(block.tight for block in body)
        if not is_tight or any(block.kind in _OF_LINES for block in body):
            return text
        return plain.unwrapped(text)  # what went may show that lines were wrapped

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The body, cut at its headings."""
        sections: list[Section] = []
        heading: Block | None = None
        blocks: list[Block] = []
        for block in self.blocks:
            if block.role == "title":
                continue
            if block.kind is Kind.HEADING:
                if heading or blocks:
                    sections.append(Section(heading=heading, blocks=tuple(blocks)))
                heading, blocks = block, []
            else:
                blocks.append(block)
        if heading or blocks:
            sections.append(Section(heading=heading, blocks=tuple(blocks)))
        return tuple(sections)

    @cached_property
    def removed(self) -> tuple[Removal, ...]:
        """The trail: everything taken out, in reading order, then the parts of the page far from the article."""
        near = [self._removal(decision) for decision in self.decisions if decision.verdict == "removed"]
        far = [
            Removal(block=-1, start=0, end=len(region.text), text=region.text, category=region.category, score=0.0)
            for region in self.document.outside
        ]
        return (*near, *far)

    @cached_property
    def doubtful(self) -> tuple[Removal, ...]:
        """What was kept, but is close to noise, or is noise of a category that the settings keep in sight."""
        return tuple(self._removal(decision) for decision in self.decisions if decision.verdict == "doubtful")

    @cached_property
    def _around(self) -> tuple[list[str], list[str]]:
        """For each block of the document, the text in front of it and the text behind it."""
        texts = [block.text for block in self.document.blocks]
        return _last_of(texts), _last_of(reversed(texts))[::-1]

    def _removal(self, decision: Decision) -> Removal:
        span, (texts_before, texts_behind) = decision.span, self._around
        text = self.document.blocks[span.block].text
        before = text[: span.start] or texts_before[span.block]
        after = text[span.end :] or texts_behind[span.block]
        return Removal(
            block=span.block,
            start=span.start,
            end=span.end,
            text=text[span.start : span.end],
            category=decision.category,
            score=decision.score,
            evidence=decision.evidence,
            before=before[-CONTEXT_CHARS:],
            after=after[:CONTEXT_CHARS],
        )

    def to_markdown(self) -> str:
        """Write the article as CommonMark with tables; nothing in it is active, even where raw HTML is allowed."""
        return render.to_markdown(self)

    def to_html(self) -> str:
        """Write the article as semantic HTML of a few allowed tags, every text escaped."""
        return render.to_html(self)

    def to_dict(self) -> dict[str, Any]:
        """Give the article and its trail as plain values; the shape is described in ``docs/json-schema.md``."""
        return render.to_dict(self)

    def to_json(self) -> str:
        """Write `to_dict` as one line of JSON."""
        return render.to_json(self)

    def explain(self) -> str:
        """Write the document with what went crossed out, in the notation of the fixtures.

        The regions far from the article are not in it; `removed` tells them.
        """
        from cleaner.render import notation  # noqa: PLC0415 - a twentieth of `import cleaner`, and few ask for it

        return "\n".join(map(notation.write, notation.lines_of(self))) + "\n"

    def __repr__(self) -> str:
        return f"<Article {self.title!r}: {len(self.blocks)} blocks, {len(self.removed)} removed>"

    def _repr_html_(self) -> str:
        return self.to_html()


def _dated(document: Document) -> datetime | None:
    """Read the first date in front of a text: of a line that is little else, or that names the authors."""
    from cleaner import dates  # noqa: PLC0415 - its expressions take long to compile, and few ask for it

    month_first = not document.language or document.language.startswith("en")
    lines = (block.text for block in shape.front(document.blocks))
    dated = (line for line in lines if stamps.is_stamp(line) or bylines.is_one(line, document.language))
    return next(filter(None, (dates.parse(line, month_first=month_first) for line in dated)), None)


def _last_of(texts: Iterable[str]) -> list[str]:
    """For each text, the last one in front of it that is not empty."""
    found, last = [], ""
    for text in texts:
        found.append(last)
        last = text or last
    return found


def build(document: Document, decisions: Sequence[Decision]) -> Article:
    r"""Take what was removed out of a document, and name the parts of what is left.

    Examples
    --------
    >>> from cleaner.plain import parse
    >>> build(parse("River rises\n\nIt rained all night, and the river rose."), ()).title
    'River rises'
    """
    kept = [block for block, _ in rest(document, decisions)]
    metadata = document.metadata
    is_text = document.form == "text"
    named = kept if is_text else roles.as_declared(kept, metadata, document.language)
    named = named if metadata.title and not is_text else roles.in_text(named, document.language)
    named = [roles.as_correction(block) for block in named]
    signed = roles.authors(named, document.language)
    if is_text and not signed:  # it was removed as a credit
        signed = bylines.first((block.text for block in shape.front(document.blocks)), document.language)

    def told(role: str) -> str:
        return " ".join(block.text for block in named if block.role == role)

    return Article(
        document=document,
        decisions=tuple(decisions),
        blocks=tuple(named),
        title=told("title") or metadata.title if is_text else metadata.title or told("title"),
        dek=told("dek") or metadata.dek if is_text else metadata.dek or told("dek"),
        byline=signed or metadata.byline if is_text else metadata.byline or signed,
        language=document.language,
        url=metadata.url or document.url,
    )


# A piece that is left of a block: where it begins and ends there, and where it begins in what is left.
Piece = tuple[int, int, int]


def rest(document: Document, decisions: Sequence[Decision]) -> list[tuple[Block, list[Piece]]]:
    """Return what decisions leave of a document: its blocks, spans cut out of them, and the pieces each is made of.

    Examples
    --------
    >>> from cleaner.plain import parse
    >>> rest(parse("It rained."), ())[0][1]
    [(0, 10, 0)]
    """
    removed = by_block(decision for decision in decisions if decision.verdict == "removed")
    kept: list[tuple[Block, list[Piece]]] = []
    for block in document.blocks:
        left, pieces = block, [(0, len(block.text), 0)]
        if block.index in removed:
            spans = [decision.span[1:] for decision in removed[block.index]]
            if not (pieces := _pieces(block.text, spans)):
                continue
            left = _without(block, pieces)
        if left.tight and not (kept and kept[-1][0].index == left.index - 1):
            left = left._replace(tight=False)
        kept.append((left, pieces))
    return kept


def _pieces(text: str, spans: Sequence[tuple[int, int]]) -> list[Piece]:
    """Return what is left between spans, without outer white space."""
    if spans[0] == (0, len(text)):
        return []  # the common case
    pieces: list[Piece] = []
    length = done = 0
    for start, stop in [*spans, (len(text), len(text))]:
        piece = text[done:start]
        if piece.strip():
            begin = done + len(piece) - len(piece.lstrip())
            end = done + len(piece.rstrip())
            length += bool(pieces)
            pieces.append((begin, end, length))
            length += end - begin
        done = stop
    return pieces


def _without(block: Block, pieces: Sequence[Piece]) -> Block:
    """Make a block of the pieces that are left of it, its links moved along."""
    text = " ".join(block.text[start:end] for start, end, _ in pieces)
    links = [link for start, end, at in pieces for link in links_within(block.links, start, end, at - start)]
    return block._replace(text=text, links=tuple(links))
