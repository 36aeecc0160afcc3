"""A site on this machine that serves the fixtures, and crawls of it with the spider of the recipe."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import recipes

if TYPE_CHECKING:
    from collections.abc import Iterator

FIXTURES = recipes.ROOT / "fixtures"
PAGES = {f"/{path.relative_to(FIXTURES).as_posix()}": path for path in sorted(FIXTURES.rglob("*.html"))}
SECONDS = 120


class Crawl(NamedTuple):
    items: list[dict[str, Any]]
    stats: dict[str, Any]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path, _, query = self.path.partition("?")
        found = PAGES.get(path)
        copies = range(int(query or 1))
        links = "".join(f'<li><a href="{name}?{copy}">{name}</a></li>' for copy in copies for name in PAGES)
        body = found.read_bytes() if found else f"<ul>{links}</ul>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


@contextlib.contextmanager
def serve() -> Iterator[str]:
    """Serve the fixtures' pages below an index of them, and give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def spider() -> str:
    """Give the spider that stands in the recipe."""
    return recipes.blocks("scrapy.md")[-1].text


def crawl(source: str, name: str, folder: Path, *, copies: int = 1, **settings: Any) -> Crawl:
    """Crawl the site, each page so many times, in a process of its own; the settings win over the spider's."""
    (folder / "spider.py").write_text(source, "utf-8")
    with serve() as address:
        order = {"spider": name, "site": f"{address}?{copies}", "settings": settings}
        command = [sys.executable, str(Path(__file__).with_name("crawl.py")), json.dumps(order)]
        done = subprocess.run(
            command,
            cwd=folder,
            check=False,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            env={**os.environ, **recipes.ENVIRONMENT},
        )
    assert done.returncode == 0, done.stderr
    items = json.loads((folder / "items.json").read_text("utf-8"))
    return Crawl(items, json.loads((folder / "stats.json").read_text("utf-8")))
