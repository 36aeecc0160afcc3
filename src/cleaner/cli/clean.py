"""``clean``: articles in, articles out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cleaner.cli import source
from cleaner.model import CleanerError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from cleaner.structure import Article

_SEPARATOR = "\n\n"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command's arguments."""
    parser = commands.add_parser("clean", help="take the noise out of files", description=__doc__)
    parser.add_argument("files", nargs="*", default=[source.STDIN], metavar="FILE", help="a file; - is standard input")
    parser.add_argument("--format", choices=[*_WRITERS, "json"], default="text", help="default: text")
    source.add_keep_option(parser)
    source.add_input_options(parser)
    source.add_output_option(parser, "write here instead of standard output")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    wash = source.cleaner_of(options)
    pieces, failed = [], False
    for name in options.files:
        try:
            article = source.clean(name, wash, options)
        except CleanerError as error:
            source.say(str(error))
            failed = True
            if options.format == "json":
                pieces.append(json.dumps({"source": name, "error": str(error)}, ensure_ascii=False))
            continue
        pieces.append(_json(name, article) if options.format == "json" else _WRITERS[options.format](article))
    if pieces:
        separator = "\n" if options.format == "json" else _SEPARATOR
        source.write(separator.join(piece.strip("\n") for piece in pieces) + "\n", options.output)
    return source.FAILED if failed else source.FINE


def _text(article: Article) -> str:
    """Write the title and the body: nobody who cleans a file wants to lose its title."""
    return _SEPARATOR.join(filter(None, (article.title, article.text)))


def _json(name: str, article: Article) -> str:
    return json.dumps({"source": name, **article.to_dict()}, ensure_ascii=False)


_WRITERS: dict[str, Callable[[Article], str]] = {
    "text": _text,
    "markdown": lambda article: article.to_markdown(),
    "html": lambda article: article.to_html(),
}
