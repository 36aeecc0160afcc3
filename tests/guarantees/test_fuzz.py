"""What the fuzzer starts from and what it found; a finding that holds by now is an error until it is made a seed."""

from __future__ import annotations

from pathlib import Path

import fuzz_targets
import pytest

HERE = Path(__file__).parent


def inputs(folder: str) -> list[Path]:
    return sorted(path for path in (HERE / folder).glob("*/*") if path.is_file())


@pytest.mark.parametrize("path", inputs("seeds"), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_seed(path: Path) -> None:
    fuzz_targets.TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.xfail(strict=True, raises=AssertionError)
@pytest.mark.parametrize("path", inputs("findings"), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_finding(path: Path) -> None:
    fuzz_targets.TARGETS[path.parent.name](path.read_bytes())
