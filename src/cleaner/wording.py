"""How a line is worded: notices speak to their readers in the same few words, whichever newsroom prints them.

Rules hold what newsrooms are known to print. Of a newsroom never seen they know two lines in five, but most of its
other lines are made of words that stand in the rules' own examples. Each such word and pair of words has a weight, a
logistic regression of these examples against authors' lines: tests/benchmark/fit_words.py. Their sum alone removes
nothing, nor with the look of a headline, since crossheads have both; it does beside other noise, or where a page has a
line in a place of noise.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import regex as re

from cleaner import text
from cleaner.language import base
from cleaner.model import Category, Evidence, Span
from cleaner.shape import is_headline

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from cleaner.model import Block, Document

# Log-odds. With these, of three unseen notices in a row a tenth to a fourth more go, and of the authors' lines of
# labelled pages one in 10,000: docs/decisions/0035.
LEAST, MOST = 0.5, 2.4  # of a sum of weights that counts
EACH = 0.8  # how much it counts: never enough by itself
BESIDE = 0.67  # for each neighbour that was removed, or is worded so too
PLACES = (-0.5, 2.0)  # scores of the content model between which place alone does not tell

MOST_CHARS = 160  # a longer one is running text
LEAST_WORDS = 3  # fewer may be a crosshead: “The subscription”
TOLD_WORDS = 3  # in a note
_NUMBER = re.compile(r"\d[\d.,]*")
_SPEECH = re.compile(r"[\"“”„«»‟＂「『]|^\W{0,3}[-–—]\s|https?://")  # and addresses: others know those


class Worded(NamedTuple):
    """How much a line is worded as notices are, as what kind of notice, and by which words."""

    strength: float
    category: Category
    note: str


class Weights(NamedTuple):
    """What a line of no known word has, and the weight of each word, by the kind of notice that mostly has it."""

    base: float
    words: Mapping[str, Mapping[str, float]]

    def heard(self, line: str) -> list[tuple[float, str, str]]:
        """Return the weight, kind and word of each unit of a line that is known, the heaviest first."""
        own = frozenset(units(line))
        found = [(words[unit], kind, unit) for kind, words in self.words.items() for unit in own & words.keys()]
        return sorted(found, reverse=True)

    def total(self, heard: Iterable[tuple[float, str, str]]) -> float:
        """Add up what was heard in a line."""
        return self.base + sum([weight for weight, _, _ in heard])


def units(line: str) -> list[str]:
    """List the words and pairs of words of a line, its first and last word also as such, and numbers as one.

    Of a script without spaces these are its characters in pairs.

    Examples
    --------
    >>> units("Try it for £9!")
    ['^try', '0$', 'try', 'it', 'for', '0', 'try it', 'it for', 'for 0']
    >>> units("関連記事")
    ['関連', '連記', '記事']
    """
    row = text.words(_NUMBER.sub("0", text.fold(line)))
    pairs = [word for word in row if len(word) == 2 and text.UNSPACED.search(word)]
    if len(pairs) * 2 > len(row):
        return pairs
    return [f"^{row[0]}", f"{row[-1]}$", *row, *map(" ".join, pairwise(row))] if row else []


def suspects(document: Document, languages: Iterable[str], known: Collection[int] = ()) -> dict[int, Worded]:
    r"""Find the lines worded as notices are, sentence by sentence, in one of some languages; speech is none.

    Parameters
    ----------
    document : Document
    languages : iterable of str
        BCP 47 tags, one at least; of an unknown one nothing is found.
    known : collection of int, default=()
        Blocks of which rules tell enough.

    Returns
    -------
    dict of int to Worded
        By the index of the block.

    Examples
    --------
    >>> from cleaner.plain import parse
    >>> story = parse("The harbour stays shut.\n\nChoose your plan and unlock more stories\n\nIt rained.")
    >>> [*suspects(story, ["en"])]
    [1]
    """
    models = [_weights(language) for language in dict.fromkeys(map(base, languages))]
    scores = document.scores or (0.0,) * len(document.blocks)
    told = {}
    for block, score in zip(document.blocks, scores, strict=True):
        if PLACES[0] < score < PLACES[1] and block.index not in known and _may_be_notice(block):
            sentences = [block.text[start:end] for start, end in text.sentences(block.text)]
            best = min(max(_weigh(sentence, weights) for weights in models) for sentence in sentences)
            if best.strength > 0:
                told[block.index] = best
    return told


def _may_be_notice(block: Block) -> bool:
    is_line = len(block.text) <= MOST_CHARS and not block.role and not block.hidden
    return is_line and text.has_words(block.text, LEAST_WORDS) and not _SPEECH.search(block.text)


def _weigh(line: str, weights: Weights) -> Worded:
    heard = weights.heard(line)
    total = weights.total(heard)
    if total < LEAST:
        return Worded(0.0, Category.SIGN_UP, "")
    told = [*dict.fromkeys(f"“{unit.strip('^$')}”" for _, _, unit in heard)][:TOLD_WORDS]
    return Worded(EACH * min(total, MOST), Category(heard[0][1]), f"worded as notices are: {', '.join(told)}")


@cache
def _weights(language: str) -> Weights:
    path = resources.files(__package__).joinpath(f"words/{language}.json")
    return Weights(**json.loads(path.read_text("utf-8"))) if path.is_file() else Weights(0.0, {})


def find(document: Document, told: Mapping[int, Worded], removed: Collection[int]) -> list[Evidence]:
    """Tell of each line found by `suspects` how it is worded, and whether it stands beside noise.

    Examples
    --------
    >>> from cleaner.plain import parse
    >>> find(parse("It rained."), {}, ())
    []
    """
    evidence = []
    texts: Sequence[int] = [block.index for block in document.blocks if block.text] if told else []
    for above, index, below in zip([-1, *texts], texts, [*texts[1:], -1], strict=False):
        if index in told and index not in removed:
            block, (strength, category, note) = document.blocks[index], told[index]
            near = sum(other in removed or other in told for other in (above, below))
            if not near and document.form == "text" and is_headline(block):
                continue  # a crosshead about such things looks the same
            span = Span(index, 0, len(block.text))
            evidence.append(Evidence(span, "wording.notice", category, strength, note))
            if near:
                evidence.append(Evidence(span, "wording.beside-noise", category, BESIDE * near, "beside other noise"))
    return evidence
