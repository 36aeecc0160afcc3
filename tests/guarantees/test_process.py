"""What one process owes: the same answer under any hash seed and in any thread, and no file, socket or process."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import hostile
from harness import SOURCE, Runner
from test_properties import NOISE, PROSE, SHAPES

import cleaner
from generated_pages import pages

if TYPE_CHECKING:
    import pytest

TEXTS = [
    "\n\n".join([SHAPES[i % len(SHAPES)], PROSE[i % len(PROSE)], NOISE[i % len(NOISE)], PROSE[(i + 1) % len(PROSE)]])
    for i in range(200)
]
WATCHED = """
import json, sys
import cleaner
from pathlib import Path
home = str(Path(cleaner.__file__).parent)
allowed = (home, *(str(Path(path)) for path in sys.path if path))  # its own packs and weights; modules imported late
seen = []
def watch(event, args):
    if event == "open" and not str(args[0]).startswith(allowed):
        seen.append(f"open {args[0]}")
    elif event.split(".")[0] in {"socket", "subprocess", "shutil", "tempfile", "ftplib", "http", "urllib"} or event in {
        "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.remove", "os.rename", "os.mkdir"
    }:
        seen.append(event)
sys.addaudithook(watch)
for source in json.load(sys.stdin):
    article = cleaner.clean_text(source)
    article.to_json(), article.to_markdown(), article.to_html(), article.explain()
    if hasattr(cleaner, "clean_html"):
        cleaner.clean_html(article.to_html())
print(json.dumps(seen))
"""


def test_the_same_answer_under_any_hash_seed_and_locale(tmp_path_factory: pytest.TempPathFactory) -> None:
    cases = hostile.make(tmp_path_factory.mktemp("seeds"), 50)[::7]
    runners = [Runner(PYTHONHASHSEED="1", LC_ALL="C"), Runner(PYTHONHASHSEED="2", LC_ALL="tr_TR.UTF-8")]
    measured = {"seconds", "megabytes"}
    for case in cases:
        first, second = (
            {key: value for key, value in runner.run(case).items() if key not in measured} for runner in runners
        )
        assert first == second, case.id
    for runner in runners:
        runner.close()


def test_eight_threads_give_what_one_gives() -> None:
    wash = cleaner.Cleaner()
    alone = [cleaner.Cleaner().clean_text(text).to_json() for text in TEXTS]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: wash.clean_text(text).to_json(), TEXTS * 8))
    assert together == alone * 8


def test_eight_threads_give_of_pages_what_one_gives() -> None:
    wash = cleaner.Cleaner()
    found = pages(200)
    alone = [cleaner.Cleaner().clean_html(page.html, url=page.url).to_json() for page in found]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda page: wash.clean_html(page.html, url=page.url).to_json(), found * 2))
    assert together == alone * 2


def test_nothing_is_kept_of_what_was_cleaned() -> None:
    """Memory after 400 pages is what it was after 200; the caches that are meant to fill are bounded."""
    wash = cleaner.Cleaner()
    sizes = []
    tracemalloc.start()
    for some in (pages(200), pages(400)[200:]):
        for page in some:
            wash.clean_html(page.html, url=page.url).to_html()
        gc.collect()
        sizes.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert sizes[1] - sizes[0] < 400_000, sizes


def test_no_file_no_socket_no_process() -> None:
    watched = subprocess.run(
        [sys.executable, "-c", WATCHED],
        input=json.dumps(TEXTS[:20]), capture_output=True, text=True, check=True, env={**os.environ,
        "PYTHONPATH": str(SOURCE)},
    )  # fmt: skip
    assert json.loads(watched.stdout) == []
