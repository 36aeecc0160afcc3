"""What the documentation shows is true: every code block runs, every link leads somewhere.

Shell blocks run in a folder where ``.venv`` is this environment. A block is left out where the line before it says why:
``<!-- … -->`` with "command" (CI runs it) or "install" in it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from cleaner import pack_check

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", ROOT / "SECURITY.md",
    ROOT / "fixtures" / "README.md",
    *(page for page in sorted((ROOT / "docs").rglob("*.md")) if page.parent.name != "rules"),
]  # fmt: skip
TESTED_ELSEWHERE = {"integrations", "engines.md"}  # folders and pages of docs whose blocks need hosts
BLOCK = re.compile(r"(?:^<!-- (?P<told>.*?) -->\n)?^```(?P<kind>[\w{}-]*)\n(?P<code>.*?)^```$", re.M | re.S)
LINK = re.compile(r"(?<!\\)\[[^\]\[]*\]\((?P<target>[^()\s]+)\)")
DRAWN = {"", "text"}
STORY = "River rises\n\nIt rained all night, and the river rose.\n\nJUST IN: Bridge reopens after storm\n"


class Block(NamedTuple):
    kind: str
    code: str
    told: str


def blocks(page: Path) -> list[Block]:
    return [
        Block(found["kind"], found["code"], found["told"] or "") for found in BLOCK.finditer(page.read_text("utf-8"))
    ]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A clone as somebody has it who has set up: the commands, the fixtures, and a few inputs of their own."""
    commands = tmp_path / ".venv" / "bin"
    commands.mkdir(parents=True)
    for name, call in (("article-cleaner", "-m cleaner"), ("python", ""), ("pytest", "-m pytest")):
        path = commands / name
        path.write_text(f'#!/bin/sh\nexec {sys.executable} {call} "$@"\n', encoding="utf-8")
        path.chmod(0o755)
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")
    for name in ("scraped.txt", "page.txt"):
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    (tmp_path / "page.html").write_text("".join(f"<p>{text}</p>" for text in STORY.split("\n\n")), encoding="utf-8")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "river.html").write_text("<p>It rained all night, and the river rose.</p>", encoding="utf-8")
    (tmp_path / "my-fixtures").mkdir()
    (tmp_path / "my-fixtures" / "keep--x.txt").write_text("It rained.\n", encoding="utf-8")
    (tmp_path / "my-fixtures" / "keep--x.expected").write_text("@lang en\n@status reviewed\n\n  It rained.\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{commands}:/usr/bin:/bin")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    return tmp_path


@pytest.mark.parametrize(
    "page", [page for page in PAGES if not {page.parent.name, page.name} & TESTED_ELSEWHERE], ids=name_of
)
def test_every_block_runs(page: Path, folder: Path) -> None:
    names: dict[str, object] = {"__name__": "__main__"}
    for kind, code, told in blocks(page):
        if kind == "python":
            exec(compile(code, name_of(page), "exec"), names)
        elif kind == "sh":
            if "command" not in told and "install" not in told:
                done = subprocess.run(
                    ["bash", "-euo", "pipefail", "-c", code], capture_output=True, text=True, check=False
                )
                assert done.returncode == 0, f"{code}\n{done.stdout}\n{done.stderr}"
        elif kind == "toml":
            tomllib.loads(code)
            (folder / "mine.toml").write_text(code, encoding="utf-8")
            assert pack_check.check([folder / "mine.toml"], mutate=True) == []
        elif kind == "json":
            json.loads(code)
        else:
            assert kind in DRAWN or kind.startswith("{"), f"what is a block of {kind!r}?"


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as Markdown readers make them."""
    headings = re.findall(
        r"^#{1,6} +(.+)$", re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.M | re.S), re.M
    )
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$|^    .*?$|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.M | re.S)
    targets = [found["target"] for found in LINK.finditer(text)]
    targets += re.findall(r"^```\{(?:image|include|figure)\} (\S+)$", page.read_text("utf-8"), re.M)
    for target in targets:
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{name_of(page)}: {target}"
        if anchor and file.suffix == ".md":
            assert anchor in anchors(file), f"{name_of(page)}: {target}"


def test_the_newcomer_s_case_fails_without_the_rule(folder: Path) -> None:
    """The case of the five minutes differs; that it passes with the rule of one's own is their last command."""
    for kind, code, told in blocks(ROOT / "docs" / "start.md"):
        if kind == "sh" and "install" not in told:
            subprocess.run(["bash", "-euo", "pipefail", "-c", code], capture_output=True, check=True)
    run = [".venv/bin/article-cleaner", "cases", "--folder", "my-cases"]
    without = subprocess.run([*run, "run"], capture_output=True, text=True, check=False)
    assert without.returncode == 1
    assert "LEFT IN" in without.stdout


def test_the_readme_has_the_figures_of_the_comparison() -> None:
    shown = re.search(r"<!-- comparison -->\n(.*?)<!-- end -->", (ROOT / "README.md").read_text("utf-8"), re.S)
    assert shown
    assert shown[1] == (ROOT / "docs" / "comparison" / "summary.md").read_text("utf-8")
