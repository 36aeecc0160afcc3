"""A step for datatrove pipelines: ``pip install 'article-cleaner[datatrove]'``; see ``docs/engines.md``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datatrove.pipeline.base import PipelineStep

from cleaner.model import CleanerError
from cleaner.pipeline import Cleaner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from datatrove.data import Document, DocumentsPipeline


class CleanArticles(PipelineStep):
    """Replaces the HTML of each document by the text of its article.

    Everything else about the article, its trail included, becomes ``metadata["article"]``, in the shape of
    ``docs/json-schema.md``. A document that cannot be cleaned goes on with an empty text and ``metadata["article"]``
    saying ``{"error": …}``. The address is taken from ``metadata["url"]``, where datatrove's readers put it.

    Parameters
    ----------
    wash : Cleaner, default=Cleaner()
        Settings and packs of your own.
    """

    type = "🧹 - CLEAN"
    name = "Articles"

    def __init__(self, wash: Cleaner | None = None) -> None:
        super().__init__()
        self.wash = wash or Cleaner()

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """Clean documents as they come; called by datatrove."""
        for document in data:
            with self.track_time():
                self._clean(document)
            yield document

    def _clean(self, document: Document) -> None:
        try:
            article = self.wash.clean_html(document.text, url=document.metadata.get("url") or "").to_dict()
        except CleanerError as error:
            document.text, document.metadata["article"] = "", {"error": str(error)}
            self.stat_update("failed")
            return
        document.text = article.pop("text")
        document.metadata["article"] = article
        self.stat_update("cleaned", *(f"removed/{removal['category']}" for removal in article["removed"]))
        self.update_doc_stats(document)
