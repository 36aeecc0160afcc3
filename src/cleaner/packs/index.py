"""Which rules are asked of a text, by the words that it holds."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from string import ascii_letters, digits
from typing import TYPE_CHECKING, NamedTuple

from cleaner.packs import forms
from cleaner.packs.rule import Key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from cleaner.packs.rule import Rule


_PLAIN = frozenset(ascii_letters + digits)


class Asked(NamedTuple):
    """What is asked where a key stands.

    Attributes
    ----------
    rule : Rule
    key : Key
    longest : int
        Characters of the longest block it is asked about.
    reach : int
        How far from the start of the block, or of the sentence, the key may begin.
    by_sentence : bool
    """

    rule: Rule
    key: Key
    longest: int
    reach: int
    by_sentence: bool


class Probe(NamedTuple):
    """What all rules ask where one key stands.

    Attributes
    ----------
    key : str
    longest : int
        Characters of the longest block that any of them is asked about.
    asked : tuple of Asked
    begins, ends : bool
        Whether it begins and ends with a plain letter or digit, and so must not stand beside another.
    """

    key: str
    longest: int
    asked: tuple[Asked, ...]
    begins: bool
    ends: bool

    def is_within_word(self, folded: str, at: int) -> bool:
        """Tell whether the key, which stands at a place of a folded text, is part of a longer word: “our” in “harbour”.

        Examples
        --------
        >>> our = Probe("our", 40, (), begins=True, ends=True)
        >>> our.is_within_word("the harbour", 8), our.is_within_word("see our", 4)
        (True, False)
        """
        end = at + len(self.key)
        return (self.begins and folded[at - 1 : at] in _PLAIN) or (self.ends and folded[end : end + 1] in _PLAIN)


def probe(key: str, asked: Sequence[Asked]) -> Probe:
    """Return what is asked where a key stands."""
    begins, ends = (key.isascii() and char.isalnum() for char in (key[0], key[-1]))
    return Probe(key, max(one.longest for one in asked), tuple(asked), begins, ends)


def ask(rule: Rule, key: Key) -> Asked:
    """Return what a rule asks where one of its keys stands."""
    return Asked(rule, key, *rule.bounds(key.room), rule.target == "sentence")


class Table:
    """What the rules of one pack ask, by the word that a text must hold: a word, two in a row, or a symbol.

    Of a compiled pack a row is text, a line "rule room companions stretch" for each, and read when a text first holds
    its word: most never are.
    """

    def __init__(
        self,
        rows: dict[str, list[Asked] | str],
        rules: Sequence[Rule] = (),
        companions: Sequence[tuple[str, ...]] = (),
    ) -> None:
        self.rows = rows
        self._rules = rules
        self._companions = companions

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> Table:
        """Return the table of what rules that were read from TOML ask."""
        rows: dict[str, list[Asked]] = {}
        for rule in rules:
            for key in rule.keys:
                rows.setdefault(forms.word_of(key.stretch), []).append(ask(rule, key))
        return cls(dict(rows))

    def asked(self, word: str) -> Iterator[Asked]:
        """Yield what is asked where a word stands."""
        row = self.rows.get(word, ())
        yield from map(self._read, row.split("\n")) if isinstance(row, str) else row

    def _read(self, line: str) -> Asked:
        number, room, groups, stretch = line.split(" ", 3)
        companions = tuple([self._companions[int(group)] for group in groups.split(",") if group])
        return ask(self._rules[int(number)], Key(stretch, int(room), companions))

    def write(self, rules: Sequence[Rule], companions: Sequence[tuple[str, ...]]) -> dict[str, str]:
        """Return the rows as text, with the numbers of rules and companions in two lists."""
        rule_number = {rule.id: i for i, rule in enumerate(rules)}
        group_number = {group: str(i) for i, group in enumerate(companions)}

        def text(one: Asked) -> str:
            groups = ",".join(map(group_number.__getitem__, one.key.companions))
            return f"{rule_number[one.rule.id]} {one.key.room} {groups} {one.key.stretch}"

        return {word: "\n".join(map(text, self.asked(word))) for word in self.rows}


class _Probes(dict[str, list[Probe]]):
    """The probes of each word, put together when a text first holds it."""

    def __init__(self, tables: Sequence[Table], disable: Collection[str]) -> None:
        self._tables = tables
        self._disable = disable

    def __missing__(self, word: str) -> list[Probe]:
        asked: dict[str, list[Asked]] = {}
        for one in chain.from_iterable(table.asked(word) for table in self._tables):
            if one.rule.id not in self._disable:
                asked.setdefault(one.key.stretch, []).append(one)
        self[word] = found = [probe(key, ones) for key, ones in asked.items()]
        return found


class Index:
    """Which keys to look for in a text that holds a word, two words in a row, or a symbol, in tables put together.

    Parameters
    ----------
    tables : sequence of Table
    disable : collection of str, default=()
        Ids of rules that are not asked.
    """

    def __init__(self, tables: Sequence[Table], disable: Collection[str] = ()) -> None:
        self.tables = tuple(tables)
        self._probes = _Probes(self.tables, disable)

    @cached_property
    def _words(self) -> frozenset[str]:
        """Words that a key holds; pairs and symbols stand among them but are no words of a text."""
        return frozenset().union(*(table.rows for table in self.tables))

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, ...]]:
        """Two words in a row that a key holds."""
        return frozenset(tuple(word.split(" ")) for word in self._words if " " in word)

    @cached_property
    def _symbols(self) -> tuple[str, ...]:
        """Keys without words."""
        return tuple(word for word in self._words if not word[:1].isalnum())

    def symbols(self, folded: str) -> list[str]:
        """Return which of the keys without words stand in a folded text."""
        return [symbol for symbol in self._symbols if symbol in folded]

    def probes(self, words: Sequence[str], folded: str, symbols: Iterable[str]) -> Iterator[Probe]:
        """Return what is asked of a folded text, which has these words, for each key that may stand in it.

        Of the keys without words only those are looked for that are given, found by `symbols` in a longer text.

        Examples
        --------
        >>> from cleaner.packs import load
        >>> probes = load("en").index.probes(["read", "more"], "read more", ())
        >>> "read more" in {probe.key for probe in probes}
        True
        """
        known = chain(
            self._words.intersection(words),
            # Not pairwise, which makes a new tuple each time.
            map(" ".join, self._pairs.intersection(zip(words, words[1:], strict=False))),  # noqa: RUF007
            [symbol for symbol in symbols if symbol in folded],
        )
        return chain.from_iterable(map(self._probes.__getitem__, known))
