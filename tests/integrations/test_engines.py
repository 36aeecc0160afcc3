"""Every recipe of docs/engines.md, run against the real engine, gives what one process gives, byte for byte."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import cleaner
import generated_pages
from cleaner.model import CleanerError

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
SECONDS = 240
RECIPES = dict(
    re.findall(r"^## ([^\n]+)\n.*?```python\n(.*?)```", (ROOT / "docs" / "engines.md").read_text("utf-8"), re.M | re.S)
)
QUIET = {
    "SPARK_LOCAL_IP": "127.0.0.1",
    "PYSPARK_PYTHON": sys.executable,
    "PYSPARK_SUBMIT_ARGS": "--master local[2] --driver-memory 1g --conf spark.ui.enabled=false pyspark-shell",
    "RAY_USAGE_STATS_ENABLED": "0",
    "HF_HUB_OFFLINE": "1",
    "HF_DATASETS_DISABLE_PROGRESS_BARS": "1",
}
BEFORE = {
    "Ray Data": "import ray\n"
    "ray.init(num_cpus=2, include_dashboard=False, object_store_memory=200_000_000, _node_ip_address='127.0.0.1')\n"
}


def run(recipe: str, folder: Path) -> None:
    """Run a recipe as a program of its own, in a folder that holds its pages."""
    script = folder / "recipe.py"
    script.write_text(BEFORE.get(recipe, "") + RECIPES[recipe], encoding="utf-8")
    path = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, **QUIET, "PYTHONPATH": path, "HF_HOME": str(folder / "cache")}
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=folder, env=environment, timeout=SECONDS, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]


def in_process(row: dict[str, Any]) -> dict[str, Any]:
    """What the library makes of a row, without any engine."""
    try:
        if row["html"] is not None:
            article = cleaner.clean_html(row["html"], url=row["url"])
        elif row["text"] is not None:
            article = cleaner.clean_text(row["text"], url=row["url"])
        else:
            return {"id": row["id"], "url": row["url"], "error": "neither html nor text"}
    except CleanerError as error:
        return {"id": row["id"], "url": row["url"], "error": str(error)}
    return {"id": row["id"], "error": None, **article.to_dict()}


def as_bytes(articles: list[dict[str, Any]]) -> bytes:
    """Sort articles by id and write them down; a key that a failed row lacks is null there, as in a table."""
    keys = sorted({key for article in articles for key in article})
    rows = sorted(({key: article.get(key) for key in keys} for article in articles), key=lambda row: row["id"])
    return json.dumps(rows, ensure_ascii=False, sort_keys=True, indent=0).encode()


@pytest.fixture(scope="session")
def expected() -> bytes:
    return as_bytes([in_process(row) for row in generated_pages.rows()])


@pytest.mark.parametrize(
    ("recipe", "module"),
    [
        ("Spark", "pyspark"),
        ("Ray Data", "ray"),
        ("Hugging Face datasets", "datasets"),
        ("DuckDB", "duckdb"),
        ("Polars", "polars"),
    ],
)
def test_recipe(recipe: str, module: str, host: Callable[[str], Any], expected: bytes, tmp_path: Path) -> None:
    pa, parquet = host("pyarrow"), host("pyarrow.parquet")
    host(module)
    parquet.write_table(pa.Table.from_pylist(generated_pages.rows()), tmp_path / "pages.parquet", row_group_size=250)
    run(recipe, tmp_path)
    found = parquet.read_table(tmp_path / "articles.parquet").to_pylist()
    assert as_bytes(found) == expected


def test_datatrove(host: Callable[[str], Any], tmp_path: Path) -> None:
    for module in ("datatrove", "warcio", "cchardet", "magic", "orjson"):
        host(module)
    pages = generated_pages.pages()
    (tmp_path / "warc").mkdir()
    generated_pages.write_warc(tmp_path / "warc" / "a.warc.gz", pages[:500])
    generated_pages.write_warc(tmp_path / "warc" / "b.warc.gz", pages[500:])
    run("datatrove", tmp_path)
    lines = [
        line for path in (tmp_path / "articles").iterdir() for line in gzip.decompress(path.read_bytes()).splitlines()
    ]
    documents = [json.loads(line) for line in lines]
    found = [
        {"id": document["id"], "text": document["text"], **document["metadata"]["article"]} for document in documents
    ]
    expected = [{"id": f"<urn:{page.id}>", **cleaner.clean_html(page.html, url=page.url).to_dict()} for page in pages]
    assert as_bytes(found) == as_bytes(expected)
