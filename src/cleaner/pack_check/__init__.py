"""Prove that rule packs do what they say: examples on both sides, keys, linear time, and examples that hold each part."""

from __future__ import annotations

from cleaner.pack_check.check import Problem, check

__all__ = ["Problem", "check"]
