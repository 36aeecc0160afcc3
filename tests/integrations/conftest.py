"""Tests against the real hosts: one that is not installed skips its tests; CI says that all must be there."""

from __future__ import annotations

import importlib
import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

REQUIRED = os.environ.get("CLEANER_HOSTS") == "required"


@pytest.fixture(scope="session")
def host() -> Callable[[str], ModuleType]:
    """Import a host by its module's name, or skip the test; where hosts are required, fail."""

    def imported(name: str) -> ModuleType:
        return importlib.import_module(name) if REQUIRED else pytest.importorskip(name)

    return imported
