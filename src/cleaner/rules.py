"""Evidence from what a block says: the rules of the packs, asked of each block that holds one of their keys."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from cleaner import layout
from cleaner.model import Block, Evidence, Kind, Span
from cleaner.packs import Passage
from cleaner.text import BOUNDARY, count_words, fold, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cleaner.model import Document
    from cleaner.packs import Asked, Match, Pack, Rule

EDGE_PARAGRAPHS = 3  # as far into the document does its head reach, and its end
RUN_BLOCKS = 12
_STOPS = (". ", "! ", "? ", '" ', ") ", "… ", "。", "！", "？", "। ", "؟ ")
RUN_WORDS = 4  # a teaser under a heading has at least so many; a shorter line there may be the article's own crosshead


def find(document: Document, pack: Pack) -> list[Evidence]:
    """Ask the rules of a pack about every block.

    Examples
    --------
    >>> from cleaner import packs, plain
    >>> document = plain.parse("JUST IN: Bridge reopens after storm")
    >>> {found.category.value for found in find(document, packs.load("en"))}
    {'cross-promotion'}
    """
    evidence: list[Evidence] = []
    known: dict[tuple[str, float | None], list[tuple[Rule, Match]]] = {}  # lines that repeat are weighed once
    units = _units(document.blocks)
    removes = any(rule.strength > 0 for rule in pack.rules)
    for number, folded, rules in _candidates([text for _, _, text in units], pack):
        block, offset, text = units[number]
        linked = block.linked if document.form == "html" else None
        if (text, linked) not in known:
            known[text, linked] = [*_matches(rules, Passage(text, folded), linked, removes=removes)]
        for rule, match in known[text, linked]:
            evidence.append(_evidence(rule, block, match, offset))
            if rule.run and match.start == 0 and match.end == len(block.text):
                evidence += _run(rule, block, document)
    return evidence


def in_place(evidence: Sequence[Evidence], document: Document, pack: Pack, removed: Collection[int]) -> list[Evidence]:
    """Leave out the evidence of rules that hold at the head or the end of a document only, where it stands elsewhere.

    Place is counted in paragraphs that are not ``removed``, so that what goes does not move what stays.

    Examples
    --------
    >>> from cleaner import packs, plain
    >>> document = plain.parse("JUST IN: Bridge reopens after storm")
    >>> pack = packs.load("en")
    >>> found = find(document, pack)
    >>> in_place(found, document, pack, ()) == found
    True
    """
    if not any(found.name in pack.placed for found in evidence):
        return list(evidence)
    prose = [block.index for block in document.blocks if block.index not in removed and layout.is_prose(block.text)]
    edges = {"": (0, len(document.blocks)), "head": (0, len(document.blocks)), "end": (0, len(document.blocks))}
    if len(prose) > EDGE_PARAGRAPHS:
        edges["head"] = (0, prose[EDGE_PARAGRAPHS])
        edges["end"] = (prose[-EDGE_PARAGRAPHS], len(document.blocks))
    held = []
    for found in evidence:
        start, end = edges[pack.placed.get(found.name, "")]
        if start <= found.span.block < end:
            held.append(found)
    return held


def _units(blocks: Sequence[Block]) -> list[tuple[Block, int, str]]:
    """List the texts to look at, each with its block and place in it: of a caption also the last sentence by itself.

    There the image's credit stands, which elsewhere has a line of its own.
    """
    units = []
    for block in blocks:
        units.append((block, 0, block.text))
        if block.kind is Kind.CAPTION and (start := block.text.rfind(". ") + 1):
            units.append((block, start + 1, block.text[start + 1 :]))
    return units


def _candidates(texts: Sequence[str], pack: Pack) -> Iterator[tuple[int, str, dict[Rule, set[str]]]]:
    """Yield the number of each text that holds a key, its folded text, and its keys by rule.

    The document is folded and split into words once, as a whole. Few words and pairs of words of the packs are among
    its own; a text that holds one is searched for the keys of that one, and an expression runs where a key stands.
    """
    ends = list(accumulate(len(text) + 1 for text in texts))
    whole = fold("\n".join(texts))
    folded = [whole[end - len(text) - 1 : end - 1] for text, end in zip(texts, ends, strict=True)]
    found: dict[int, dict[Rule, set[str]]] = {}
    for number, word in _held(folded, pack):
        if len(folded[number]) >= pack.longest[word]:
            continue  # a paragraph, and short lines are all that these rules are about
        for key, asked in pack.index[word]:
            if rules := _asked(folded[number], key, asked):
                of_text = found.setdefault(number, {})
                for rule in rules:
                    of_text.setdefault(rule, set()).add(key)
    for number in sorted(found):
        yield number, folded[number], found[number]


def _held(folded: Sequence[str], pack: Pack) -> dict[tuple[int, str | tuple[str, str]], None]:
    """Find the words and pairs of words of a pack, each with the number of the text that holds it."""
    index, openers = pack.index, pack.openers
    held: dict[tuple[int, str | tuple[str, str]], None] = {}
    number, before = 0, ""
    for word in words(f" {BOUNDARY} ".join(folded)):
        if word == BOUNDARY:
            number += 1
        elif word in index:
            held[number, word] = None
        if before in openers and (before, word) in index:
            held[number, (before, word)] = None
        before = word
    for symbol in pack.symbols:
        held.update(((number, symbol), None) for number, text in enumerate(folded) if symbol in text)
    return held


def _asked(folded: str, key: str, asked: Sequence[Asked]) -> set[Rule]:
    """Choose the rules for which a key stands where it can be of use to them."""
    rules: set[Rule] = set()
    at = folded.find(key)
    while at >= 0:
        if _parted(folded, at, key):
            for rule, longest, reach in asked:
                begins = _sentence_start(folded, at) if rule.target == "sentence" else 0
                if len(folded) < longest and at - begins <= reach:
                    rules.add(rule)
        at = folded.find(key, at + len(key))
    return rules


def _parted(folded: str, at: int, key: str) -> bool:
    """Tell whether a key stands there as words of its own, not inside a longer one, as “our” in “harbour”."""
    before, after = folded[at - 1 : at], folded[at + len(key) : at + len(key) + 1]
    return not key.isascii() or not (
        (before.isascii() and before.isalnum() and key[0].isalnum())
        or (after.isascii() and after.isalnum() and key[-1].isalnum())
    )


def _sentence_start(folded: str, at: int) -> int:
    """Return about where the sentence begins that a place stands in."""
    return max(0, *(folded.rfind(stop, 0, at) for stop in _STOPS))


def _matches(
    rules: Mapping[Rule, Collection[str]], passage: Passage, linked: float | None, *, removes: bool
) -> Iterator[tuple[Rule, Match]]:
    """Yield each match of a rule whose guards all hold; ``rules`` gives the keys by which each was found.

    Rules that argue to keep come last, and only where one that argues to remove has something to say;
    in a pack that has no such rule they are asked like any other.
    """
    matched = not removes
    for rule, keys in sorted(rules.items(), key=lambda entry: entry[0].strength < 0):
        if rule.strength < 0 and not matched:
            return
        for match in rule.find(passage, keys):
            span = passage.text[match.start : match.end]
            marker = passage.text[match.marker_start : match.marker_end]
            if all(
                layout.looks(question, marker if question == "capitals" else span, linked) for question in rule.looks
            ):
                matched = True
                yield rule, match


def _evidence(rule: Rule, block: Block, match: Match, offset: int) -> Evidence:
    span = Span(block=block.index, start=offset + match.start, end=offset + match.end)
    return Evidence(span=span, name=rule.id, category=rule.category, strength=rule.strength, note=rule.why)


def _run(rule: Rule, heading: Block, document: Document) -> Iterator[Evidence]:
    """Yield evidence for the teasers right below a heading such as “Related articles”, until prose resumes."""
    below: Sequence[Block] = document.blocks[heading.index + 1 : heading.index + 1 + RUN_BLOCKS]
    for block in below:
        linked = block.linked if document.form == "html" else None
        short = count_words(block.text) < RUN_WORDS or layout.is_figures(block.text)
        if short or not layout.is_teaser(block.text, linked):
            return
        span = Span(block=block.index, start=0, end=len(block.text))
        note = f"stands under a heading: {rule.why}"
        yield Evidence(span=span, name=rule.id, category=rule.category, strength=rule.strength, note=note)
