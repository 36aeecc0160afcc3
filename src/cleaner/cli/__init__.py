"""The command ``article-cleaner``: arguments in, exit code out.

Data goes to standard output, messages to standard error. Exit code 0: fine; 1: some failed or differ; 2: misuse.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from typing import TYPE_CHECKING

from cleaner.cli import batch, cases, clean, explain, learn, packs, report
from cleaner.cli.source import FAILED, MISUSE, say
from cleaner.model import CaseError, CleanerError, PackError

if TYPE_CHECKING:
    from collections.abc import Sequence

_EXIT_CODES = "exit code: 0 fine, 1 some failed or differ, 2 misuse"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str, default None
        What follows the command's name; None takes ``sys.argv``.

    Returns
    -------
    int
        0 fine, 1 some failed or differ, 2 misuse.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still buffered would raise again when the interpreter flushes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        say("the reader of the output went away before the end")
        return FAILED
    except KeyboardInterrupt:
        say("interrupted")
        return FAILED
    except (CaseError, PackError) as error:
        say(str(error))
        return MISUSE
    except (CleanerError, OSError) as error:
        say(str(error))
        return FAILED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="article-cleaner",
        description="Takes the noise out of scraped articles and says what it took and why.",
        epilog=_EXIT_CODES,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for part in (clean, explain, report, batch, learn, cases, packs):
        part.add_to(commands)
    return parser
