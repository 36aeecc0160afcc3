"""What a reader sees around the headline: the headline itself, the names under it, the date beside it."""

from __future__ import annotations

from functools import lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING

import regex as re

from cleaner import address
from cleaner.dates import parse as parse_date
from cleaner.html.markup import attribute
from cleaner.html.metadata import names
from cleaner.html.page import APART
from cleaner.text import HEADING_SIGNS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cleaner.html.page import Record, Segments

MAX_HEADLINES = 10
MAX_HEADINGS = 50  # lesser headings looked at for the headline
MIN_HEADLINE = 12  # characters
NEAREST = 20  # records looked at first, behind the headline and in front of it
NEAR = 50  # records behind those
MAX_SHARED = 4  # records: the class of an element that holds no more speaks for each of them
MAX_BYLINE = 150  # characters
MAX_DATE = 80
MAX_UPDATE = 160
MAX_LABEL = 30
_LABEL_WORDS = 3  # in front of a date; in a sentence are more

_HOME = re.compile(r"(?:https?://[^/?#]+)?/?", re.IGNORECASE)  # the address of a front page
_KICKER = re.compile(
    r"kicker|overline|over-?title|eyebrow|top-?line|roof-?line|dachzeile|spitzmarke|pre-?(?:head|title)|subtitle|hidden|sr-only",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"author|autor|auteur|contributor|by-?line|written-?by|reporter|writer|journalist|verfasser|szerz[oő]|poster|\bfn\b|firma\b"
    r"|(?:^|\s)by(?:\s|$)",
    re.IGNORECASE,
)
_NOT_BYLINE = re.compile(
    r"bio\b|avatar|image|photo|social|follow|related|comment|about|title|position|role|description|quote"
    r"|testimonial",
    re.IGNORECASE,
)
_PERSON_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|i)?|auteurs?|writers?|contributors?|columnists?|journalists?|reporters?|staff|team"
    r"|producers|profiles?|profil|users?|redaktion|redazione|redactie)(?:/|-)(?!regist|log-?in|sign-?)[^/?#]{3}|\?author=",
    re.IGNORECASE,
)
_DECLARED_AUTHOR = re.compile(r"\b(?:rel|itemprop)\s*=\s*[\"']?[^\"'>]{0,40}\bauthor\b", re.IGNORECASE)
# One of these stands in whatever the three above match, and is looked up four times as fast.
_OF_PEOPLE = (
    "author", "autor", "auteur", "contributor", "byline", "by-line", "written", "reporter", "writer", "journalist",
    "verfasser", "poster", "fn", "firma", "columnist", "staff", "team", "producer", "profil",
    "user", "redaktion", "redazione", "redactie", "szerz", '"by"',
)  # fmt: skip
_LATE_LEAD = re.compile(r"(?<=\s)(?i:by|von|par|por)\s+(?=\p{Lu})")  # behind a date
_NAME_PARTS = ("Mc", "Mac", "De", "Le", "La", "O'", "O’")
_MEET = re.compile(r"[\p{Ll}\d]\p{Lu}|\p{L}\d|\d\p{L}|[\p{Arabic}\p{Hebrew}]{2}")
_DIGIT = re.compile(r"\d")
_SMALL_WORD = re.compile(r"\b\p{Ll}{3,}\b(?=.*\d)")  # with a number behind it
_DATE = re.compile(r"date|time|publish|posted|stamp|datum|fecha|pubd|meta|byline|infos?\b", re.IGNORECASE)
_UPDATED = re.compile(
    r"\b(?:updated|(?:last|page) (?:modified|edited|changed|revised)|aktualisiert|stand|letzte [äa]nderung"
    r"|ge[äa]ndert|mis à jour|modifié|actualizad[oa]|modificad[oa]|aggiornat[oa]|atualizad[oa]|bijgewerkt|gewijzigd"
    r"|oppdatert|opdateret|uppdaterad|päivitetty|aktualizováno|zaktualizowano|aktualizacja|обновлен\w+|оновлен\w+"
    r"|güncelle\w+|laatste update|last update|frissítve|actualizat)\b|更新|수정|업데이트",
    re.IGNORECASE,
)
_PUBLICATION = re.compile(
    r"\b(?:(?:first )?(?:published|posted)(?: on| at)?|(?:veröffentlicht|erschienen)(?: am)?|publiée? le"
    r"|publicado (?:el|em)|pubblicat[oa] il|gepubliceerd(?: op)?|publi[cs]er[ae][dt](?: den)?|julkaistu|opublikowano"
    r"|publikováno|megjelent|publicat(?: la| pe)?|опубликован\w*|опубліковано|yayınlan\w+)\b:?",
    re.IGNORECASE,
)
# A date alone on its line, or in front of what a bar sets apart; or behind a word or two and a colon or "on".
_LINE_OF_DATE = re.compile(r"(?=\D{0,40}\d)[^|•·\n]{6,44}(?=\s?(?:[|•·]|\Z))|[\p{L} ]{6,24}:?\s[\d./-]{8,10}(?=\s)")
_PUBLISHED = re.compile(r"date|time|posted|publish", re.IGNORECASE)
# How old a text is, instead of when it was written.
_AGE = re.compile(
    r"\b(?:\d+|an?|one)\s?(?:s|m|h|d|w|(?:sec|min|hr|hour|day|week|month|year)\w*) ago\b"
    r"|\b(?:vor|il y a|hace|há|för|acum|πριν) (?:\d|un|ein|e[nt]t?\b)"
    r"|\d\s\p{L}+ (?:fa|geleden|sedan|siden|sitten|temu|назад|тому|önce|yang lalu|trước)\b"
    r"|\d+\s?\p{Lo}{1,2} ?[前전]"
    r"|^(?:just now|yesterday|today|gestern|heute|hier|aujourd|ayer|hoy|ieri|oggi|ontem|hoje|gisteren|vandaag|i ?går"
    r"|i ?dag|вчера|сегодня|вчора|сьогодні|dün|bugün|wczoraj|dzi[sś]|včera|dnes|tegnap|אתמול|היום|أمس|اليوم|kemarin"
    r"|昨天|今天|昨日|어제|오늘)(?:\W+\p{L}{1,3}\b)?\W*(?:\d|\Z)",
    re.IGNORECASE,
)
# When somebody lived, or something is to be.
_OF_LIFE = re.compile(
    r".*\d{4}\s?[–—†-]\s?(?:\d{1,2}\.?\s)?\p{L}*\.?\s?(?:\d{1,2},\s)?\d{4}"
    r"|\W*(?:born|died|joined|member since|registered|deadline|when|starts?|ends?|expires?|due|in force|geboren"
    r"|gestorben|beginn|wann|née?|nacid[ao]|nat[ao])\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(r"(?:^|[\s_-])(?:comments?|related|recommend\w*|recent|copyright)(?:$|[\s_-])", re.IGNORECASE)
_OTHERS_AROUND = 4  # elements around a date that may say that it is another text's


def headlines(page: Segments) -> dict[str, int]:
    """Return the texts of the page's ``<h1>`` elements, each with the first record of the first that says it."""
    found: dict[str, int] = {}
    for text, record in islice(_headings(page, ("h1",)), MAX_HEADLINES):
        found.setdefault(text, record)
    return found


def leads_home(page: Segments, record: int, url: str) -> bool:
    """Tell whether a heading is a link to the site's front page, as the site's name is; on that page itself none is."""
    _, text, linked, _, _, _, links = page.records[record]
    if linked != len(text) or (url and _HOME.fullmatch(url)):
        return False
    target = attribute(links[0][2], "href")
    return _HOME.fullmatch(target) is not None and address.is_within(target, address.host(url))


def headline_within(page: Segments, title: str) -> tuple[str, int]:
    """Return the first lesser heading whose text stands in ``title``, and its record; else the title, and 0."""
    for text, record in islice(_headings(page, ("h2", "h3", "h4")), MAX_HEADINGS):
        if len(text) >= MIN_HEADLINE and text in title:
            return text, record
    return title, 0


def around(page: Segments, headline: int) -> tuple[list[Record], list[Record]]:
    """Return the visible records around one: the nearest behind it, itself and those in front, then more behind it."""
    behind, further = headline + NEAREST, headline + NEAREST + NEAR
    in_front = page.records[max(0, headline - NEAREST) : headline + 1]
    nearest = [*page.records[headline + 1 : behind], *reversed(in_front)]
    return _shown(nearest), _shown(page.records[behind:further])


def bylines(page: Segments, records: Sequence[Record], site: str) -> Iterator[list[str]]:
    """Yield what may be the byline, surest first; each as the texts of neighbours of one make.

    Links count as those to people only where they stay with the host `site`, if it is known.
    """
    told = [record for record in records if _speaks_of_people(page, record)]
    signs = ((sign, told) for sign in _signs(site))
    for sign, likely in (*signs, (_texts_by, records)):
        places: dict[object, list[str]] = {}
        for record in likely:
            if texts := [text for text in sign(page, record) if 1 < len(text) <= MAX_BYLINE]:
                place = page.nodes[page.nodes[record[0]][0]][0]
                places.setdefault((place, page.nodes[record[0]][2]), []).extend(texts)
        yield from places.values()


def authors(page: Segments, site: str) -> Iterator[str]:
    """Yield what is declared, linked or named as an author anywhere on the page."""
    for record in _shown(page.records):
        if _speaks_of_people(page, record) and not _is_of_others(page, record):
            for sign in _signs(site):
                yield from (text for text in sign(page, record) if 1 < len(text) <= MAX_BYLINE)


def _signs(site: str) -> tuple[Callable[[Segments, Record], list[str]], ...]:
    """Return what tells the authors in a record that speaks of people, surest first."""
    return _declared_authors, partial(_linked_people, site=site), _named_bylines


def _speaks_of_people(page: Segments, record: Record) -> bool:
    """Tell whether any attributes around a text, or of a link in it, have a word for its authors: few do."""
    node, text, _, _, lead, _, links = record
    if links and any(_is_of_people(attributes) for _, _, attributes in links):
        return True
    parent, name, own, _, _ = page.nodes[node]
    above, _, around, _, _ = page.nodes[parent]
    is_control = name == "button" and " " not in text
    if is_control or "blockquote" in (name, page.nodes[parent][1], page.nodes[above][1]):  # who is quoted
        return False
    return len(text) <= MAX_BYLINE and (
        name == "address" or any(map(_is_of_people, (lead, own, around, page.nodes[above][2])))
    )


@lru_cache(maxsize=4096)
def _is_of_people(attributes: str) -> bool:
    lowered = attributes.lower()
    return any(word in lowered for word in _OF_PEOPLE)


PUBLISHED = "datePublished", "pubdate"
MODIFIED = "dateModified", "dt-updated"


def declared_dates(page: Segments, names: Sequence[str]) -> Iterator[str]:
    """Yield what elements declare to be a date of one of these names."""
    for record in page.records:
        for attributes in (record[4], page.nodes[record[0]][2]):
            if any(name in attributes for name in names):
                yield attribute(attributes, "datetime") or attribute(attributes, "content") or record[1][:MAX_DATE]


def marked_dates(page: Segments, records: Sequence[Record]) -> Iterator[str]:
    """Yield what is marked as a date, nearest first, but of other texts."""
    for record in _shown(records):
        if _is_of_others(page, record):
            continue
        if stated := _machine_date(page, record):
            yield stated
        elif any(map(_DATE.search, _names(page, record))):
            yield record[1][:MAX_DATE]
            yield " ".join(record[5])[:MAX_DATE]  # where a date meets how long it takes to read


def tells_age(records: Sequence[Record]) -> bool:
    """Tell whether a line says how long ago something was, or on what day as seen from now, and not its date."""
    short = (text for _, text, linked, *_ in records if linked >= 0 and len(text) <= MAX_LABEL)
    return any(_AGE.search(text) and not parse_date(text) for text in short)


def dates(page: Segments, around: Sequence[Sequence[Record]]) -> Iterator[str]:
    """Yield what may hold the date, nearest first: what is marked as a date, then any short text with a number."""
    for records in around:
        yield from marked_dates(page, records)
        yield from _short_texts(page, records)


def _short_texts(page: Segments, records: Sequence[Record]) -> Iterator[str]:
    for record in records:
        _, text, linked, *_ = record
        is_short = len(text) <= MAX_DATE and linked * 2 < len(text) and _DIGIT.search(text)
        if is_short and not _OF_LIFE.match(text) and not _tells_of_a_day(text) and not _is_of_others(page, record):
            yield text


def _tells_of_a_day(text: str) -> bool:
    """Tell whether the date in a text is part of a sentence: “The act was signed into law on August 14, 1935”."""
    return len(_SMALL_WORD.findall(text)) > _LABEL_WORDS and not _UPDATED.search(text)


def updates(page: Segments) -> Iterator[str]:
    """Yield what follows the words for an update in a short text."""
    for _, text, linked, _, _, _, _ in page.records:
        if linked >= 0 and len(text) <= MAX_UPDATE and _DIGIT.search(text) and (found := _UPDATED.search(text)):
            yield text[found.end() :]


def publications(page: Segments) -> Iterator[str]:
    """Yield what follows the words for a publication, in a short text or in the next one."""
    shown = _shown(page.records)
    for number, record in enumerate(shown):
        text = record[1]
        is_short = len(text) <= MAX_LABEL or (len(text) <= 2 * MAX_UPDATE and _DIGIT.search(text))
        if not is_short or not (found := _PUBLICATION.search(text)) or _is_of_others(page, record):
            continue
        if _DIGIT.search(text, found.end()):
            yield text[found.end() :]
        elif len(text) - found.end() < 3 and number + 1 < len(shown):
            yield shown[number + 1][1][:MAX_DATE]


def dates_anywhere(page: Segments) -> Iterator[str]:
    """Yield what is marked as a date of publication wherever it stands on the page, then what is little but a date."""
    shown = [record for record in page.records if record[2] >= 0 and not _is_of_others(page, record)]
    for record in shown:
        if stated := _machine_date(page, record):
            yield stated
        elif _PUBLISHED.search(attribute(page.nodes[record[0]][2], "class") + attribute(record[4], "class")):
            yield record[1][:MAX_DATE]
    for record in shown:
        if (found := _LINE_OF_DATE.match(record[1])) and not _OF_LIFE.match(record[1]):
            yield found[0]


def _is_of_others(page: Segments, record: Record) -> bool:
    """Tell whether a text stands among comments or other stories, as far as classes near it tell, or is quoted."""
    node = record[0]
    for _ in range(_OTHERS_AROUND):
        parent, name, attributes, *_ = page.nodes[node]
        if name == "blockquote" or _OF_OTHERS.search(attribute(attributes, "class")):
            return True
        node = parent
    return False


def _headings(page: Segments, names: Sequence[str]) -> Iterator[tuple[str, int]]:
    for number in [number for number, node in enumerate(page.nodes) if node[1] in names]:
        first = page.nodes[number][3]
        inside = page.records[first : page.ends[number]]
        texts = (
            _unmarked(text, chunks, links)
            for node, text, linked, _, _, chunks, links in inside
            if linked >= 0 and (node == number or not _KICKER.search(attribute(page.nodes[node][2], "class")))
        )
        if text := " ".join(texts):
            yield text, first


def _unmarked(text: str, chunks: Sequence[str], links: Sequence[tuple[int, int, str]]) -> str:
    """Leave out of a heading the sign at its end that links to it, such as “¶”."""
    is_link = bool(links) and links[-1][1] == len(chunks) and text[-1] in HEADING_SIGNS
    return text[:-1].rstrip() if is_link and "".join(chunks[links[-1][0] :]).strip() == text[-1] else text


def _shown(records: Iterable[Record]) -> list[Record]:
    return [record for record in records if record[2] >= 0]


def _names(page: Segments, record: Record) -> list[str]:
    """Classes that speak for a record: its element's, those around it that hold little else, its first inline one's."""
    node = record[0]
    found = [attribute(record[4], "class"), attribute(page.nodes[node][2], "class")]
    for _ in range(2):
        node = page.nodes[node][0]
        if page.ends[node] - page.nodes[node][3] > MAX_SHARED:
            break
        found.append(attribute(page.nodes[node][2], "class"))
    return found


def _machine_date(page: Segments, record: Record) -> str:
    for attributes in (record[4], page.nodes[record[0]][2]):
        if "datetime" in attributes and (stated := attribute(attributes, "datetime")):
            return stated
    return ""


def _links(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the text and the attributes of each link, up to the name of who only read the article."""
    done = 0
    for start, end, attributes in record[6]:
        if names.names_reader("".join(record[5][done:start])):
            return
        done = end
        yield " ".join("".join(record[5][start:end]).split()), attributes


def _said(record: Record) -> str:
    """Return a text with bars where a name and an office may meet: behind a link, or elements without a space."""
    told, linked = "", {end for start, end, _ in record[6] if " " in "".join(record[5][start:end]).strip()}
    for place, chunk in enumerate(record[5]):
        is_apart = _MEET.search(f"{told[-1:]}{chunk[:1]}") and not told.endswith(_NAME_PARTS)
        if chunk == "\n" and not names.is_label(told):
            told += " | "
            continue
        following = chunk.lstrip() or "".join(record[5][place + 1 : place + 2])
        if is_apart and names.is_label(told):
            told += " "
        elif is_apart or (place in linked and following[:1].isupper()):
            told += " | "
        told += chunk
        told = told.removesuffix(APART)
    return " ".join(told.split()) or record[1]


def _declared_authors(page: Segments, record: Record) -> list[str]:
    linked = [text for text, attributes in _links(record) if _declares_author(attributes)]
    declared = _declares_author(record[4]) or _declares_author(page.nodes[record[0]][2])
    return linked or ([_said(record)] if declared else [])


@lru_cache(maxsize=4096)
def _declares_author(attributes: str) -> bool:
    return _DECLARED_AUTHOR.search(attributes) is not None


def _named_bylines(page: Segments, record: Record) -> list[str]:
    linked = [text for text, attributes in _links(record) if _is_byline(attribute(attributes, "class"))]
    named = page.nodes[record[0]][1] == "address" or any(map(_is_byline, _names(page, record)))
    return linked or ([_said(record)] if named else [])


@lru_cache(maxsize=4096)
def _is_byline(names: str) -> bool:
    return bool(_BYLINE.search(names)) and not _NOT_BYLINE.search(names)


def _linked_people(_: Segments, record: Record, site: str) -> list[str]:
    links = ((text, attribute(attributes, "href")) for text, attributes in _links(record))
    return [text for text, target in links if _PERSON_PAGE.search(target) and _stays(target, site)]


def _stays(target: str, site: str) -> bool:
    """Whether a link stays with a host, its subdomains and what it is one of."""
    return address.is_within(target, site) or address.is_within(f"//{site}", address.host(target))


def _texts_by(_: Segments, record: Record) -> list[str]:
    text = _said(record)
    if names.is_signed(text):
        return [text]
    late = _LATE_LEAD.search(text, 0, MAX_BYLINE)
    signed = names.signed_part(text[:MAX_BYLINE])
    front = text[: late.start()] if late else text.partition(signed)[0] if signed else ""
    return [signed or text] if front and _is_date(front) else []


def _is_date(text: str) -> bool:
    """Tell whether a text is a date or an age, with a label at most, and no sentence that tells one."""
    label = _DIGIT.split(text)[0]
    is_labelled = label.count(" ") <= _LABEL_WORDS or bool(_PUBLICATION.match(text) or _UPDATED.match(text))
    return is_labelled and bool(parse_date(text) or _AGE.search(text))
