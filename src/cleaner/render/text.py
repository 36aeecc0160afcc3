"""An article as plain text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.model import Kind
from cleaner.render.flow import FIELDS, rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.model import Block

_LEFT_OUT = FIELDS | {"caption"}  # a caption without its image would be read as a sentence of the body
_EMPTY_CELLS = re.compile(r"^\t+|\t+$", re.MULTILINE)  # at the ends of a row: a line of text has no tabs there
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")


def to_text(blocks: Iterable[Block]) -> str:
    r"""Write the body: blocks separated by a blank line, without the title and captions.

    What stood on consecutive lines in plain text (verse, lists) does so again, list and quote marks included; a table
    has a line for each row and a tab between cells; a blank line inside a block (code has some) is left out, so that
    every blank line separates two blocks.

    Examples
    --------
    >>> from cleaner.model import Block
    >>> to_text([Block(index=0, text="River rises", role="title"), Block(index=1, text="It rained."),
    ...          Block(index=2, text="It stopped.")])
    'It rained.\n\nIt stopped.'
    """
    parts: list[str] = []
    for block in blocks:
        text = (_BLANK_LINES.sub("\n", block.text) if "\n" in block.text else block.text).strip()
        if not text or block.role in _LEFT_OUT:
            continue
        if parts:
            parts.append("\n" if block.tight else "\n\n")
        if block.kind is Kind.LIST_ITEM or (block.kind is Kind.QUOTE and block.mark):
            parts += [block.mark or "-", " "]
        if block.kind is Kind.CODE and block.mark:
            fence = block.mark[: len(block.mark) - len(block.mark.lstrip("`~"))]
            text = f"{block.mark}\n{text}\n{fence}"
        elif block.kind is Kind.TABLE:
            text = _bars(block) if block.mark else _EMPTY_CELLS.sub("", text)
        parts.append(text)
    return "".join(parts)


def _bars(table: Block) -> str:
    """Write a table of Markdown as it was read, one line for each row."""
    lines = [f"| {' | '.join(cell.text.replace('|', chr(92) + '|') for cell in row)} |" for row in rows(table)]
    return "\n".join([lines[0], "|" + " --- |" * len(rows(table)[0]), *lines[1:]])
