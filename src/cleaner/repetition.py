"""Evidence from what recurs: a sentence that the document prints twice is printed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.model import Category, Evidence, Kind, Span
from cleaner.text import count_words, ends_sentence

if TYPE_CHECKING:
    from cleaner.model import Document

REPEATED_WORDS = 8
STRENGTH = 2.2
_VERSE = frozenset({Kind.TABLE, Kind.CODE, Kind.LIST_ITEM, Kind.RULE})


def find(document: Document) -> list[Evidence]:
    r"""Find each later copy of a sentence of eight words or more; refrains, lists and table rows are left alone.

    Examples
    --------
    >>> from cleaner.plain import parse
    >>> line = "The river rose twelve centimetres overnight, officials said."
    >>> [found.span.block for found in find(parse(f"{line}\n\nIt rained.\n\n{line}"))]
    [2]
    """
    seen: dict[str, int] = {}
    evidence = []
    for block in document.blocks:
        text = block.text
        if len(text) < 30 or block.tight or block.kind in _VERSE:
            continue
        first = seen.setdefault(text, block.index)
        if first != block.index and count_words(text) >= REPEATED_WORDS and ends_sentence(text):
            span = Span(block=block.index, start=0, end=len(text))
            note = f"printed before, as block {first}"
            evidence.append(
                Evidence(
                    span=span, name="repetition.document", category=Category.REPEATED, strength=STRENGTH, note=note
                )
            )
    return evidence
