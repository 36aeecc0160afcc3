"""Every recipe of docs/engines.md, run against the real engine, gives what one process gives, byte for byte."""

from __future__ import annotations

import contextlib
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
from cleaner.records import parse_record

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
SECONDS = 240
PAGE = (ROOT / "docs" / "engines.md").read_text("utf-8")
RECIPES = re.findall(r"^## ([^\n]+)\n.*?```python\n(.*?)```", PAGE, re.M | re.S)
QUIET = {
    "SPARK_LOCAL_IP": "127.0.0.1",
    "PYSPARK_PYTHON": sys.executable,
    "PYSPARK_SUBMIT_ARGS": (
        "--master local[2] --driver-memory 1g --driver-java-options -XX:TieredStopAtLevel=1"
        " --conf spark.ui.enabled=false --conf spark.sql.files.maxPartitionBytes=100000 pyspark-shell"
    ),
    "RAY_USAGE_STATS_ENABLED": "0",
    "HF_HUB_OFFLINE": "1",
    "HF_DATASETS_DISABLE_PROGRESS_BARS": "1",
}
LOCAL_RAY = (
    "import ray\n"
    "ray.init(num_cpus=2, include_dashboard=False, object_store_memory=200_000_000, _node_ip_address='127.0.0.1')\n"
)


def run(recipe: str, folder: Path, before: str = "") -> None:
    """Run the recipes of an engine as one program, in a folder that holds its pages."""
    script = folder / "recipe.py"
    script.write_text(before + "\n".join(code for name, code in RECIPES if name.endswith(recipe)), encoding="utf-8")
    path = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, **QUIET, "PYTHONPATH": path, "HF_HOME": str(folder / "cache")}
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=folder, env=environment, timeout=SECONDS, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]


def in_process(row: dict[str, Any]) -> dict[str, Any]:
    """What the library makes of a row, without any engine."""
    failed = {"id": row["id"], "url": row["url"], "schema_version": 1}
    try:
        if row["html"] is not None:
            article = cleaner.clean_html(row["html"], url=row["url"])
        elif row["text"] is not None:
            article = cleaner.clean_text(row["text"], url=row["url"])
        else:
            return failed | {"error": "a record needs 'html' or 'text'"}
    except CleanerError as error:
        return failed | {"error": str(error)}
    return {"id": row["id"], **article.to_dict()}


def as_bytes(articles: list[dict[str, Any]]) -> bytes:
    """Sort articles by id and write them down; what a row lacks is null there, as in a table."""
    keys = {"source", "error", *(key for article in articles for key in article)}
    rows = sorted(({key: article.get(key) for key in keys} for article in articles), key=lambda row: row["id"])
    return json.dumps(rows, ensure_ascii=False, sort_keys=True, indent=0).encode()


@pytest.fixture(scope="session")
def expected() -> bytes:
    return as_bytes([in_process(row) for row in generated_pages.rows()])


@pytest.fixture
def parquet(host: Callable[[str], Any], tmp_path: Path) -> Any:
    """The pages as ``pages.parquet``; returns the module that reads what an engine writes."""
    pa, parquet = host("pyarrow"), host("pyarrow.parquet")
    parquet.write_table(pa.Table.from_pylist(generated_pages.rows()), tmp_path / "pages.parquet", row_group_size=250)
    return parquet


@pytest.mark.parametrize(("recipe", "module"), [("datasets", "datasets"), ("DuckDB", "duckdb"), ("Polars", "polars")])
def test_one_machine(
    recipe: str, module: str, host: Callable[[str], Any], parquet: Any, expected: bytes, tmp_path: Path
) -> None:
    host(module)
    run(recipe, tmp_path)
    assert as_bytes(parquet.read_table(tmp_path / "articles.parquet").to_pylist()) == expected


@pytest.mark.parametrize(("recipe", "module", "before"), [("Spark", "pyspark", ""), ("Ray", "ray", LOCAL_RAY)])
def test_many_machines(
    recipe: str, module: str, before: str, host: Callable[[str], Any], parquet: Any, expected: bytes, tmp_path: Path
) -> None:
    host(module)
    run(recipe, tmp_path, before)
    assert as_bytes(parquet.read_table(tmp_path / "articles.parquet").to_pylist()) == expected
    memory = cleaner.SiteMemory()
    for row in generated_pages.rows():
        with contextlib.suppress(CleanerError):
            memory.observe(parse_record(row))
    assert len(memory.hosts) == generated_pages.SITES
    assert (tmp_path / "site.memory").read_bytes() == memory.to_bytes()


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
