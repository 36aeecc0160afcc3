"""Which rules are asked of a text, by the words that it holds."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from cleaner.packs import forms
from cleaner.packs.rule import Key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from cleaner.packs.rule import Rule


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
    """

    key: str
    longest: int
    asked: tuple[Asked, ...]


def ask(rule: Rule, key: Key) -> Asked:
    """Return what a rule asks where one of its keys stands."""
    return Asked(rule, key, *rule.bounds(key.room), rule.target == "sentence")


class Table:
    """What the rules of one pack ask, by the word that a text must hold: a word, two in a row, or a symbol.

    Of a compiled pack a row is text, "rule room companions stretch", and read when a text first holds its word: most
    never are.
    """

    def __init__(
        self,
        rows: dict[str, list[Asked] | list[str]],
        rules: Sequence[Rule] = (),
        companions: Sequence[tuple[str, ...]] = (),
    ) -> None:
        self.rows = rows
        self._rules = rules
        self._companions = companions

    @classmethod
    def of(cls, asked: Iterable[Asked]) -> Table:
        """Return the table of what rules that were read from TOML ask."""
        rows: dict[str, list[Asked]] = {}
        for one in asked:
            rows.setdefault(forms.word_of(one.key.stretch), []).append(one)
        return cls(dict(rows))

    def asked(self, word: str) -> Iterator[Asked]:
        """Yield what is asked where a word stands."""
        for row in self.rows.get(word, ()):
            yield self._read(row) if isinstance(row, str) else row

    def _read(self, row: str) -> Asked:
        number, room, groups, stretch = row.split(" ", 3)
        companions = tuple([self._companions[int(group)] for group in groups.split(",") if group])
        return ask(self._rules[int(number)], Key(stretch, int(room), companions))

    def write(self, rules: Sequence[Rule], companions: Sequence[tuple[str, ...]]) -> dict[str, list[str]]:
        """Return the rows as text, with the numbers of rules and companions in two lists."""
        rule_number = {rule.id: i for i, rule in enumerate(rules)}
        group_number = {group: str(i) for i, group in enumerate(companions)}

        def text(one: Asked) -> str:
            groups = ",".join(map(group_number.__getitem__, one.key.companions))
            return f"{rule_number[one.rule.id]} {one.key.room} {groups} {one.key.stretch}"

        return {word: list(map(text, self.asked(word))) for word in self.rows}


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
        self._disable = disable
        self._found: dict[str, list[Probe]] = {}

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

    def probes(self, words: Sequence[str], folded: str) -> Iterator[Probe]:
        """Return what is asked of a folded text, which has these words, for each key that may stand in it.

        Examples
        --------
        >>> from cleaner.packs import load
        >>> probes = load("en").index.probes(["read", "more"], "read more")
        >>> "read more" in {probe.key for probe in probes}
        True
        """
        known = set(self._words.intersection(words))
        # Not pairwise, which makes a new tuple each time.
        known.update(map(" ".join, self._pairs.intersection(zip(words, words[1:], strict=False))))  # noqa: RUF007
        known.update(symbol for symbol in self._symbols if symbol in folded)
        return chain.from_iterable(map(self._entry, known))

    def _entry(self, word: str) -> list[Probe]:
        found = self._found.get(word)
        if found is None:
            asked: dict[str, list[Asked]] = {}
            for one in chain.from_iterable(table.asked(word) for table in self.tables):
                if one.rule.id not in self._disable:
                    asked.setdefault(one.key.stretch, []).append(one)
            found = [Probe(key, max(one.longest for one in ones), tuple(ones)) for key, ones in asked.items()]
            self._found[word] = found
        return found
