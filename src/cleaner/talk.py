"""Whether a text is an interview or a dialogue, in which lines are somebody's words."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner import shape
from cleaner.text import asks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.model import Block

SPEECH_DASHES = "–—"
SPOKEN_LINES = 3  # of questions, or behind dashes: the text is an interview or a dialogue


class Talk:
    """What tells that a text is an interview or a dialogue, worked out once, where something asks.

    Examples
    --------
    >>> from cleaner.model import Block
    >>> said = ("The crew spoke up.", "– We rowed all night.", "– We saw no light.", "– We sang.")
    >>> Talk([Block(text=text, index=index) for index, text in enumerate(said)]).dashes
    frozenset({'–'})
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks

    @cached_property
    def dashes(self) -> frozenset[str]:
        """The dashes behind which somebody speaks, on several lines."""
        times = Counter([block.text[:1] for block in self._blocks])
        return frozenset(dash for dash in SPEECH_DASHES if times[dash] >= SPOKEN_LINES)

    @cached_property
    def asks(self) -> bool:
        """Whether the text goes by questions, each above an answer; the title is none of them."""
        pairs = pairwise(self._blocks[1:])
        asked = (below for here, below in pairs if asks(here.text) and not shape.states(here.text))
        return sum(shape.is_prose(below.text) for below in asked) >= SPOKEN_LINES

    def answers(self, block: Block) -> bool:
        """Tell whether a block is somebody's answer, in which a sentence is part of what is said, but for the last."""
        return block.index > 0 and asks(self._blocks[block.index - 1].text) and self.asks
