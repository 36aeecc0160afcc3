"""Rule packs: data in TOML that says which words are noise, each rule with a reason and examples on both sides."""

from __future__ import annotations

from cleaner.packs.index import Asked, Index, Probe
from cleaner.packs.loading import (
    CategoryNote,
    Pack,
    build,
    categories,
    compiled,
    compiled_path,
    everywhere,
    ids,
    known_languages,
    load,
    pack,
    read,
    site_of,
    sources,
    write,
)
from cleaner.packs.rule import Key, Match, Passage, Rule

__all__ = [
    "Asked",
    "CategoryNote",
    "Index",
    "Key",
    "Match",
    "Pack",
    "Passage",
    "Probe",
    "Rule",
    "build",
    "categories",
    "compiled",
    "compiled_path",
    "everywhere",
    "ids",
    "known_languages",
    "load",
    "pack",
    "read",
    "site_of",
    "sources",
    "write",
]
