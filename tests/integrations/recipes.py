"""The recipe pages of docs/integrations, and running what stands in them."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "integrations"
STORY = ROOT / "fixtures" / "en" / "media--video-player-and-title-in-the-text.html"  # is article.html to a recipe

_BLOCK = re.compile(r"^(?P<added><!-- added -->\n)?```(?P<language>\w+)\n(?P<text>.*?)^```$", re.M | re.S)
_HOSTS = re.compile(r"<!-- hosts: (.+) -->")
_ROW = re.compile(r"\| \[(?P<host>[^]]+)\]\((?P<page>[\w.-]+)\) \| (?P<tried>[^|]+) \| (?P<lines>\d+) \|")
ENVIRONMENT = {"PYTHONPATH": str(ROOT / "src")}  # of other processes, which do not know pytest's path
QUIET = {"HAYSTACK_TELEMETRY_ENABLED": "False", "HF_HUB_OFFLINE": "1", "CRAWL4AI_NO_CLOUD_NOTICE": "1"}


class Block(NamedTuple):
    language: str
    text: str
    added: bool


class Row(NamedTuple):
    """A host in the table of the pages."""

    host: str
    page: str
    tried: str
    lines: int


def blocks(page: str) -> list[Block]:
    found = _BLOCK.finditer((FOLDER / page).read_text("utf-8"))
    return [Block(match["language"], match["text"], bool(match["added"])) for match in found]


def hosts(page: str) -> list[str]:
    """Names of the modules that a page needs."""
    return _HOSTS.search((FOLDER / page).read_text("utf-8"))[1].split(", ")


def added_lines(page: str) -> int:
    return sum(bool(line.strip()) for block in blocks(page) if block.added for line in block.text.splitlines())


def rows() -> list[Row]:
    text = (FOLDER / "README.md").read_text("utf-8")
    return [Row(row["host"], row["page"], row["tried"], int(row["lines"])) for row in _ROW.finditer(text)]


def run(page: str, folder: Path) -> dict[str, object]:
    """Run a page's Python in a folder that holds article.html, and compare what it prints with what the page says."""
    shutil.copy(STORY, folder / "article.html")
    scope: dict[str, object] = {}
    told = ""
    with contextlib.chdir(folder):
        for block in blocks(page):
            if block.language == "python":
                told = _run_block(block.text, scope, page)
            elif block.language == "text":
                assert told == block.text, f"{page}: prints {told!r}"
    return scope


def _run_block(text: str, scope: dict[str, object], name: str) -> str:
    """Run a block, and give what it printed."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(text, name, "exec"), scope)
    return out.getvalue()
