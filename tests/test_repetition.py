"""Of what a document prints twice, one copy stays."""

from __future__ import annotations

import pytest

from cleaner import repetition
from cleaner.model import Block, Document

LINE = "The river rose twelve centimetres overnight, officials of both towns said on Friday."
OTHER = "Crews worked until dawn, and more rain is due before the market opens on Sunday."


@pytest.mark.parametrize(
    ("scores", "removed"),
    [((), [1, 3]), ((3.0, 1.6, -0.5, 2.0), [0, 3]), ((0.4, -0.5, 0.0, 0.0), [1, 3])],
    ids=["text: the first", "page: the one in the best place", "page: the first in a good place"],
)
def test_one_copy_stays(scores: tuple[float, ...], removed: list[int]) -> None:
    blocks = [Block(index=index, text=text) for index, text in enumerate([LINE, LINE, OTHER, LINE])]
    document = Document(blocks=tuple(blocks), form="html" if scores else "text", scores=scores)
    assert sorted(found.span.block for found in repetition.find(document)) == removed


def test_a_hidden_copy_is_none() -> None:
    blocks = (Block(index=0, text=LINE, hidden=True), Block(index=1, text=LINE), Block(index=2, text=OTHER))
    assert repetition.find(Document(blocks=blocks, form="html", scores=(0.0, 0.0, 0.0))) == []
