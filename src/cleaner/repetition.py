"""Evidence from what recurs: what the document prints twice is kept once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.layout import is_label_and_value, is_prose
from cleaner.model import Category, Evidence, Kind, Span
from cleaner.text import count_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.model import Block, Document

SENTENCE_WORDS = 10
ROW_LINES = 2  # one short line may well stand twice: a speaker's name, a label
STRENGTH = {
    "sentence": 2.2,
    "row": 2.2,
}
_LISTS = frozenset({Kind.TABLE, Kind.CODE, Kind.LIST_ITEM, Kind.RULE, Kind.HEADING})


def find(document: Document) -> list[Evidence]:
    """Find each later copy of a sentence of ten words or more, and of a row of short lines set between paragraphs.

    Verse, lists and tables repeat by their nature: lines that follow each other closely, and documents that are not
    mostly paragraphs, are left alone.

    Examples
    --------
    >>> from cleaner.plain import parse
    >>> line = "The river rose twelve centimetres overnight, officials of both towns said."
    >>> [found.span.block for found in find(parse(f"{line}\n\nIt rained.\n\n{line}"))]
    [2]
    """
    blocks = [block for block in document.blocks if block.text]
    prose = [is_prose(block.text) for block in blocks]
    evidence = list(_sentences(block for block, is_one in zip(blocks, prose, strict=True) if is_one))
    if sum(prose) >= 3 and document.form == "text":
        evidence += _rows(blocks, prose)
    return evidence


def _sentences(blocks: Iterator[Block]) -> Iterator[Evidence]:
    first: dict[str, int] = {}
    for block in blocks:
        if block.tight or block.kind in _LISTS or is_label_and_value(block.text) or block.text.endswith("?"):
            continue
        seen = first.setdefault(block.text, block.index)
        if seen != block.index and count_words(block.text) >= SENTENCE_WORDS:
            yield _evidence(block, "sentence", f"printed before, as block {seen}")


def _rows(blocks: Sequence[Block], prose: Sequence[bool]) -> Iterator[Evidence]:
    """Find the short lines between two paragraphs that stood, all of them and no others, between two before."""
    seen: set[tuple[str, ...]] = set()
    row: list[Block] = []
    for block, is_one in zip(blocks, prose, strict=True):
        if not is_one:
            row.append(block)
            continue
        texts = tuple(block.text for block in row)
        if texts in seen and not any(map(_repeats_by_nature, row)):
            yield from (_evidence(block, "row", "short lines that were printed before") for block in row)
        elif len(row) >= ROW_LINES:
            seen.add(texts)
        row = []


def _repeats_by_nature(block: Block) -> bool:
    """Tell whether a block is a line of verse, a list or a plan: figures mark the meals of a week, scores and prices."""
    return block.tight or block.kind in _LISTS or any(map(str.isdigit, block.text)) or is_label_and_value(block.text)


def _evidence(block: Block, name: str, note: str) -> Evidence:
    return Evidence(
        span=Span(block=block.index, start=0, end=len(block.text)),
        name=f"repetition.{name}",
        category=Category.REPEATED,
        strength=STRENGTH[name],
        note=note,
    )
