"""Which kinds of blocks are kept of each HTML fixture, as a table: ``python tests/structure.py`` writes it anew."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import cleaner
from cleaner.model import Kind

if TYPE_CHECKING:
    from cleaner import Article

FIXTURES = Path(__file__).parents[1] / "fixtures"
TABLE = FIXTURES / "structure.md"
FRONT = """\
# What is kept of each page, by kind of block

Written by `python tests/structure.py`; a test compares it, so that a lost list or heading is seen.

"""


def articles() -> dict[str, Article]:
    """Clean every HTML fixture but the known failures."""
    pages = (path for path in sorted(FIXTURES.rglob("*.html")) if "known-failures" not in path.parts)
    return {
        path.relative_to(FIXTURES).with_suffix("").as_posix(): cleaner.clean_html(path.read_bytes()) for path in pages
    }


def table(cleaned: dict[str, Article]) -> str:
    """Return the table as Markdown, one row a fixture; empty where it has none of a kind."""
    rows = [["fixture", *Kind], ["---", *("---:" for _ in Kind)]]
    for name, article in cleaned.items():
        counts = Counter(block.kind for block in article.blocks)
        rows.append([name, *(str(counts[kind] or "") for kind in Kind)])
    return FRONT + "".join(f"| {' | '.join(row)} |\n" for row in rows)


if __name__ == "__main__":
    TABLE.write_text(table(articles()), encoding="utf-8")
