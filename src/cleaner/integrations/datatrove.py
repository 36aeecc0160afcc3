"""A step for datatrove pipelines: ``pip install 'article-cleaner[datatrove]'``; see ``docs/engines.md``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from datatrove.pipeline.base import PipelineStep

from cleaner.pipeline import Cleaner
from cleaner.records import clean_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from datatrove.data import Document, DocumentsPipeline


class CleanArticles(PipelineStep):
    """Replaces the page in each document by the text of its article.

    Everything else about the article, its trail included, becomes ``metadata["article"]``, in the shape of
    ``docs/json-schema.md``. A document that cannot be cleaned goes on with an empty text, and ``metadata["article"]``
    has its ``error``. The address is taken from ``metadata["url"]``, where datatrove's readers put it.

    Parameters
    ----------
    form : {"html", "text"}, default="html"
        What the documents hold: pages, or what an extractor before this step, or a WET file, gives.
    wash : Cleaner, default=Cleaner()
        Settings and packs of your own.
    """

    type = "🧹 - CLEAN"
    name = "Articles"

    def __init__(self, form: Literal["html", "text"] = "html", *, wash: Cleaner | None = None) -> None:
        super().__init__()
        self.form = form
        self.wash = wash or Cleaner()

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """Clean documents as they come; called by datatrove."""
        for document in data:
            with self.track_time():
                article = clean_record({self.form: document.text, "url": document.metadata.get("url")}, self.wash)
                document.text = article.pop("text", "")
                document.metadata["article"] = article
                self.stat_update("failed" if "error" in article else "cleaned")
                self.stat_update(*(f"removed/{removal['category']}" for removal in article.get("removed", ())))
                self.update_doc_stats(document)
            yield document
