"""One rule, and how it reads a passage."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

import regex

from cleaner import text
from cleaner.packs import forms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from cleaner.model import Category

_SYMBOL = regex.compile(r"[^\w\s]")
_SPEECH_MARK = regex.compile(r"[\"“”„‟＂]")
# Of marks that are also arrows and apostrophes, both ends count, each beside what is said.
_QUOTED = regex.compile(
    r"(?:«\s?(?=\p{L})[^«»]{2,300}»|»(?=\p{L})[^«»]{2,300}«|‹(?=\p{L})[^‹›]{2,300}›"
    r"|[‚‘](?=\p{L})[^‚‘]{2,300}?(?<=[\w.!?…,])[’‘])(?!\w)|「[^「」]{2,300}」|『[^『』]{2,300}』"
)
_HEADLINE_WORDS = 3
_STARTS_LOW = regex.compile(r"\p{Ll}(?!\p{Lu})")  # not a name such as “iPhone”
NO_LIMIT = 1_000_000  # words or characters
LONGEST_SENTENCE = 40  # words of a prompt; a scraper has joined one that is longer to a sentence of the article
MATCH_SECONDS = 0.2  # the slowest shipped rule needs 5 ms for 100,000 characters
_WORD_CHARS = 30
_SHORT_CHARS = 1000
Target = Literal["block", "lead-in", "sentence", "tail"]
Look = Literal["teaser", "label", "whole-sentence", "capitals"]


def _is_said(passage: str, at: int) -> bool:
    """Tell whether somebody says what begins at a place: it stands between quotation marks, not around the whole."""
    if len(_SPEECH_MARK.findall(passage, 0, at)) % 2:
        return True
    for quoted in _QUOTED.finditer(passage):
        start, end = quoted.span()
        if start >= at:
            break
        if at < end and end - start + 1 < len(passage):
            return True
    return False


class Match(NamedTuple):
    """Where a rule found something: the span that would go, and the words that gave it away (half-open offsets)."""

    start: int
    end: int
    marker_start: int
    marker_end: int


class Key(NamedTuple):
    """A stretch of folded text and what stands in the same text wherever a phrase does that the stretch was taken from.

    Attributes
    ----------
    stretch : str
    room : int
        Characters that the longest such phrase can take.
    companions : tuple of tuple of str
        Of each, one stands there too.
    """

    stretch: str
    room: int = NO_LIMIT
    companions: tuple[tuple[str, ...], ...] = ()

    def stands_in(self, folded: str) -> bool:
        """Tell whether a folded text holds the key and its companions.

        Examples
        --------
        >>> Key("newsletter", 40, (("sign up", "subscribe"),)).stands_in("our newsletter reports that he left")
        False
        """
        return self.stretch in folded and (not self.companions or self.accompanied(folded))

    def accompanied(self, folded: str) -> bool:
        """Tell whether a folded text that holds the key holds its companions."""
        for group in self.companions:
            for piece in group:
                if piece in folded:
                    break
            else:
                return False
        return True


class Passage:
    """The text of one block, folded (unless it is given so) and split into sentences at most once for all rules."""

    def __init__(self, source: str, folded: str | None = None) -> None:
        self.text = source
        self.folded = text.fold(source) if folded is None else folded  # same length, so offsets hold in both

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Its sentences, but for those that begin inside someone's speech."""
        outside, quotes, seen = [], 0, 0
        for start, end in text.sentences(self.text):
            quotes += self.folded.count('"', seen, start)
            seen = start
            if quotes % 2 == 0:
                outside.append((start, end))
        return outside


@dataclass(frozen=True, kw_only=True, eq=False)
class Rule:
    """One declared test for noise; docs/rules explains the fields as they stand in a pack.

    Attributes
    ----------
    id : str
        ``pack.category.name``; never renamed or reused.
    category : Category
    target : {"block", "lead-in", "sentence", "tail"}
        What is read, and what would go: the block; its start, with its first sentence; each sentence; its end.
    strength : float
        Log-odds, -10 to 10; from 2.0 the rule removes alone, below 0 it argues to keep.
    why : str
        One sentence for whoever asks why this went.
    keys : tuple of Key
        Every match holds at least one of them. A compiled pack has them in its index, unless the rule argues to keep.
    form, phrases, pattern : str, tuple of str, str
        Either a form of ``forms.FORMS`` with its phrases, or a regular expression over the folded text, in which a
        group ``marker`` may name the words that give the noise away.
    words : tuple of int or None
        Least and greatest number of words of the span; ``NO_LIMIT`` where a pack gives the least alone. A sentence or
        lead-in has `LONGEST_SENTENCE` at most where a pack gives neither.
    looks : tuple of str
        Questions of ``shape`` that the span (``capitals``: the marker) must answer with yes.
    unless : tuple of str
        Words, folded, of which what is read holds none: the house speaks of “our newsletter”, a report of somebody's.
    where : {"", "head", "end", "several"}
        Part of the document in which the rule holds; or in several places, if at all, and in none beside another.
    run : {"", "teaser"}
        What goes with the block below it, until prose resumes.
    must_match, must_keep : tuple of str
        Its examples; empty in a compiled pack.
    """

    id: str
    category: Category
    target: Target
    strength: float
    why: str
    keys: tuple[Key, ...] = ()
    form: str = ""
    phrases: tuple[str, ...] = ()
    pattern: str = ""
    words: tuple[int, int] | None = None
    looks: tuple[Look, ...] = ()
    unless: tuple[str, ...] = ()
    where: Literal["", "head", "end", "several"] = ""
    run: Literal["", "teaser"] = ""
    must_match: tuple[str, ...] = ()
    must_keep: tuple[str, ...] = ()

    @cached_property
    def expression(self) -> regex.Pattern[str]:
        """The compiled expression."""
        return self._compiled(self.phrases)

    @cached_property
    def _spellings(self) -> dict[str, str]:
        """What a whole text is looked up among, and the phrase of each.

        To compile an expression of all of them takes longer than to clean a page.
        """
        whole = self.phrases if self.form == forms.WHOLE else ()
        told = {spelling: phrase for phrase in whole for spelling in forms.spellings(phrase)}
        return {text.bare(spelling): phrase for spelling, phrase in told.items()} | told

    @cached_property
    def _rest(self) -> regex.Pattern[str] | None:
        """The expression of the phrases that are not looked up; made when a block first holds one of the keys."""
        if not self._spellings:
            return self.expression
        looked_up = frozenset(self._spellings.values())
        rest = tuple(phrase for phrase in self.phrases if phrase not in looked_up)
        return self._compiled(rest) if rest else None

    @cached_property
    def _bare(self) -> regex.Pattern[str] | None:
        """The expression of the phrases that have accents, without these."""
        looked_up = frozenset(self._spellings.values())
        found = dict.fromkeys(text.bare(phrase) for phrase in self.phrases if phrase not in looked_up)
        phrases = tuple(phrase for phrase in found if phrase not in self.phrases) if self.form in forms.BARE else ()
        return self._compiled(phrases) if phrases else None

    @cached_property
    def _unparted(self) -> regex.Pattern[str]:
        """The expression of a label without its colon."""
        return regex.compile(forms.pattern(self.form, self.phrases, parted=False), regex.V1)

    def _compiled(self, phrases: tuple[str, ...]) -> regex.Pattern[str]:
        source = forms.pattern(self.form, phrases) if self.form else self.pattern
        return regex.compile(source if "(?P<marker>" in source else f"(?P<marker>{source})", regex.V1)

    def bounds(self, room: int) -> tuple[int, int]:
        """Return the longest block that a key can decide, and how far from its start the key can begin, in characters.

        ``room`` is the length of the longest phrase that holds the key. A look at two numbers costs next to nothing,
        and most blocks are paragraphs in which a short phrase cannot be the whole or the start.
        """
        longest = reach = NO_LIMIT
        if self.target == "block":
            longest = room if self.form == forms.WHOLE else self.words[1] * _WORD_CHARS if self.words else NO_LIMIT
        if self.form in forms.STARTING:
            reach = room
        return longest, reach

    def find(self, passage: Passage, keys: Collection[Key] = (Key(""),)) -> Iterator[Match]:
        """Yield what the words of this rule and its ``words`` guard find; ``looks`` and ``where`` are the caller's.

        ``keys`` are those of its keys that stand in the passage: a sentence without one is not looked at.

        Examples
        --------
        >>> from cleaner.model import Category
        >>> rule = Rule(id="en.share.x", category=Category.SHARE, target="sentence", strength=2.5, why="An example.",
        ...             form="{phrase} …", phrases=("follow us on",))
        >>> passage = Passage("The river fell at noon. Follow us on Instagram for more.")
        >>> [passage.text[match.start:match.end] for match in rule.find(passage)]
        ['Follow us on Instagram for more.']
        """
        is_whole, is_sentence = self.target == "block", self.target == "sentence"
        if is_whole and not self._fits(passage.text):
            return  # counting words costs less than the expression
        for start, end in passage.sentences if is_sentence else ((0, len(passage.text)),):
            folded = passage.folded[start:end]
            if is_sentence and not any(key.stands_in(folded) for key in keys):
                continue
            marker = self.search(folded)
            if marker is None and is_sentence and start > 0 and end == len(passage.text):
                marker = self._last(folded)
            if marker is None:
                continue
            if self.form == forms.LABEL and _STARTS_LOW.match(passage.text, start + marker.end() - 1):
                continue
            if self.strength > 0 and _is_said(passage.text, start + marker.start("marker")):
                continue
            if self.unless and not set(self.unless).isdisjoint(text.words(folded)):
                continue
            span = self._span(marker, passage, (start, end))
            if is_whole or self._fits(passage.text[span[0] : span[1]]):
                yield Match(*span, start + marker.start("marker"), start + marker.end("marker"))

    def search(self, folded: str) -> regex.Match[str] | None:
        """Return the first match in folded text, or None; also None if it takes too long."""
        is_short = len(folded) < _SHORT_CHARS
        whole = forms.inner(folded) if is_short and self._spellings else None
        if whole and whole["marker"].replace("\n", " ") in self._spellings:
            return whole
        if is_short:  # no expression needs long for so little, and the clock costs a third
            found = self._rest.search(folded) if self._rest else None
            return found or (self._bare.search(text.bare(folded)) if self._bare else None)
        try:
            return self._rest.search(folded, timeout=MATCH_SECONDS) if self._rest else None
        except TimeoutError:
            return None  # out of time: the text is kept

    def _last(self, folded: str) -> regex.Match[str] | None:
        """Return the match of a label without its colon in a headline, with which a paragraph ends and no sentence."""
        if self.form != forms.LABEL or text.ends_sentence(folded):
            return None
        found = self._unparted.search(folded)
        return found if found and text.has_words(folded[found.end() - 1 :], _HEADLINE_WORDS) else None

    def _span(self, found: regex.Match[str], passage: Passage, whole: tuple[int, int]) -> tuple[int, int]:
        if self.target == "tail":
            return found.span()
        if self.target == "block":
            return whole
        start, end = next(iter(passage.sentences), whole) if self.target == "lead-in" else whole
        return start, text.unmarked_start(passage.text, start + found.end("marker"), end)

    def _fits(self, span: str) -> bool:
        if self.words is None and self.target not in {"sentence", "lead-in"}:
            return True
        least, most = self.words or (0, LONGEST_SENTENCE)
        return least <= text.count_words(span) <= most
