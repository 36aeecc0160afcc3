"""What an engine costs beside a plain pool of two processes: CPU time and memory for pages of your own.

    PYTHONPATH=tests python tests/benchmark/engines.py FOLDER … [--pages 100] [--only Spark] [--rounds 1]

FOLDER holds ``pages/<id>.html.gz``. Each way reads ``pages.parquet`` (datatrove: WARC) and writes articles with their
trail, as a program of its own, once for the pages and once for three times the same pages: the difference is what a
page costs, the rest is what starting costs. CPU time is that of all processes; memory is the resident set of the
largest Python process, and of the largest other one.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import psutil
import pyarrow as pa
from corpus import read
from pyarrow import parquet

import engine_recipes
from cleaner.arrow import clean_batch
from generated_pages import Page, write_warc

LOOP = """
import json, pyarrow.parquet as parquet, cleaner
with open("articles.jsonl", "w", encoding="utf-8") as out:
    for batch in parquet.ParquetFile("pages.parquet").iter_batches(64):
        for row in batch.to_pylist():
            out.write(cleaner.clean_html(row["html"], url=row["url"]).to_json() + "\\n")
"""
ARROW = """
import pyarrow.parquet as parquet
from cleaner.arrow import SCHEMA, clean_batches
with parquet.ParquetWriter("articles.parquet", SCHEMA) as out:
    for batch in clean_batches(parquet.ParquetFile("pages.parquet").iter_batches(64)):
        out.write_batch(batch)
"""
POOL = """
import multiprocessing, pyarrow.parquet as parquet
from cleaner.arrow import SCHEMA, clean_batch
if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool, parquet.ParquetWriter("articles.parquet", SCHEMA) as out:
        for batch in pool.imap(clean_batch, parquet.ParquetFile("pages.parquet").iter_batches(64)):
            out.write_batch(batch)
"""
BATCH = """
import sys
from cleaner import cli
if __name__ == "__main__":
    sys.exit(cli.main(["batch", "pages.parquet", "-o", "articles.parquet", "--workers", "2"]))
"""
TIMES = 3
ENGINES = ("datatrove", "Spark", "Ray", "Hugging Face datasets", "DuckDB", "Polars")
WAYS = {"loop": LOOP, "loop, Arrow": ARROW, "pool of 2": POOL, "article-cleaner batch": BATCH}
WAYS |= {name: engine_recipes.program(name, learn=False) for name in ENGINES}


class Cost(NamedTuple):
    """CPU seconds of all processes, megabytes of the largest Python process and of the largest other one."""

    cpu: float
    python: float
    other: float


def sizes(pages: list[Page]) -> tuple[int, int, int]:
    """Give the bytes of pages, of pages as WARC files hold them, and of their articles with trail."""
    htmls = [page.html.encode() for page in pages]
    articles = pa.BufferOutputStream()
    parquet.write_table(clean_batch(pa.table({"html": htmls})), articles, compression="zstd")
    return sum(map(len, htmls)), sum(len(gzip.compress(html)) for html in htmls), articles.getvalue().size


def measure(program: str, pages: list[Page]) -> Cost:
    """Run a program in a folder of its own that holds pages, and watch its processes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [{"id": page.id, "url": page.url, "html": page.html.encode(), "text": ""} for page in pages]
        parquet.write_table(pa.Table.from_pylist(rows), folder / "pages.parquet", row_group_size=64)
        (folder / "warc").mkdir()
        for part in range(2):
            write_warc(folder / "warc" / f"{part}.warc.gz", pages[part::2])
        (folder / "recipe.py").write_text(program, encoding="utf-8")
        with (folder / "errors").open("w+b") as errors:
            environment = engine_recipes.environment(folder, partition_bytes=4_000_000)
            running = subprocess.Popen([sys.executable, "recipe.py"], cwd=folder, env=environment, stderr=errors)
            cost = watch(running)
            if running.returncode:
                sys.exit((folder / "errors").read_text("utf-8")[-4000:])
            return cost


def watch(running: subprocess.Popen[bytes]) -> Cost:
    """Add up what a program and its descendants use until it ends."""
    cpu: dict[psutil.Process, float] = {}
    memory: dict[bool, float] = {True: 0.0, False: 0.0}
    root = psutil.Process(running.pid)
    while running.poll() is None:
        with contextlib.suppress(psutil.NoSuchProcess):
            for process in [root, *root.children(recursive=True)]:
                with contextlib.suppress(psutil.NoSuchProcess), process.oneshot():
                    times = process.cpu_times()
                    cpu[process] = times.user + times.system
                    is_python = process.name().startswith(("python", "ray::"))
                    memory[is_python] = max(memory[is_python], process.memory_info().rss / 1e6)
        time.sleep(0.05)
    return Cost(sum(cpu.values()), memory[True], memory[False])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=1, help="the cheapest counts; the ways take turns")
    parser.add_argument("--only", action="append", choices=WAYS)
    args = parser.parse_args()
    found = (page for folder in args.folders for page in read(folder, "all"))
    pages = [
        Page(id=str(i), url=page.url, html=page.html.decode("utf-8", "replace"), text="")
        for i, page in enumerate(islice(found, args.pages))
    ]
    told = (f"{size / len(pages) / 1e3:.0f} kB" for size in sizes(pages))
    print("{} pages of {} on average, {} compressed, {} as articles in Parquet".format(len(pages), *told))
    names = list(dict.fromkeys(["loop", *(args.only or WAYS)]))
    costs: dict[tuple[str, int], list[Cost]] = {}
    for _ in range(args.rounds):
        for name in names:
            for times in (1, TIMES):
                costs.setdefault((name, times), []).append(measure(WAYS[name], pages * times))
    print(f"{'':24} {'ms a page':>10} {'beside loop':>12} {'start, s':>9} {'Python, MB':>11} {'other, MB':>10}")
    loop = 0.0
    for name in names:
        few, many = (min(cost.cpu for cost in costs[name, times]) for times in (1, TIMES))
        each = (many - few) / (TIMES - 1) / len(pages)
        loop = loop or each
        python, other = (max(cost[i] for cost in costs[name, TIMES]) for i in (1, 2))
        start = max(0.0, few - each * len(pages))
        print(f"{name:24} {each * 1e3:10.1f} {each / loop:12.2f} {start:9.1f} {python:11.0f} {other:10.0f}")


if __name__ == "__main__":
    main()
