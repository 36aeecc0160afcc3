"""This library and its peers on the same pages in one run: quality, leak and loss, time and memory.

    python tests/benchmark/compare.py FOLDER … [--noise FOLDER] [--every 1] [--only cleaner,trafilatura] [-o FOLDER]

Prints Markdown tables; with ``-o`` also writes ``table.md``, ``summary.md`` (what the README shows), ``figures.json``,
``quality.svg`` and ``leaks.svg``. A FOLDER is one that ``corpus.py`` reads, our own format or a public benchmark as it
is cloned; ``leaks.py`` says what the noise folder holds. Time is CPU time over that of a bare lxml parse of the same
pages; memory is the most that a process of its own takes for the first pages of the first folder (Linux).
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import platform
import subprocess
import sys
import time
import warnings
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import leaks
import plots
from corpus import Page, read
from peers import installed
from score import Tally, mean, measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

OURS = "article-cleaner"
MEMORY_PAGES = 50
MEASURES = ("pages", "precision", "recall", "shingle F1", "exact", "word F1", "snippet F1", "time", "failed")
MOST_CATEGORIES = 12


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--noise", type=Path, help="folder of labelled lines")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every n-th page")
    parser.add_argument("--only", default="", help="comma-separated functions of peers.py")
    parser.add_argument("--kind", default="article", help="kind of page, or all")
    parser.add_argument("--memory", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("-o", "--output", type=Path, help="folder for the tables, the figures and the plots")
    args = parser.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    if args.memory:
        print(peak(args.folders[0], args.only, args.kind))
        return
    found = figures(args)
    print(table(found), flush=True)
    if args.output:
        write(found, args.output)


def figures(args: argparse.Namespace) -> dict[str, Any]:
    start = time.monotonic()
    extractors = installed(args.only)
    for extract in extractors.values():  # lazy imports and tables are no page's own time
        extract(Page(html=b"<p>It rained."))
    found: dict[str, Any] = {"folders": {}, "noise": {}}
    for folder in args.folders:
        tallies, bare = measure(read(folder, args.kind, args.every), extractors, Tally)
        found["folders"][name_of(folder)] = {name: tally.figures(bare) for name, tally in tallies.items()}
        print(f"{folder.name}: {time.monotonic() - start:.0f} s", file=sys.stderr)
    if args.noise:
        noisy, _ = measure(leaks.pages(args.noise, args.every), extractors, leaks.Leaks)
        found["noise"] = {name: tally.figures() for name, tally in noisy.items()}
    found["memory"] = {name: memory(extract.__name__, args) for name, extract in extractors.items()}
    found["made"] = made(args, time.monotonic() - start)
    return found


def name_of(folder: Path) -> str:
    """Name a corpus by its folder, or by the one above where that says nothing."""
    return folder.resolve().parent.name if folder.name in {"dev", "test", "tests"} else folder.name


def memory(function: str, args: argparse.Namespace) -> float:
    """Megabytes that an extractor takes in a process of its own."""
    command = [sys.executable, __file__, str(args.folders[0]), "--memory", "--only", function, "--kind", args.kind]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def peak(folder: Path, only: str, kind: str) -> float:
    (extract,) = installed(only).values()
    for page in islice(read(folder, kind), MEMORY_PAGES):
        try:
            extract(page)
        except Exception:
            continue
    told = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(told.partition("VmHWM:")[2].split()[0]) / 1024


def made(args: argparse.Namespace, seconds: float) -> dict[str, Any]:
    """Say how the figures came about; where others keep a machine busy, minutes of CPU say what it would take alone."""
    used = os.times()
    options = [f"--noise {args.noise.name}"] if args.noise else []
    options += [f"--every {args.every}"] if args.every > 1 else []
    folders = " ".join(folder.name for folder in args.folders)
    return {
        "command": " ".join(["python tests/benchmark/compare.py", folders, *options]),
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}",
        "minutes": round(seconds / 60, 1),
        "CPU minutes": round(sum(used[:4]) / 60, 1),
    }


def table(found: dict[str, Any]) -> str:
    """Write everything as Markdown."""
    parts = [summary(found), "<!-- corpora -->"]
    for folder, by_name in found["folders"].items():
        rows = ([name, *(_number(key, told.get(key)) for key in MEASURES)] for name, told in by_name.items())
        parts.append(f"### {folder}\n\n" + _markdown(("", *MEASURES), rows))
    if found["noise"]:
        names = list(found["noise"])
        shares = _leak_shares(found)
        rows = ([category, *(f"{of_name[name]:.2f}" for name in names)] for category, of_name in shares.items())
        parts.append("### Leak by category\n\n" + _markdown(("", *names), rows))
    return "\n\n".join(parts) + "\n"


def summary(found: dict[str, Any]) -> str:
    """Write a row for each extractor, and below how the figures came about."""
    head = ["", *(f"{folder} F1" for folder in found["folders"])]
    head += ["leak", "loss"] if found["noise"] else []
    rows = []
    for name in found["memory"]:
        told = [by_name[name] for by_name in found["folders"].values()]
        cells = [f"{_quality(one):.3f}" for one in told]
        if found["noise"]:
            cells += [f"{found['noise'][name]['leak']:.3f}", f"{found['noise'][name]['loss']:.3f}"]
        rows.append([name, *cells, f"{mean(one['time'] for one in told):.1f}", f"{found['memory'][name]:.0f}"])
    how = found["made"]
    told = (
        f"`{how['command']}`, {how['date']}, {how['minutes']} minutes ({how['CPU minutes']} of CPU), {how['machine']}."
    )
    return _markdown((*head, "time / parse", "MB"), rows) + "\n\n" + told


def _quality(told: dict[str, float]) -> float:
    return told.get("shingle F1", told.get("snippet F1", 0.0))


def _number(key: str, value: float | None) -> str:
    if value is None:
        return "–"
    return str(value) if key in {"pages", "failed"} else f"{value:.2f}" if key == "time" else f"{value:.3f}"


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def _leak_shares(found: dict[str, Any]) -> dict[str, dict[str, float]]:
    """Share of the noise of each category, the most frequent ones, that each extractor lets through."""
    first = next(iter(found["noise"].values()))["leak by category"]
    shares = {}
    for category, (_, count) in list(first.items())[:MOST_CATEGORIES]:
        by_name = {name: told["leak by category"][category][0] / count for name, told in found["noise"].items()}
        shares[f"{category} ({count})"] = by_name
    return shares


def write(found: dict[str, Any], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    points = {
        name: (
            mean(by_name[name]["time"] for by_name in found["folders"].values()),
            mean(_quality(by_name[name]) for by_name in found["folders"].values()),
        )
        for name in found["memory"]
    }
    axes = ("Quality against time", "CPU time over that of a bare parse", "mean F1")
    drawn: dict[str, str] = {
        "table.md": table(found),
        "summary.md": summary(found) + "\n",
        "figures.json": json.dumps(found, indent=1, ensure_ascii=False) + "\n",
        "quality.svg": plots.scatter(points, OURS, axes),
    }
    if found["noise"]:
        names = list(found["noise"])
        drawn["leaks.svg"] = plots.shades(_leak_shares(found), names, "Noise let through, by category")
    for name, text in drawn.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
