"""The order of the stages; nothing else knows it."""

from __future__ import annotations

from dataclasses import replace
from types import NoneType
from typing import TYPE_CHECKING, Any

from cleaner import address, decide, layout, packs, places, plain, repetition, rules, shape, structure, threads, wording
from cleaner.decide import Settings
from cleaner.language import belies, guess, languages, names_language
from cleaner.model import InputError, Span
from cleaner.text import count_words, ends_sentence, sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from cleaner.memory import SiteMemory
    from cleaner.model import Block, Decision, Document, Evidence
    from cleaner.packs import Pack
    from cleaner.structure import Article

MAX_ROUNDS = 8  # each round can only add removals; real documents settle in two
DEFAULT_LANGUAGE = "en"


class Cleaner:
    r"""Cleans many documents with the same settings and packs; compiled once, safe to use from many threads.

    Parameters
    ----------
    settings : Settings, default=Settings()
    packs : iterable of Path, default=()
        Rule packs of your own, used beside those that come with the library.
    memory : SiteMemory or None, default=None
        What the sites of the documents print on many pages; nothing is added to it.

    Raises
    ------
    PackError
        If a pack is malformed.
    TypeError
        If an argument is none of these.

    Examples
    --------
    >>> wash = Cleaner(Settings(keep={"advert"}))
    >>> wash.clean_text("It rained all night, and the river rose.\n\nAdvertisement").removed
    ()
    """

    def __init__(
        self, settings: Settings | None = None, *, packs: Iterable[Path] = (), memory: SiteMemory | None = None
    ) -> None:
        if not isinstance(settings, (Settings, NoneType)):
            raise TypeError(f"settings must be Settings, not {type(settings).__name__}")
        if isinstance(packs, (str, bytes)):
            raise TypeError("packs must be a list of paths, not one")
        if memory is not None and not hasattr(memory, "site"):
            raise TypeError(f"memory must be a SiteMemory, not {type(memory).__name__}; see SiteMemory.load")
        self.settings = settings or Settings()
        self.memory = memory
        self._extra = tuple(packs)
        self._loaded: dict[tuple[tuple[str, ...], str], Pack] = {}
        if self._extra:
            self._pack((), "")  # a malformed pack is an error here, not at the first document

    def clean_text(self, text: str, *, url: str = "", language: str = "") -> Article:
        """Clean what another scraper extracted; see `cleaner.clean_text`."""
        if not isinstance(text, str):
            raise TypeError(f"clean_text takes str, not {type(text).__name__}; decode bytes first, or use clean_html")
        _check(url=url, language=language)
        return self._clean(plain.parse(text, url=url), language)

    def clean_html(self, page: object, *, url: str = "", encoding: str = "", language: str = "") -> Article:
        """Clean a page; see `cleaner.clean_html`."""
        # Half of the time of `import cleaner`, for nothing if all is plain text.
        from cleaner import html  # noqa: PLC0415
        from cleaner.binary import binary_kind  # noqa: PLC0415

        _check(url=url, encoding=encoding, language=language)
        if isinstance(page, bytes | bytearray | memoryview) and (kind := binary_kind(bytes(page))):
            raise InputError(f"this is {kind}")
        return self._clean(html.parse(page, url=url, encoding=encoding), language)

    def clean_paragraphs(self, paragraphs: Iterable[str], *, url: str = "", language: str = "") -> Article:
        """Clean a scraper's list of strings; see `cleaner.clean_paragraphs`."""
        if isinstance(paragraphs, (str, bytes)):
            raise TypeError("clean_paragraphs takes a list of str; use clean_text for one str")
        told = list(paragraphs)
        others = {f"paragraphs[{number}]": one for number, one in enumerate(told) if not isinstance(one, str)}
        _check(url=url, language=language, **others)
        return self._clean(plain.parse_paragraphs(told, url=url), language)

    def prune(self, tree: Any, *, url: str = "", language: str = "") -> Article:
        """Take the noise out of a tree, in place; see `cleaner.prune`."""
        from cleaner.html.prune import keep_only  # noqa: PLC0415 - as above

        article = self.clean_html(tree, url=url, language=language)
        keep_only(tree, article.document.blocks, article.decisions)
        return article

    def _pack(self, spoken: tuple[str, ...], url: str) -> Pack:
        key = (spoken, packs.site_of(address.host(url)))
        if key not in self._loaded:
            self._loaded[key] = packs.load(*spoken, host=key[1], extra=self._extra)
        return self._loaded[key]

    def _spoken(self, blocks: Iterable[Block], *told: str) -> tuple[str, ...]:
        """List the languages of a text that is said to begin in each of some; an empty one is guessed."""
        text = _joined(blocks)
        firsts = dict.fromkeys(language or guess(text) or DEFAULT_LANGUAGE for language in told)
        return tuple(dict.fromkeys(language for first in firsts for language in languages(text, first)))

    def _clean(self, document: Document, language: str) -> Article:
        """Clean a document, in the language that the call or the settings name, if one does."""
        if stated := language or self.settings.language:
            document = replace(document, language=stated)
        told = [document.language]
        if not names_language(document.language):
            document = replace(document, language=guess(_joined(document.blocks)))
            told = [document.language, ""]
        elif not stated and (found := belies(_joined(document.blocks), document.language)):
            document = replace(document, language=found)
            told = [found]
        spoken = self._spoken(document.blocks, document.language)
        decisions = self._settle(document, spoken)
        article = structure.build(document, decisions)
        for _ in range(MAX_ROUNDS if document.form == "text" else 0):
            front = [block for block in article.blocks if block.role in structure.FRONT]
            left = self._spoken([block for block in article.blocks if block.role not in structure.FRONT], *told)
            is_whole = all(_whole(decision, document) for decision in decisions)
            if left == spoken and is_whole and not any(shape.is_prose(block.text) for block in front):
                break  # no paragraph was cut or became a title, so nothing stands there that was not weighed
            more = self._settle_rest(document, decisions, front, left)
            if not more:
                break
            decisions = decide.join(document, (*decisions, *more))
            article = structure.build(document, decisions)
        if document.form == "text" and len(document.blocks) == 1 and decisions and _whole(decisions[0], document):
            spared = self._spare_post(document, decisions[0], spoken)
            return structure.build(document, spared)
        return article

    def _spare_post(self, document: Document, decision: Decision, spoken: tuple[str, ...]) -> tuple[Decision, ...]:
        """Keep the labelled sentence of a post that is nothing else: "JUST IN: The bridge, long shut, opens today."."""
        block = document.blocks[0]
        for start, end in sentences(block.text):
            label, _, story = block.text[start:end].partition(": ")
            alone = replace(document, blocks=(block._replace(text=story, links=()),))
            told = shape.is_label(label) and ends_sentence(story) and count_words(story) >= shape.HEADLINE_WORDS
            if told and not self._settle(alone, spoken):
                behind = len(block.text) - len(block.text[end:].lstrip())
                gaps = ((0, len(block.text[:start].rstrip())), (behind, len(block.text)))
                return tuple(_about(decision, Span(block=0, start=a, end=b)) for a, b in gaps if a < b)
        return (decision,)

    def _settle(self, document: Document, spoken: tuple[str, ...]) -> tuple[Decision, ...]:
        """Weigh the evidence, and again while removals give their neighbours away."""
        pack = self._pack(spoken, document.url)
        said, recurs = rules.find(document, pack), repetition.find(document, self.memory)
        said += threads.find(document, said)
        worded = wording.suspects(document, spoken, _known(document, said, self.settings.caution))
        for index in rules.argued(document, pack, worded):
            del worded[index]
        by_site = {found.span.block for found in recurs if found.name == "repetition.site"}  # gives no neighbour away
        gone: list[Decision] = []  # what a round removes is not weighed again: it no longer counts as a neighbour
        left: list[Decision] = []
        removed: frozenset[int] = frozenset()
        around: list[Evidence] = []
        for _ in range(MAX_ROUNDS):
            evidence = [*places.hold(said, document, pack, removed), *recurs, *around]
            evidence += wording.find(document, worded, removed - by_site)
            evidence += layout.find(document, removed - by_site, {found.span.block for found in evidence})
            weighed = [found for found in evidence if found.span.block not in removed]
            decisions = decide.decide(document, weighed, self.settings)
            whole = {decision.span.block for decision in decisions if _whole(decision, document)}
            gone += [decision for decision in decisions if decision.span.block in whole]
            left = [decision for decision in decisions if decision.span.block not in whole]
            if not whole:
                if around or not (around := layout.around(document, removed)):  # asked last, and once
                    break
            elif document.form == "html" and not worded and not any(found.name in pack.placed for found in said):
                break  # nothing that was weighed depends on what went
            removed |= whole
            recurs += repetition.find(document, removed=removed)  # rows that what went had kept apart
        return tuple(sorted([*gone, *left], key=lambda decision: decision.span[:2]))

    def _settle_rest(
        self, document: Document, decisions: Sequence[Decision], front: Collection[Block], spoken: tuple[str, ...]
    ) -> list[Decision]:
        """Weigh what is left behind its front as a document of its own; return what more goes, told in the first."""
        first = {block.index for block in front}
        left = [(block, pieces) for block, pieces in structure.rest(document, decisions) if block.index not in first]
        # A mark on the first block does not make it the title again: the text is told without it.
        blocks = tuple((block if i else block.as_line)._replace(index=i) for i, (block, _) in enumerate(left))
        again = self._settle(replace(document, blocks=blocks, scores=()), spoken)
        return [
            _moved(decision, left[decision.span.block][0].index, left[decision.span.block][1])
            for decision in again
            if decision.verdict == "removed"
        ]


def _check(**arguments: object) -> None:
    """Raise a TypeError for an argument that is no str."""
    for name, value in arguments.items():
        if not isinstance(value, str):
            raise TypeError(f"{name} must be a str, not {type(value).__name__}")


def _joined(blocks: Iterable[Block]) -> str:
    """Put the texts together from which a language is guessed; the same before a cleaning as after it."""
    return " ".join(block.text for block in blocks if block.text)


def _known(document: Document, said: Iterable[Evidence], caution: float) -> set[int]:
    """Return the blocks of which rules tell enough: that they go, or which part of them does."""
    return {one.span.block for one in said if one.strength >= caution or not document.has_whole(one.span)}


def _whole(decision: Decision, document: Document) -> bool:
    return decision.verdict == "removed" and document.has_whole(decision.span)


def _moved(decision: Decision, block: int, pieces: Sequence[structure.Piece]) -> Decision:
    """Tell a decision about what was left of a block as one about the block."""
    span = decision.span
    start = max(start + span.start - at for start, end, at in pieces if at <= span.start)
    end = max(min(end, start + span.end - at) for start, end, at in pieces if at < span.end)
    return _about(decision, Span(block=block, start=start, end=end))


def _about(decision: Decision, span: Span) -> Decision:
    """Tell a decision about another span."""
    return decision._replace(span=span, evidence=tuple(found._replace(span=span) for found in decision.evidence))
