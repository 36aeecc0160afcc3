"""Answers in the order of the records, from worker processes that may die without taking more than one record along."""

from __future__ import annotations

import contextlib
import functools
import multiprocessing
import os
import signal
import threading
from queue import SimpleQueue
from typing import TYPE_CHECKING, Protocol

from cleaner.batch.inputs import Line, Unread
from cleaner.records import reason

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from cleaner.batch.inputs import Found
    from cleaner.batch.jobs import Answer
    from cleaner.records import Record

WINDOW = 8  # records a worker that are read, but not yet answered in order: what bounds the memory
ATTEMPTS = 2  # a worker may have been killed for no fault of its record
RECORD_SECONDS = 60.0
EXIT_SECONDS = 5.0

_SPAWN = multiprocessing.get_context("spawn")  # no lock, handle or thread of the parent's is inherited


class Job(Protocol):
    """What a pool does with a record; it pickles, and is started in each worker once."""

    def start(self) -> Callable[[Record], Answer]:
        """Return what answers a record."""

    def failed(self, record: Record | Unread, error: str) -> Answer:
        """Answer a record that no worker could."""


class Pool:
    """Worker processes that answer records in order, a bounded number ahead.

    A worker that dies (a crash of a parser, a kill for want of memory) is started again and given its record once more;
    if it dies again, that record has failed. So has one that takes too long, at once.

    Parameters
    ----------
    job : Job
    workers : int
        At least 1.
    seconds : float, default=60
        A record may take at most. Windows knows no such alarm: there it may take for ever.
    """

    def __init__(self, job: Job, workers: int, seconds: float = RECORD_SECONDS) -> None:
        self.job = job
        self.workers = [_Worker(job, seconds) for _ in range(workers)]
        self._tasks: SimpleQueue[tuple[int, Found] | None] = SimpleQueue()
        self._answers: SimpleQueue[tuple[int, Answer] | None] = SimpleQueue()
        self._room: SimpleQueue[None] = SimpleQueue()  # a semaphore, but for its cost
        for _ in range(WINDOW * workers):
            self._room.put(None)
        self._lock = threading.Lock()
        self._given = 0
        self._ended = False
        self._error: BaseException | None = None

    def answers(self, records: Iterable[Found]) -> Generator[Answer]:
        """Yield an answer for each record, in order; may be used once."""
        threading.Thread(target=self._feed, args=(records,), daemon=True).start()
        for worker in self.workers:
            threading.Thread(target=self._serve, args=(worker,), daemon=True).start()
        waiting: dict[int, Answer] = {}
        given = 0
        try:
            while not self._is_over(given):
                if found := self._answers.get():
                    waiting[found[0]] = found[1]
                while given in waiting:
                    yield waiting.pop(given)
                    self._room.put(None)
                    given += 1
            if self._error:
                raise self._error
        finally:
            self.stop()
            self._room.put(None)
            for worker in self.workers:
                self._tasks.put(None)
                worker.quit()

    def stop(self) -> None:
        """Take no more records; those taken are still answered. May be called in a signal handler."""
        self._ended = True
        self._answers.put(None)

    def _is_over(self, given: int) -> bool:
        with self._lock:
            return self._ended and given == self._given

    def _feed(self, records: Iterable[Found]) -> None:
        try:
            for record in records:
                self._room.get()
                with self._lock:
                    if self._ended:
                        return
                    self._tasks.put((self._given, record))
                    self._given += 1
        except BaseException as error:
            self._error = error
        finally:
            self.stop()

    def _serve(self, worker: _Worker) -> None:
        while task := self._tasks.get():
            number, record = task
            try:
                answer = worker.ask(record)
            except Exception as error:  # such as no memory to hand the record over
                answer = _failed(self.job, record, reason(error))
            self._answers.put((number, answer))


class _Worker:
    """One worker process, and how to reach it."""

    def __init__(self, job: Job, seconds: float) -> None:
        self.job, self.seconds = job, seconds
        self.process: SpawnProcess | None = None
        self.pipe: Connection | None = None
        self.has_quit = False
        self.lock = threading.Lock()

    def ask(self, record: Found) -> Answer:
        death = ""
        for _ in range(ATTEMPTS):
            try:
                pipe = self.pipe or self.begin()
                pipe.send(record)
                answer: Answer = pipe.recv()
            except (EOFError, OSError):
                death = self.end()
                if death == "SIGALRM":
                    return _failed(self.job, record, f"took longer than {self.seconds:g} s")
            else:
                return answer
        return _failed(self.job, record, f"its worker process died {ATTEMPTS} times: {death}")

    def begin(self) -> Connection:
        with self.lock:
            if self.has_quit:
                raise EOFError
            self.pipe, theirs = _SPAWN.Pipe()
            self.process = _SPAWN.Process(target=_work, args=(theirs, self.job, self.seconds), daemon=True)
            self.process.start()
            theirs.close()
            return self.pipe

    def quit(self) -> None:
        """Kill the process: it holds nothing that could be lost."""
        with self.lock:
            self.has_quit = True
            if self.process:
                self.process.kill()
        self.end()

    def end(self) -> str:
        """End the process, and say how it ended."""
        pipe, process = self.pipe, self.process
        self.pipe = self.process = None
        if pipe is None or process is None:
            return ""
        pipe.close()
        process.join(EXIT_SECONDS)
        if process.exitcode is None:
            process.kill()
            process.join()
        code = process.exitcode or 0
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
        return f"exit code {code}"


def _failed(job: Job, record: Found, error: str) -> Answer:
    return job.failed(record.parse() if isinstance(record, Line) else record, error)


def _work(pipe: Connection, job: Job, seconds: float) -> None:
    """Answer records until the pipe closes: it does when the parent ends, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setsid"):
        os.setsid()  # a signal to the parent's group does not end it: the parent decides when to stop
    answer = job.start()
    alarm = _alarm()
    with contextlib.suppress(EOFError, OSError):
        while True:
            found = pipe.recv()
            alarm(seconds)
            record = found.parse() if isinstance(found, Line) else found
            told = job.failed(record, record.error) if isinstance(record, Unread) else answer(record)
            alarm(0)
            pipe.send(told)


def _alarm() -> Callable[[float], object]:
    """Return what ends this process in so many seconds, whatever it is doing; 0 calls it off. Windows has none."""
    if not hasattr(signal, "setitimer"):
        return lambda _: None
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # whoever started the parent may have ignored it
    return functools.partial(signal.setitimer, signal.ITIMER_REAL)
