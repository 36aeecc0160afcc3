"""What a page says about its article: by its own declarations first, by what it shows second."""

from __future__ import annotations

import html
import re
from itertools import chain, islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from cleaner import address, dates
from cleaner.html.markup import attribute
from cleaner.html.metadata import jsonld, names, visible
from cleaner.html.metadata.titles import choose, site_beside
from cleaner.language import names_language
from cleaner.model import Metadata
from cleaner.text import fold, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from cleaner.html.page import Segments

MAX_TEXT = 1_000  # characters of a title, dek or name
MAX_URL = 2_000
MAX_PART = 10_000  # characters of an answer, or of a step of a recipe
MAX_TAGS = 50
MAX_DATES = 100  # looked at far from the headline

_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d+)?(?:[/?#][\w./%~?=&#;:,+@!$'()*-]{0,1900})?")
_PLAIN = re.compile(r"[\w!-%'-;=?@ ]*")
_TITLE_TAG = re.compile(r"<title(?=[\s/>])[^>]*>([^<]*)", re.IGNORECASE)
_DECLARATION = re.compile(r"<(html|meta|link)\b((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
# How nearly all of them are written; there are dozens on a page, and reading any order costs four times as much.
_META = re.compile(r"\s+(?:property|name|itemprop|http-equiv)=\"([^\"]+)\"\s+content=\"([^\"]+)\"\s*/?")
_TAG = re.compile(r"</?[a-z][^<>]{0,500}>", re.IGNORECASE)
# A value is markup if an element in it ends, or is empty by its nature; else it speaks of markup.
_IS_MARKUP = re.compile(r"</[a-z]|<(?:br|hr|img|wbr)\b", re.IGNORECASE)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?\b")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)(?:([/-])([01]?\d)\2([0-3]?\d)|([01]\d)([0-3]\d))(?=\D|\Z)")
_MONTH_FIRST = re.compile(r"en(?:-US|-PH)?\Z")

_TITLE = ("og:title", "twitter:title", "headline", "citation_title", "dc.title", "parsely-title", "title")
_DEK = ("og:description", "description", "twitter:description", "dc.description")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "article:published", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "publish-date", "publish_date",
    "publication_date", "pubdate", "article.published", "originalpublicationdate", "published-date", "published-time",
    "published", "pub_date", "citation_publication_date", "dcterms.issued", "publishdate",
    "article_date_original",
)  # fmt: skip
# What many systems fill with the day on which the page was made or last touched: what the page shows goes first.
_CREATED = ("dcterms.date", "dc.date", "dcterms.created", "dc.date.created", "date", "datecreated")
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "modified-date", "updated",
             "last-modified")  # fmt: skip
_AUTHOR = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl",
           "authors")  # fmt: skip
_LOCALE = ("og:locale", "content-language", "inlanguage", "language", "dc.language")
_SITE = ("og:site_name", "application-name", "publisher", "apple-mobile-web-app-title", "dc.publisher")
_SECTION = ("article:section", "og:article:section", "parsely-section")
_TAGS = ("article:tag", "og:article:tag", "news_keywords", "parsely-tags", "sailthru.tags", "keywords")
_BETWEEN_TAGS = re.compile("[,;、，]")
_IMAGE = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src", "image",
          "thumbnailurl")  # fmt: skip


def read(page: Segments, *, url: str = "", head: str = "", json_ld: Sequence[str] = ()) -> Metadata:
    """Read a page's metadata.

    Parameters
    ----------
    page : Segments
    url : str, default ""
        Where the page came from; relative addresses are resolved against it.
    head : str, default ""
        Markup of the page's head, where that was set apart from what `page` tells.
    json_ld : sequence of str, default ()
        The contents of the page's ``application/ld+json`` scripts.

    Returns
    -------
    Metadata
        Empty fields where the page says nothing. A date without a zone is taken as UTC. Never raises.

    Examples
    --------
    >>> from cleaner.html.segment import segment
    >>> page = segment('<html lang="en-gb"><title>Rain stops play - Times</title><h1>Rain stops play</h1>By A. Writer')
    >>> found = read(page, url="https://www.example-times.test/sport")
    >>> found.title, found.language, found.byline
    ('Rain stops play', 'en-GB', ('A. Writer',))
    """
    facts = _Facts(page, url=url, head=head, json_ld=json_ld)
    return Metadata(
        title=facts.title,
        dek=facts.text(("description", "alternativeHeadline"), _DEK),
        byline=facts.byline(),
        published=facts.published(),
        modified=facts.modified(),
        language=facts.language,
        url=facts.address(),
        site=facts.site or _text(jsonld.site(json_ld)) or facts.shown_site(),
        section=facts.text(("articleSection",), _SECTION),
        tags=_tags([*jsonld.texts(facts.node, "keywords"), *facts.all(_TAGS)]),
        image=_url(next(iter([*_images(facts.node), *facts.all(_IMAGE)]), ""), url),
    )


def declared_parts(json_ld: Sequence[str]) -> list[str]:
    """Return the texts of its article that a page declares one by one: ingredients, steps, questions and answers."""
    return [_text(text, MAX_PART) for text in jsonld.parts(json_ld)]


class _Facts:
    """What a page declares, and the neighbourhood of its headline for what it does not say."""

    def __init__(self, page: Segments, *, url: str, head: str, json_ld: Sequence[str]) -> None:
        self.page = page
        self.url = url
        self.declared: dict[str, list[str]] = {}
        self.canonical = ""
        locale = self._collect(head)
        in_head = _TITLE_TAG.search(head)
        self.page_title = page_title = _text(in_head[1] if in_head else page.title)
        self.node = jsonld.article(json_ld, title=page_title)
        self.site = self.text((), _SITE[:1]) or self.text(("publisher",), _SITE[1:])
        stated = (locale, jsonld.first(self.node, "inLanguage"), *self.all(_LOCALE), self._outermost_language())
        self.language = _language(stated)
        shown = {_text(text): record for text, record in visible.headlines(page).items()}
        stated = (_text(jsonld.first(self.node, "headline")), self.text((), _TITLE), page_title)
        self.home = [text for text, record in shown.items() if visible.leads_home(page, record, url)]
        site = " ".join((self.site, *self.home, address.host(url)))
        self.title = choose([text for text in shown if text not in self.home], [*filter(None, stated)], site=site)
        if self.title in shown:
            self._headline = shown[self.title]
        else:
            self.title, self._headline = visible.headline_within(page, self.title)

    def _collect(self, head: str) -> str:
        """Collect what ``<meta>`` and ``<link>`` declare; return the language of ``<html>`` or ``<body>``."""
        language = ""
        for tag, attributes in (*_DECLARATION.findall(head), *self.page.heads):
            if plain := _META.fullmatch(attributes):
                self.declared.setdefault(plain[1].lower(), []).append(plain[2])
            elif "content" in attributes.lower():
                pairs = {name.lower(): one or two or three for name, one, two, three in _ATTRIBUTE.findall(attributes)}
                name = pairs.get("property") or pairs.get("name") or pairs.get("itemprop") or pairs.get("http-equiv")
                if name and (content := pairs.get("content")):
                    self.declared.setdefault(name.lower(), []).append(content)
            elif "canonical" in attributes and attribute(attributes, "rel") == "canonical":
                self.canonical = self.canonical or attribute(attributes, "href")
            elif tag.lower() in {"html", "body"}:
                language = language or attribute(attributes, "lang")
        return language

    def _outermost_language(self) -> str:
        """Return the language of the element that holds all: a fragment has no ``<html>``."""
        nodes, ends = self.page.nodes, self.page.ends
        holds_all = len(nodes) > 1 and (nodes[1][3], ends[1]) == (0, len(self.page.records))
        return attribute(nodes[1][2], "lang") if holds_all else ""

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
        """Return the names declared, unless they are the site's own, or an account, and the page shows a person's."""
        house: tuple[str, ...] = ()
        account: tuple[str, ...] = ()
        cited = [names.given_name_first(name) for name in self.declared.get("citation_author", ())]
        by_meta = (self.declared.get(name, []) for name in _AUTHOR)
        for stated in (jsonld.texts(self.node, "author", "creator"), cited, *by_meta, self._labelled_author()):
            found = names.split(map(_text, stated))
            persons = self._persons(found)
            if not all(map(names.is_account, persons)):
                return persons
            account, house = account or persons, house or found
        host = address.host(self.url)
        for records in visible.around(self.page, self._headline):
            for texts in visible.bylines(self.page, records, host):
                if found := self._shown_names(texts):
                    return account if account and all(map(names.is_account, found)) else found
            if account or house:
                return account or house
        signed = {self._shown_names([text]) for text in visible.authors(self.page, host)} - {()}
        only = signed.pop() if len(signed) == 1 else ()
        return () if all(map(names.is_account, only)) else only

    def _persons(self, found: tuple[str, ...]) -> tuple[str, ...]:
        """Return the names that are not the site's own."""
        site = fold(self.site + address.host(self.url)).replace(" ", "")
        return tuple(name for name in found if fold(name).replace(" ", "") not in site)

    def _shown_names(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the names in what may be a byline; the site's own only where there is no other."""
        found = names.split((text for text in map(_text, texts) if text != self.title), visible=True)
        return self._persons(found) or found

    def _labelled_author(self) -> list[str]:
        """Return what the card for one network shows under a label such as “Written by”."""
        labels = self.declared.get("twitter:label1", [])
        return self.declared.get("twitter:data1", []) if any(map(names.is_label, labels)) else []

    def shown_site(self) -> str:
        """Return the site's name as a heading that leads home has it, else the page's title beside the article's."""
        return next(iter(self.home), "") or site_beside(self.title, self.page_title)

    def published(self) -> datetime | None:
        declared = [*filter(None, map(dates.parse, (*jsonld.texts(self.node, "datePublished"), *self.all(_PUBLISHED))))]
        if found := self._shown(declared) or _date(visible.declared_dates(self.page, visible.PUBLISHED)):
            return found if found.utcoffset() else self._in_its_zone(found)
        month_first = bool(_MONTH_FIRST.match(self.language))
        created = chain(jsonld.texts(self.node, "dateCreated", "uploadDate"), self.all(_CREATED))
        nearest, further = visible.around(self.page, self._headline)
        behind = self.page.records[self._headline + 1 : self._headline + visible.NEAREST]
        in_url = _URL_DATE.search(self.url)
        found = (
            self._labelled(month_first=month_first)
            or _date(visible.marked_dates(self.page, behind), month_first=month_first)
            or _date(created)
            or _date(["-".join(filter(None, in_url.group(1, 3, 4, 5, 6)))] if in_url else [])
        )
        if found or visible.tells_age(behind):
            return found
        return _date(visible.dates(self.page, (nearest, further)), month_first=month_first) or _date(
            islice(visible.dates_anywhere(self.page), MAX_DATES), month_first=month_first
        )

    def _labelled(self, *, month_first: bool) -> datetime | None:
        """Return the date behind a word for publication, if all such dates of the page are of one day."""
        parsed = (dates.parse(text, month_first=month_first) for text in visible.publications(self.page))
        found = [date for date in parsed if date]
        return found[0] if len({date.date() for date in found}) == 1 else None

    def _shown(self, declared: Sequence[datetime]) -> datetime | None:
        """Return the first date declared; of several days, the one that stands beside the headline, if one does."""
        if len({date.date() for date in declared}) > 1:
            marked = visible.marked_dates(self.page, visible.around(self.page, self._headline)[0])
            shown = {date.date() for date in map(dates.parse, marked) if date}
            declared = [*(date for date in declared if date.date() in shown), *declared]
        return next(iter(declared), None)

    def modified(self) -> datetime | None:
        """Return the latest date declared, else the first on the page that says what it is."""
        declared = filter(None, map(dates.parse, (*jsonld.texts(self.node, "dateModified"), *self.all(_MODIFIED))))
        if found := max(declared, default=None):
            return found
        shown = chain(visible.declared_dates(self.page, visible.MODIFIED), visible.updates(self.page))
        return _date(shown, month_first=bool(_MONTH_FIRST.match(self.language)))

    def _in_its_zone(self, date: datetime) -> datetime:
        """Return a time told in UTC as the page tells it in a zone, where it tells the same moment again."""
        stated = map(dates.parse, self.all((*_PUBLISHED, *_CREATED)))
        return next((other for other in stated if other and other.utcoffset() and other == date), date)


def _text(value: str, most: int = MAX_TEXT) -> str:
    """Make a declared value plain text: no markup, no entity, no control or direction character, one line, capped."""
    value = value[: 2 * most]
    if _PLAIN.fullmatch(value):
        return value.strip()[:most]
    if "&" in value:
        value = html.unescape(html.unescape(value))
    if "<" in value and _IS_MARKUP.search(value):
        value = _TAG.sub(" ", value)
    return " ".join(tidy(value).split())[:most].strip()


def _date(values: Iterable[str], *, month_first: bool = False) -> datetime | None:
    return next((date for value in values if (date := dates.parse(value, month_first=month_first))), None)


def _language(values: Iterable[str]) -> str:
    """Return the first value that is a language tag, written as BCP 47 has it."""
    for value in values:
        if (found := _LANGUAGE.match(value.strip())) and names_language(found[0]):
            language, script, region = found.groups()
            parts = (language.lower(), script and script.title(), region and region.upper())
            return "-".join(part for part in parts if part)
    return ""


def _tags(values: Iterable[str]) -> tuple[str, ...]:
    tags = (_text(tag) for value in values for tag in _BETWEEN_TAGS.split(value[: 10 * MAX_TEXT]))
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
