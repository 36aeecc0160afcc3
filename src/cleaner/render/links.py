"""The one place that decides which addresses an output may hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.model import Block

_ALLOWED = re.compile(r"(?:https?://[^/?#]|mailto:[^?#]|tel:[^?#])", re.IGNORECASE)
_DROPPED = re.compile(r"[\t\n\r]")  # what a browser takes out of an address before it looks at the scheme
_EDGES = "".join(map(chr, range(0x21)))  # … and what it strips from its ends


def safe_url(href: str) -> str:
    r"""Return the address as a browser reads it, or nothing when its scheme is not http, https, mailto or tel.

    Examples
    --------
    >>> safe_url(" https://example.test/river ")
    'https://example.test/river'
    >>> safe_url("java\nscript:alert(1)"), safe_url("/world/river"), safe_url("//example.test/river")
    ('', '', '')
    """
    href = _DROPPED.sub("", href.strip(_EDGES))
    if not _ALLOWED.match(href):
        return ""
    return href if href.isprintable() else "".join(char if char.isprintable() else _quoted(char) for char in href)


def _quoted(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))


def pieces(block: Block) -> Iterator[tuple[str, str]]:
    """Split a block's text into stretches, each with the address it leads to, or with none.

    Examples
    --------
    >>> from cleaner.model import Block, Link
    >>> link = Link(start=8, end=14, href="https://example.test/map")
    >>> list(pieces(Block(index=0, text="See the map of it.", links=(link,))))
    [('See the ', ''), ('map of', 'https://example.test/map'), (' it.', '')]
    """
    done = 0
    for link in sorted(block.links, key=lambda link: link.start):
        href = safe_url(link.href)
        if href and link.start >= done and block.text[link.start : link.end].strip():
            yield block.text[done : link.start], ""
            yield block.text[link.start : link.end], href
            done = link.end
    yield block.text[done:], ""
