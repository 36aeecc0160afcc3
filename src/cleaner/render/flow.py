"""Which blocks belong together: the runs, list depths and table rows that Markdown and HTML share."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from cleaner.model import Block, Cell, Kind, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.model import Table

MAX_DEPTH = 6  # of lists: some Markdown readers give up at ten, and no reader of an article counts that far
MAX_SPAN = 20  # columns or rows that one cell of a table may cover

FIELDS = frozenset({"title", "byline"})  # roles of blocks that are fields of the article, not part of its body

_TOGETHER = {Kind.LIST_ITEM: "list", Kind.IMAGE: "figure", Kind.CAPTION: "figure"}


class Entry(NamedTuple):
    """A list item where it stands: its depth from 1, its number (0 for none), and whether it begins a list."""

    item: Block
    depth: int
    number: int
    is_first: bool


def runs(blocks: Iterable[Block]) -> Iterator[tuple[str, list[Block]]]:
    """Group neighbours: "list", "figure" (images and what stands under them), and every other block by itself.

    What stands in one quotation is a "quote", its blocks as they are outside of one. Left out are the blocks of
    `FIELDS`, and those with nothing to show: an empty item would be no item in Markdown.

    Examples
    --------
    >>> item = Block(index=0, kind=Kind.LIST_ITEM, text="Boots", level=1)
    >>> [(name, len(run)) for name, run in runs([item, item, Block(index=2, text="Bring both.")])]
    [('list', 2), ('paragraph', 1)]
    """
    body = [block for block in blocks if block.role not in FIELDS and _shows(block)]
    for name, run in groupby(body, key=_together):
        if isinstance(name, int):
            yield "quote", list(map(_unquoted, run))
        elif name:
            yield name, list(run)
        else:
            yield from ((block.kind.value, [block]) for block in run)


def _together(block: Block) -> str | int:
    """Name what a block stands in together with its neighbours; a quotation by its number, 0 if it has none."""
    if block.quotation or block.kind is Kind.QUOTE:
        return block.quotation
    return _TOGETHER.get(block.kind, "")


def _unquoted(block: Block) -> Block:
    return block._replace(kind=Kind.PARAGRAPH if block.kind is Kind.QUOTE else block.kind, quotation=0)


def _shows(block: Block) -> bool:
    if block.kind in {Kind.IMAGE, Kind.EMBED}:
        return bool(block.text.strip() or block.href)
    return bool(block.text.strip()) or block.kind is Kind.RULE


def depths(items: Sequence[Block]) -> list[int]:
    """Nesting depth of each list item, from 1; no item stands more than one deeper than the item before it.

    Examples
    --------
    >>> depths([Block(index=i, kind=Kind.LIST_ITEM, level=level) for i, level in enumerate((2, 5, 1))])
    [1, 2, 1]
    >>> depths([Block(index=i, kind=Kind.LIST_ITEM, level=2) for i in range(2)])
    [1, 1]
    """
    found: list[int] = []
    around: list[int] = []  # levels of the items that an item stands in, its own last
    for item in items:
        while around and around[-1] > item.level:
            around.pop()
        if not around or around[-1] < item.level:
            around.append(item.level)
        found.append(min(len(around), MAX_DEPTH))
    return found


def entries(items: Sequence[Block]) -> list[Entry]:
    """Tell where list items stand; one begins a list if that of the item in front is another, or the numbers break off.

    Examples
    --------
    >>> items = [Block(index=i, kind=Kind.LIST_ITEM, ordered=True, number=i, level=1) for i in (1, 2, 7)]
    >>> [(entry.number, entry.is_first) for entry in entries(items)]
    [(1, True), (2, False), (7, True)]
    """
    found: list[Entry] = []
    around: list[Entry] = []  # the last entry of each depth
    for depth, item in zip(depths(items), items, strict=True):
        before = around[depth - 1] if depth <= len(around) else None
        number = (item.number or (before.number if before else 0) + 1) if item.ordered else 0
        goes_on = (
            before is not None
            and (before.item.ordered, before.item.listing) == (item.ordered, item.listing)
            and number - before.number in {0, 1}  # some texts number every item 1
        )
        found.append(Entry(item, depth, number, not goes_on))
        around[depth - 1 :] = found[-1:]
    return found


def rows(block: Block) -> Table:
    r"""Cells of a table; read from its text where that no longer is what the cells say, as after a removal inside it.

    Examples
    --------
    >>> [[cell.text for cell in row] for row in rows(Block(index=0, kind=Kind.TABLE, text="Town\tRain\nOrr\t12"))]
    [['Town', 'Rain'], ['Orr', '12']]
    """
    if block.text == text_of(block.table):
        return block.table
    return tuple(tuple(Cell(text=text) for text in line.split("\t")) for line in block.text.split("\n"))


def lines(text: str) -> list[str]:
    r"""Split a text at its line breaks, without blank lines and outer spaces.

    Examples
    --------
    >>> lines("Rain,\n\n  then sun")
    ['Rain,', 'then sun']
    """
    return [line.strip() for line in text.splitlines() if line.strip()]
