"""What the renderers need of an article; `cleaner.structure.Article` is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cleaner.model import Block, Decision, Document, Removal, Repair


class Article(Protocol):
    """The fields of an article, all read-only."""

    @property
    def document(self) -> Document:
        """The whole input."""

    @property
    def decisions(self) -> Sequence[Decision]:
        """Verdicts on the spans that are not plainly kept."""

    @property
    def blocks(self) -> Sequence[Block]:
        """What was kept."""

    @property
    def title(self) -> str:
        """Empty where nothing tells it, as the other texts are."""

    @property
    def dek(self) -> str:
        """The standfirst."""

    @property
    def byline(self) -> tuple[str, ...]:
        """Names of the authors."""

    @property
    def language(self) -> str:
        """BCP 47 code."""

    @property
    def url(self) -> str:
        """Address of the article."""

    @property
    def site(self) -> str:
        """Name of the site."""

    @property
    def encoding(self) -> str:
        """Name of the encoding that the input was decoded with."""

    @property
    def published(self) -> datetime | None:
        """When it was first published."""

    @property
    def modified(self) -> datetime | None:
        """When it was last changed."""

    @property
    def text(self) -> str:
        """The body as plain text."""

    @property
    def removed(self) -> tuple[Removal, ...]:
        """The trail."""

    @property
    def doubtful(self) -> tuple[Removal, ...]:
        """What is close to noise, and kept."""

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """Every mend of the text."""
