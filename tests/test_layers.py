"""The import rule of docs/architecture.md: only from the layers above, third parties where named."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "cleaner"
LAYERS = {
    "model": (0, set()),
    "files": (1, set()),
    "encoding": (1, {"regex"}),
    "text": (0, {"regex"}),
    "language": (0, {"regex"}),
    "address": (1, set()),
    "dates": (1, set()),
    "bylines": (1, {"regex"}),
    "corrections": (1, {"regex"}),
    "binary": (2, {"regex"}),
    "packs": (2, {"regex"}),
    "html": (2, {"lxml", "regex"}),
    "marks": (2, {"regex"}),
    "front_matter": (1, {"regex"}),
    "wrapping": (3, set()),
    "plain": (4, {"regex"}),
    "shape": (3, {"regex"}),
    "headlines": (4, {"regex"}),
    "furniture": (5, {"regex"}),
    "boilerplate": (5, set()),
    "trees": (0, set()),
    "wording": (4, {"regex"}),
    "layout": (6, {"regex"}),
    "memory": (4, {"regex"}),
    "repetition": (5, {"regex"}),
    "talk": (4, set()),
    "threads": (5, {"regex"}),
    "rules": (5, set()),
    "places": (6, set()),
    "decide": (5, set()),
    "render": (6, set()),
    "stamps": (4, {"regex"}),
    "roles": (5, {"regex"}),
    "structure": (7, set()),
    "pipeline": (8, set()),
    "records": (9, set()),
    "cases": (9, {"regex"}),
    "pack_check": (9, {"regex"}),
    "report": (9, set()),
    "arrow": (10, {"pyarrow"}),
    "integrations": (
        11,
        {
            "crawl4ai",
            "datatrove",
            "haystack",
            "itemadapter",
            "langchain_core",
            "llama_index",
            "pyarrow",
            "pytest",
            "web_poet",
        },
    ),
    "batch": (11, set()),
    "cli": (12, set()),
    "__main__": (13, set()),
    "__init__": (9, set()),
}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Names of the modules that a file imports when it runs; imports for type checkers alone do not count."""
    tree = ast.parse(path.read_text("utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found = set()
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= (
                {f"{node.module}.{alias.name}" for alias in node.names} if node.module == "cleaner" else {node.module}
            )
    return found


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_only_from_layers_above(path: Path) -> None:
    layer, allowed = LAYERS[room(path)]
    for name in imports(path):
        top, _, rest = name.partition(".")
        if top == "cleaner":
            other = rest.partition(".")[0]
            if other not in LAYERS or other == "__version__":
                other = "__init__"  # a public name of the package
            assert other == room(path) or LAYERS[other][0] < layer, f"{path.name} imports {name}"
        else:
            assert top in sys.stdlib_module_names or top in allowed, f"{path.name} imports {top}"
