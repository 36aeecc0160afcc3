"""The checks of a pack, each giving problems that name the rule."""

from __future__ import annotations

import contextlib
import re
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING

from cleaner import packs, rules
from cleaner.decide import Settings, decide
from cleaner.model import Block, Category, Document, Evidence, PackError
from cleaner.pack_check.mutants import mutants
from cleaner.packs import Pack, Passage, Rule, forms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

_SMALL, _LARGE = 5_000, 50_000  # characters
_SLACK = 4.0  # how much more than ten times the time ten times the text may take
_FLOOR_SECONDS = 0.005  # below this a clock tells nothing about growth
_MOST_SECONDS = 0.5  # a search that takes longer is broken off
_TRIES = 3
_EVERYTHING = Settings(remove=frozenset(Category))


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong with a pack; ``rule`` is empty if it concerns the file."""

    file: str
    rule: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.rule, self.message) if part)


@dataclass(frozen=True)
class Example:
    """An example of a rule: a text, and the span of it that goes."""

    text: str
    span: tuple[int, int]

    @cached_property
    def passage(self) -> Passage:
        return Passage(self.text)

    @property
    def folded_span(self) -> str:
        return self.passage.folded[self.span[0] : self.span[1]]

    @classmethod
    def parse(cls, marked: str) -> Example:
        """Read an example; ⟦ and ⟧ mark what goes, without them all of it does."""
        text = marked.replace("⟦", "").replace("⟧", "")
        if "⟦" not in marked:
            return cls(text, (0, len(text)))
        return cls(text, (marked.index("⟦"), marked.index("⟧") - 1))


def check(paths: Iterable[Path], *, mutate: bool = False, workers: int = 1) -> list[Problem]:
    """Check packs with their own examples.

    Each ``must_match`` is found by its rule alone, with the right span; each ``must_keep`` of a pack is kept by all
    rules of the pack and of ``any`` together, which remove each ``must_match`` of a rule that removes alone; each match
    holds a key; no rule slows down more than linearly; the compiled form of a pack of the library is fresh.

    Parameters
    ----------
    paths : iterable of Path
        TOML files.
    mutate : bool, default=False
        Damage each rule in small ways too; each damage must make an example fail.
    workers : int, default=1
        Processes to share the packs among; their number changes nothing in the answer.

    Returns
    -------
    list of Problem
        Empty if all is well; in the order of ``paths``.

    Examples
    --------
    >>> check([path for path in packs.sources() if path.stem == "any"])
    []
    """
    paths = list(paths)
    if workers == 1 or len(paths) < 2:
        return [problem for path in paths for problem in _check_file(path, mutate=mutate)]
    import multiprocessing  # noqa: PLC0415 - every command would wait for it
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    # Spawned, since a fork of a process with threads can hang; the largest first, so that none works alone at the end.
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        by_size = sorted(paths, key=_size, reverse=True)
        found = {path: pool.submit(_check_file, path, mutate=mutate) for path in by_size}
        return [problem for path in paths for problem in found[path].result()]


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _check_file(path: Path, *, mutate: bool) -> list[Problem]:
    try:
        return list(_check_pack(packs.read(path), path, mutate=mutate))
    except PackError as error:
        return [Problem(file="", rule="", message=str(error))]


def _check_pack(pack: Pack, path: Path, *, mutate: bool) -> Iterator[Problem]:
    compiled = packs.compiled_path(path) if path in packs.sources() else None
    if compiled and not (compiled.is_file() and compiled.read_text(encoding="utf-8") == packs.compiled(pack)):
        yield Problem(file=path.name, rule="", message="its compiled form is out of date; run 'packs build'")
    if not pack.rules and not pack.disable:
        yield Problem(file=path.name, rule="", message="holds no rule; each stands below a line [[rule]]")
    for message in _out_of_date(pack, path):
        yield Problem(file=path.name, rule="", message=message)
    keeps = list(dict.fromkeys(Example.parse(text) for rule in pack.rules for text in rule.must_keep))
    asked = {rule.id: rule for rule in (*_everywhere(), *pack.rules) if rule.id not in pack.disable}.values()
    together = [rule for rule in asked if rule.where != "several"]  # an example is one place
    for example, removed in _removed(keeps, together):
        yield Problem(file=path.name, rule=removed, message=f"removes from what must stay: {example.text!r}")
    for rule_id, text in _overruled(pack, together):
        yield Problem(file=path.name, rule=rule_id, message=f"is overruled by a rule that argues to keep: {text!r}")
    kept = "\n".join(example.passage.folded for example in keeps) if mutate else ""
    for rule in pack.rules:
        keys = [key for key in rule.keys if key.stretch in kept]  # of dozens a few, and there are thousands of examples
        near = [example for example in keeps if any(key.stands_in(example.passage.folded) for key in keys)]
        for message in _messages(rule, near, mutate=mutate):
            yield Problem(file=path.name, rule=rule.id, message=message)


@cache
def _everywhere() -> tuple[Rule, ...]:
    """Return the rules of the packs that apply to every document, with their keys, which compiled rules lack."""
    return tuple(rule for path in packs.everywhere() for rule in packs.read(path).rules)


def _out_of_date(pack: Pack, path: Path) -> Iterator[str]:
    """Yield what about a pack has to be looked at again: the day that it names, and the rules that it disables."""
    if pack.until is None and path.parent.name == "site":
        yield "missing 'until': the day by which somebody looks at the site again"
    if pack.until and pack.until < datetime.now(tz=UTC).date():
        yield f"'until' is past ({pack.until}): look at the site, then move the day or delete the pack"
    if pack.disable:
        unknown = pack.disable - packs.ids()
        yield from (f"'disable' names {rule!r}, which no pack has" for rule in sorted(unknown))


def _messages(rule: Rule, keeps: Sequence[Example], *, mutate: bool) -> Iterator[str]:
    matches = [Example.parse(text) for text in rule.must_match]
    for text, example, found in zip(rule.must_match, matches, _spans(matches, rule), strict=True):
        if example.span not in found:
            yield f"does not match {text!r}" if not found else f"matches {text!r} elsewhere: {found}"
        elif not _holds_key(rule, example):
            yield f"no key stands in {text!r}"
    for text, found in zip(rule.must_keep, _spans([Example.parse(text) for text in rule.must_keep], rule), strict=True):
        if found:
            yield f"matches what it must keep: {text!r}"
    yield from _slow(rule)
    if mutate:
        yield from _idle_words(rule, [example.folded_span for example in matches])
        yield from _survivors(rule, matches, keeps)


def _holds_key(rule: Rule, example: Example) -> bool:
    return any(key.stands_in(example.passage.folded) for key in rule.keys)


def _evidence(examples: Iterable[Example], found_by: Iterable[Rule]) -> tuple[Document, list[Evidence]]:
    """Ask rules about examples that know nothing of each other: no run of teasers leads from one to the next."""
    document = Document(blocks=tuple(Block(index=i, text=one.text) for i, one in enumerate(examples)), form="text")
    pack = packs.pack("examples", [replace(rule, run="") if rule.run else rule for rule in found_by])
    return document, rules.find(document, pack)


def _spans(examples: Sequence[Example], rule: Rule) -> list[list[tuple[int, int]]]:
    """Return where one rule alone finds something in each example."""
    found: list[list[tuple[int, int]]] = [[] for _ in examples]
    for one in _evidence(examples, [rule])[1]:
        found[one.span.block].append((one.span.start, one.span.end))
    return found


def _removed(examples: Sequence[Example], found_by: Iterable[Rule]) -> Iterator[tuple[Example, str]]:
    """Yield each example that rules together remove something from, with the name of each rule that helped."""
    for decision in decide(*_evidence(examples, found_by), _EVERYTHING):
        if decision.verdict == "removed":
            yield from ((examples[decision.span.block], found.name) for found in decision.evidence)


def _overruled(pack: Pack, together: Collection[Rule]) -> Iterator[tuple[str, str]]:
    """Yield each rule that removes alone with its examples from which all rules together remove nothing."""
    alone = [rule for rule in pack.rules if rule.strength >= _EVERYTHING.caution and not rule.where]
    told = [(rule.id, text, Example.parse(text)) for rule in alone for text in rule.must_match]
    removed = {example.text for example, _ in _removed([example for *_, example in told], together)}
    yield from ((rule_id, text) for rule_id, text, example in told if example.text not in removed)


def _survivors(rule: Rule, matches: Sequence[Example], keeps: Sequence[Example]) -> Iterator[str]:
    # What few phrases find all of them find, and few are several times as cheap to compile.
    folded = "\n".join(example.passage.folded for example in keeps)
    few = tuple(phrase for phrase in rule.phrases if _words(phrase).search(folded))
    own = [example for example in keeps if example.text in rule.must_keep]  # asked first: there are few
    others = [example for example in keeps if example.text not in rule.must_keep]
    for name, mutant in mutants(rule):
        damaged = replace(mutant, phrases=few or mutant.phrases)
        if any(_spans(own, damaged)):
            continue
        is_found = all(example.span in found for example, found in zip(matches, _spans(matches, mutant), strict=True))
        if is_found and not any(_spans(others, damaged)):
            yield f"{name} and nothing notices"


def _idle_words(rule: Rule, examples: Iterable[str]) -> Iterator[str]:
    """Yield the phrases and alternatives that no example needs; only examples found by one phrase alone can tell."""
    phrases = [_Phrase(rule, number) for number in range(len(rule.phrases))]
    for example in examples:
        near = [phrase for phrase in phrases if phrase.words.search(example)]
        alone = near if len(near) == 1 else [phrase for phrase in near if phrase.rule.expression.search(example)]
        if len(alone) == 1 and (found := rule.expression.search(example)):
            alone[0].used.append(found.groups("")[alone[0].first : alone[0].first + alone[0].words.groups])
    for phrase in phrases:
        yield from phrase.idle()


class _Phrase:
    """One phrase of a rule, and the alternatives that examples took which no other phrase of the rule finds."""

    def __init__(self, rule: Rule, number: int) -> None:
        self.source = rule.phrases[number]
        self.rule = replace(rule, phrases=(self.source,))
        self.words = _words(self.source)  # without the form around: many times as cheap to compile
        self.first = 1 + sum(_words(phrase).groups for phrase in rule.phrases[:number])  # the marker is a group too
        self.used: list[tuple[str, ...]] = []

    def idle(self) -> Iterator[str]:
        if not self.used:
            yield f"phrase {self.source!r} can be dropped and nothing notices"
            return
        choices = [choice for choice in forms.alternatives(self.source) if len(choice) > 1]
        for choice, taken in zip(choices, zip(*self.used, strict=True), strict=True):
            idle = {alternative for alternative in choice if not {"#", "…"} & set(alternative)} - set(taken)
            for alternative in sorted(idle):
                yield f"alternative {alternative!r} of {self.source!r} can be dropped and nothing notices"


@cache
def _words(phrase: str) -> re.Pattern[str]:
    return re.compile(forms.phrase_pattern(phrase))  # a third of the time of `regex`, and there are thousands


def _slow(rule: Rule) -> Iterator[str]:
    """Try a rule on long runs of what its expression looks for."""
    example = Example.parse(rule.must_match[0]).text
    for unit in (
        "a",
        " ",
        "[",
        "> ",
        "1 ",
        "a b, ",
        f"{example} ",
        f"{example[:-1]}\x01",
        example[:1],
        f"({example[:9]}",
    ):
        seconds = 0.0
        for _ in range(_TRIES):
            seconds = _cpu_seconds(rule, unit, _LARGE)
            if seconds < _FLOOR_SECONDS or seconds < _most_seconds(rule, unit):
                break
        else:
            yield f"takes {seconds:.2f} s for {_LARGE} characters of {unit!r}: more than linear"
            return


def _most_seconds(rule: Rule, unit: str) -> float:
    """Return what a long run may take, by what a short one takes."""
    return min(_MOST_SECONDS, _SLACK * (_LARGE / _SMALL) * _cpu_seconds(rule, unit, _SMALL))


def _cpu_seconds(rule: Rule, unit: str, length: int) -> float:
    folded = (unit * (length // len(unit) + 1))[:length].lower()
    started = time.process_time()
    with contextlib.suppress(TimeoutError):
        rule.expression.search(folded, timeout=_MOST_SECONDS)
    return time.process_time() - started
