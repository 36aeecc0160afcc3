"""Evidence to decisions: pure arithmetic, and the only module with thresholds.

The score of a span is the sum of the log-odds of all evidence for it, and of all that argues to keep any part of it.
A block with an author's sentence in it does not go whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from cleaner.language import names_language
from cleaner.model import Category, Decision, Evidence
from cleaner.text import asks, count_words, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cleaner.model import Block, Document, Span

_Spanned = TypeVar("_Spanned", Decision, Evidence)

DOUBT = 1.0  # log-odds from which a kept span is listed as doubtful: noise in about 3 cases of 4
GUESS = "layout."  # such evidence names the category only where nothing else does
HEADLINE = "layout.headline-"  # parts of one sum, which speaks for a whole block: they argue to keep no part of it
# What a question in front of it belongs to: “Enjoyed this story?”
_PROMPTS = frozenset({
    Category.APP_PROMOTION, Category.AUTHOR, Category.COMMENTS, Category.SHARE, Category.SIGN_UP, Category.SUBSCRIPTION,
})  # fmt: skip
_QUESTION_WORDS = 20
_QUOTED = re.compile('[“”„«»"]')
# What invites a reader somewhere: a short text that is one link is one invitation, whichever sentence of it tells.
INVITES = frozenset({Category.APP_PROMOTION, Category.CROSS_PROMOTION, Category.SIGN_UP, Category.SUBSCRIPTION})
INVITATION_WORDS = 40
# Readers may need to know who paid for a recommendation: such a line is found, listed as doubtful, and kept.
REMOVED_BY_DEFAULT = frozenset(Category) - {Category.DISCLOSURE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a caller wants removed, and how sure that must be.

    Attributes
    ----------
    remove : frozenset of Category, default=all but ``disclosure``
        Categories to remove.
    keep : frozenset of Category, default=frozenset()
        Categories never to look for; wins over ``remove``. What stands in neither is found and listed as doubtful.
    caution : float, default=2.0
        Score in log-odds that a removal needs, at least 1.0. 2.0 is 7 to 1; a greater value removes less.
    language : str, default=""
        BCP 47 tag of the language of all documents of which no call names one; empty to take each document's own.

    Raises
    ------
    ValueError
        For an unknown category, a caution below 1.0, or a language that is no tag.

    Examples
    --------
    >>> Settings(keep={"credit"}).removes(Category.CREDIT)
    False
    """

    remove: frozenset[Category] = REMOVED_BY_DEFAULT
    keep: frozenset[Category] = frozenset()
    caution: float = 2.0
    language: str = ""

    def __post_init__(self) -> None:
        for name in ("remove", "keep"):
            object.__setattr__(self, name, _categories(name, getattr(self, name)))
        if not isinstance(self.caution, (int, float)) or not self.caution >= DOUBT:
            raise ValueError(f"caution must be {DOUBT} or more, not {self.caution!r}")
        if self.language and not (isinstance(self.language, str) and names_language(self.language)):
            raise ValueError(f"language must be a tag such as 'en' or 'pt-BR', not {self.language!r}")

    def removes(self, category: Category) -> bool:
        """Tell whether noise of a category is taken out."""
        return category in self.remove and category not in self.keep


def _categories(name: str, told: Iterable[str]) -> frozenset[Category]:
    if isinstance(told, str):
        raise ValueError(f"{name} must be a set of categories, not {told!r}")  # noqa: TRY004 - documented as such
    if unknown := [category for category in told if category not in {*Category}]:
        raise ValueError(f"{unknown[0]!r} is no category; there are {', '.join(Category)}")
    return frozenset(map(Category, told))


def decide(document: Document, evidence: Iterable[Evidence], settings: Settings) -> tuple[Decision, ...]:
    """Add up the evidence and give the verdicts, in reading order; spans without a decision are kept.

    Examples
    --------
    >>> from cleaner import packs, plain, rules
    >>> document = plain.parse("JUST IN: Bridge reopens after storm")
    >>> [found.verdict for found in decide(document, rules.find(document, packs.load("en")), Settings())]
    ['removed']
    """
    decisions: list[Decision] = []
    for index, heard in sorted(by_block(evidence).items()):
        if sum([found.strength for found in heard if found.strength > 0]) >= DOUBT:
            decisions += _decide_block(document.blocks[index], heard, settings)
    return tuple(decisions)


def _decide_block(block: Block, evidence: list[Evidence], settings: Settings) -> list[Decision]:
    if len(evidence) > 1:
        evidence.sort(key=lambda found: (found.span.start, -found.span.end, found.name, found.strength, found.note))
        # No rule counts twice.
        evidence = list({(found.span.start, found.span.end, found.name): found for found in evidence}.values())
    spans = dict.fromkeys([found.span for found in evidence if found.strength > 0])
    decisions = [decision for span in spans if (decision := _weigh(span, evidence, settings))]
    if not decisions or (len(decisions) == 1 and decisions[0].span[1:] == (0, len(block.text))):
        return decisions  # nothing is left to settle
    return _settle(block, decisions)


def join(document: Document, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Bring decisions of several rounds together: removals of one block that overlap become one.

    Examples
    --------
    >>> from cleaner.plain import parse
    >>> join(parse("It rained."), ())
    ()
    """
    told = by_block(sorted(decisions, key=lambda decision: decision.span[:2]))
    return tuple(decision for index, found in told.items() for decision in _settle(document.blocks[index], found))


def by_block(found: Iterable[_Spanned]) -> dict[int, list[_Spanned]]:
    """Put decisions, or evidence, together by the index of the block that they are about."""
    told: dict[int, list[_Spanned]] = {}
    for one in found:
        told.setdefault(one.span.block, []).append(one)
    return told


def _settle(block: Block, decisions: list[Decision]) -> list[Decision]:
    """Join the removals of one block that overlap, and drop the doubts that they take along."""
    text = block.text
    removed = _merge([decision for decision in decisions if decision.verdict == "removed"])
    if removed and _takes_all(block, removed):
        removed = _merge(removed, whole=len(text))
    doubtful = [decision for decision in decisions if decision.verdict == "doubtful"]
    taken = [decision for decision in doubtful if not any(_overlap(decision.span, other.span) for other in removed)]
    return sorted([*removed, *taken], key=lambda decision: (decision.span.start, decision.span.end))


def _takes_all(block: Block, removed: Sequence[Decision]) -> bool:
    """Tell whether what is left of a block is part of the noise in it.

    That is a bracket or a dash alone, the rest of one link, or one question in front of a prompt.
    """
    left = _rest(block.text, removed)
    told = {decision.category for decision in removed}
    if left and not any(map(str.isalnum, left)):
        return True
    if told & _PROMPTS and removed[-1].span.end == len(block.text) and _only_asks(left, block.text):
        return True
    return bool(told & INVITES) and _is_one_link(block)


def _only_asks(left: str, text: str) -> bool:
    """Tell whether what is left of a text is its start, and one question that nobody is said to have asked."""
    is_short = asks(left) and count_words(left) <= _QUESTION_WORDS and len(sentences(left)) == 1
    return is_short and text.startswith(left) and not _QUOTED.search(left)


def _is_one_link(block: Block) -> bool:
    """Tell whether a short block is one link and nothing else."""
    is_whole = len(block.links) == 1 and block.links[0][:2] == (0, len(block.text))
    return is_whole and count_words(block.text) <= INVITATION_WORDS


def _weigh(span: Span, evidence: Sequence[Evidence], settings: Settings) -> Decision | None:
    """Add up what speaks for a span itself and what argues to keep any part of it, or what holds it."""
    heard = [found for found in evidence if bears_on(found, span)]
    category = (heard[0] if len(heard) == 1 else max(heard, key=_naming)).category
    if settings.keep:  # named by all evidence: what a caller keeps must not go under another name
        heard = [found for found in heard if found.strength < 0 or found.category not in settings.keep]
    score = sum([found.strength for found in heard])
    if score < DOUBT or category in settings.keep:
        return None
    removed = score >= settings.caution and settings.removes(category)
    return Decision(span, "removed" if removed else "doubtful", category, score, tuple(heard))


def bears_on(found: Evidence, span: Span) -> bool:
    """Tell whether evidence counts for a span: it is about that span, or argues to keep a part of it."""
    if found.span == span:
        return True
    return found.strength < 0 and _overlap(found.span, span) and not found.name.startswith(HEADLINE)


def _naming(found: Evidence) -> tuple[bool, float, Category]:
    """Rank evidence by how well it names noise: shape and place only let guess what it is."""
    return found.strength > 0 and not _guesses(found), found.strength, found.category


def _is_guess(decision: Decision) -> bool:
    return all(found.strength < 0 or _guesses(found) for found in decision.evidence)


def _guesses(found: Evidence) -> bool:
    return found.name.startswith(GUESS) and found.category is not Category.HIDDEN


def _merge(decisions: list[Decision], whole: int = 0) -> list[Decision]:
    """Join removals that overlap (or all, over the ``whole`` block) into one, named by the one with most evidence."""
    merged: list[Decision] = []
    for decision in decisions:
        if merged and (whole or _overlap(merged[-1].span, decision.span)):
            merged[-1] = _joined(merged[-1], decision)
        else:
            merged.append(decision)
    return [_joined(merged[0], merged[0], end=whole)] if whole else merged


def _joined(one: Decision, other: Decision, end: int = 0) -> Decision:
    best = max(one, other, key=lambda decision: decision.score)
    category = max(one, other, key=lambda decision: (not _is_guess(decision), decision.score)).category
    start = 0 if end else min(one.span.start, other.span.start)
    span = one.span._replace(start=start, end=max(end, one.span.end, other.span.end))
    evidence = tuple(dict.fromkeys((*one.evidence, *other.evidence)))
    return Decision(span=span, verdict="removed", category=category, score=best.score, evidence=evidence)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _rest(text: str, removed: Sequence[Decision]) -> str:
    """Return what is left of a text."""
    parts, end = [], 0
    for decision in removed:
        parts.append(text[end : decision.span.start])
        end = decision.span.end
    return "".join([*parts, text[end:]]).strip()
