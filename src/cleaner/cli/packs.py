"""``packs``: check rule packs, list their rules, compile those of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner import pack_check, packs
from cleaner.cli import source

if TYPE_CHECKING:
    import argparse


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command's arguments."""
    parser = commands.add_parser("packs", help="check, list and compile the rule packs", description=__doc__)
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    check = actions.add_parser("check", help="try every rule on its own examples and on hostile text")
    check.add_argument("files", nargs="*", type=source.path, metavar="FILE", help="TOML packs (default: the library's)")
    check.add_argument("--mutate", action="store_true", help="also change every rule: an example must notice")
    source.add_workers_option(check)
    check.set_defaults(run=_check)
    listing = actions.add_parser("list", help="one rule a line: id, strength, why")
    listing.add_argument("--language", default="en", metavar="TAG")
    listing.set_defaults(run=_list)
    build = actions.add_parser("build", help="compile the packs of the library whose TOML has changed")
    build.set_defaults(run=_build)


def _check(options: argparse.Namespace) -> int:
    problems = pack_check.check(options.files or packs.sources(), mutate=options.mutate, workers=options.workers)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems" if problems else "all rules hold")
    return source.FAILED if problems else source.FINE


def _list(options: argparse.Namespace) -> int:
    for rule in packs.load(options.language).rules:
        print(f"{rule.id:<48} {rule.strength:5.1f}  {rule.why}")
    return source.FINE


def _build(_: argparse.Namespace) -> int:
    for path in packs.write():
        print(path.name)
    return source.FINE
