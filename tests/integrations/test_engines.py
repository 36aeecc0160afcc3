"""Every recipe of docs/engines.md, run against the real engine, gives what one process gives, byte for byte."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

import cleaner
import engine_recipes
import generated_pages
from cleaner.model import CleanerError
from cleaner.records import parse_record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings("default", "error:::cleaner")  # engines may warn of what they like
SECONDS = 1200  # against hanging; half a minute is usual


def run(recipe: str, folder: Path) -> None:
    """Run the recipes of an engine as one program, in a folder that holds its pages; nothing that it started stays."""
    (folder / "recipe.py").write_text(engine_recipes.program(recipe), encoding="utf-8")
    environment = engine_recipes.environment(folder)
    with (folder / "errors").open("wb") as errors:
        running = subprocess.Popen(
            [sys.executable, "recipe.py"], cwd=folder, env=environment, stderr=errors, start_new_session=True
        )
        try:
            code = running.wait(SECONDS)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
    assert code == 0, (folder / "errors").read_text("utf-8")[-4000:]


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


@pytest.mark.parametrize(
    ("recipe", "module"), [("Hugging Face datasets", "datasets"), ("DuckDB", "duckdb"), ("Polars", "polars")]
)
def test_one_machine(
    recipe: str, module: str, host: Callable[[str], Any], parquet: Any, expected: bytes, tmp_path: Path
) -> None:
    host(module)
    run(recipe, tmp_path)
    assert as_bytes(parquet.read_table(tmp_path / "articles.parquet").to_pylist()) == expected


@pytest.mark.parametrize(("recipe", "module"), [("Spark", "pyspark"), ("Ray", "ray")])
def test_many_machines(
    recipe: str, module: str, host: Callable[[str], Any], parquet: Any, expected: bytes, tmp_path: Path
) -> None:
    host(module)
    run(recipe, tmp_path)
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


def test_datatrove_keeps_what_fails_and_counts(host: Callable[[str], Any]) -> None:
    data = host("datatrove.data")
    host("datatrove")
    from cleaner.integrations.datatrove import CleanArticles

    page = generated_pages.pages(1)[0]
    good = data.Document(text=page.text, id="good", metadata={"url": page.url, "date": "2026-03-01"})
    bad = data.Document(text=page.text, id="bad", metadata={"url": 7})
    step = CleanArticles("text")
    assert [document.id for document in step.run([good, bad])] == ["good", "bad"]
    told = cleaner.clean_text(page.text, url=page.url).to_dict()
    assert good.text == told.pop("text")
    assert good.metadata == {"url": page.url, "date": "2026-03-01", "article": told}
    assert bad.text == ""
    assert "url" in bad.metadata["article"]["error"]
    counts = {name: step.stats[name].total for name in step.stats.to_dict()["stats"] if name != "doc_len"}
    categories = [removal["category"] for removal in told["removed"]]
    assert counts == {"cleaned": 1, "failed": 1} | {f"removed/{name}": categories.count(name) for name in categories}
