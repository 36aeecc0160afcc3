"""Folders of pages and what each should give.

Our own format is ``gold.jsonl.gz`` and ``pages/<id>.html.gz``. A line of the gold has ``id`` and ``url``, and ``text``
(the article), or ``with_`` and ``without`` (snippets that must and must not appear), or both; ``kind`` ("article" if
absent) and ``language`` where they are known. Three public benchmarks are read as they are cloned:

- scrapinghub/article-extraction-benchmark: ``ground-truth.json``, ``html/<id>.html.gz``;
- Murrough-Foley/web-content-extraction-benchmark, its folder ``dev`` or ``test``: ``ground-truth/``, ``html/``;
- adbar/trafilatura, its folder ``tests``: ``evaldata.json``, ``cache/``, ``eval/``.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Page:
    """One page and what it should give."""

    html: bytes
    url: str = ""
    language: str = ""
    text: str = ""
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()


def read(folder: Path, kind: str = "article", every: int = 1) -> Iterator[Page]:
    """Read every n-th page of one kind, or of "all", one by one."""
    for sign, pages in _FORMATS.items():
        if (folder / sign).exists():
            chosen = (entry for entry in pages(folder) if kind in {"all", entry[1].get("kind") or "article"})
            for number, (path, gold) in enumerate(chosen):
                if number % every == 0 and path.is_file():
                    yield _page(path, gold)
            return
    raise SystemExit(f"{folder}: holds none of {', '.join(_FORMATS)}")


def _page(path: Path, gold: dict[str, Any]) -> Page:
    data = path.read_bytes()
    return Page(
        html=gzip.decompress(data) if path.suffix == ".gz" else data,
        url=gold.get("url") or "",
        language=gold.get("language") or "",
        text=gold.get("text") or "",
        wanted=tuple(gold.get("with_") or gold.get("with") or ()),
        unwanted=tuple(gold.get("without") or ()),
    )


def _own(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    with gzip.open(folder / "gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        for gold in map(json.loads, lines):
            yield folder / "pages" / f"{gold['id']}.html.gz", gold


def _one_file(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for name, gold in sorted(json.loads((folder / "ground-truth.json").read_text("utf-8")).items()):
        yield folder / "html" / f"{name}.html.gz", {**gold, "text": gold["articleBody"]}


def _file_each(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted((folder / "ground-truth").glob("*.json")):
        told = json.loads(path.read_text("utf-8"))
        kind = told.get("_internal", {}).get("page_type", {}).get("primary", "")
        truth = told["ground_truth"]
        gold = {**truth, "url": told.get("url"), "kind": kind, "text": truth["main_content"]}
        yield folder / "html" / f"{path.stem}.html.gz", gold


def _snippets(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for url, gold in json.loads((folder / "evaldata.json").read_text("utf-8")).items():
        cached = folder / "cache" / gold["file"]
        yield cached if cached.is_file() else folder / "eval" / gold["file"], {**gold, "url": url}


_FORMATS = {
    "gold.jsonl.gz": _own, "ground-truth.json": _one_file, "ground-truth": _file_each, "evaldata.json": _snippets,
}  # fmt: skip
