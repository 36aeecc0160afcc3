"""Which rules are asked of a text, by the words that it holds."""

from __future__ import annotations

from functools import cached_property
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
        self._found: dict[str, dict[str, list[Asked]]] = {}

    @cached_property
    def pairs(self) -> frozenset[tuple[str, ...]]:
        """Two words in a row that a key holds."""
        return frozenset(tuple(word.split(" ")) for table in self.tables for word in table.rows if " " in word)

    @cached_property
    def symbols(self) -> tuple[str, ...]:
        """Keys without words."""
        return tuple({word: None for table in self.tables for word in table.rows if not word[:1].isalnum()})

    @cached_property
    def words(self) -> frozenset[str]:
        """Words that a key holds; pairs stand among them but are no words of a text."""
        return frozenset().union(*(table.rows for table in self.tables))

    def entry(self, word: str) -> dict[str, list[Asked]]:
        """Return what is asked of a text that holds a word, or two: by the key to look for."""
        found = self._found.get(word)
        if found is None:
            found = {}
            for table in self.tables:
                for one in table.asked(word):
                    if one.rule.id not in self._disable:
                        found.setdefault(one.key.stretch, []).append(one)
            self._found[word] = found
        return found
