"""Fixtures: a document beside its own correction; read, run, compare, add, accept, score."""

from __future__ import annotations

from cleaner.cases.case import Case, accept, add, find, read
from cleaner.cases.compare import Difference, compare
from cleaner.cases.run import Outcome, report, run
from cleaner.cases.score import Score, below_floors, read_floors, score, write_floors

__all__ = [
    "Case",
    "Difference",
    "Outcome",
    "Score",
    "accept",
    "add",
    "below_floors",
    "compare",
    "find",
    "read",
    "read_floors",
    "report",
    "run",
    "score",
    "write_floors",
]
