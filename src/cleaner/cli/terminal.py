"""Text for a terminal: broken where the window ends, in colour where that is wanted."""

from __future__ import annotations

import os
import re
import sys
import unicodedata

PLAIN = "\033[0m"
_WIDE = (
    "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60"  # may break anywhere
)
_TOKEN = re.compile(rf"(?P<colour>\033\[[\d;]*m)|[ {_WIDE}]|[^ \033{_WIDE}]+")


def in_colour() -> bool:
    """Tell whether standard output is a terminal that shows colours, and nobody asked for none (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def columns(text: str) -> int:
    """Count the columns that a text takes.

    Examples
    --------
    >>> columns("rain"), columns("静河"), columns("e\u0301")
    (4, 4, 1)
    """
    return sum(
        2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
        if unicodedata.category(char) not in {"Mn", "Me", "Cf"}
    )


def wrap(text: str, width: int, indent: int) -> str:
    r"""Break a line between words; what follows a break is indented, and colours end before it and begin again behind.

    Examples
    --------
    >>> wrap("  It rained all night.", 14, 2)
    '  It rained\n  all night.'
    >>> wrap("\033[31mIt rained.\033[0m", 8, 1)
    '\x1b[31mIt\x1b[0m\n \x1b[31mrained.\x1b[0m'
    """
    parts: list[str] = []
    at, colour = 0, ""
    for token in _TOKEN.finditer(text):
        if token["colour"]:
            colour = "" if token[0] == PLAIN else token[0]
            parts.append(token[0])
            continue
        size = columns(token[0])
        if at + size > width and at > indent:
            if parts[-1] == " ":
                parts.pop()
            parts += [PLAIN if colour else "", "\n", " " * indent, colour]
            at = indent
            if token[0] == " ":
                continue
        parts.append(token[0])
        at += size
    return "".join(parts)
