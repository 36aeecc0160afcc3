"""What a page says about its article: by its own declarations first, by what it shows second."""

from __future__ import annotations

import html
from itertools import chain, islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import regex as re

from cleaner.html.metadata import dates, jsonld, names, visible
from cleaner.html.metadata.titles import choose
from cleaner.model import Metadata
from cleaner.text import fold, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from lxml import etree

MAX_TEXT = 1_000  # characters of a title, dek or name
MAX_URL = 2_000
MAX_TAGS = 50
MAX_DATES = 100  # looked at far from the headline
MAX_HEADLINES = 10
FEW_METAS = 2  # with no more in the head, the parser has taken something in front of the others for the page's body

_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d+)?(?:[/?#][\w./%~?=&#;:,+@!$'()*-]{0,1900})?")
_PLAIN = re.compile(r"[\w!-%'-;=?@ ]*")
_TAG = re.compile(r"<[^<>]{0,500}>")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?\b")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?([01]\d|[1-9])[/-]?([0-3]\d|[1-9])(?=\D|\Z)")
_MONTH_FIRST = re.compile(r"en(?:-US|-PH)?\Z")

_TITLE = ("og:title", "twitter:title", "headline", "dc.title", "parsely-title", "title")
_DEK = ("og:description", "description", "twitter:description", "dc.description")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "article:published", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.date", "dc.date", "dcterms.created",
    "publish-date", "publish_date", "publication_date", "pubdate", "article.published", "date",
    "originalpublicationdate", "published-date", "published-time", "published", "pub_date",
    "citation_publication_date", "datecreated",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "modified-date", "updated",
             "last-modified")  # fmt: skip
_AUTHOR = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl",
           "authors", "citation_author")  # fmt: skip
_LOCALE = ("og:locale", "content-language", "inlanguage", "language", "dc.language")
_SITE = ("og:site_name", "application-name", "publisher", "apple-mobile-web-app-title")
_TAGS = ("article:tag", "news_keywords", "parsely-tags", "keywords")
_IMAGE = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src", "image",
          "thumbnailurl")  # fmt: skip


def read(
    tree: etree._Element,
    *,
    url: str = "",
    json_ld: Sequence[str] = (),
    headlines: Iterable[etree._Element] | None = None,
) -> Metadata:
    """Read a page's metadata.

    Parameters
    ----------
    tree : lxml element
        The root of the page.
    url : str, default ""
        Where the page came from; relative addresses are resolved against it.
    json_ld : sequence of str, default ()
        The contents of the page's ``application/ld+json`` scripts.
    headlines : iterable of lxml elements, default None
        The page's ``<h1>`` elements, if they are known already: to look for them takes as long as all the rest.

    Returns
    -------
    Metadata
        Empty fields where the page says nothing. A date without a zone is taken as UTC. Never raises.

    Examples
    --------
    >>> from lxml import html
    >>> page = '<html lang="en-gb"><title>Rain stops play - Times</title><h1>Rain stops play</h1><p>By A. Writer'
    >>> found = read(html.fromstring(page), url="https://www.example-times.test/sport")
    >>> found.title, found.language, found.byline
    ('Rain stops play', 'en-GB', ('A. Writer',))
    """
    page = _Page(tree, url=url, json_ld=json_ld)
    page.find_title(tree.iter("h1") if headlines is None else headlines)
    return Metadata(
        title=page.title,
        dek=page.text(("description", "alternativeHeadline"), _DEK),
        byline=page.byline(),
        published=page.published(),
        modified=_date([*jsonld.texts(page.node, "dateModified"), *page.all(_MODIFIED)]),
        language=page.language,
        url=page.address(),
        site=page.site,
        section=page.text(("articleSection",), ("article:section",)),
        tags=_tags([*jsonld.texts(page.node, "keywords"), *page.all(_TAGS)]),
        image=_url(next(iter([*_images(page.node), *page.all(_IMAGE)]), ""), url),
    )


class _Page:
    """A page's declarations, and the neighbourhood of its headline for what they do not say."""

    def __init__(self, tree: etree._Element, *, url: str, json_ld: Sequence[str]) -> None:
        self.tree = tree
        self.url = url
        self.declared: dict[str, list[str]] = {}
        self.canonical = ""
        self.page_title = ""
        self._collect()
        self.node = jsonld.article(json_ld, title=self.page_title)
        self.site = self.text((), _SITE[:1]) or self.text(("publisher",), _SITE[1:])
        self.language = _language((tree.get("lang", ""), jsonld.first(self.node, "inLanguage"), *self.all(_LOCALE)))
        self.title = ""
        self._headline = tree

    def _collect(self) -> None:
        """Collect what ``<meta>``, ``<link>`` and ``<title>`` declare, in one pass over the head."""
        head = self.tree.find("head")
        scope = head if head is not None and sum(1 for _ in head.iterchildren("meta")) > FEW_METAS else self.tree
        for el in scope.iter("meta", "link", "title"):
            if el.tag == "meta":
                name = el.get("property") or el.get("name") or el.get("itemprop") or el.get("http-equiv")
                if name and (content := el.get("content")):
                    self.declared.setdefault(name.lower(), []).append(content)
            elif el.tag == "title":
                self.page_title = self.page_title or _text(el.text or "")
            elif el.get("rel") == "canonical":
                self.canonical = self.canonical or el.get("href", "")

    def find_title(self, headlines: Iterable[etree._Element]) -> None:
        shown: dict[str, etree._Element] = {}
        for el in islice(headlines, MAX_HEADLINES):
            if text := _text(visible.headline_of(el)):
                shown.setdefault(text, el)
        stated = (_text(jsonld.first(self.node, "headline")), self.text((), _TITLE), self.page_title)
        self.title = choose(list(shown), [title for title in stated if title], site=f"{self.site} {_host(self.url)}")
        if self.title in shown:
            self._headline = shown[self.title]
        else:
            self.title, self._headline = visible.headline_within(self.tree, self.title)

    def all(self, names: Iterable[str]) -> list[str]:
        """Return every content declared under the names, best first."""
        return [value for name in names for value in self.declared.get(name, ())]

    def text(self, properties: Iterable[str], names: Iterable[str]) -> str:
        """Return the first text among JSON-LD properties, then among meta names."""
        return _text(jsonld.first(self.node, *properties) or next(iter(self.all(names)), ""))

    def address(self) -> str:
        stated = (self.canonical, jsonld.first(self.node, "url"), *self.all(("og:url",)), self.url)
        return next(filter(None, (_url(value, self.url) for value in stated)), "")

    def byline(self) -> tuple[str, ...]:
        """Return the names declared, unless they are the site's own and the page shows a person's."""
        site = fold(self.site + _host(self.url)).replace(" ", "")
        house: tuple[str, ...] = ()
        by_meta = (self.declared.get(name, []) for name in _AUTHOR)
        for stated in (jsonld.texts(self.node, "author", "creator"), *by_meta):
            found = names.split(map(_text, stated))
            persons = tuple(name for name in found if fold(name).replace(" ", "") not in site)
            if persons:
                return persons
            house = house or found
        for elements in visible.around(self._headline):
            for texts in visible.bylines(elements):
                if found := names.split(map(_text, texts), visible=True):
                    return found
            if house:
                break
        return house

    def published(self) -> datetime | None:
        stated = (*jsonld.texts(self.node, "datePublished"), *self.all(_PUBLISHED))
        if found := _date((*stated, *jsonld.texts(self.node, "dateCreated", "uploadDate"))):
            return found
        month_first = bool(_MONTH_FIRST.match(self.language))
        in_url = _URL_DATE.search(self.url)
        return (
            _date(chain.from_iterable(map(visible.dates, visible.around(self._headline))), month_first=month_first)
            or _date(["-".join(in_url.groups())] if in_url else [])
            or _date(islice(visible.dates_anywhere(self.tree), MAX_DATES), month_first=month_first)
        )


def _text(value: str) -> str:
    """Make a declared value plain text: no markup, no entity, no control or direction character, one line, capped."""
    value = value[: 2 * MAX_TEXT]
    if _PLAIN.fullmatch(value):
        return value.strip()[:MAX_TEXT]
    if "&" in value:
        value = html.unescape(html.unescape(value))
    if "<" in value:
        value = _TAG.sub(" ", value)
    return " ".join(tidy(value).split())[:MAX_TEXT].strip()


def _date(values: Iterable[str], *, month_first: bool = False) -> datetime | None:
    return next((date for value in values if (date := dates.parse(value, month_first=month_first))), None)


def _language(values: Iterable[str]) -> str:
    """Return the first value that is a language tag, written as BCP 47 has it."""
    for value in values:
        if found := _LANGUAGE.match(value.strip()):
            language, script, region = found.groups()
            parts = (language.lower(), script and script.title(), region and region.upper())
            return "-".join(part for part in parts if part)
    return ""


def _tags(values: Iterable[str]) -> tuple[str, ...]:
    tags = (_text(tag) for value in values for tag in value[: 10 * MAX_TEXT].split(","))
    return tuple(dict.fromkeys(tag for tag in tags if tag))[:MAX_TAGS]


def _images(node: jsonld.Node) -> list[str]:
    images = node.get("image")
    items = images if isinstance(images, list) else [images]
    addresses = (item.get("url") or item.get("contentUrl") if isinstance(item, dict) else item for item in items)
    return [address for address in addresses if isinstance(address, str)]


def _url(value: str, base: str) -> str:
    """Resolve an address; "" unless it is one of the web's."""
    if _ADDRESS.fullmatch(value):
        return value
    value = "".join(tidy(value).split())
    if not value:
        return ""
    try:
        found = urljoin(base, value)
        parts = urlsplit(found)
    except ValueError:
        return ""
    return found if parts.scheme in {"http", "https"} and parts.netloc and len(found) <= MAX_URL else ""


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
