"""Prove that rule packs do what they say: examples on both sides, keys, linear time, and damage that gets noticed."""

from __future__ import annotations

from cleaner.pack_check.check import Problem, check

__all__ = ["Problem", "check"]
