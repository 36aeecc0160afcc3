"""The little language of rules: phrases with alternatives, gaps and numbers, set into named forms.

A phrase is written as it looks once folded: lower case, plain quotes and dashes.

==========  ========================================================================================
``(a|b|)``  one of these, or nothing; groups do not nest
`` … ``     a gap of up to five words within one sentence
``#``       a number: ``14``, ``1,204``, ``3.5k``
==========  ========================================================================================

A form says where the phrase stands; every form is linear in the length of the text, whatever the text holds.
"""

from __future__ import annotations

import itertools
import math
from functools import cache
from typing import TYPE_CHECKING, Final

import regex

from cleaner import text
from cleaner.language import COMMON

if TYPE_CHECKING:
    from collections.abc import Iterator

# Letters of scripts that put spaces between words: a phrase must not begin or end in the middle of such a word.
_LETTER = rf"[\w--{text.UNSPACED_RANGES}]"
_BEGINS = rf"(?:(?!{_LETTER})|(?<!{_LETTER}['\-]?))"
_ENDS = rf"(?:(?<!{_LETTER})|(?!['\-]?{_LETTER}))"
# Arrows, emoji, bullets, brackets, stops: all but words, speech marks, questions and what gives a number its meaning.
# Folding turns » and « into speech marks; a real one never stands beside a space on its inner side.
_DECORATION = r"[^\w\"'$£€¥₹%@&?#]"
_DECORATION_CHARS = 24  # a text with more around its phrase is kept; a bound keeps hostile runs of marks cheap
_BEFORE = rf"(?:{_DECORATION}|\"(?=\s)){{0,{_DECORATION_CHARS}}}"
_AFTER = rf"(?:{_DECORATION}|(?<=\s)\"){{0,{_DECORATION_CHARS}}}"
# Sentences behind a dash are somebody's answer in the papers of half of Europe: “– No comments.”
_NO_ANSWER = r"(?!-\s[^\n]{0,200}[\w\"')][.!?][\"')]?\s?\Z)"
_SEPARATOR = r"(?:\s?(?:[:|>›→➤▶]|-\s|\](?=\s))|\s\"(?=\s[^\"]*\Z))"  # ] of a label in brackets; the last is a lone »
_NUMBER = r"\d[\d.,]{0,8}[km]?"
_GAP = r"(?:[^\w.!?]{1,3}\w{1,30}){0,5}?[^\w.!?]{1,3}"

_INNER = regex.compile(rf"{_NO_ANSWER}{_BEFORE}(?P<marker>.*?){_AFTER}\Z", regex.V1 | regex.DOTALL)
_GROUP = regex.compile(r"\(([^()]*)\)")
_OUTER_GAP = regex.compile(r" … (?![^()]*\))")
_GAP_CHARS = 60
_SPELLINGS = 400
_COMPANIONS = 2
# In English news, beside the words by which languages are told.
_FREQUENT = frozenset((
    "about", "after", "all", "also", "back", "can", "close", "day", "do", "find", "first", "follow", "get",
    "group", "had", "help", "here", "home", "if", "in", "its", "last", "like", "line", "live", "made", "make",
    "minute", "minutes", "more", "most", "new", "news", "next", "no", "now", "ok", "one", "open", "or", "out",
    "over", "part", "people", "plan", "plans", "play", "post", "read", "report", "see", "she", "so", "some",
    "still", "story", "study", "take", "than", "their", "them", "there", "they", "think", "time", "two", "up",
    "us", "week", "were", "what", "when", "which", "who", "will", "world", "would", "year", "years", "you",
    "your",
))  # fmt: skip
_UNSPACED = f"[{text.UNSPACED_RANGES}]"
_HOLDS_UNSPACED = regex.compile(_UNSPACED).search
_PAIR = regex.compile(rf"{_UNSPACED}{{2}}").search
_ENDS_OPEN = regex.compile(rf"(?:\s|{_UNSPACED})\Z").search
_BEGINS_OPEN = regex.compile(rf"\s|{_UNSPACED}").match
_NO_SPELLING = regex.compile("[…#:]")
_COLON = regex.compile(r"(?:(?<=\w)|\A):")  # a space may stand in front of it
_BETWEEN_STRETCHES = regex.compile(rf"[…#]|{_COLON.pattern}")
_SYMBOL = regex.compile(r"[^\w\s]")

LABEL: Final = "{phrase}: …"  # what follows a label is a headline: it does not begin in lower case
# A label's headline may quote and tell, and so may a teaser in brackets: these two do not look there.
SAID: Final = "…, {phrase} …"  # who says it may hang on the verb: "lance-t-il"
TOLD: Final = "(no :) … {phrase} …"
WHOLE: Final = "{phrase}"
FORMS: Final = {
    WHOLE: "{no_answer}{before}{marker}{after}\\Z",
    "{phrase} …": "{before}{marker}",
    LABEL: "{before}{marker}{separator}\\W*\\w",
    "… {phrase}": "{marker}{after}\\Z",
    "… {phrase} …": "{marker}",
    SAID: '\\A[^:]{{1,400}}(?:[,?!"]|\\s-)"?\\s(?:-\\s|\\w{{1,4}}\\s)?{marker}(?!.{{0,400}}[)\\]]\\W?\\Z)',
    TOLD: "\\A[^:]{{0,400}}{marker}(?!.{{0,400}}[)\\]]\\W?\\Z)",
    "… [{phrase}]": "[\\[【]\\s?{marker}\\s?[\\]】]{after}\\Z",
    "[{phrase}] …": "{before}[\\[【(]\\s?{marker}\\s?[\\])】]",
    "({phrase} …)": '[(\\[][^\\w"(\\[]{{0,3}}{marker}[^()\\[\\]]*[)\\]]{after}\\Z',
}
BRACKETS: Final = {"… [{phrase}]": ("[", "【"), "[{phrase}] …": ("[", "【", "(")}  # rarer than any word within
# Known without their accents too: many leave these out in capitals, and few other lines are written the same.
BARE: Final = frozenset({WHOLE, LABEL})
STARTING: Final = frozenset({WHOLE, "{phrase} …", LABEL, "[{phrase}] …"})
ENDING: Final = frozenset({WHOLE, "… {phrase}", "… [{phrase}]", "({phrase} …)"})


def alternatives(phrase: str) -> list[list[str]]:
    """Split a phrase into what must stand (lists of one) and its groups of alternatives.

    Raises
    ------
    ValueError
        If brackets nest, do not pair, or hold a single choice.

    Examples
    --------
    >>> alternatives("read (more|on)")
    [['read '], ['more', 'on']]
    """
    parts = _GROUP.split(phrase)
    if any("(" in part or ")" in part for part in parts):
        raise ValueError(f"brackets of phrase {phrase!r} nest or do not pair")
    if not all("|" in group for group in parts[1::2]):
        raise ValueError(f"brackets of phrase {phrase!r} hold a single choice")
    return [part.split("|") if i % 2 else [part] for i, part in enumerate(parts) if i % 2 or part]


def keys(phrase: str) -> list[str]:
    """Return literal stretches of a phrase: every text that holds the phrase holds one of them, whole words each.

    Of all that would do, those are taken that stand in the fewest texts by a rough measure: each further letter makes a
    stretch rarer, and each key costs a look.

    Examples
    --------
    >>> keys("sign up (to|for) our … newsletter"), keys("(read|see) on")
    (['newsletter'], ['read on', 'see on'])
    """
    windows = [window for part in _OUTER_GAP.split(phrase) for window in _windows(alternatives(part))]
    found = [sorted(set(map(_literal_stretch, window))) for window in windows]
    usable = [stretches for stretches in found if all(map(word_of, stretches))]
    return min(usable, key=lambda stretches: sum(map(_cost, stretches)), default=[""])


def companions(phrase: str, key: str) -> tuple[tuple[str, ...], ...]:
    """Return what else stands in every text that holds a phrase, beside one of its keys: of each tuple, one stretch.

    The two rarest are enough: a look costs little, and an expression that runs in vain much.

    Examples
    --------
    >>> companions("sign up (to|for) our … newsletter", "newsletter")
    (('sign up',), ('our',))
    """
    groups: list[tuple[str, ...]] = []
    for part in alternatives(phrase):
        if len(part) == 1:
            groups += [(piece.strip(),) for piece in _BETWEEN_STRETCHES.split(part[0])]
        else:
            groups.append(tuple(sorted(set(map(_literal_stretch, part)))))
    useful = [group for group in dict.fromkeys(groups) if all(group) and not any(piece in key for piece in group)]
    return tuple(sorted(useful, key=lambda group: sum(map(_cost, group)))[:_COMPANIONS])


@cache
def _cost(stretch: str) -> float:
    """Return a rough measure of the looks that a key costs: its own, and those where it stands without its phrase."""
    rare = sum(len(word) for word in _words(stretch) if word not in COMMON and word not in _FREQUENT)
    return 0.03 + 0.7 ** (rare + 0.3 * (len(stretch) - rare)) if rare else 20.0 / 25.0 ** stretch.count(" ")


@cache
def _words(stretch: str) -> tuple[str, ...]:
    return tuple(text.words(stretch))


def _windows(choices: list[list[str]]) -> Iterator[list[str]]:
    """Yield the spellings of each run of parts that begins and ends between words."""
    cuts = [0, *(i for i in range(1, len(choices)) if _between_words(choices[i - 1], choices[i])), len(choices)]
    unspaced = any(map(_PAIR, itertools.chain(*choices)))  # of such a script a text is asked for pairs only
    for i, j in itertools.combinations(cuts, 2):
        if math.prod(map(len, choices[i:j])) <= _SPELLINGS:
            window = [" ".join("".join(choice).split()) for choice in itertools.product(*choices[i:j])]
            if j - i == len(choices) or not unspaced or all(map(_PAIR, window)):
                yield window


def _between_words(left: list[str], right: list[str]) -> bool:
    """Tell whether a key may end between two parts: at a space, or in a script that is written without them."""
    return all(map(_ENDS_OPEN, left)) or all(map(_BEGINS_OPEN, right))


def _literal_stretch(phrase: str) -> str:
    """Return the longest stretch of plain characters between gaps and numbers."""
    return max((piece.strip() for piece in _BETWEEN_STRETCHES.split(phrase)), key=len)


def spellings(phrase: str) -> frozenset[str]:
    """Return all ways to write a phrase; none if there are too many, or one has a gap, a number, a colon or edge marks.

    Examples
    --------
    >>> sorted(spellings("read (more|on|)")), spellings("# comments")
    (['read', 'read more', 'read on'], frozenset())
    """
    choices = alternatives(phrase)
    if _NO_SPELLING.search(phrase) or math.prod(map(len, choices)) > _SPELLINGS:
        return frozenset()
    found = frozenset(" ".join("".join(choice).split()) for choice in itertools.product(*choices))
    return found if all((core := inner(one)) and core["marker"] == one for one in found) else frozenset()


def inner(folded: str) -> regex.Match[str] | None:
    """Find, as ``marker``, what a folded text says without the marks around it.

    Examples
    --------
    >>> inner("» read more …")["marker"]
    'read more'
    """
    return _INNER.match(folded)


@cache
def room(phrase: str) -> int:
    """Return how many characters a phrase can take, its gaps filled and decoration around it.

    Examples
    --------
    >>> room("read more")
    33
    """
    longest = sum(max(len(choice) + choice.count("…") * _GAP_CHARS for choice in part) for part in alternatives(phrase))
    return longest + _DECORATION_CHARS


@cache
def word_of(key: str) -> str:
    """Return what tells whether a document can hold a key at all: two words in a row, one word, or a symbol.

    Examples
    --------
    >>> word_of("sign up for our newsletter"), word_of("newsletter"), word_of("関連記事"), word_of("[")
    ('our newsletter', 'newsletter', '関連', '[')
    """
    words = _words(key)
    if _HOLDS_UNSPACED(key):
        pairs = [word for word in words if len(word) == 2 and _HOLDS_UNSPACED(word)]  # found in longer runs too
        return next(iter(pairs or words), "")
    rows = [f"{word} {following}" for word, following in itertools.pairwise(words)]
    return max(rows or words, key=len, default="") or next(iter(_SYMBOL.findall(key)), "")


def pattern(form: str, phrases: tuple[str, ...], *, parted: bool = True) -> str:
    """Build the regular expression of a form and its phrases; the phrase itself is the group ``marker``.

    Of a label that is not ``parted`` from its headline the colon is missing.

    Examples
    --------
    >>> found = regex.search(pattern("{phrase}: …", ("read more",)), "→ read more: rain at last", regex.V1)
    >>> found["marker"]
    'read more'
    """
    ends = r"\b" if form == SAID else _ENDS
    marker = f"{_BEGINS}(?P<marker>{'|'.join(map(phrase_pattern, phrases))}){ends}"
    start = r"\A" if form in STARTING else ""
    separator = _SEPARATOR if parted else r"(?=\s)"
    return start + FORMS[form].format(
        no_answer=_NO_ANSWER, before=_BEFORE, marker=marker, after=_AFTER, separator=separator
    )


def phrase_pattern(phrase: str) -> str:
    r"""Translate one phrase; a group that may be empty takes the space beside it along, a colon one in front of it.

    Examples
    --------
    >>> phrase_pattern("read (more|on)"), phrase_pattern("tags:")
    ('read\\s(more|on)', 'tags\\s?:')
    """
    source = ""
    parts = _GROUP.split(phrase)
    for i, part in enumerate(parts):
        if i % 2 == 0:
            source += _literal(part)
            continue
        choices = part.split("|")
        group = f"({'|'.join(_literal(choice) for choice in choices if choice)})"  # a capture tells the check which
        if "" not in choices:
            source += group
        elif parts[i + 1].startswith(" ") and (not source or source.endswith(r"\s")):
            source += rf"(?:{group}\s)?"
            parts[i + 1] = parts[i + 1][1:]
        elif source.endswith(r"\s") and not parts[i + 1]:
            source = source.removesuffix(r"\s") + rf"(?:\s{group})?"
        else:
            source += f"{group}?"
    return source


def _literal(plain: str) -> str:
    """Escape plain words, with their gaps, numbers and spaces."""
    pieces = (regex.escape(piece, literal_spaces=True).replace(" ", r"\s") for piece in plain.split(" … "))
    pieces = (_COLON.sub(r"\\s?:", piece) for piece in pieces)
    return _GAP.join(pieces).replace(r"\#", _NUMBER).replace("#", _NUMBER)
