"""One crawl, as a process of its own: spider.py of this folder, its items to items.json and its stats to stats.json."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings


def main() -> None:
    order = json.loads(sys.argv[1])
    scope = {"__name__": "spider"}
    exec(compile(Path("spider.py").read_text("utf-8"), "spider.py", "exec"), scope)
    settings = Settings({"FEEDS": {"items.json": {"format": "json", "overwrite": True}}, "LOG_LEVEL": "WARNING"})
    settings.setdict(order["settings"], priority="cmdline")
    process = CrawlerProcess(settings)
    crawler = process.create_crawler(scope[order["spider"]])
    process.crawl(crawler, site=order["site"])
    begun, cpu = time.perf_counter(), time.process_time()
    process.start()
    spent = {"wall_seconds": time.perf_counter() - begun, "cpu_seconds": time.process_time() - cpu}
    Path("stats.json").write_text(json.dumps({**crawler.stats.get_stats(), **spent}, default=str), "utf-8")


if __name__ == "__main__":
    main()
