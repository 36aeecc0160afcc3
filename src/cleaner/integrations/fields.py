"""What an article can tell, by name, as plain values for items, rows and metadata."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from cleaner.model import Document
from cleaner.structure import build

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.structure import Article


def check(names: Iterable[str]) -> None:
    """Make sure that an article can tell all of these.

    Parameters
    ----------
    names : iterable of str

    Raises
    ------
    ValueError
        If it cannot; the message lists what there is.

    Examples
    --------
    >>> check(["title", "markdown"])
    """
    if unknown := sorted({*names} - known()):
        raise ValueError(f"an article has no {', '.join(unknown)}; there are {', '.join(sorted(known()))}")


def tell(article: Article) -> dict[str, Any]:
    """Give all of them: the keys of `Article.to_dict`, and ``markdown`` and ``html``.

    Parameters
    ----------
    article : Article

    Returns
    -------
    dict of str to str, int, float, bool, list, dict or None
        Plain values, ready for JSON.

    Examples
    --------
    >>> import cleaner
    >>> tell(cleaner.clean_text("It rained all night."))["markdown"]
    'It rained all night.'
    """
    return {**article.to_dict(), "markdown": article.to_markdown(), "html": article.to_html()}


@cache
def known() -> frozenset[str]:
    """Return the names of all that an article can tell, as an empty one has them."""
    return frozenset(tell(build(Document(blocks=(), form="text"), ())))
