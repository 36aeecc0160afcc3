"""``explain``: the document with what went crossed out, and under it the rule and the score as a sum."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from cleaner.cli import source, terminal
from cleaner.decide import by_block
from cleaner.render import notation

if TYPE_CHECKING:
    import argparse
    import re
    from collections.abc import Iterator

    from cleaner.structure import Article

_RED_CROSSED, _YELLOW, _FAINT, _PLAIN = "\033[9;31m", "\033[33m", "\033[2m", terminal.PLAIN
_TEXT_INDENT, _REASON_INDENT = 4, 10  # columns, of what follows a line break


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command's arguments."""
    parser = commands.add_parser("explain", help="show what goes, and why", description=__doc__)
    parser.add_argument("file", nargs="?", default=source.STDIN, metavar="FILE", help="a file; - is standard input")
    source.add_input_options(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    article = source.clean(options.file, source.cleaner_of(options), options)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for row, indent in _rows(article, in_colour=terminal.in_colour()):
        print(terminal.wrap(row, width, indent) if width else row)
    return source.FINE


def _rows(article: Article, *, in_colour: bool) -> Iterator[tuple[str, int]]:
    """Yield each line, and how far in it goes on where it is broken."""
    decisions = by_block(article.decisions)
    for number, line in enumerate(notation.lines_of(article)):
        written = notation.write(line)
        yield _coloured(written, line) if in_colour else written, _TEXT_INDENT
        for decision in decisions.get(number, ()):
            reason = notation.sum_of(decision)
            yield "      " + (f"{_FAINT}{reason}{_PLAIN}" if in_colour else reason), _REASON_INDENT


def _coloured(written: str, line: notation.Line) -> str:
    verdicts = {part.verdict for part in line.parts}
    if verdicts == {"removed"}:
        return f"{_RED_CROSSED}{written}{_PLAIN}"
    if verdicts == {"doubtful"}:
        return f"{_YELLOW}{written}{_PLAIN}"
    return notation.SPAN.sub(_coloured_span, written)


def _coloured_span(found: re.Match[str]) -> str:
    colours = {"-": _RED_CROSSED, "?": _YELLOW, None: ""}  # None: an escaped character
    colour = colours[found["mark"]]
    return f"{colour}{found[0]}{_PLAIN}" if colour else found[0]
