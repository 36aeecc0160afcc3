"""Gradient-boosted trees as data, compiled to Python when first needed.

Interpreting the trees node by node costs eight times as much a row as running them as code.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from math import floor, inf
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

# A leaf is a number; any other node is [column, threshold, node where the value is at most the threshold, other node].
Tree = Any

_STAGES = (8, 20, 40)  # trees after which a clear case may be settled


@cache
def model(file: str, profile: str, shares: frozenset[str], clear: float = inf) -> Callable[[Sequence[float]], float]:
    """Compile a profile of shipped weights: a row of features gives the log-odds of noise.

    Parameters
    ----------
    file : str
        Path of the weights in this package.
    profile : str
    shares : frozenset of str
        Names of the features that hold no whole numbers.
    clear : float, default=inf
        Log-odds from which on a case is settled by the first trees; the sum is not told to its end then.

    Examples
    --------
    >>> from cleaner.boilerplate import NAMES, SHARES
    >>> isinstance(model("boilerplate.json", "text", SHARES)([0.0] * len(NAMES)), float)
    True
    """
    weights = json.loads(resources.files(__package__).joinpath(file).read_text("utf-8"))
    names = weights["features"]
    whole = {column for column, name in enumerate(names) if name not in shares}
    return compile_trees(weights["profiles"][profile], weights["base"][profile], len(names), whole, clear)


def compile_trees(
    trees: Sequence[Tree], base: float, columns: int, whole: Collection[int] = (), clear: float = inf
) -> Callable[[Sequence[float]], float]:
    """Compile trees to one function that adds them up, or stops early where the sum is `clear`.

    Columns that are `whole` are compared with whole numbers: two numbers of one kind compare twice as fast.

    Examples
    --------
    >>> compile_trees([[0, 1.5, -1.0, 1.0], [1, 0.0, 0.25, [0, 3.0, 0.5, 2.0]]], 0.5, 2)((2.0, 1.0))
    2.0
    """
    lines = ["def score(row):", f" s = {base!r}", f" {', '.join(f'c{column}' for column in range(columns))}, = row"]
    for number, tree in enumerate(trees):
        if number in _STAGES and clear < inf:
            lines.append(f" if s > {clear} or s < -{clear}: return s")
        lines.append(f" s += {_expression(tree, whole)}")
    lines.append(" return s")
    scope: dict[str, Any] = {}
    exec(compile("\n".join(lines), "<trees>", "exec"), scope)  # noqa: S102 - numbers of our own file, nothing else
    function: Callable[[Sequence[float]], float] = scope["score"]
    return function


def _expression(tree: Tree, whole: Collection[int]) -> str:
    if not isinstance(tree, list):
        return repr(float(tree))
    column, threshold, low, high = tree
    most = floor(threshold) if column in whole else float(threshold)
    return f"({_expression(low, whole)} if c{int(column)} <= {most!r} else {_expression(high, whole)})"
