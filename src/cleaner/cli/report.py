"""``report``: one self-contained page that shows articles with what was removed struck through, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner import report
from cleaner.cli import source
from cleaner.model import CleanerError

if TYPE_CHECKING:
    import argparse


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command's arguments."""
    parser = commands.add_parser("report", help="show what goes, and why, as a page for a browser", description=__doc__)
    parser.add_argument("files", nargs="+", metavar="FILE", help="a file; - is standard input")
    source.add_input_options(parser)
    source.add_output_option(parser, "write here instead of standard output")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    wash = source.cleaner_of(options)
    articles = []
    for name in options.files:
        try:
            articles.append((name, source.clean(name, wash, options)))
        except CleanerError as error:
            source.say(str(error))
    if articles:
        source.write(report.to_page(articles), options.output)
    return source.FINE if len(articles) == len(options.files) else source.FAILED
