"""Count what a set of cases catches and loses, and pin it: floors only rise."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleaner.cases.compare import Fault
from cleaner.model import CaseError, Category

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from cleaner.cases.run import Outcome

_HEAD = """# Share of the expected removals that the cases of this folder see caught, by category; raised by
# `article-cleaner cases score --raise`, never lowered.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What cases expect and what they get.

    Attributes
    ----------
    expected, caught : mapping of Category to int
        Removals that the expectations name, and those of them that went as a whole.
    kept, lost : int
        Lines that the expectations keep, and those of them that lost a word; what known failures lose is known.
    """

    expected: Mapping[Category, int]
    caught: Mapping[Category, int]
    kept: int
    lost: int

    def share(self, category: Category) -> float:
        """Share of a category's expected removals that were caught, 0 to 1; 1 when none is expected."""
        expected = self.expected.get(category, 0)
        return self.caught.get(category, 0) / expected if expected else 1.0


def score(outcomes: Iterable[Outcome]) -> Score:
    """Count over all cases but the proposed ones."""
    expected: Counter[Category] = Counter()
    missed: Counter[Category] = Counter()
    kept = lost = 0
    for outcome in outcomes:
        if outcome.case.status != "reviewed":
            continue
        for line in outcome.case.lines:
            expected.update(part.category for part in line.parts if part.category and part.verdict == "removed")
            kept += any(part.verdict != "removed" for part in line.parts)
        faults = {(difference.fault, difference.line, difference.expected) for difference in outcome.differences}
        missed.update(Category(name) for fault, _, name in faults if fault is Fault.LEFT_IN and name in set(Category))
        if not outcome.case.known_failure:
            lost += len({line for fault, line, _ in faults if fault is Fault.CUT})
    caught = {category: max(count - missed[category], 0) for category, count in expected.items()}
    return Score(expected=dict(expected), caught=caught, kept=kept, lost=lost)


def read_floors(path: Path) -> dict[Category, float]:
    """Read pinned floors; a missing file pins nothing.

    Raises
    ------
    CaseError
        The file is not TOML or names an unknown category.
    """
    if not path.exists():
        return {}
    try:
        pinned = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        return {Category(name): float(share) for name, share in pinned["caught"].items()}
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        message = f"{path}: {error}"
        raise CaseError(message) from None


def write_floors(path: Path, reached: Score) -> None:
    """Raise the floors to what was reached; a floor that stands higher stays."""
    floors = read_floors(path)
    for category in reached.expected:
        # rounded down, so that a floor is never above what it was taken from
        floors[category] = max(floors.get(category, 0.0), int(reached.share(category) * 1000) / 1000)
    rows = [f"{category} = {floors[category]}" for category in Category if category in floors]
    path.write_text(_HEAD + "\n[caught]\n" + "\n".join(rows) + "\n", encoding="utf-8")


def below_floors(reached: Score, floors: Mapping[Category, float]) -> list[str]:
    """Say which categories fell below their floor."""
    return [
        f"{category}: {reached.share(category):.3f} is below its floor of {floor:.3f}"
        for category, floor in floors.items()
        if reached.share(category) < floor
    ]
