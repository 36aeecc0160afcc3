"""``batch``: many records in, as many out, in their order: pages, JSONL, Parquet, WARC, or JSONL on standard input.

Without -o a line of JSON is written for each record as soon as it is cleaned, so that "batch -" serves programs in
other languages: a request a line, an answer a line. With -o the file appears when it is whole, and an ended run is
taken up again with --resume.
"""

from __future__ import annotations

import argparse
import contextlib
import math
import signal
import threading
import time
from typing import TYPE_CHECKING, NamedTuple

from cleaner import batch
from cleaner.cli import source
from cleaner.cli.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class _Run(NamedTuple):
    tally: batch.Tally
    seconds: float
    was_stopped: bool


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command's arguments."""
    parser = commands.add_parser("batch", help="clean many records into one file", description=__doc__)
    add_batch_options(parser)
    source.add_output_option(parser, "a .jsonl or .parquet file (default: standard output)")
    parser.add_argument("--resume", action="store_true", help="go on where an ended run of the same input was")
    source.add_pack_option(parser)
    source.add_memory_option(parser)
    source.add_keep_option(parser)
    parser.set_defaults(run=_run)


def add_batch_options(parser: argparse.ArgumentParser) -> None:
    """Add what says which records are read, and by how many workers."""
    parser.add_argument(
        "inputs", nargs="+", metavar="IN", help="a file, folder or pattern; - is JSONL on standard input"
    )
    source.add_workers_option(parser)
    parser.add_argument(
        "--timeout", type=_seconds, default=batch.RECORD_SECONDS, metavar="S", help="of a record (default: 60 s)"
    )


def open_records(options: argparse.Namespace) -> batch.Records:
    """Find the inputs that the arguments name; a name that matches nothing is misuse."""
    with source.starting():
        return batch.Records(options.inputs, without=options.output)


@contextlib.contextmanager
def drained(pool: batch.Pool) -> Iterator[threading.Event]:
    """Let SIGTERM and the first interrupt end the input: what was taken is still answered. Tells whether one came."""
    came = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield came
        return

    def stop(number: int, _: object) -> None:
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
        came.set()
        pool.stop()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _seconds(text: str) -> float:
    with contextlib.suppress(ValueError):
        if 0 < float(text) < math.inf:
            return float(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0")


def _run(options: argparse.Namespace) -> int:
    path: Path | None = options.output
    if options.resume and path is None:
        source.say("--resume needs -o OUT")
        return source.MISUSE
    job = batch.Clean(source.settings_of(options), source.memory_of(options), tuple(options.packs))
    job.start()  # a pack that is malformed is an error here, not in every worker
    records = open_records(options)
    pool = batch.Pool(job, options.workers, options.timeout)
    if path is None:
        return _report(_clean(records, pool, batch.StandardOutput()), "")
    if options.resume and path.exists() and not batch.part_of(path).exists():
        source.say(f"{path} is whole: there is nothing to resume")
        return source.FINE
    with source.starting():
        output = batch.OutputFile(path, job.terms(), resume=options.resume)
    return _report(_clean(records, pool, output), str(output.rejects))


def _clean(records: batch.Records, pool: batch.Pool, output: batch.OutputFile | batch.StandardOutput) -> _Run:
    start = time.monotonic()
    rest = records.unparsed()
    closing = contextlib.closing(pool.answers(rest))
    with output, Progress(records) as progress, drained(pool) as stopped, closing as answers:
        with source.starting():
            output.resume(rest)
        for answer in answers:
            output.add(answer)
            progress.show(output.tally.records)
        if not stopped.is_set():
            output.finish()
    return _Run(output.tally, time.monotonic() - start, was_stopped=stopped.is_set())


def _report(run: _Run, rejects: str) -> int:
    tally = run.tally
    failed = f"{tally.failed} failed" + (f", see {rejects}" if tally.failed and rejects and not run.was_stopped else "")
    source.say(f"{tally.records} records in {run.seconds:.1f} s, {failed}")
    if tally.removed:
        source.say("removed: " + ", ".join(f"{category} {count}" for category, count in tally.removed.most_common()))
    if run.was_stopped:
        source.say("stopped before the end" + ("; --resume goes on" if rejects else ""))
    return source.FAILED if tally.failed or run.was_stopped else source.FINE
