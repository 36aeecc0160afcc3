"""A thousand cheap pages of ten invented sites, the same on every run, and the forms in which engines read them."""

from __future__ import annotations

import gzip
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

SITES = 10
WHO = (
    "The harbour board",
    "A warden",
    "Her neighbour",
    "The ferry company",
    "One of the millers",
    "The youngest diver",
)
DID = ("said", "denied", "had hoped", "told the meeting", "wrote in a letter", "could not believe")
WHAT = (
    "that the weir would hold until spring", "that the tower clock had been right all along",
    "that forty boats were tied up behind the wall", "that nobody had counted the swans",
    "that the old line to the coast would open again", "that the bakery had kept its ovens lit",
)  # fmt: skip
WHEN = (
    "before dawn",
    "while the rain fell",
    "after three dry summers",
    "on the last day of the fair",
    "that same night",
)
NOISE = (
    "Advertisement",
    "READ MORE: Ferry timetable cut for winter",
    "Sign up for our newsletter",
    "Share this article",
    "JUST IN: Bridge reopens after storm",
)
BOXES = (
    "Morning crossings run from pier four this week",
    "The tide table hangs in every pharmacy",
    "Wardens wear green caps from now on",
)


@dataclass(frozen=True)
class Page:
    """One page, as its site sends it and as a scraper would have it in plain text."""

    id: str
    url: str
    html: str
    text: str


def pages(count: int = 1000) -> list[Page]:
    return [_page(i) for i in range(count)]


def _page(i: int) -> Page:
    chance = random.Random(i)
    site = i % SITES
    title = f"{chance.choice(WHO)} and the river, part {i}"
    story = [" ".join(_sentence(chance) for _ in range(chance.randint(3, 5))) for _ in range(chance.randint(3, 6))]
    middle = len(story) // 2
    lines = [
        *story[:middle],
        chance.choice(NOISE),
        *story[middle:],
        BOXES[i // SITES % len(BOXES)],
        NOISE[site % len(NOISE)],
    ]
    return Page(
        id=f"page-{i:04}",
        url=f"https://site{site}.test/story/{i}",
        html=(
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>'
            f'<nav><a href="/">Home</a> <a href="/weather">Weather</a></nav><article><h1>{title}</h1>'
            f"{''.join(f'<p>{line}</p>' for line in lines)}</article><footer>© Site {site}</footer></body></html>"
        ),
        text="\n\n".join([title, *lines]),
    )


def _sentence(chance: random.Random) -> str:
    return f"{' '.join(chance.choice(part) for part in (WHO, DID, WHAT, WHEN))}, “naïve” as it was."


def rows(count: int = 1000) -> list[dict[str, Any]]:
    """Give pages as the rows of a table: most are bytes of HTML, some are plain text, a few cannot be cleaned."""
    return [_row(i, page) for i, page in enumerate(pages(count))]


def _row(i: int, page: Page) -> dict[str, Any]:
    row: dict[str, Any] = {"id": page.id, "url": page.url, "html": page.html.encode(), "text": None}
    if i % 100 == 7:
        return row | {"html": b"%PDF-1.7 no page at all"}
    if i % 100 == 13:
        return row | {"html": None}
    if i % 10 == 4:
        return row | {"html": page.html.replace("utf-8", "windows-1252").encode("windows-1252")}
    if i % 10 == 5:
        return row | {"html": None, "text": page.text}
    return row


def write_warc(path: Path, some: list[Page]) -> None:
    """Write pages as a crawler stores them: one gzip member for each record."""
    with path.open("wb") as file:
        for page in some:
            body = page.html.encode()
            http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
            head = [
                "WARC/1.0", "WARC-Type: response",
                f"WARC-Record-ID: <urn:{page.id}>", "WARC-Date: 2026-03-01T05:00:00Z",
                f"WARC-Target-URI: {page.url}", "WARC-Identified-Payload-Type: text/html",
                "Content-Type: application/http; msgtype=response", f"Content-Length: {len(http)}", "", "",
            ]  # fmt: skip
            file.write(gzip.compress("\r\n".join(head).encode() + http + b"\r\n\r\n", mtime=0))
