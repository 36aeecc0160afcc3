"""The content model: gradient-boosted trees as data, compiled to Python when first needed.

Interpreting the trees node by node costs eight times as much a block as running them as code.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from math import floor
from typing import TYPE_CHECKING, Any

from cleaner.html.features import SHARES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

# A leaf is a number; any other node is [column, threshold, node where the value is at most the threshold, other node].
Tree = Any

_STAGES = (8, 20, 40)  # trees after which a clear case is settled
_CLEAR = 2.5  # log-odds


@cache
def model(profile: str) -> Callable[[Sequence[float]], float]:
    """Compile a profile of the shipped weights: a row of features gives the log-odds that a block is noise.

    Examples
    --------
    >>> from cleaner.html.features import NAMES
    >>> isinstance(model("general")([0.0] * len(NAMES)), float)
    True
    """
    weights = json.loads(resources.files(__package__).joinpath("weights.json").read_text("utf-8"))
    names = weights["features"]
    whole = {column for column, name in enumerate(names) if name not in SHARES}
    return compile_trees(weights["profiles"][profile], weights["base"][profile], len(names), whole)


def compile_trees(
    trees: Sequence[Tree], base: float, columns: int, whole: Collection[int] = ()
) -> Callable[[Sequence[float]], float]:
    """Compile trees to one function that adds them up.

    Columns that are `whole` are compared with whole numbers: two numbers of one kind compare twice as fast.

    Examples
    --------
    >>> compile_trees([[0, 1.5, -1.0, 1.0], [1, 0.0, 0.25, [0, 3.0, 0.5, 2.0]]], 0.5, 2)((2.0, 1.0))
    2.0
    """
    lines = ["def score(row):", f" s = {base!r}", f" {', '.join(f'c{column}' for column in range(columns))}, = row"]
    for number, tree in enumerate(trees):
        if number in _STAGES:
            lines.append(f" if s > {_CLEAR} or s < -{_CLEAR}: return s")
        lines.append(f" s += {_expression(tree, whole)}")
    lines.append(" return s")
    scope: dict[str, Any] = {}
    exec(compile("\n".join(lines), "<content model>", "exec"), scope)  # noqa: S102 - numbers of our own file, nothing else
    function: Callable[[Sequence[float]], float] = scope["score"]
    return function


def _expression(tree: Tree, whole: Collection[int]) -> str:
    if not isinstance(tree, list):
        return repr(float(tree))
    column, threshold, low, high = tree
    most = floor(threshold) if column in whole else float(threshold)
    return f"({_expression(low, whole)} if c{int(column)} <= {most!r} else {_expression(high, whole)})"
