"""This library and its peers, also with it behind them, in one shape: a page in, the article's plain text out.

``pip install -U 'pip>=25' && pip install -e '.[benchmark]'`` installs the peers; one that is not installed is left
out of the table.
"""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING

import lxml.html

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus import Page

BLOCKS = (
    "address", "article", "blockquote", "br", "dd", "div", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5",
    "h6", "li", "p", "pre", "section", "td", "th", "tr",
)  # fmt: skip
JUSTEXT_LANGUAGES = {
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "pt": "Portuguese",
}


def decoded(page: Page) -> str:
    return page.html.decode("utf-8", "replace")


def cleaner(page: Page) -> str:
    import cleaner

    return cleaner.clean_html(page.html, url=page.url).text


def trafilatura(page: Page) -> str:
    import trafilatura

    return trafilatura.extract(page.html, url=page.url, include_comments=False) or ""


def trafilatura_cleaned(page: Page) -> str:
    import cleaner

    return cleaner.clean_text(trafilatura(page), url=page.url).text


def readability(page: Page) -> str:
    tree = lxml.html.document_fromstring(_summary(page))
    for element in tree.iter(*BLOCKS):
        element.tail = "\n" + (element.tail or "")
    return tree.text_content()


def readability_cleaned(page: Page) -> str:
    import cleaner

    return cleaner.clean_html(_summary(page), url=page.url).text


def _summary(page: Page) -> str:
    from readability import Document

    return Document(decoded(page)).summary()


def newspaper(page: Page) -> str:
    from newspaper import Article

    article = Article(page.url or "https://example.test/", fetch_images=False)
    article.download(input_html=decoded(page))
    article.parse()
    return article.text


def goose3(page: Page) -> str:
    from goose3 import Goose

    return Goose({"enable_image_fetching": False}).extract(raw_html=decoded(page)).cleaned_text


def justext(page: Page) -> str:
    import justext

    language = JUSTEXT_LANGUAGES.get((page.language or "en")[:2])
    if language:
        paragraphs = justext.justext(page.html, justext.get_stoplist(language))
    else:  # what its documentation says for a language without a list
        paragraphs = justext.justext(page.html, frozenset(), stopwords_low=0, stopwords_high=0)
    return "\n\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


def boilerpy3(page: Page) -> str:
    from boilerpy3.extractors import ArticleExtractor

    return ArticleExtractor().get_content(decoded(page))


def resiliparse(page: Page) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(decoded(page), main_content=True)


_DISTRIBUTIONS: dict[Callable[[Page], str], tuple[str, str]] = {  # extractor -> name to import, name to install
    cleaner: ("cleaner", "article-cleaner"),
    trafilatura: ("trafilatura", "trafilatura"),
    readability: ("readability", "readability-lxml"),
    newspaper: ("newspaper", "newspaper4k"),
    goose3: ("goose3", "goose3"),
    justext: ("justext", "jusText"),
    boilerpy3: ("boilerpy3", "boilerpy3"),
    resiliparse: ("resiliparse", "resiliparse"),
    trafilatura_cleaned: ("trafilatura", "trafilatura"),
    readability_cleaned: ("readability", "readability-lxml"),
}
_BEHIND = {trafilatura_cleaned: "clean_text", readability_cleaned: "clean_html"}


def installed(only: str = "") -> dict[str, Callable[[Page], str]]:
    """Give the extractors that are here, by name and version; ``only`` is a comma-separated choice of functions."""
    chosen = only.split(",") if only else [extract.__name__ for extract in _DISTRIBUTIONS]
    return {
        _name(extract, distribution): extract
        for extract, (module, distribution) in _DISTRIBUTIONS.items()
        if extract.__name__ in chosen and find_spec(module)
    }


def _name(extract: Callable[[Page], str], distribution: str) -> str:
    if extract is cleaner:
        return distribution
    then = f", then {_BEHIND[extract]}" if extract in _BEHIND else ""
    return f"{distribution} {version(distribution)}{then}"
