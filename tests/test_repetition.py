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


STEPS = [
    f"Step {number} of the way down to the pier leads past the house of the {number} sisters." for number in range(5)
]


@pytest.mark.parametrize(
    ("texts", "copies"),
    [
        ([*STEPS, "Down", *STEPS], 5),
        (["Down", *STEPS, "Down", *STEPS], 6),
        ([*STEPS[:4], "Down", *STEPS[:4]], 0),
        ([*STEPS, *[f"{OTHER} {number}" for number in range(20)], *STEPS], 0),
    ],
    ids=["twice", "with what is short in it", "a short stretch", "a small part of the document"],
)
def test_a_stretch_goes_whole(texts: list[str], copies: int) -> None:
    blocks = tuple(Block(index=index, text=text) for index, text in enumerate(texts))
    found = repetition.find(Document(blocks=blocks, form="html", scores=(0.0,) * len(blocks)))
    assert [one.span.block for one in found if one.name == "repetition.copy"] == [*range(len(blocks))][
        len(blocks) - copies :
    ]


def test_of_a_stretch_the_copy_in_the_better_place_stays() -> None:
    blocks = tuple(Block(index=index, text=text) for index, text in enumerate([*STEPS, *STEPS]))
    found = repetition.find(Document(blocks=blocks, form="html", scores=(1.8,) * 5 + (0.0,) * 5))
    assert [one.span.block for one in found] == [0, 1, 2, 3, 4]
