"""The checks of a pack, each giving problems that name the rule."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from cleaner import packs, rules
from cleaner.decide import Settings, decide
from cleaner.model import Block, Category, Document, Evidence, PackError
from cleaner.pack_check.mutants import mutants
from cleaner.packs import Pack, Passage, Rule, forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_SMALL, _LARGE = 10_000, 100_000  # characters
_SLACK = 4.0  # how much more than ten times the time ten times the text may take
_FLOOR_SECONDS = 0.02  # below this a clock tells nothing about growth
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
class _Example:
    text: str
    span: tuple[int, int]

    @cached_property
    def passage(self) -> Passage:
        return Passage(self.text)

    @property
    def folded_span(self) -> str:
        return self.passage.folded[self.span[0] : self.span[1]]

    @classmethod
    def parse(cls, marked: str) -> _Example:
        """Read an example; ⟦ and ⟧ mark what goes, without them all of it does."""
        text = marked.replace("⟦", "").replace("⟧", "")
        if "⟦" not in marked:
            return cls(text, (0, len(text)))
        return cls(text, (marked.index("⟦"), marked.index("⟧") - 1))


def check(paths: Iterable[Path], *, mutate: bool = False) -> list[Problem]:
    """Check packs with their own examples.

    Each ``must_match`` is found by its rule alone, with the right span; each ``must_keep`` of a pack is kept by all
    rules of the pack and of ``any`` together; each match holds a key; no rule slows down more than linearly; the
    compiled form of a pack of the library is fresh.

    Parameters
    ----------
    paths : iterable of Path
        TOML files.
    mutate : bool, default=False
        Damage each rule in small ways too; each damage must make an example fail.

    Returns
    -------
    list of Problem
        Empty if all is well.

    Examples
    --------
    >>> check([path for path in packs.sources() if path.stem == "any"])
    []
    """
    problems: list[Problem] = []
    for path in paths:
        try:
            pack = packs.read(path)
            problems += _check_pack(pack, path, mutate=mutate)
        except PackError as error:
            problems.append(Problem(file="", rule="", message=str(error)))
    return problems


def _check_pack(pack: Pack, path: Path, *, mutate: bool) -> Iterator[Problem]:
    compiled = packs.compiled_path(path) if path in packs.sources() else None
    if compiled and not (compiled.is_file() and compiled.read_text(encoding="utf-8") == packs.build(path)):
        yield Problem(file=path.name, rule="", message="its compiled form is out of date; run 'packs build'")
    keeps = [_Example.parse(text) for rule in pack.rules for text in rule.must_keep]
    together = packs.pack(pack.name, {rule.id: rule for rule in (*packs.load().rules, *pack.rules)}.values())
    for example in dict.fromkeys(keeps):
        for removed in _removed(example.text, together):
            yield Problem(file=path.name, rule=removed, message=f"removes from what must stay: {example.text!r}")
    for rule in pack.rules:
        for message in _messages(rule, keeps if mutate else ()):
            yield Problem(file=path.name, rule=rule.id, message=message)


def _messages(rule: Rule, keeps: Sequence[_Example]) -> Iterator[str]:
    for text in rule.must_match:
        example = _Example.parse(text)
        found = _spans(example.text, rule)
        if example.span not in found:
            yield f"does not match {text!r}" if not found else f"matches {text!r} elsewhere: {found}"
        elif not _holds_key(rule, example):
            yield f"no key stands in {text!r}"
    for text in rule.must_keep:
        if _spans(_Example.parse(text).text, rule):
            yield f"matches what it must keep: {text!r}"
    yield from _slow(rule)
    if keeps:
        yield from _idle_words(rule)
        yield from _survivors(rule, [example for example in keeps if _holds_key(rule, example)])


def _holds_key(rule: Rule, example: _Example) -> bool:
    return any(key in example.passage.folded for keys in rule.keys.values() for key, _ in keys)


def _evidence(text: str, pack: Pack) -> tuple[Document, list[Evidence]]:
    document = Document(blocks=(Block(index=0, text=text),), form="text")
    return document, rules.find(document, pack)


def _spans(text: str, rule: Rule) -> list[tuple[int, int]]:
    """Return where one rule alone finds something in a text that stands alone."""
    _, evidence = _evidence(text, _alone(rule))
    return [(found.span.start, found.span.end) for found in evidence]


@lru_cache(maxsize=1)
def _alone(rule: Rule) -> Pack:
    return packs.pack(rule.id, [rule])


def _removed(text: str, pack: Pack) -> list[str]:
    """Return the names of the rules that together remove something from a text."""
    decisions = decide(*_evidence(text, pack), _EVERYTHING)
    return [found.name for decision in decisions if decision.verdict == "removed" for found in decision.evidence]


def _survivors(rule: Rule, keeps: Sequence[_Example]) -> Iterator[str]:
    matches = [_Example.parse(text) for text in rule.must_match]
    for name, mutant in mutants(rule):
        missed = any(example.span not in _spans(example.text, mutant) for example in matches)
        if not missed and not any(_spans(example.text, mutant) for example in keeps):
            yield f"{name} and nothing notices"


def _idle_words(rule: Rule) -> Iterator[str]:
    """Yield the phrases and alternatives that no example needs; only examples found by one phrase alone can tell."""
    examples = [_Example.parse(text) for text in rule.must_match]
    singles = [replace(rule, phrases=(phrase,)) for phrase in rule.phrases]
    found = [[match for single in singles if (match := single.search(example.folded_span))] for example in examples]
    lone: dict[int, list[tuple[str, ...]]] = {}
    for matches in found:
        if len(matches) == 1:
            lone.setdefault(id(matches[0].re), []).append(matches[0].groups("")[1:])
    for single in singles:
        used = lone.get(id(single.expression), [])
        if not used:
            yield f"phrase {single.phrases[0]!r} can be dropped and nothing notices"
            continue
        choices = [choice for choice in forms.alternatives(single.phrases[0]) if len(choice) > 1]
        for choice, taken in zip(choices, zip(*used, strict=True), strict=True):
            idle = {alternative for alternative in choice if not {"#", "…"} & set(alternative)} - set(taken)
            for alternative in sorted(idle):
                yield f"alternative {alternative!r} of {single.phrases[0]!r} can be dropped and nothing notices"


def _slow(rule: Rule) -> Iterator[str]:
    """Try a rule on long runs of what its expression looks for."""
    example = _Example.parse(rule.must_match[0]).text
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
            small, seconds = _cpu_seconds(rule, unit, _SMALL), _cpu_seconds(rule, unit, _LARGE)
            if seconds < _FLOOR_SECONDS or seconds < _SLACK * (_LARGE / _SMALL) * small:
                break
        else:
            yield f"takes {seconds:.2f} s for {_LARGE} characters of {unit!r}: more than linear"


def _cpu_seconds(rule: Rule, unit: str, length: int) -> float:
    folded = (unit * (length // len(unit) + 1))[:length].lower()
    started = time.process_time()
    rule.search(folded)
    return time.process_time() - started
