"""LangChain: a transformer of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from langchain_core.documents import BaseDocumentTransformer, Document

from cleaner.integrations.document import DocumentWash

if TYPE_CHECKING:
    from collections.abc import Sequence


class ArticleTransformer(BaseDocumentTransformer):
    r"""Cleans documents that a loader brought: the text becomes the article, the metadata tells of it and of what went.

    Parameters
    ----------
    **options
        ``form``, ``output``, ``keep`` and ``packs`` of `cleaner.integrations.document.DocumentWash`.

    Examples
    --------
    >>> page = Document(page_content="It rained all night.\n\nAdvertisement", metadata={"source": "a.txt"})
    >>> [clean] = ArticleTransformer(form="text").transform_documents([page])
    >>> clean.page_content, clean.metadata["source"], clean.metadata["removed"][0]["category"]
    ('It rained all night.', 'a.txt', 'advert')
    """

    def __init__(self, **options: Any) -> None:
        self.wash = DocumentWash(**options)

    def transform_documents(self, documents: Sequence[Document], **_: Any) -> list[Document]:
        """Clean documents; those passed in stay as they are."""
        return [self._transform(document) for document in documents]

    def _transform(self, document: Document) -> Document:
        text, metadata = self.wash.clean(document.page_content, document.metadata)
        return Document(id=document.id, page_content=text, metadata=metadata)
