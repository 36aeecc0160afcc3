"""A folder of pages and what each should give: ``gold.jsonl.gz`` and ``pages/<id>.html.gz``.

A line of the gold has ``id`` and ``url``, and ``text`` (the article), or ``with_`` and ``without`` (snippets that must
and must not appear), or both; ``kind`` ("article" if absent) and ``language`` where they are known.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Page:
    """One page and what it should give."""

    html: bytes
    url: str
    language: str
    text: str
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


def read(folder: Path, kind: str = "article") -> Iterator[Page]:
    """Read the pages of one kind, or of "all", one by one."""
    with gzip.open(folder / "gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        for gold in map(json.loads, lines):
            if kind in {"all", gold.get("kind") or "article"}:
                yield Page(
                    html=gzip.decompress((folder / "pages" / f"{gold['id']}.html.gz").read_bytes()),
                    url=gold.get("url") or "",
                    language=gold.get("language") or "",
                    text=gold.get("text") or "",
                    wanted=tuple(gold.get("with_") or ()),
                    unwanted=tuple(gold.get("without") or ()),
                )
