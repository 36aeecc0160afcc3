"""Rule packs: data in TOML that says which words are noise, each rule with a reason and examples on both sides."""

from __future__ import annotations

from cleaner.packs.loading import (
    Asked,
    CategoryNote,
    Pack,
    build,
    categories,
    compiled,
    compiled_path,
    load,
    pack,
    read,
    site_of,
    sources,
    write,
)
from cleaner.packs.rule import Match, Passage, Rule

__all__ = [
    "Asked",
    "CategoryNote",
    "Match",
    "Pack",
    "Passage",
    "Rule",
    "build",
    "categories",
    "compiled",
    "compiled_path",
    "load",
    "pack",
    "read",
    "site_of",
    "sources",
    "write",
]
