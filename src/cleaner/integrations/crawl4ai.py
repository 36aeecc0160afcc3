"""crawl4ai: a content filter, so that ``fit_markdown`` is the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawl4ai.content_filter_strategy import RelevantContentFilter

from cleaner.integrations import wash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from cleaner.structure import Article


class ArticleFilter(RelevantContentFilter):
    """Filters a page down to its article.

    Give the Markdown generator ``content_source="raw_html"``: what crawl4ai cleaned has lost the head of the page.

    Parameters
    ----------
    keep : iterable of str, default=()
        Categories of noise to keep.
    packs : iterable of Path or str, default=()
        Rule packs of your own.
    on_article : callable, optional
        Is handed each `Article`, with its metadata and its trail, for which crawl4ai's result has no place.

    Examples
    --------
    >>> trail = []
    >>> page = "<h1>River rises</h1><p>It rained all night, and the river rose.</p><p>Advertisement</p>"
    >>> ArticleFilter(on_article=lambda article: trail.extend(article.removed)).filter_content(page)
    ['<article...<h1>River rises</h1>...rose.</p>...</article>']
    >>> [removal.text for removal in trail]
    ['Advertisement']
    """

    def __init__(
        self,
        *,
        keep: Iterable[str] = (),
        packs: Iterable[Path | str] = (),
        on_article: Callable[[Article], object] | None = None,
    ) -> None:
        super().__init__()
        self.wash = wash.build(keep=keep, packs=packs)
        self.on_article = on_article

    def filter_content(self, html: str) -> list[str]:
        """Give the article's markup; nothing if the page holds none.

        Parameters
        ----------
        html : str

        Returns
        -------
        list of str
        """
        article = self.wash.clean_html(html)
        if self.on_article:
            self.on_article(article)
        return [article.to_html()] if article.text else []
