"""Pages a second of a Scrapy crawl with the item pipeline and without it, in turn, in the same run.

    pip install -U 'pip>=25' && pip install -e '.[hosts]'
    python tests/benchmark/crawl.py [--rounds 3] [--copies 12]

Both crawl the fixtures from a server on this machine without a pause, and the best round counts;
loading the rules of 27 languages and the model (once, some two seconds) is in it. A real crawl
waits for the network most of the time, so what counts there is the CPU time that the pipeline adds to a page.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "integrations"))
import site_of_fixtures as site


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--copies", type=int, default=12, help="how often each page is served")
    options = parser.parse_args()
    ways = {"without": {"ITEM_PIPELINES": {}}, "with": {}}
    best: dict[str, tuple[float, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(options.rounds):
            for way, settings in ways.items():
                found = site.crawl(site.spider(), "ArticleSpider", Path(folder), copies=options.copies, **settings)
                spent = found.stats["cpu_seconds"] / len(found.items), found.stats["wall_seconds"] / len(found.items)
                best[way] = min(best.get(way, spent), spent)
    print(f"{len(found.items)} pages")
    for way, (cpu, wall) in best.items():
        print(f"{way:8} {1 / wall:6.0f} pages/s  {cpu * 1000:5.1f} ms of CPU a page")
    print(f"CPU time with the pipeline over without: {best['with'][0] / best['without'][0]:.2f}")


if __name__ == "__main__":
    main()
