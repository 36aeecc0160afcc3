"""``learn``: what sites print on many pages, from the same inputs as ``batch``, for its ``--memory``."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from cleaner import batch
from cleaner.cli import source
from cleaner.cli.batch import add_batch_options, drained, open_records
from cleaner.cli.progress import Progress
from cleaner.memory import SiteMemory

if TYPE_CHECKING:
    import argparse


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command's arguments."""
    parser = commands.add_parser("learn", help="learn what sites print on many pages", description=__doc__)
    add_batch_options(parser)
    source.add_output_option(parser, "such as site.memory", required=True)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    records = open_records(options)
    pool = batch.Pool(batch.Learn(), options.workers, options.timeout)
    memory, tally = SiteMemory(), batch.Tally()
    closing = contextlib.closing(pool.answers(records.unparsed()))
    with Progress(records) as progress, drained(pool) as stopped, closing as answers:
        for answer in answers:
            if not answer.error:
                memory |= SiteMemory.from_bytes(answer.data)
            tally.add(answer)
            progress.show(tally.records)
    if stopped.is_set():
        source.say("stopped before the end; nothing is written")
        return source.FAILED
    memory.save(options.output)
    source.say(
        f"{tally.records} records, {tally.failed} failed; {len(memory)} pages of {len(memory.hosts)} hosts remembered"
    )
    return source.FAILED if tally.failed else source.FINE
