"""The order of the stages; nothing else knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner import decide, layout, packs, plain, repetition, rules, structure
from cleaner.decide import Settings
from cleaner.language import guess

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cleaner.model import Decision, Document
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

    Raises
    ------
    PackError
        If a pack is malformed.

    Examples
    --------
    >>> wash = Cleaner(Settings(keep={"advert"}))
    >>> wash.clean_text("It rained all night, and the river rose.\n\nAdvertisement").removed
    ()
    """

    def __init__(self, settings: Settings | None = None, *, packs: Iterable[Path] = ()) -> None:
        self.settings = settings or Settings()
        self._extra = tuple(packs)
        self._loaded: dict[tuple[str, str], Pack] = {}
        if self._extra:
            self._pack("", "")  # a malformed pack is an error here, not at the first document

    def clean_text(self, text: str, *, url: str = "", language: str = "") -> Article:
        """Clean what another scraper extracted; see `cleaner.clean_text`."""
        if not isinstance(text, str):
            raise TypeError(f"clean_text takes str, not {type(text).__name__}; decode bytes first, or use clean_html")
        return self._clean(plain.parse(text, url=url, language=language or guess(text)))

    def clean_paragraphs(self, paragraphs: Iterable[str], *, url: str = "", language: str = "") -> Article:
        """Clean a scraper's list of strings; see `cleaner.clean_paragraphs`."""
        if isinstance(paragraphs, str):
            raise TypeError("clean_paragraphs takes a list of str; use clean_text for one str")
        paragraphs = list(paragraphs)
        language = language or guess(" ".join(paragraphs))
        return self._clean(plain.parse_paragraphs(paragraphs, url=url, language=language))

    def _pack(self, language: str, url: str) -> Pack:
        host = url.partition("//")[2].partition("/")[0].rpartition("@")[2].partition(":")[0]
        key = (self.settings.language or language or DEFAULT_LANGUAGE, host)
        if key not in self._loaded:
            self._loaded[key] = packs.load(key[0], host=host, extra=self._extra)
        return self._loaded[key]

    def _clean(self, document: Document) -> Article:
        decisions = self._decide(document)
        return structure.build(document, decisions)

    def _decide(self, document: Document) -> tuple[Decision, ...]:
        """Weigh the evidence, and again while removals give their neighbours away: cleaning twice is cleaning once."""
        pack = self._pack(document.language, document.url)
        said = rules.find(document, pack) + repetition.find(document)
        removed: frozenset[int] = frozenset()
        for _ in range(MAX_ROUNDS):
            decisions = decide.decide(document, said + layout.find(document, removed), self.settings)
            whole = frozenset(
                decision.span.block
                for decision in decisions
                if decision.verdict == "removed"
                and decision.span.end - decision.span.start == len(document.blocks[decision.span.block].text)
            )
            if whole <= removed:
                break
            removed |= whole
        return decisions
