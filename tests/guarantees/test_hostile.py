"""Every hostile case of our own, and of the folder that CLEANER_HOSTILE names, keeps what is promised.

CLEANER_LARGE=1 makes our own cases a hundred times as large.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import hostile
import pytest
from harness import Case, Runner, problems, read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterator

# Known failures of a folder's cases, strictly: one that no longer fails must go from here.
KNOWN: dict[str, str] = {}
REPEATS = 200_000 if os.environ.get("CLEANER_LARGE") else 2_000


@pytest.fixture(scope="session")
def runner() -> Iterator[Runner]:
    runner = Runner()
    yield runner
    runner.close()


def failures(runner: Runner, cases: list[Case]) -> list[str]:
    return [f"{case.id} {problem}" for case in cases for problem in problems(case, runner.run(case))]


@pytest.mark.parametrize("family", [family.__name__ for family in hostile.FAMILIES])
def test_family(family: str, runner: Runner, made: list[Case]) -> None:
    found = failures(runner, [case for case in made if case.id.startswith(f"{family}/")])
    assert not found, "\n".join(found)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    return hostile.make(tmp_path_factory.mktemp("hostile"), REPEATS)


@pytest.mark.skipif("CLEANER_HOSTILE" not in os.environ, reason="CLEANER_HOSTILE names no folder with a manifest.json")
def test_folder(runner: Runner) -> None:
    cases = read_manifest(Path(os.environ["CLEANER_HOSTILE"]))
    found = failures(runner, [case for case in cases if case.id not in KNOWN])
    assert not found, "\n".join(found)
    mended = [case.id for case in cases if case.id in KNOWN and not failures(runner, [case])]
    assert not mended, f"no longer fail: {mended}"
