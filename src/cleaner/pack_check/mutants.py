"""Small damages to a rule: each must make one of the pack's examples fail, or the examples prove too little."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from cleaner.packs.forms import FORMS, LABEL, SAID, TOLD
from cleaner.packs.rule import NO_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.packs import Rule

_LOOSER = {
    "{phrase}": ("{phrase} …", "… {phrase}"),
    "{phrase} …": ("… {phrase} …",),
    LABEL: ("{phrase} …",),
    "… {phrase}": ("… {phrase} …",),
    SAID: ("… {phrase} …",),
    TOLD: ("… {phrase} …",),
    "… [{phrase}]": ("… {phrase}",),
    "[{phrase}] …": ("{phrase} …",),
    "({phrase} …)": ("… {phrase} …",),
}
_ANCHOR = regex.compile(r"(?<!\\)(?:\\\\)*(?:\\A|\\Z|(?<!\[)\^|\$)")


def mutants(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """Yield what was damaged, in words, and the damaged rule; phrases are looked at in `check`.

    Examples
    --------
    >>> from cleaner.model import Category
    >>> from cleaner.packs import Rule
    >>> rule = Rule(id="en.share.x", category=Category.SHARE, target="block", strength=2.5, why="An example.",
    ...             form="… {phrase}", phrases=("share this",))
    >>> [name for name, _ in mutants(rule)]
    ["form '… {phrase} …' does as well"]
    """
    if rule.form:
        for form in _LOOSER.get(rule.form, ()):
            yield f"form {form!r} does as well", replace(rule, form=form)
    else:
        yield from _of_pattern(rule)
    for look in rule.looks:
        left = tuple(other for other in rule.looks if other != look)
        yield f"look {look!r} can be dropped", replace(rule, looks=left)
    if rule.words:
        low, high = rule.words
        if low > 1:
            yield f"words can begin at {low // 2} as well as at {low}", replace(rule, words=(low // 2, high))
        if high < NO_LIMIT:
            yield f"words can end at {high * 2} as well as at {high}", replace(rule, words=(low, high * 2))


def _of_pattern(rule: Rule) -> Iterator[tuple[str, Rule]]:
    for anchor in _ANCHOR.finditer(rule.pattern):
        source = rule.pattern[: anchor.start()] + rule.pattern[anchor.end() :]
        yield f"anchor {anchor[0]!r} can be dropped", replace(rule, pattern=source)
    for start, end in _alternatives(rule.pattern):
        dropped = rule.pattern[start:end].strip("|")
        source = rule.pattern[:start] + rule.pattern[end:]
        yield f"alternative {dropped!r} can be dropped", replace(rule, pattern=source)


_TOKEN = regex.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|\((?:\?(?:P?<\w+>|<?[=!]|[:>]))?|.", regex.DOTALL)


def _alternatives(pattern: str) -> Iterator[tuple[int, int]]:
    """Yield the stretch of each alternative together with one bar beside it, groups within groups included."""
    open_groups: list[list[int]] = [[0]]  # for each open group: where its body begins, and its bars
    for token in _TOKEN.finditer(pattern):
        if token[0].startswith("("):
            open_groups.append([token.end()])
        elif token[0] == "|":
            open_groups[-1].append(token.start())
        elif token[0] == ")":
            yield from _stretches(open_groups.pop(), token.start())
    yield from _stretches(open_groups.pop(), len(pattern))


def _stretches(marks: list[int], end: int) -> Iterator[tuple[int, int]]:
    if len(marks) == 1:
        return
    yield marks[0], marks[1] + 1
    yield from zip(marks[1:], [*marks[2:], end], strict=True)


assert set(_LOOSER) == set(FORMS) - {"… {phrase} …"}  # noqa: S101 - a new form needs its looser ones named here
