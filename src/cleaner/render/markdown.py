"""An article as Markdown (CommonMark and the tables of GFM) that renders to its words and to nothing active."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.model import Kind
from cleaner.render.flow import MAX_SPAN, entries, lines, rows, runs
from cleaner.render.links import pieces, safe_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.model import Block, Cell, Table
    from cleaner.structure import Article

_ACTIVE = re.compile(r"[\\`*_\[\]{}|~]|<|&(?=#?\w+;)")
_REFERENCES = {"<": "&lt;", "&": "&amp;"}  # every Markdown reader knows these; not every one knows a backslash before <
_ACTIVE_AT_START = re.compile(r"^(\d{0,9})(?:(?<=\d)(?=[.)](?:\s|$))|(?<!\d)(?=[-+=:#>]))")
_CLOSING_MARKS = re.compile(r"(?:(?<=\s)|^)(?=#+$)")  # "# C #" would lose its last mark
_ACTIVE_IN_ADDRESS = re.compile(r"[\s<>()\\`|\"\[\]]|&(?=#?\w+;)")
_BULLETS, _NUMBERED = "-*", ".)"
_MIN_FENCE = 3
_MAX_EXPANSION = 4  # times its own cells; a table whose spans cover more is written without them


def to_markdown(article: Article) -> str:
    r"""Write the article as Markdown: the title as ``#`` heading, then the body.

    Words, brackets and marks of the article are escaped: rendered back, even with raw HTML on, they are the same words,
    and no link, image, element or heading appears that the article does not have.

    Examples
    --------
    >>> import cleaner
    >>> print(cleaner.clean_text("It rained *all* night.\n\n- boots\n- a <b>rope</b>").to_markdown())
    It rained \*all\* night.
    <BLANKLINE>
    - boots
    - a &lt;b>rope&lt;/b>
    """
    title = [f"# {_heading([(article.title, '')])}"] if article.title else []
    return "\n\n".join([*title, *_flow(article.blocks)])


def _flow(blocks: Iterable[Block]) -> Iterator[str]:
    for name, run in runs(blocks):
        yield from _GROUPS[name](run) if name in _GROUPS else _block(run[0])


def _escape(text: str) -> str:
    return _ACTIVE.sub(lambda found: _REFERENCES.get(found[0], "\\" + found[0]), text)


def _inline(stretches: Iterable[tuple[str, str]]) -> list[str]:
    """Write linked and plain stretches of text, as lines."""
    written: list[str] = []
    for text, href in stretches:
        if not href:
            written.append(_escape(text))
            continue
        if written and written[-1].endswith("!"):  # with the link it would be an image
            written[-1] = f"{written[-1][:-1]}\\!"
        written.append(f"[{_escape(text)}]({_address(href)})")
    return [_ACTIVE_AT_START.sub(r"\1\\", line) for line in lines("".join(written))]


def _address(href: str) -> str:
    return _ACTIVE_IN_ADDRESS.sub(lambda found: "&amp;" if found[0] == "&" else f"%{ord(found[0]):02X}", href)


def _broken(block: Block, indent: str = "") -> str:
    """Write a block's text with its line breaks kept."""
    return f"\\\n{indent}".join(_inline(pieces(block)))


def _heading(stretches: Iterable[tuple[str, str]]) -> str:
    return _CLOSING_MARKS.sub(r"\\", " ".join(_inline(stretches)))


def _block(block: Block) -> Iterator[str]:
    if block.kind is Kind.EMBED:
        yield from _embed(block)
    elif block.kind is Kind.RULE and not block.text:
        yield "---"
    elif block.kind is Kind.HEADING:
        yield f"{'#' * min(max(block.level, 1), 6)} {_heading(pieces(block))}"
    elif block.kind is Kind.CODE:
        yield _code(block.text)
    elif block.kind is Kind.TABLE:
        yield _table(rows(block))
    else:
        yield _broken(block)


def _code(text: str) -> str:
    fence = "`" * max(_MIN_FENCE, 1 + max(map(len, re.findall("`+", text)), default=0))
    return "\n".join([fence, *text.splitlines(), fence])


def _embed(block: Block) -> Iterator[str]:
    """Write what a reader sees of an embed, linked to it; one without words is a link without words."""
    href = safe_url(block.href)
    if href and not block.links:
        yield "\\\n".join(_inline([(block.text.strip(), href)]))
    elif block.text.strip():
        yield _broken(block)


def _lists(items: Sequence[Block]) -> list[str]:
    """Write neighbouring list items on lines of their own, each indented to the text of the item it stands in.

    A list right behind another has another mark: with the same it would go on with that one.
    """
    written: list[str] = []
    open_items: list[tuple[str, str]] = []  # indent of what stands in one, and its sign
    for item, depth, number, is_first in entries(items):
        before = open_items[depth - 1][1] if depth <= len(open_items) else " "
        signs = _NUMBERED if item.ordered else _BULLETS
        sign = signs[(signs.find(before) + is_first) % len(signs)]
        mark = f"{number or ''}{sign} "
        indent = open_items[depth - 2][0] if depth > 1 else ""
        inside = indent + " " * len(mark)
        open_items[depth - 1 :] = [(inside, sign)]
        written.append((indent + mark + _broken(item, inside)).rstrip())
    return ["\n".join(written)]


def _quotes(blocks: Iterable[Block]) -> list[str]:
    return ["\n".join(f"> {line}".rstrip() for line in "\n\n".join(_flow(blocks)).split("\n"))]


def _figures(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind is Kind.IMAGE and (src := safe_url(block.href)):
            yield f"![{' '.join(_inline([(block.alt, '')]))}]({_address(src)})"
        if block.text.strip():
            yield _broken(block)


def _table(table: Table) -> str:
    """Write a table under its first row: GFM knows no table without a head, and fills up shorter rows by itself."""
    cells = _laid_out(table)
    width = max(map(len, cells))
    head = cells[0] + [""] * (width - len(cells[0]))
    return "\n".join([_row(head), _row(["---"] * width), *map(_row, cells[1:])])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _laid_out(table: Table) -> list[list[str]]:
    """Texts of the cells in their columns, an empty one wherever a wider or higher cell reaches."""
    area = sum(min(cell.columns, MAX_SPAN) * min(cell.rows, MAX_SPAN) for row in table for cell in row)
    if area > _MAX_EXPANSION * sum(map(len, table)):
        return [[_cell(cell) for cell in row] for row in table]
    laid_out: list[list[str]] = []
    covered: dict[int, int] = {}  # column -> rows, from here down, that a cell above reaches into
    for row in table:
        line: list[str] = []
        reaching: dict[int, int] = {}
        for cell in row:
            while len(line) in covered:
                line.append("")
            columns = range(len(line), len(line) + min(cell.columns, MAX_SPAN))
            line += [_cell(cell), *[""] * (len(columns) - 1)]
            if cell.rows > 1:
                reaching |= dict.fromkeys(columns, min(cell.rows, MAX_SPAN) - 1)
        laid_out.append(line)
        covered = {column: left - 1 for column, left in covered.items() if left > 1} | reaching
    return laid_out


def _cell(cell: Cell) -> str:
    return " ".join(_inline(pieces(cell)))


_GROUPS = {"list": _lists, "quote": _quotes, "figure": _figures}
