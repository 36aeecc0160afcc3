"""Write the pages of the rules from the packs, each time the documentation is built."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner import packs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.packs import Rule

FOLDER = Path(__file__).parent / "rules"


def write() -> None:
    FOLDER.mkdir(exist_ok=True)
    pages = {_name(path): packs.read(path).rules for path in packs.sources()}
    for name, rules in pages.items():
        body = "\n\n".join(map(_section, rules))
        (FOLDER / f"{name}.md").write_text(f"# {name}\n\n{len(rules)} rules.\n\n{body}\n", "utf-8")
    notes = "\n".join(f"| `{name}` | {note.meaning} | {note.action} |" for name, note in packs.categories().items())
    listed = "\n".join(pages)
    (FOLDER / "index.md").write_text(
        f"# Rules and categories\n\n| category | what it is | unless told otherwise |\n|---|---|---|\n{notes}\n\n"
        f"A page for each pack, written from the pack itself:\n\n```{{toctree}}\n{listed}\n```\n",
        "utf-8",
    )


def _name(path: Path) -> str:
    return path.stem if path.parent.name == "packs" else f"{path.parent.name}-{path.stem}"


def _section(rule: Rule) -> str:
    facts = [f"`{rule.category}`", f"strength {rule.strength:g}", f"target `{rule.target}`"]
    facts += [f"at the {rule.where}"] if rule.where else []
    facts += (
        [f"{rule.words[0]} to {rule.words[1]} words" if rule.words[1] < 1000 else f"from {rule.words[0]} words"]
        if rule.words
        else []
    )
    facts += [f"looks like a {look}" for look in rule.looks]
    finds = f"Finds {_code(rule.form)} with {_codes(rule.phrases)}" if rule.form else f"Finds {_code(rule.pattern)}"
    goes = "\n".join(f"- {_code(text)}" for text in rule.must_match)
    stays = "\n".join(f"- {_code(text)}" for text in rule.must_keep)
    return f"## {rule.id}\n\n{rule.why} ({', '.join(facts)})\n\n{finds}.\n\nGoes:\n\n{goes}\n\nStays:\n\n{stays}"


def _codes(texts: Iterable[str]) -> str:
    return ", ".join(map(_code, texts))


def _code(text: str) -> str:
    """Write a text as code, in more backticks than it holds in a row."""
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence} {' '.join(text.split())} {fence}"
