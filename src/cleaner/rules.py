"""Evidence from what a block says: the rules of the packs, asked of each block that holds one of their keys."""

from __future__ import annotations

from itertools import accumulate, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from cleaner import shape
from cleaner.headlines import takes_up
from cleaner.model import Block, Category, Evidence, Kind, Span
from cleaner.packs import Passage
from cleaner.packs.forms import LABEL, WHOLE
from cleaner.talk import Talk
from cleaner.text import asks, count_words, ends_sentence, ends_within, fold, words_between

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from cleaner.model import Document
    from cleaner.packs import Asked, Index, Key, Match, Pack, Probe, Rule

RUN_BLOCKS = 12
RUN_WORDS = 4  # a teaser under a heading has at least so many; a shorter line there may be the article's own crosshead
JOINED = 2  # texts at most: a scraper has joined the lines of a plain text
LAST_WORDS = 9  # of a teaser behind others and right above a paragraph; a shorter line there is its crosshead
SMALL_PRINT = frozenset({Category.CONSENT, Category.LEGAL})
NAMING = frozenset({Category.AUTHOR, Category.CREDIT})


def find(document: Document, pack: Pack) -> list[Evidence]:
    """Ask the rules of a pack about every block.

    Examples
    --------
    >>> from cleaner import packs, plain
    >>> document = plain.parse("JUST IN: Bridge reopens after storm")
    >>> {found.category.value for found in find(document, packs.load("en"))}
    {'cross-promotion'}
    """
    evidence = _said(document, pack)
    broken = _amid_sentences(document, evidence) if document.form == "text" else ()
    if broken:
        evidence = [found for found in evidence if found.span.block not in broken]
    if any(found.category in SMALL_PRINT for found in evidence) and _is_small_print(document.metadata.title, pack):
        evidence = [found for found in evidence if found.category not in SMALL_PRINT]
    return evidence


def argued(document: Document, pack: Pack, told: Iterable[int]) -> set[int]:
    """Return which of some blocks, by index, a rule argues to keep; rules themselves ask that where they find noise.

    Examples
    --------
    >>> from cleaner import packs, plain
    >>> document = plain.parse("Subscribers were told that the paper had closed.")
    >>> argued(document, packs.load("en"), [0])
    {0}
    """
    texts = {index: document.blocks[index].text for index in told}
    asked = _asked({*texts.values()}, pack.keeping)
    return {
        index
        for index, text in texts.items()
        if text in asked
        and any(_found(rule, keys, asked[text].passage, None) for rule, keys in asked[text].rules.items())
    }


def _said(document: Document, pack: Pack) -> list[Evidence]:
    """Return what the rules say of each block by itself, and of what goes with a label above it."""
    evidence: list[Evidence] = []
    known: dict[tuple[str, float | None], list[tuple[Rule, Match]]] = {}  # lines that repeat are weighed once
    talk = Talk(document.blocks)
    is_joined = document.form == "text" and sum(bool(block.text) for block in document.blocks) <= JOINED
    units = _units(document.blocks)
    rows = {block.index: labels for block in document.blocks if (labels := shape.row_of_labels(block))}
    asked = _asked({text for _, _, text in units}.union(*rows.values()), pack.index)
    for block, offset, text in units:
        if text not in asked:
            continue
        linked = block.linked if document.form == "html" else None
        if (text, linked) not in known:
            known[text, linked] = _matches(asked[text], linked, pack.keeping)
        for rule, match in known[text, linked]:
            if offset + match.end < len(block.text) and talk.answers(block):
                continue
            if is_joined and _may_go_on(rule, match, text):
                continue
            is_whole = match.start == 0 and match.end == len(block.text)
            below = [*_below(rule, block, document, talk)] if is_whole else []
            if below or not rule.run or _looks(rule, text, linked):
                evidence += [_evidence(rule, block, match, offset), *below]
    for index, labels in rows.items():
        told = index and document.blocks[index - 1].text.endswith(":")
        if not told and not {index - 1, index + 1} & rows.keys():  # rows below rows are a table
            evidence += _row(document.blocks[index], labels, asked, pack.keeping)
    return evidence


def _is_small_print(title: str, pack: Pack) -> bool:
    """Tell whether a page declares a title such as “Cookie policy”: what it says of that is its article."""
    asked = _asked([title], pack.index)
    found = _matches(asked[title], None, pack.keeping) if asked else []
    return any(rule.category in SMALL_PRINT and match[:2] == (0, len(title)) for rule, match in found)


def _may_go_on(rule: Rule, match: Match, text: str) -> bool:
    """Tell whether the author's sentence may follow the headline behind a label, which ends in no stop."""
    is_part = rule.target == "sentence" and (match.start, match.end) != (0, len(text))
    return is_part and rule.form == LABEL and ends_sentence(text[match.start : match.end])


def _amid_sentences(document: Document, evidence: Sequence[Evidence]) -> set[int]:
    """Find the blocks that are words of a sentence in those above and below: in small letters, or a network's name."""
    blocks = document.blocks
    told = {found.span.block for found in evidence}
    shares = {found.span.block for found in evidence if found.category is Category.SHARE}
    alone = [i for i in told if not {i - 1, i + 1} & told and (i in shares or blocks[i].text[:1].islower())]
    return {i for i in alone if shape.is_amid_sentence(blocks, i)}


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


class _Candidate(NamedTuple):
    """A text, its words, and the rules that are asked of it, each with the keys by which it was found."""

    passage: Passage
    words: Sequence[str]
    rules: Mapping[Rule, Sequence[Key]]


def _asked(texts: Collection[str], index: Index) -> dict[str, _Candidate]:
    """Return what is asked of each text of which anything is asked.

    Texts are folded and split into words all at once, which is several times as fast.
    """
    asked: dict[str, _Candidate] = {}
    whole = fold("\n".join(texts))
    ends = [*accumulate(len(text) + 1 for text in texts)]
    spans = [(end - len(text) - 1, end - 1) for text, end in zip(texts, ends, strict=True)]
    symbols = index.symbols(whole)
    for text, (start, end), words in zip(texts, spans, words_between(whole, spans), strict=True):
        folded = whole[start:end]
        if rules := _rules(index, words, folded, symbols):
            asked[text] = _Candidate(Passage(text, folded), words, rules)
    return asked


def _rules(index: Index, words: Sequence[str], folded: str, symbols: Sequence[str]) -> dict[Rule, list[Key]]:
    """Return the rules of which keys stand in a folded text where they are of use, and these keys."""
    rules: dict[Rule, list[Key]] = {}
    for probe in index.probes(words, folded, symbols):
        if len(folded) < probe.longest:
            for one in _reached(probe, folded):
                rules.setdefault(one.rule, []).append(one.key)
    return rules


def _reached(probe: Probe, folded: str) -> list[Asked]:
    """Return what is asked of a folded text in which a key stands so that it can be of use.

    That is near the start of the text, for some rules also of about a sentence, and beside the key's companions.
    """
    reached: list[Asked] = []
    waiting: Sequence[Asked] = probe.asked
    at = folded.find(probe.key)
    while at >= 0:
        if not probe.is_within_word(folded, at):
            late: list[Asked] = []
            for one in waiting:
                _, key, longest, reach, by_sentence = one
                if len(folded) >= longest or (at > reach and not by_sentence):
                    continue
                if at > reach and not ends_within(folded, at - reach, at):
                    late.append(one)
                elif not key.companions or key.accompanied(folded):
                    reached.append(one)
            waiting = late
        at = folded.find(probe.key, at + len(probe.key)) if waiting else -1
    return reached


def _matches(candidate: _Candidate, linked: float | None, keeping: Index) -> list[tuple[Rule, Match]]:
    """Find each match of a rule whose guards all hold; where there is one, also what argues to keep.

    Nothing argues for what is a known phrase from end to end: that is no report, whatever verbs it has.
    """
    passage, words, rules = candidate
    found = [(rule, match) for rule, keys in rules.items() for match in _found(rule, keys, passage, linked)]
    found.sort(key=lambda item: item[0].id)
    known = [match for rule, match in found if rule.form == WHOLE]
    if len(known) < len(found):
        rules = _rules(keeping, words, passage.folded, keeping.symbols(passage.folded))
        kept = [(rule, match) for rule, keys in rules.items() for match in _found(rule, keys, passage, linked)]
        found += [one for one in kept if not any(match.start <= one[1].start < match.end for match in known)]
    return found


def _found(rule: Rule, keys: Collection[Key], passage: Passage, linked: float | None) -> list[Match]:
    """Find the matches of a rule; how a whole block looks is asked first, since its expression costs more."""
    is_whole = rule.target == "block"
    if is_whole and rule.category in NAMING and asks(passage.text) and shape.label_of(passage.text):
        return []  # an interviewer's question: “Editor: Who watches the dam?”
    if is_whole and not _looks(rule, passage.text, linked):
        is_heading = rule.run and linked is not None and _looks(rule, passage.text, None)
        if not is_heading:  # above teasers it need be no link itself
            return []
    return [
        match
        for match in rule.find(passage, keys)
        if ("capitals" not in rule.looks or passage.text[match.marker_start : match.marker_end].isupper())
        and (is_whole or _looks(rule, passage.text[match.start : match.end], linked))
    ]


def _looks(rule: Rule, span: str, linked: float | None) -> bool:
    """Tell whether a span answers each question of a rule with yes, but for that which is about the marker.

    On a page, what points to another story is a link; a credit, a date or a tag need not be one.
    """
    if rule.category is not Category.CROSS_PROMOTION:
        linked = None
    return not rule.looks or all(
        shape.looks(question, span, linked) for question in rule.looks if question != "capitals"
    )


def _evidence(rule: Rule, block: Block, match: Match, offset: int) -> Evidence:
    span = Span(block=block.index, start=offset + match.start, end=offset + match.end)
    return Evidence(span=span, name=rule.id, category=rule.category, strength=rule.strength, note=rule.why)


def _of_whole(block: Block, rule: Rule, note: str) -> Evidence:
    span = Span(block=block.index, start=0, end=len(block.text))
    return Evidence(span=span, name=rule.id, category=rule.category, strength=rule.strength, note=note)


def _row(block: Block, labels: Sequence[str], asked: Mapping[str, _Candidate], keeping: Index) -> list[Evidence]:
    """Return evidence for a row of labels of which most are known noise by themselves, of links half."""
    said = [_matches(asked[label], None, keeping) if label in asked else [] for label in labels]
    known = [
        max(whole, key=lambda rule: rule.strength)
        for label, found in zip(labels, said, strict=True)
        if (whole := [rule for rule, match in found if match.start == 0 and match.end == len(label)])
    ]
    best = max(known, key=lambda rule: rule.strength, default=None)
    if not best or len(known) * 2 < len(labels) + (not block.links):
        return []
    return [_of_whole(block, best, f"a row of labels: {best.why}")]


def _below(rule: Rule, label: Block, document: Document, talk: Talk) -> Iterator[Evidence]:
    """Yield evidence for what goes with a label and stands below it."""
    if rule.run:
        yield from _run(rule, label, document, talk)
    elif rule.category is Category.AUTHOR and rule.form == WHOLE:
        yield from _note(rule, label, document)


def _run(rule: Rule, heading: Block, document: Document, talk: Talk) -> Iterator[Evidence]:
    """Yield evidence for the teasers right below a heading such as “Related articles”.

    Images may stand between them. Below one, a single headline may be the article's own, and the heading a button.
    """
    teasers = [*_teasers(heading, document, talk)]
    if len(teasers) > 1 or (teasers and teasers[0].index == heading.index + 1):
        for block in teasers:
            yield _of_whole(block, rule, f"stands under a heading: {rule.why}")


def _teasers(heading: Block, document: Document, talk: Talk) -> Iterator[Block]:
    """Yield the teasers below a heading, until the article resumes."""
    texts = (block for block in islice(document.blocks, heading.index + 1, None) if block.text)
    below = [*islice(texts, RUN_BLOCKS + 1), Block(index=len(document.blocks))]
    for block, after in islice(pairwise(below), RUN_BLOCKS):
        linked = block.linked if document.form == "html" else None
        if not shape.is_teaser(block.text, linked) or _resumes(block, after) or block.text[0] in talk.dashes:
            return
        is_crosshead = block is not below[0] and count_words(block.text) < LAST_WORDS
        is_marked = block.kind is Kind.HEADING is not heading.kind and not block.links
        if linked is None and (is_crosshead or is_marked) and shape.is_prose(after.text):
            return
        if asks(block.text) and talk.asks and ends_sentence(after.text):
            return
        if linked is None and shape.is_prose(after.text) and takes_up([after], block.text):
            return  # the title, or the crosshead of that paragraph
        yield block


def _note(rule: Rule, label: Block, document: Document) -> Iterator[Evidence]:
    """Yield evidence for the paragraph right below a label such as “About the author”, if it is the last of several."""
    scores = document.scores or (0.0,) * len(document.blocks)
    from_end = (
        block
        for block, score in zip(reversed(document.blocks), reversed(scores), strict=True)
        if score <= 0 and not block.hidden and shape.is_prose(block.text)
    )
    last = next(from_end, None)
    if last and last.index == label.index + 1 and sum(1 for _ in from_end) >= shape.LEAST_PROSE:
        yield _of_whole(last, rule, "stands under a label of an author's note, at the end")


def _resumes(block: Block, after: Block) -> bool:
    """Tell whether a line below such a heading is the article's: short, a fact, a statement, or leading to the next."""
    is_prose = ends_sentence(block.text) and shape.states(block.text)
    is_record = shape.is_figures(block.text) and count_words(block.text) < LAST_WORDS
    if count_words(block.text) < RUN_WORDS or is_record or is_prose:
        return True
    return shape.goes_on(after) or shape.heads_row(block, after) or block.text.endswith(shape.GOES_ON_BELOW)
