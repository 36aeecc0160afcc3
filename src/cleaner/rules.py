"""Evidence from what a block says: the rules of the packs, asked of each block that holds one of their keys."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from cleaner import shape
from cleaner.model import Block, Evidence, Kind, Span
from cleaner.packs import Passage
from cleaner.text import count_words, ends_within, fold, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from cleaner.model import Document
    from cleaner.packs import Asked, Index, Key, Match, Pack, Probe, Rule

EDGE_PARAGRAPHS = 3  # as far into the document does its head reach, and its end
RUN_BLOCKS = 12
BATCH_CHARS = 8000  # in more, a key is looked for in too many texts that have no word of it
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
    asked = _asked({text for _, _, text in units}, pack.index)
    for block, offset, text in units:
        if text not in asked:
            continue
        linked = block.linked if document.form == "html" else None
        if (text, linked) not in known:
            known[text, linked] = _matches(asked[text], Passage(text), linked, pack)
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
    left = [block for block in document.blocks if block.text and block.index not in removed]
    prose = [block.index for block, is_one in zip(left, shape.paragraphs(left), strict=True) if is_one]
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


def _asked(texts: Collection[str], index: Index) -> dict[str, dict[Rule, list[Key]]]:
    """Return, of each text in which keys stand where they are of use, these keys by their rule.

    Texts are read many at once: few words and pairs of words of the packs are among theirs, and only the keys of these
    are looked for. The shortest stand first, since most keys decide nothing in a long one.
    """
    asked: dict[str, dict[Rule, list[Key]]] = {}
    for batch in _batches(sorted(texts, key=len)):
        whole = fold("\n".join(batch))
        starts = [0, *accumulate(len(text) + 1 for text in batch)]
        for probe in index.probes(words(whole), whole):
            for number, one in _reached(probe, whole, starts):
                asked.setdefault(batch[number], {}).setdefault(one.rule, []).append(one.key)
    return asked


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= BATCH_CHARS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _reached(probe: Probe, whole: str, starts: Sequence[int]) -> Iterator[tuple[int, Asked]]:
    """Yield each text of ``whole``, by its number, in which a key can be of use to a rule, and what is asked there.

    That is near the start of the text, for some rules also of about a sentence, and beside the key's companions.
    """
    number = start = end = 0
    waiting: list[Asked] = []
    at = whole.find(probe.key)
    while at >= 0:
        if at >= end:
            number = bisect_right(starts, at) - 1
            start, end = starts[number], starts[number + 1]
            if end - start > probe.longest:
                return  # and so are those behind
            waiting = [
                one
                for one in probe.asked
                if end - start <= one.longest and (one.by_sentence or at - start <= one.reach)
            ]
        if waiting and _stands_alone(probe.key, whole, at):
            late: list[Asked] = []
            for one in waiting:
                if at - start > one.reach and not (one.by_sentence and ends_within(whole, at - one.reach, at)):
                    late.append(one)
                elif one.key.accompanied(whole[start:end]):
                    yield number, one
            waiting = late
        at = whole.find(probe.key, at + len(probe.key) if waiting else end)


def _stands_alone(key: str, folded: str, at: int) -> bool:
    """Tell whether a key stands as words of its own, not inside a longer one, as “our” in “harbour”."""
    return not key.isascii() or not (
        (key[0].isalnum() and _is_plain_letter(folded[at - 1 : at]))
        or (key[-1].isalnum() and _is_plain_letter(folded[at + len(key) : at + len(key) + 1]))
    )


def _is_plain_letter(char: str) -> bool:
    return char.isascii() and char.isalnum()


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
    return all(shape.looks(question, marker if question == "capitals" else span, linked) for question in rule.looks)


def _evidence(rule: Rule, block: Block, match: Match, offset: int) -> Evidence:
    span = Span(block=block.index, start=offset + match.start, end=offset + match.end)
    return Evidence(span=span, name=rule.id, category=rule.category, strength=rule.strength, note=rule.why)


def _run(rule: Rule, heading: Block, document: Document) -> Iterator[Evidence]:
    """Yield evidence for the teasers right below a heading such as “Related articles”, until prose resumes."""
    below: Sequence[Block] = document.blocks[heading.index + 1 : heading.index + 1 + RUN_BLOCKS]
    for block in below:
        linked = block.linked if document.form == "html" else None
        short = count_words(block.text) < RUN_WORDS or shape.is_figures(block.text)
        if short or not shape.is_teaser(block.text, linked):
            return
        span = Span(block=block.index, start=0, end=len(block.text))
        note = f"stands under a heading: {rule.why}"
        yield Evidence(span=span, name=rule.id, category=rule.category, strength=rule.strength, note=note)
