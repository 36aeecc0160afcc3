"""Tables of data, each told in one record; a table used for layout stays a row of paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.html.page import CELL

if TYPE_CHECKING:
    from cleaner.html.page import Record, Segments

_DEEPEST = 64  # levels of a text below its cell: keeps floods of them linear
_CELL = 120  # characters of a cell on average: above, the table is layout
_TITLES = frozenset(["h1", "h2"])  # stand in a table of layout only
_CELL_NAMES = frozenset(["td", "th"])


def join(page: Segments) -> None:
    """Join the cells of each table of data."""
    for table in [index for index, node in enumerate(page.nodes) if node[1] == "table"]:
        _join(page, table)


def _join(page: Segments, table: int) -> None:
    nodes, records = page.nodes, page.records
    start, end = nodes[table][3], page.ends[table]
    first = start
    cells: list[Record] = []
    rows: dict[int, list[str]] = {}
    for index in range(start, end):  # to the first text that shows a table used for layout
        cell, text, linked = records[index][:3]
        if linked < 0 or (nodes[cell][:2] == (table, "caption") and not cells):
            continue
        first = first if cells else index
        cells.append(records[index])
        for _ in range(_DEEPEST):
            if nodes[cell][1] in _CELL_NAMES or cell <= table:
                break
            cell = nodes[cell][0]
        row = nodes[cell][0]
        if nodes[row][1] != "tr" or nodes[nodes[row][0]][0] not in (table, nodes[table][0]):
            return
        rows.setdefault(row, []).append(text)
    size = sum(len(text) for _, text, *_ in cells)
    if len(rows) < 2 or max(map(len, rows.values())) < 2 or size > _CELL * len(cells):
        return
    if any(nodes[node][1] in _TITLES for node, *_ in cells):
        return
    told = "\n".join("\t".join(row) for row in rows.values())
    linked, strong = sum(cell[2] for cell in cells), sum(cell[3] for cell in cells)
    page.tables[first] = cells
    for index in range(first, end):
        if records[index][2] >= 0:
            records[index] = (*records[index][:2], CELL, *records[index][3:])
    records[first] = (table, told, linked, strong, "", (), ())
