"""Scrapy: an item pipeline that cleans what a spider brings home."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from itemadapter import ItemAdapter

from cleaner.integrations import fields, wash

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from cleaner.structure import Article

logger = logging.getLogger(__name__)

FORMS = ("html", "text")
WRITE = {"text": "text", "removed": "removed"}


class ArticlePipeline:
    """Reads a page or a text from one field of an item, and writes the article into others.

    An item without the field passes as it is. So does one that cannot be cleaned, with a line in the log and a count
    under ``cleaner/errors``: no item is dropped. Items may be dicts, dataclasses, attrs classes or `scrapy.Item`.

    The settings of a project or spider, all optional:

    ==================  ======================================================================================
    ``CLEANER_READ``    the field to read, default ``"html"``
    ``CLEANER_FORM``    what is in it: ``"html"`` (default), or ``"text"``, which may be a list of paragraphs
    ``CLEANER_URL``     the field with the page's address, default ``"url"``; it may be missing
    ``CLEANER_WRITE``   dict from a field of the item to what goes there (a key of `Article.to_dict`,
                        ``"markdown"``, ``"html"``, or None to empty it), default ``WRITE``: text and removed
    ``CLEANER_KEEP``    list of categories of noise to keep
    ``CLEANER_PACKS``   list of paths of rule packs of your own
    ``CLEANER_MEMORY``  path of a `SiteMemory`, as ``article-cleaner learn`` writes it
    ==================  ======================================================================================

    It counts ``cleaner/articles``, ``cleaner/empty`` (pages without an article), ``cleaner/errors``, and for each
    category ``cleaner/removed/<category>`` and ``cleaner/doubtful/<category>``.

    Raises
    ------
    ValueError, PackError, SiteMemoryError
        At the start of the crawl, for a setting that cannot be right.

    Examples
    --------
    >>> from scrapy.utils.test import get_crawler
    >>> crawler = get_crawler(settings_dict={"CLEANER_FORM": "text", "CLEANER_READ": "body"})
    >>> pipeline = ArticlePipeline.from_crawler(crawler)
    >>> pipeline.process_item({"body": ["Advertisement", "It rained all night."]})["text"]
    'It rained all night.'
    >>> crawler.stats.get_value("cleaner/removed/advert")
    1
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self.field: str = settings.get("CLEANER_READ", "html")
        self.form: str = settings.get("CLEANER_FORM", "html")
        self.url_field: str = settings.get("CLEANER_URL", "url")
        self.write: dict[str, str | None] = settings.getdict("CLEANER_WRITE") or {**WRITE}
        if self.form not in FORMS:
            raise ValueError(f"CLEANER_FORM is {' or '.join(FORMS)}, not {self.form!r}")
        fields.check(filter(None, self.write.values()))
        self.wash = wash.build(
            keep=settings.getlist("CLEANER_KEEP"),
            packs=settings.getlist("CLEANER_PACKS"),
            memory=settings.get("CLEANER_MEMORY", ""),
        )
        self.stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArticlePipeline:
        """Build the pipeline from a crawler's settings; Scrapy calls it."""
        return cls(crawler)

    def process_item(self, item: Any, spider: object = None) -> Any:  # Scrapy before 2.14 passes it
        """Clean one item; Scrapy calls it."""
        adapter = ItemAdapter(item)
        page = adapter.get(self.field)
        if page is None:
            return item
        try:
            article = self._clean(page, adapter.get(self.url_field) or "")
            self._write(article, adapter)
        except Exception:
            # Whatever is wrong with a page, the spider's item is worth more than our part of it.
            logger.exception("not cleaned: %s", adapter.get(self.url_field))
            self.stats.inc_value("cleaner/errors")
            return item
        self._count(article)
        return item

    def _clean(self, page: Any, url: str) -> Article:
        if self.form == "html":
            return self.wash.clean_html(page, url=url)
        clean = self.wash.clean_paragraphs if isinstance(page, list | tuple) else self.wash.clean_text
        return clean(page, url=url)

    def _write(self, article: Article, adapter: ItemAdapter) -> None:
        declared = adapter.get_field_names_from_class(type(adapter.item))  # None for a dict, which takes any field
        if declared is not None and (missing := self.write.keys() - set(declared)):
            raise KeyError(
                f"{type(adapter.item).__name__} has no field {', '.join(sorted(missing))}; see CLEANER_WRITE"
            )
        told = fields.tell(article)
        adapter.update({field: told[name] if name else None for field, name in self.write.items()})

    def _count(self, article: Article) -> None:
        self.stats.inc_value("cleaner/articles")
        if not article.text:
            self.stats.inc_value("cleaner/empty")
        for verdict, spans in (("removed", article.removed), ("doubtful", article.doubtful)):
            for span in spans:
                self.stats.inc_value(f"cleaner/{verdict}/{span.category}")
