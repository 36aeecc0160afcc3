"""The one place that decides which addresses an output may hold."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.model import Block, Cell

_ALLOWED = re.compile(r"(?:mailto|tel):[^?#]", re.IGNORECASE)
_HTTP = re.compile(
    r"https?://(?:[^\s/?#\\@]*+@)?(?P<host>[\w.-]+)(?::(?P<port>[0-9]{0,5}))?(?=[/?#\\]|\Z)", re.IGNORECASE
)
_IPV4 = re.compile(r"(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\.(?!\Z)|\Z)){4}")
_MOST_PORTS = 65535
_RIGHT_TO_LEFT = {"R", "AL"}
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
    if not (_ALLOWED.match(href) or _has_host(href)):
        return ""
    return href if href.isprintable() else "".join(char if char.isprintable() else _quoted(char) for char in href)


def _has_host(href: str) -> bool:
    """Tell whether an address names a host that a browser can look up; a sanitiser drops any other."""
    found = _HTTP.match(href)
    if not found or int(found["port"] or 0) > _MOST_PORTS:
        return False
    labels = found["host"].lower().removesuffix(".").split(".")
    if labels[-1].isdigit() or labels[-1].startswith("0x"):
        return bool(_IPV4.fullmatch(found["host"]))
    return all(map(_is_label, labels))


def _is_label(label: str) -> bool:
    """Tell whether one part of a host's name is of plain letters, which all run in one direction."""
    if label.startswith("xn--"):
        try:
            label = label[4:].encode().decode("punycode")
        except UnicodeError:
            return False
        if label.isascii():
            return False
    if label.isascii():
        return bool(label)
    if unicodedata.normalize("NFKC", label) != label or not label[0].isalpha():
        return False
    right = [unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in label if char.isalpha()]
    letters = all(char.isalpha() or char == "-" or (char.isascii() and char.isdigit()) for char in label)
    return letters and (all(right) or not any(right))


def _quoted(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))


def pieces(block: Block | Cell) -> Iterator[tuple[str, str]]:
    """Split the text of a block or cell into stretches, each with the address it leads to, or with none.

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
