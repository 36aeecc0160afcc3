"""Haystack: a component that cleans documents."""

from __future__ import annotations

from dataclasses import replace

from haystack import Document, component

from cleaner.integrations.document import DocumentWash


@component
class ArticleCleaner:
    r"""Cleans documents that a converter or fetcher made; goes between it and a splitter or writer.

    Documents without text pass as they are. A clean document has an id of its own, since its content is another.

    Parameters
    ----------
    form : "html" or "text", default="text"
    output : "text" or "markdown", default="text"
    keep : list of str, optional
    packs : list of str, optional
        As of `cleaner.integrations.document.DocumentWash`.

    Examples
    --------
    >>> page = Document(content="It rained all night.\n\nAdvertisement", meta={"source": "a.txt"})
    >>> [clean] = ArticleCleaner().run([page])["documents"]
    >>> clean.content, clean.meta["source"], clean.meta["removed"][0]["category"]
    ('It rained all night.', 'a.txt', 'advert')
    """

    def __init__(
        self,
        *,
        form: str = "text",
        output: str = "text",
        keep: list[str] | None = None,
        packs: list[str] | None = None,
    ) -> None:
        self.form, self.output, self.keep, self.packs = form, output, keep, packs  # by these names a pipeline is saved
        self._wash = DocumentWash(form=form, output=output, keep=keep or (), packs=packs or ())

    @component.output_types(documents=list[Document])
    def run(self, documents: list[Document]) -> dict[str, list[Document]]:
        """Clean documents.

        Parameters
        ----------
        documents : list of Document

        Returns
        -------
        dict
            The clean ones, under ``documents``.
        """
        return {"documents": [self._clean(document) for document in documents]}

    def _clean(self, document: Document) -> Document:
        if document.content is None:
            return document
        text, meta = self._wash.clean(document.content, document.meta)
        return replace(document, id="", content=text, meta=meta, embedding=None, sparse_embedding=None)
