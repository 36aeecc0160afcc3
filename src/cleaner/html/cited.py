"""What an article cites: lists of links to other sites that it introduces, its sources; and its corrections.

Links in a row look like a menu to the model, and what stands behind the last paragraph like the page's furniture.
"""

from __future__ import annotations

from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING

import regex as re

from cleaner import address, corrections
from cleaner.html.document import category
from cleaner.html.markup import attribute
from cleaner.html.page import HEADINGS
from cleaner.html.parts import LEVELS, is_hardly_linked
from cleaner.model import Category
from cleaner.text import has_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cleaner.html.noise import Noise
    from cleaner.html.page import Record, Segments

_INTRODUCING_WORDS = 4  # at least, of what ends in a colon; shorter ones are labels
_MOST_CITED = 200  # records in one list
_SIGN = 4  # characters of the number or mark of a note
_BACK = frozenset(["↩", "↩\ufe0e", "↑", "^", "⏎", "⤴"])
_FAR = 20  # records behind the last kept one: a correction stands no farther
_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6", "p", "div", "summary"])
_ITEMS = frozenset(["li", "p"])
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|csv|pptx?)(?:[?#]|\Z)", re.IGNORECASE)
# Sites that links lead to for a page's own ends.
_NETWORK = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|instagram|whatsapp|linkedin|pinterest|reddit|t|tumblr|taboola|outbrain|doubleclick)"
    r"\.(?:com|me|net)\Z"
)
_SOURCES = re.compile(
    r"(?:sources?|references?|works cited|bibliograph\w+|further reading|footnotes|quellen?"
    r"|quellenangaben|einzelnachweise|literatur\w*|références|bibliographie|fuentes|referencias|bibliografía|fonti|bibliografia|fontes|referências"
    r"|bronnen|bronvermelding|källor|kilder|referanser|lähteet|źródła|zdroje|források|surse|kaynaklar|kaynakça"
    r"|sumber|nguồn|πηγές|источники|литература|джерела|מקורות|المصادر|स्रोत|参考文献|出典|参考资料"
    r"|參考資料|참고 ?문헌|출처)\s*[:：]?",
    re.IGNORECASE,
)
# Of what was added, or left out for somebody's sake.
_NOTE = re.compile(r"p\.\s?s\.?\s|some names (?:in this \w+ )?have been changed\b", re.IGNORECASE)


def cited(noise: Noise) -> Iterator[int]:
    """Yield the records that the text introduces or that are its notes.

    These are lists of links to other sites, right below a kept line that ends in a colon, or below a heading such as
    “Sources”; and corrections right behind the text.
    """
    page, site = noise.page, address.host(noise.url)
    order = noise.shown
    kept = [position for position, record in enumerate(order) if noise.stays(record)]
    if not kept:
        return
    for position in kept:
        if page.records[order[position]][1].endswith((":", "：")) and _introduces(page.records[order[position]]):
            yield from _listed(page, order, position, site, ("li",))
    for position in range(kept[0], len(order)):
        if _is_heading_of_sources(page, order[position]) and (below := _listed(page, order, position, site, _ITEMS)):
            yield from (order[position], *below)
    for record in order[kept[-1] + 1 : kept[-1] + _FAR]:
        text = page.records[record][1]
        if is_hardly_linked(page.records[record]) and (corrections.is_one(text) or _NOTE.match(text)):
            yield record


def notes(noise: Noise) -> Iterator[int]:
    """Yield the footnotes, to which the text leads, and the heading above the first.

    They lead back to it, or begin with the sign that leads to them.
    """
    page = noise.page
    signs: dict[str, str] = {}
    for record in noise.kept:
        for start, end, attributes in page.records[record][6]:
            if "#" in attributes:
                signs[attribute(attributes, "href")] = "".join(page.records[record][5][start:end]).strip()
    found = [record for record in noise.gone if signs and _is_note(noise, record, signs)]
    yield from found
    above = reversed(noise.between(0, found[0])) if found else ()
    for record in dropwhile(lambda record: _is_note(noise, record, signs), above):
        if page.nodes[page.records[record][0]][1] in HEADINGS:
            yield record
        return


def _is_note(noise: Noise, record: int, signs: Mapping[str, str]) -> bool:
    """Tell whether a text stands where a sign leads to, and leads back; or begins with it, and no class says other."""
    page = noise.page
    if not has_words(page.records[record][1], _INTRODUCING_WORDS):
        return False
    told = [signs[place] for place in _places(page, record) if place in signs]
    if told and _leads_back(page.records[record]):
        return True
    is_told = any(_begins(page.records[record][1], sign) for sign in told)
    return is_told and category(page, record, noise.holders) is Category.NAVIGATION


def _begins(text: str, sign: str) -> bool:
    """Tell whether a text begins with the sign of a note, a number or a mark, in brackets or not."""
    bare = sign.strip("[]()")
    return 0 < len(bare) <= _SIGN and not bare.isalpha() and text.lstrip("[(").startswith(bare)


def _places(page: Segments, record: int) -> Iterator[str]:
    """Yield where links lead that lead to a record: its own elements, and those right around it."""
    node, _, _, _, lead, _, links = page.records[record]
    parent, _, own, *_ = page.nodes[node]
    around = page.nodes[parent][2]
    for attributes in (lead, own, around, *(attributes for _, _, attributes in links)):
        yield f"#{attribute(attributes, 'id') or attribute(attributes, 'name')}"


def _leads_back(record: Record) -> bool:
    """Tell whether a text begins with a sign, or ends in an arrow, that leads to another place in the page."""
    _, text, _, _, _, chunks, links = record
    if not links or any(
        "#" not in attributes or attribute(attributes, "href")[:1] != "#" for _, _, attributes in links
    ):
        return False
    signs = ["".join(chunks[start:end]).strip() for start, end, _ in links]
    return _begins(text, signs[0]) or signs[-1] in _BACK


def _introduces(record: Record) -> bool:
    return is_hardly_linked(record) and has_words(record[1], _INTRODUCING_WORDS)


def _is_heading_of_sources(page: Segments, record: int) -> bool:
    node, text, linked = page.records[record][:3]
    return not linked and page.nodes[node][1] in _HEADINGS and _SOURCES.fullmatch(text) is not None


def _listed(page: Segments, order: Sequence[int], above: int, site: str, names: Collection[str]) -> list[int]:
    """Return the records of the list right behind a position, if its links lead to files and other sites."""
    behind = order[above + 1 : above + 1 + _MOST_CITED]
    inside = [*takewhile(lambda record: _within(page, record, names), behind)]
    links = (attribute(link[2], "href") for record in inside for link in page.records[record][6])
    targets = [target for target in links if not target.startswith("#")]  # the way back from a note
    return inside if targets and all(_is_cited(target, site) for target in targets) else []


def _within(page: Segments, record: int, names: Collection[str]) -> bool:
    """Tell whether a record stands in an element of one of these names, and is no heading."""
    node = page.records[record][0]
    if _SOURCES.fullmatch(page.records[record][1]):
        return False
    for _ in range(LEVELS):
        if page.nodes[node][1] in names:
            return True
        node = page.nodes[node][0]
    return False


def _is_cited(target: str, site: str) -> bool:
    is_foreign = site and not address.is_within(target, site) and not _NETWORK.search(address.host(target))
    return bool(is_foreign or _FILE.search(target))
