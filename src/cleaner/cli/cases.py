"""``cases``: run fixtures, add one, accept one, score them all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cleaner import cases
from cleaner.cli import source
from cleaner.model import CaseError, Category
from cleaner.pipeline import Cleaner

if TYPE_CHECKING:
    import argparse

FLOORS = "floors.toml"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command's arguments."""
    parser = commands.add_parser("cases", help="run and extend the fixtures", description=__doc__)
    parser.add_argument(
        "--folder", type=source.path, default=Path("fixtures"), help="where the cases are (default: fixtures)"
    )
    source.add_pack_option(parser)
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    run = actions.add_parser("run", help="compare every case with what the library makes of it")
    run.add_argument("word", nargs="?", default="", metavar="WORD", help="only cases with this in their name")
    run.set_defaults(run=_run)
    add = actions.add_parser("add", help="copy an input and write a proposed expectation")
    add.add_argument("file", metavar="FILE")
    add.add_argument("--name", required=True, help="<category or keep>--<what-it-shows>")
    add.add_argument("--lang", required=True, metavar="TAG", help="its language, such as en")
    add.add_argument("--url", default="", help="where it came from")
    add.set_defaults(run=_add)
    accept = actions.add_parser("accept", help="mark an expectation as reviewed, after reading it")
    accept.add_argument("name", metavar="NAME", help="such as en/advert--label, or the part behind the slash")
    accept.set_defaults(run=_accept)
    score = actions.add_parser("score", help="caught and lost by category, beside the pinned floors")
    score.add_argument("--raise", dest="raise_floors", action="store_true", help="pin what was reached, if higher")
    score.set_defaults(run=_score)


def _run(options: argparse.Namespace) -> int:
    wash = Cleaner(packs=options.packs)
    outcomes = [cases.run(case, wash) for case in _some(options.folder, options.word)]
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        print(cases.report(outcome))
    print(f"{len(outcomes) - len(failed)} of {len(outcomes)} cases pass")
    return source.FAILED if failed else source.FINE


def _some(folder: Path, word: str) -> list[cases.Case]:
    found = cases.find(folder, word)
    if not found:
        message = f"{folder}: no case" + (f" with {word!r} in its name" if word else "")
        raise CaseError(message)
    return found


def _add(options: argparse.Namespace) -> int:
    source.read(options.file)  # what holds no text is no case
    case = cases.add(Path(options.file), options.folder, name=options.name, language=options.lang, url=options.url)
    print(case.expected)
    source.say("proposed by the library itself: read it, mend it, then run: cases accept " + case.name)
    return source.FINE


def _accept(options: argparse.Namespace) -> int:
    named = [case for case in _some(options.folder, options.name) if options.name in {case.name, case.source.stem}]
    if len(named) != 1:
        message = f"{options.name}: names {len(named)} cases; give the whole name, such as en/advert--label"
        raise CaseError(message)
    cases.accept(named[0])
    print(named[0].expected)
    return source.FINE


def _score(options: argparse.Namespace) -> int:
    wash = Cleaner(packs=options.packs)
    reached = cases.score(cases.run(case, wash) for case in _some(options.folder, ""))
    for category in Category:
        if category in reached.expected:
            caught, expected = reached.caught[category], reached.expected[category]
            print(f"{category:<16} {caught:4d} of {expected:4d}  {reached.share(category):.3f}")
    print(f"{'kept lines lost':<16} {reached.lost:4d} of {reached.kept:4d}")
    floors = options.folder / FLOORS
    below = cases.below_floors(reached, cases.read_floors(floors))
    for trouble in below:
        source.say(trouble)
    if options.raise_floors and not below:
        cases.write_floors(floors, reached)
    return source.FAILED if below or reached.lost else source.FINE
