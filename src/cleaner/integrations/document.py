"""What the pipelines of documents have in common: a text with metadata in, a clean text with more metadata out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.integrations import fields, wash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

FORMS = ("html", "text")
OUTPUTS = ("text", "markdown")
TOLD = ("title", "dek", "byline", "published", "language", "site", "url")
TRAIL = ("removed", "doubtful")
ADDRESSES = ("url", "source")  # metadata in which loaders put where a document came from


class DocumentWash:
    r"""Cleans the text of documents, and adds what it tells to their metadata.

    Parameters
    ----------
    form : "html" or "text", default="html"
        What the text of a document is.
    output : "text" or "markdown", default="text"
        What it shall be.
    keep : iterable of str, default=()
        Categories of noise to keep.
    packs : iterable of Path or str, default=()
        Rule packs of your own.

    Raises
    ------
    ValueError
        For another form, output or category.

    Examples
    --------
    >>> text, metadata = DocumentWash(form="text").clean("It rained all night.\n\nAdvertisement", {"source": "a.txt"})
    >>> text, metadata["source"], [removal["text"] for removal in metadata["removed"]]
    ('It rained all night.', 'a.txt', ['Advertisement'])
    """

    def __init__(
        self,
        *,
        form: str = "html",
        output: str = "text",
        keep: Iterable[str] = (),
        packs: Iterable[Path | str] = (),
    ) -> None:
        for name, value, known in (("form", form, FORMS), ("output", output, OUTPUTS)):
            if value not in known:
                raise ValueError(f"{name} is {' or '.join(known)}, not {value!r}")
        self.form = form
        self.output = output
        self.wash = wash.build(keep=keep, packs=packs)

    def clean(self, content: str, metadata: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """Clean one document.

        Parameters
        ----------
        content : str
        metadata : mapping
            Where it has a title or the like, that stays.

        Returns
        -------
        str
            The article; empty if there is none.
        dict
            The metadata, with what the article tells of itself, and its trail under ``removed`` and ``doubtful``.
        """
        url = next((str(value) for name in ADDRESSES if "//" in str(value := metadata.get(name, ""))), "")
        clean = self.wash.clean_html if self.form == "html" else self.wash.clean_text
        told = fields.tell(clean(content, url=url))
        known = {name: told[name] for name in TOLD if told[name]}
        return told[self.output], {**known, **metadata, **{name: told[name] for name in TRAIL}}
