"""web-poet and scrapy-poet: a page object of an article, to use as it is or to add fields to."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from web_poet import WebPage, field

from cleaner.pipeline import Cleaner

if TYPE_CHECKING:
    from datetime import datetime

    from cleaner.structure import Article


class ArticlePage(WebPage[dict[str, Any]]):
    """A page object whose item holds the clean article and its trail.

    A subclass adds fields (``@field``), returns an item class of its own (``Returns[Item]``), or sets ``wash`` to a
    `Cleaner` with settings and packs of its own.

    Examples
    --------
    >>> import asyncio
    >>> from web_poet import HttpResponse
    >>> page = ArticlePage(HttpResponse("https://a.test/", b"<h1>Rain</h1><p>It rained all night, they said.</p>"))
    >>> page.title, page.text
    ('Rain', 'It rained all night, they said.')
    >>> sorted(asyncio.run(page.to_item()))
    ['byline', 'dek', 'language', 'published', 'removed', 'site', 'text', 'title', 'url']
    """

    wash = Cleaner()

    @cached_property
    def article(self) -> Article:
        """The whole article, cleaned when first asked for."""
        response = self.response
        return self.wash.clean_html(
            bytes(response.body), url=str(response.url), encoding=response.headers.declared_encoding() or ""
        )

    @field
    def url(self) -> str:
        """Address of the article."""
        return self.article.url

    @field
    def title(self) -> str:
        """Headline."""
        return self.article.title

    @field
    def dek(self) -> str:
        """Standfirst."""
        return self.article.dek

    @field
    def byline(self) -> list[str]:
        """Names of the authors."""
        return [*self.article.byline]

    @field
    def published(self) -> datetime | None:
        """When it was first published."""
        return self.article.published

    @field
    def language(self) -> str:
        """BCP 47 code."""
        return self.article.language

    @field
    def site(self) -> str:
        """Name of the site."""
        return self.article.site

    @field
    def text(self) -> str:
        """Body as plain text."""
        return self.article.text

    @field
    def removed(self) -> list[dict[str, Any]]:
        """Trail, as plain values."""
        return [*self.article.to_dict()["removed"]]
