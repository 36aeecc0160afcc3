"""Settings that hold for every test."""

from __future__ import annotations

import os

from hypothesis import settings

# The first document pays for compiling the rules; and what CI finds must be found again by whoever looks into it.
settings.register_profile("library", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("library")
