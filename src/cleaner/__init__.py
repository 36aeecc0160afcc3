r"""Take the noise out of a scraped article, and say what was taken and why.

Examples
--------
>>> import cleaner
>>> article = cleaner.clean_text("It rained all night, and the river rose.\n\nJUST IN: Bridge reopens after storm")
>>> article.text
'It rained all night, and the river rose.'
>>> [(removal.category.value, removal.text) for removal in article.removed]
[('cross-promotion', 'JUST IN: Bridge reopens after storm')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.decide import Settings
from cleaner.memory import SiteMemory
from cleaner.model import (
    Block,
    CaseError,
    Category,
    CleanerError,
    Evidence,
    InputError,
    Kind,
    Link,
    PackError,
    Removal,
    SiteMemoryError,
    Span,
)
from cleaner.pipeline import Cleaner
from cleaner.structure import Article, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

__version__ = "0.1.0"
__all__ = [
    "Article",
    "Block",
    "CaseError",
    "Category",
    "Cleaner",
    "CleanerError",
    "Evidence",
    "InputError",
    "Kind",
    "Link",
    "PackError",
    "Removal",
    "Section",
    "Settings",
    "SiteMemory",
    "SiteMemoryError",
    "Span",
    "clean_html",
    "clean_paragraphs",
    "clean_text",
    "prune",
]

_default = Cleaner()


def clean_text(text: str, *, url: str = "", language: str = "") -> Article:
    r"""Clean an article that another scraper extracted as plain text.

    Parameters
    ----------
    text : str
        Paragraphs separated by blank lines, one a line, or hard-wrapped; Markdown marks are understood.
    url : str, default=""
        Where it came from; chooses the site's own rules, if there are any.
    language : str, default=""
        BCP 47 code, such as "en" or "pt-BR"; empty to go by the text itself.

    Returns
    -------
    Article

    Raises
    ------
    TypeError
        If ``text`` or another argument is not a str.

    Examples
    --------
    >>> clean_text("It rained all night, and the river rose.\n\nAdvertisement").text
    'It rained all night, and the river rose.'
    """
    return _default.clean_text(text, url=url, language=language)


def clean_html(page: object, *, url: str = "", encoding: str = "", language: str = "") -> Article:
    """Find the article of a page and clean it.

    Parameters
    ----------
    page : bytes, str, lxml element or tree, BeautifulSoup or Tag, or anything with ``.root`` or ``.html``
        Bytes are decoded by byte-order mark, ``encoding``, ``<meta>``, UTF-8, and at last by what they look like.
    url : str, default=""
        Where the page came from; relative addresses are resolved against it, and it chooses the site's own rules.
    encoding : str, default=""
        The charset that you know of, such as the one in an HTTP header.
    language : str, default=""
        BCP 47 code; empty to go by what the page declares, then by its text.

    Returns
    -------
    Article
        Empty, with its trail, if the page holds none.

    Raises
    ------
    TypeError
        If ``page`` is none of these.
    InputError
        If it is bytes that hold no text: compressed, an image, a PDF.

    Examples
    --------
    >>> article = clean_html("<nav>Home</nav><h1>River rises</h1><p>It rained all night, and the river rose.</p>")
    >>> article.title, article.text
    ('River rises', 'It rained all night, and the river rose.')
    """
    return _default.clean_html(page, url=url, encoding=encoding, language=language)


def clean_paragraphs(paragraphs: Iterable[str], *, url: str = "", language: str = "") -> Article:
    """Clean a scraper's list of strings; ``removed[i].block`` tells which of them went.

    Parameters
    ----------
    paragraphs : iterable of str
        One block each, in reading order.
    url, language : str, default=""
        As for `clean_text`.

    Returns
    -------
    Article

    Raises
    ------
    TypeError
        If ``paragraphs`` is one str, or holds something else.

    Examples
    --------
    >>> [removal.block for removal in clean_paragraphs(["Advertisement", "It rained all night."]).removed]
    [0]
    """
    return _default.clean_paragraphs(paragraphs, url=url, language=language)


def prune(tree: Any, *, url: str = "", language: str = "") -> Article:
    """Take the noise out of your own BeautifulSoup or lxml tree, in place.

    What is not the article's goes: elements, images, and stretches of text inside a paragraph. What is kept stays as it
    is, elements and attributes included, and so do scripts, styles and the page's head.

    Parameters
    ----------
    tree : lxml element or tree, BeautifulSoup or Tag
        Changed in place.
    url, language : str, default=""
        As for `clean_html`.

    Returns
    -------
    Article
        What `clean_html` makes of the tree as it was.

    Raises
    ------
    TypeError
        If ``tree`` is none of these.

    Examples
    --------
    >>> from lxml import html
    >>> page = html.fromstring('<div><p id="a">It rained all night, and the river rose.</p><p>Advertisement</p></div>')
    >>> [removal.text for removal in prune(page).removed]
    ['Advertisement']
    >>> html.tostring(page)
    b'<div><p id="a">It rained all night, and the river rose.</p></div>'
    """
    return _default.prune(tree, url=url, language=language)
