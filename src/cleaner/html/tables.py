"""Tables of data, each told in one record with those in its cells; one used for layout stays a row of paragraphs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cleaner.html.page import CELL
from cleaner.text import ends_sentence, has_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.html.page import Record, Segments

_DEEPEST = 64  # levels of a text below its cell: keeps floods of them linear
_CELL = 120  # characters of a text on average: above, the table is layout
_PARAGRAPHS = 3  # that a cell of data does not have: sentences of so many words, or texts of so many characters
_WORDS, _LONG = 8, 80
_TITLES = frozenset(["h1", "h2"])  # stand in a table of layout only
_CELL_NAMES = frozenset(["td", "th"])


def join(page: Segments) -> None:
    """Join the cells of each table of data."""
    for table in page.noted["table"]:
        _join(page, table)


def _join(page: Segments, table: int) -> None:
    nodes, records = page.nodes, page.records
    start, end = nodes[table][3], page.ends[table]
    first = start
    texts: list[tuple[int, Record]] = []
    rows: dict[int, list[str]] = {}
    inner = 0  # texts of tables in its cells
    for index in range(start, end):  # to the first text that shows a table used for layout
        node, text, linked = records[index][:3]
        if linked < 0 or (nodes[node][:2] == (table, "caption") and not texts):
            continue
        first = first if texts else index
        cell, is_inner = _cell_of(page, node, table)
        texts.append((cell, records[index]))
        inner += is_inner
        row = nodes[cell][0]
        is_layout = 2 * inner > len(texts) or nodes[row][1] != "tr"
        if is_layout or nodes[nodes[row][0]][0] not in (table, nodes[table][0]):
            return
        rows.setdefault(row, []).append(text)
    told = [record for _, record in texts]
    if len(rows) < 2 or max(map(len, rows.values())) < 2 or _is_prose(page, told):
        return
    paragraphs = Counter([cell for cell, record in texts if _is_paragraph(page, record)])
    if paragraphs and max(paragraphs.values()) >= _PARAGRAPHS:
        return
    text = "\n".join("\t".join(row) for row in rows.values())
    page.tables[first] = texts
    for index in range(first, end):
        if records[index][2] >= 0:
            records[index] = (*records[index][:2], CELL, *records[index][3:])
    linked, strong = sum(record[2] for record in told), sum(record[3] for record in told)
    records[first] = (table, text, linked, strong, "", (), ())


def _cell_of(page: Segments, node: int, table: int) -> tuple[int, bool]:
    """Find the cell of a table that an element stands in, 0 for none, and whether that is in another table in it."""
    nodes = page.nodes
    cell, is_inner = 0, False
    for _ in range(_DEEPEST):
        if node <= table:
            break
        name = nodes[node][1]
        if name in _CELL_NAMES:
            cell = node
        is_inner = is_inner or name == "table"
        node = nodes[node][0]
    return cell, is_inner


def _is_prose(page: Segments, texts: Sequence[Record]) -> bool:
    """Tell whether the texts of a table are too long for cells, or one is a title."""
    size = sum(len(text) for _, text, *_ in texts)
    return size > _CELL * len(texts) or any(page.nodes[node][1] in _TITLES for node, *_ in texts)


def _is_paragraph(page: Segments, record: Record) -> bool:
    node, text, *_ = record
    is_sentence = page.nodes[node][1] != "li" and ends_sentence(text) and has_words(text, _WORDS)
    return is_sentence or len(text) > _LONG
