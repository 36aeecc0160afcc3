"""How fast `batch` is with one worker and with several, and how much memory its processes take.

    python tests/benchmark/batch.py [PAGES] [WORKERS] [FOLDER]

The pages are generated, or those of a folder as `compare` reads it, again and again. Seconds by the clock need an idle
machine; the share of the parent's CPU time says by itself how far more workers can help.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent.parent))

from corpus import read

import sites

if TYPE_CHECKING:
    from collections.abc import Iterable

CODE = """
import resource, sys
from cleaner.cli import main
code = main(sys.argv[1:])
for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
    used = resource.getrusage(who)
    print(used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(code)
"""


def measure(path: Path, workers: int) -> tuple[float, list[float], list[int]]:
    """Seconds by the clock; of the parent and of the workers the CPU seconds, and the kilobytes at most."""
    out = path.with_suffix(f".{workers}.jsonl")
    command = [sys.executable, "-c", CODE, "batch", str(path), "-o", str(out), "--workers", str(workers)]
    start = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = [line.split() for line in done.stdout.splitlines()]
    return time.monotonic() - start, [float(row[0]) for row in rows], [int(row[1]) for row in rows]


def some(count: int, folder: str) -> Iterable[tuple[str, str]]:
    """Give addresses and pages."""
    if not folder:
        return ((page.url, page.html) for page in sites.pages(count))
    found = [(page.url, page.html.decode("utf-8", "replace")) for page in read(Path(folder))]
    return islice(cycle(found), count)


def main() -> None:
    told = [*sys.argv[1:], *("2000", "2", "")[len(sys.argv) - 1 :]]
    pages, most, folder_of_pages = int(told[0]), int(told[1]), told[2]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for url, html in some(pages, folder_of_pages):
                file.write(json.dumps({"url": url, "html": html}) + "\n")
        first = None
        for workers in sorted({1, most}):
            seconds, (own, theirs), (memory, worker) = measure(path, workers)
            first = first or seconds
            print(
                f"{workers} workers: {pages / seconds:.0f} pages/s, {first / seconds:.2f} times one worker; "
                f"the parent takes {own / (own + theirs):.1%} of the CPU time and {memory / 1024:.0f} MB, "
                f"a worker {worker / 1024:.0f} MB"
            )


if __name__ == "__main__":
    main()
