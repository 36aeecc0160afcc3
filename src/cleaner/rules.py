"""Evidence from what a block says: the rules of the packs, asked of each block that holds one of their keys."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from cleaner import layout
from cleaner.model import Block, Evidence, Kind, Span
from cleaner.packs import LINE_CHARS, Passage
from cleaner.text import count_words, ends_within, fold, words_within

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from cleaner.model import Document
    from cleaner.packs import Asked, Index, Key, Match, Pack, Rule

EDGE_PARAGRAPHS = 3  # as far into the document does its head reach, and its end
RUN_BLOCKS = 12
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
    for number, folded, asked in _candidates([text for _, _, text in units], pack):
        block, offset, text = units[number]
        linked = block.linked if document.form == "html" else None
        if (text, linked) not in known:
            known[text, linked] = _matches(asked, Passage(text, folded), linked, pack)
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


def _candidates(texts: Sequence[str], pack: Pack) -> Iterator[tuple[int, str, dict[Rule, list[Key]]]]:
    """Yield the number of each text in which a key stands, its folded text, and its keys by their rule.

    All are folded and split into words together, and few words and pairs of words of the packs are among those of a
    text; it is searched for the keys of these, and an expression is worth its time only where a key stands with its
    companions.
    """
    whole = fold("\n".join(texts))
    starts = accumulate((len(text) + 1 for text in texts[:-1]), initial=0)
    spans = [(start, start + len(text)) for start, text in zip(starts, texts, strict=False)]
    indexes = [(index, [one for one in index.symbols if one in whole]) for index in (pack.blocks, pack.lines)]
    told: dict[str, dict[Rule, list[Key]]] = {}  # a line that repeats is searched once
    for number, ((start, end), row) in enumerate(zip(spans, words_within(whole, spans), strict=True)):
        folded = whole[start:end]
        if folded not in told:
            asked = told[folded] = {}
            for index, symbols in indexes if end - start < LINE_CHARS else indexes[:1]:
                known = [*index.words.intersection(row), *map(" ".join, index.pairs.intersection(pairwise(row)))]
                if symbols:
                    known += [symbol for symbol in symbols if symbol in folded]
                for one in _asked(index, known, folded):
                    asked.setdefault(one.rule, []).append(one.key)
        if told[folded]:
            yield number, folded, told[folded]


def _asked(index: Index, known: Iterable[str], folded: str) -> list[Asked]:
    """List what is asked where the keys of words stand in a text."""
    found: list[Asked] = []
    length = len(folded)
    for word in known:
        for key, asked in index.entry(word).items():
            waiting = [one for one in asked if length < one.longest]
            at = folded.find(key) if waiting else -1
            while at >= 0 and waiting:
                if _stands_alone(key, folded, at) and (
                    reached := [one for one in waiting if _in_reach(one, folded, at)]
                ):
                    found += reached
                    waiting = [one for one in waiting if one not in reached]
                at = folded.find(key, at + len(key))
    return found


def _stands_alone(key: str, folded: str, at: int) -> bool:
    """Tell whether a key stands as words of its own, not inside a longer one, as “our” in “harbour”."""
    return not key.isascii() or not (
        (key[0].isalnum() and _is_plain_letter(folded[at - 1 : at]))
        or (key[-1].isalnum() and _is_plain_letter(folded[at + len(key) : at + len(key) + 1]))
    )


def _is_plain_letter(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _in_reach(asked: Asked, folded: str, at: int) -> bool:
    """Tell whether a key stands where it can be of use to its rule: near the start, or that of about a sentence."""
    if at > asked.reach and not (asked.by_sentence and ends_within(folded, at - asked.reach, at)):
        return False
    return asked.key.accompanied(folded)


def _matches(
    asked: Mapping[Rule, Collection[Key]], passage: Passage, linked: float | None, pack: Pack
) -> list[tuple[Rule, Match]]:
    """Find each match of a rule whose guards all hold; ``asked`` gives the keys by which each was found."""
    found: list[tuple[Rule, Match]] = []
    for rule, keys in sorted(asked.items(), key=lambda item: item[0].id):
        found += ((rule, match) for match in rule.find(passage, keys) if _looks(rule, match, passage, linked))
    for rule in pack.keeping if found else ():
        found += ((rule, match) for match in rule.find(passage, rule.keys) if _looks(rule, match, passage, linked))
    return found


def _looks(rule: Rule, match: Match, passage: Passage, linked: float | None) -> bool:
    span = passage.text[match.start : match.end]
    marker = passage.text[match.marker_start : match.marker_end]
    return all(layout.looks(question, marker if question == "capitals" else span, linked) for question in rule.looks)


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
