"""Plain text, as scrapers and crawlers deliver it, to a document.

Understood are blank-line paragraphs, one line per paragraph, hard-wrapped lines, marks of lists and quotes, front
matter (`front_matter`), and in a text that shows it is Markdown its marks (`marks`), headings and code. Each mark taken
off and each mend of the text stands in ``Document.repairs``.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import regex as re

from cleaner import dates, front_matter, marks, wrapping
from cleaner.marks import Line
from cleaner.model import Block, Cell, Document, Kind, Link, Origin, Repair, links_of, links_within, text_of
from cleaner.text import count_words, ends_sentence, is_tidy_within, tidy, tidy_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_MARK_STARTS = frozenset("#>-*+_=•‣▪●◦0123456789")
_ESCAPED_NUMBER = re.compile(r"\d{1,3}\\(?=[.)]\s)")
_UNDERLINE = re.compile(r"={3,}|-{3,}")  # of a heading
_UNDERLINED_WORDS = 20  # at most; what is longer is a paragraph above a rule
_GLUED = re.compile(r"(?<=\p{Ll}{2}[.!?][”»]?)(?=[“„«]\p{Lu})")

_FLOOD = 6_000  # lines; a text with more has its scraps joined
_SCRAP, _FULL = 24, 200  # characters of such a scrap, and of the line that takes no more of them


def parse(text: str, *, url: str = "", language: str = "") -> Document:
    r"""Turn plain or Markdown-ish text into a document.

    Parameters
    ----------
    text : str
    url, language : str, default=""
        Handed on to the document.

    Returns
    -------
    Document
        With ``form`` "text"; each block's ``origin`` tells its line and its code points in ``text``.

    Examples
    --------
    >>> [block.text for block in parse("River rises\n\n- It rained.\n- “It poured.”").blocks]
    ['River rises', 'It rained.', '“It poured.”']
    """
    found = _lines(text)
    if not is_tidy_within(text):
        found = [line for line in map(_tidied, found) if line.text]  # of others no reader sees anything
    about = _about(found)
    found = found[len(about) :]
    wholes: dict[Line, Sequence[Line]] = {}
    for find in marks.wholes(text):
        rest = _outside(found, wholes)
        wholes |= {rest[part.start]: rest[part.start : part.stop] for part in find(rest)}
    lines = list(_paragraphs(_outside(found, wholes)))
    builder = _Builder(markdown=bool(wholes) or marks.is_markdown(line.text for line, _ in lines))
    builder.named = marks.targets(itertools.chain.from_iterable(wholes.values()))
    if about:
        builder.add_hidden(about)
    last = 0
    for line, last_of_line in sorted([*lines, *((first, whole[-1].number) for first, whole in wholes.items())]):
        tight = line.number == last + 1
        if line in wholes:
            builder.add_several(text, wholes[line], tight=tight)
        elif not builder.is_mark_alone(line, tight=tight):
            builder.add(line, tight=tight)
            for _ in range(line.number, last_of_line) if line.text[0] == ">" else ():
                builder.note("quotation mark", ">", "", block=len(builder.blocks) - 1)
        last = last_of_line
    document = builder.document(url=url, language=language)
    return replace(document, metadata=front_matter.metadata(_indented(about))) if about else document


def parse_paragraphs(paragraphs: Iterable[str], *, url: str = "", language: str = "") -> Document:
    """Turn a scraper's list of strings into a document with exactly one block for each.

    Examples
    --------
    >>> [block.text for block in parse_paragraphs(["River rises", "It rained."]).blocks]
    ['River rises', 'It rained.']
    """
    lines = [
        _tidied(Line(number, 0, len(paragraph), " ".join(paragraph.split("\n")).strip()))
        for number, paragraph in enumerate(paragraphs, 1)
    ]
    builder = _Builder(markdown=marks.is_markdown(line.text for line in lines))
    for line in lines:
        builder.add_whole(line)
    return builder.document(url=url, language=language)


def unwrapped(text: str) -> str:
    r"""Join the lines of a text that `parse` would take for parts of hard-wrapped paragraphs.

    Examples
    --------
    >>> unwrapped("The river rose overnight by twelve centimetres\nand fell again.\n\nIt rained.")
    'The river rose overnight by twelve centimetres and fell again.\n\nIt rained.'
    """
    lines = _lines(text)
    pieces: list[str] = []
    done = 0
    for (line, below), is_rest in zip(itertools.pairwise(lines), wrapping.rests(lines), strict=True):
        if is_rest:
            pieces += [text[done : line.end], " "]
            done = below.end - len(wrapping.said(below.text))
    return "".join([*pieces, text[done:]])


def _indented(lines: Sequence[Line]) -> list[str]:
    return [" " * line.indent + line.text for line in lines]


def _about(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines of front matter; that between rules has no blank line in it."""
    about = lines[: front_matter.length(_indented(lines[: front_matter.MOST_LINES]))]
    is_broken = about and about[0].text == about[-1].text and about[-1].number - about[0].number >= len(about)
    return () if is_broken else about


def _lines(text: str) -> list[Line]:
    """Find the lines that are not blank; scraps in a row of a flood are one, so that each does not cost a block."""
    found: list[Line] = []
    joined: dict[int, int] = {}  # where lines end that are made of several
    offset = room = 0
    for number, raw in enumerate(text.splitlines(keepends=True), 1):
        stripped = raw.strip()
        if stripped:
            size = len(stripped)
            if size <= room and size <= _SCRAP:
                room -= size
                joined[len(found) - 1] = offset + len(raw)
            else:
                start = offset + raw.index(stripped[0])
                found.append(Line(number, start, start + size, stripped, start - offset))
                room = _FULL if size <= _SCRAP and len(found) > _FLOOD else 0
        offset += len(raw)
    for index, end in joined.items():
        whole = text[found[index].start : end].rstrip()
        told = " ".join(filter(None, map(str.strip, whole.splitlines())))
        found[index] = found[index]._replace(end=found[index].start + len(whole), text=told)
    return found


def _tidied(line: Line) -> Line:
    return line._replace(text=tidy(line.text), raw=line.text)


def _paragraphs(lines: Sequence[Line]) -> Iterable[tuple[Line, int]]:
    """Join hard-wrapped lines; yield each paragraph as one line, and the number of its last line."""
    run: list[Line] = []
    for line, is_rest in zip(lines, itertools.chain([False], wrapping.rests(lines)), strict=False):
        if run and not is_rest:
            yield _joined(run), run[-1].number
            run = []
        run.append(line)
    if run:
        yield _joined(run), run[-1].number


def _outside(lines: Sequence[Line], wholes: Mapping[Line, Sequence[Line]]) -> Sequence[Line]:
    """Return the lines that are no part of a code or table."""
    inside = {line.number for whole in wholes.values() for line in whole}
    return [line for line in lines if line.number not in inside] if inside else lines


def _joined(run: list[Line]) -> Line:
    first, *rest = run
    raw = " ".join([first.raw or first.text, *(wrapping.said(line.raw or line.text) for line in rest)])
    text = " ".join([first.text, *(wrapping.said(line.text) for line in rest)])
    return first._replace(end=run[-1].end, text=text, raw=raw)


class _Builder:
    """Collects blocks and the repairs made on the way."""

    def __init__(self, *, markdown: bool) -> None:
        self.markdown = markdown
        self.blocks: list[Block] = []
        self.repairs: list[Repair] = []
        self.named: Mapping[str, str] = {}  # addresses of references
        self.indents: list[int] = []  # of the list items that the last block stands within, its own the last

    def document(self, *, url: str, language: str) -> Document:
        blocks, repairs = tuple(self.blocks), tuple(self.repairs)
        return Document(blocks=blocks, form="text", url=url, language=language, repairs=repairs)

    def note(self, name: str, before: str, after: str, block: int = -1) -> None:
        """Note a mend of a block, by default of the next."""
        before = before.encode("utf-8", "backslashreplace").decode()  # a lone surrogate cannot be written down
        block = len(self.blocks) if block < 0 else block
        self.repairs.append(Repair(block=block, name=name, before=before, after=after))

    def add(self, line: Line, *, tight: bool) -> None:
        """Add a paragraph, split where two were glued together."""
        self.add_whole(line, tight=tight)
        text = self.blocks[-1].text
        cuts = [found.start() for found in _GLUED.finditer(text)] if _may_be_glued(text) else []
        if not cuts:
            return
        self.indents.clear()
        whole = self.blocks.pop()
        exact = len(text) == line.end - line.start  # else offsets inside are not known
        for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
            if start:
                self.note("glued paragraphs", text[start - 12 : start + 12], f"{text[start - 12 : start]}\n\n…")
            where = (line.start + start, line.start + end) if exact else (line.start, line.end)
            piece = Block(
                index=len(self.blocks),
                text=text[start:end],
                links=tuple(links_within(whole.links, start, end, -start)),
                origin=Origin(line=line.number, start=where[0], end=where[1]),
            )
            self.blocks.append(
                piece if start else whole._replace(text=piece.text, links=piece.links, origin=piece.origin)
            )

    def add_several(self, source: str, lines: Sequence[Line], *, tight: bool) -> None:
        """Add lines that are one block: code, a table, or where references lead."""
        if lines[0].text[0] in "`~":
            self.add_code(source, lines, tight=tight)
        elif marks.is_definition(lines[0].text):
            self.add_hidden(lines)
        else:
            self.add_table(lines, tight=tight)

    def add_hidden(self, lines: Sequence[Line]) -> None:
        """Add lines that no reader of the page sees as one block."""
        self.blocks.append(self._block_of(lines)._replace(hidden=True))

    def add_code(self, source: str, lines: Sequence[Line], *, tight: bool) -> None:
        """Add the code between two fences as one block, the first fence as its mark."""
        first, last = lines[0], lines[-1]
        inside = source[first.end : last.start].rstrip().splitlines()
        indented = (line[min(first.indent, len(line) - len(line.lstrip())) :] for line in inside)
        block = self._block_of(lines, tight=tight)
        self.blocks.append(block._replace(kind=Kind.CODE, text=tidy_code("\n".join(indented)), mark=first.text))

    def add_table(self, lines: Sequence[Line], *, tight: bool) -> None:
        """Add the rows of a table as one block, a bar as its mark; of its rule alone, nothing."""
        if len(lines) == 1:
            self.note("table mark", lines[0].text, "")
            return
        rows = [marks.cells(self.inlined(line.text)) for line in (lines[0], *lines[2:])]
        for cell in itertools.chain.from_iterable(rows):
            for note in cell.notes:
                self.note(*note)
        table = tuple(
            tuple(Cell(text=cell.text, header=not i, links=tuple(cell.links)) for cell in row)
            for i, row in enumerate(rows)
        )
        block = self._block_of(lines, tight=tight)._replace(kind=Kind.TABLE, table=table, mark="|")
        self.blocks.append(block._replace(text=text_of(table), links=links_of(table)))

    def inlined(self, text: str) -> str:
        """Write references with their addresses."""
        inlined = marks.inlined(text, self.named) if self.named else text
        if inlined != text:
            self.note("reference", text, inlined)
        return inlined

    def _block_of(self, lines: Sequence[Line], *, tight: bool = False) -> Block:
        origin = Origin(line=lines[0].number, start=lines[0].start, end=lines[-1].end)
        return Block(index=len(self.blocks), text="\n".join(line.text for line in lines), origin=origin, tight=tight)

    def is_mark_alone(self, line: Line, *, tight: bool) -> bool:
        """Tell whether a line is a mark of the block above it: of a quotation's gap, or of a heading, underlined."""
        above = self.blocks[-1] if self.blocks else None
        if above is None or not tight or not self.markdown:
            return False
        is_gap = line.text == ">" and above.kind is Kind.QUOTE
        is_underline = (
            above.kind in {Kind.PARAGRAPH, Kind.HEADING}
            and _UNDERLINE.fullmatch(line.text) is not None
            and count_words(above.text) <= _UNDERLINED_WORDS
            and not ends_sentence(above.text)
        )
        if is_underline:
            level = above.level or (1 if line.text[0] == "=" else 2)
            self.blocks[-1] = above._replace(kind=Kind.HEADING, level=level)
        if is_gap or is_underline:
            self.note("heading mark" if is_underline else "quotation mark", line.text, "", block=above.index)
        return is_gap or is_underline

    def depth(self, indent: int) -> int:
        """Return how deep a list item stands: one more than the items above it that are indented less."""
        while self.indents and self.indents[-1] >= indent:
            self.indents.pop()
        self.indents.append(indent)
        return len(self.indents)

    def add_whole(self, line: Line, *, tight: bool = False) -> None:
        """Add a paragraph as one block, its marks understood."""
        if line.raw not in {"", line.text}:
            self.note("invisible characters and spaces", line.raw, line.text)
        text, found = self.inlined(line.text), None
        if self.markdown and (number := _ESCAPED_NUMBER.match(text)):  # a list's all the same, once it is read again
            self.note("escape", text, text := text[: number.end() - 1] + text[number.end() :])
        if text[:1] in _MARK_STARTS and (found := self._mark(text)) and not found["rule"]:
            text = text[found.end() :]
        links: Sequence[Link] = ()
        image = None
        if self.markdown or " ," in text or " ." in text:
            text, links, image, notes = marks.take_off(text, markdown=self.markdown)
            for note in notes:
                self.note(*note)
        if not found and text[:1] == "#" and (found := self._mark(text)):  # it stood behind an anchor or an image
            text, links = text[found.end() :], links_within(links, found.end(), len(text), -found.end())
        kind, level = _kind(found, image=bool(image) and not text)
        if kind is Kind.LIST_ITEM:
            level = self.depth(line.indent)
        else:
            self.indents.clear()
        if kind is Kind.HEADING and found:
            self.note("heading mark", found[0], "")
        numbered = re.match(r"\d+", found[0]) if found and kind is Kind.LIST_ITEM else None
        self.blocks.append(
            Block(
                index=len(self.blocks),
                kind=kind,
                text=text,
                level=level,
                ordered=numbered is not None,
                number=int(numbered[0]) if numbered else 0,
                mark=found[0].strip() if found else "",
                links=tuple(links),
                href=image[1] if image else "",
                alt=image[0] if image else "",
                origin=Origin(line=line.number, start=line.start, end=line.end),
                tight=tight and bool(self.blocks),
            )
        )

    def _mark(self, text: str) -> re.Match[str] | None:
        found = marks.MARK.match(text)
        if not found or (found["heading"] and not self.markdown):
            return None
        return None if found["item"] and dates.begins_with_day(text) else found


def _may_be_glued(text: str) -> bool:
    """Tell whether an opening quotation mark stands without a space in front; to count is far faster than to match."""
    return not text.isascii() and (
        text.count("“", 1) > text.count(" “")
        or text.count("„", 1) > text.count(" „")
        or text.count("«", 1) > text.count(" «")
    )


def _kind(mark: re.Match[str] | None, *, image: bool) -> tuple[Kind, int]:
    """Name the kind and level of a block by the mark in front of it."""
    if image:
        return Kind.IMAGE, 0
    if not mark:
        return Kind.PARAGRAPH, 0
    if mark["heading"]:
        return Kind.HEADING, min(6, mark["heading"].count("#"))
    if mark["item"]:
        return Kind.LIST_ITEM, 1
    return (Kind.QUOTE, 0) if mark["quote"] else (Kind.RULE, 0)
