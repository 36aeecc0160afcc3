"""The command ``article-cleaner``: arguments in, exit code out.

Data goes to standard output, messages to standard error. Exit code 0: fine; 1: an input failed, something differs, or
the command ended early; 2: it was called wrongly or could not start, and nothing was done.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from typing import TYPE_CHECKING

from cleaner.cli import batch, cases, clean, explain, learn, packs, report
from cleaner.cli.source import FAILED, MISUSE, MisuseError, say, told
from cleaner.model import CaseError, CleanerError, PackError, SiteMemoryError

if TYPE_CHECKING:
    from collections.abc import Sequence

_EXIT_CODES = (
    "exit code: 0 fine; 1 an input failed, something differs, or it ended early; 2 called wrongly or could not start"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str, default None
        What follows the command's name; None takes ``sys.argv``.

    Returns
    -------
    int
        The exit code.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = _options(arguments)
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
    except (MisuseError, CaseError, PackError, SiteMemoryError) as error:
        say(str(error))
        return MISUSE
    except CleanerError as error:
        say(str(error))
        return FAILED
    except OSError as error:
        say(told(error))
        return FAILED
    return code


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="article-cleaner",
        description="Takes the noise out of scraped articles and says what it took and why.",
        epilog=_EXIT_CODES,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for part in (clean, explain, report, batch, learn, cases, packs):
        part.add_to(commands)
    for command in commands.choices.values():
        command.set_defaults(command=command)
    options, unknown = parser.parse_known_args(arguments)
    if unknown:
        options.command.error(f"unrecognized arguments: {' '.join(unknown)}")  # its usage helps, not that of all
    return options
