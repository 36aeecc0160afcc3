"""The page around the articles: its list, its toggles, its style and its script."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from cleaner.model import Category
from cleaner.render.html import Markup, element
from cleaner.report import figures, story

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cleaner.structure import Article

HUES = dict(zip(Category, (75, 250, 155, 330, 190, 215, 25, 95, 290, 55, 130, 270, 310, 230, 5, 175, 110), strict=True))


def to_page(articles: Iterable[tuple[str, Article]]) -> str:
    r"""Write a page that shows articles with what was removed from them, those with most doubt first.

    Parameters
    ----------
    articles : iterable of (str, Article)
        Each with the name of where it came from, such as a file's.

    Returns
    -------
    str
        A whole HTML document that loads nothing.

    Examples
    --------
    >>> import cleaner
    >>> page = to_page([("river.txt", cleaner.clean_text("It rained all night.\n\nAdvertisement"))])
    >>> "<del" in page and "en.advert.label" in page
    True
    """
    ranked = sorted(articles, key=lambda named: -figures.doubt(named[1]))
    counted = figures.tallies(article for _, article in ranked)
    style, script = _asset("style.css") + _rules(), _asset("script.js")
    heading = story.title_of(ranked[0][1], ranked[0][0]) if len(ranked) == 1 else f"{len(ranked)} articles"
    head = element(
        "head",
        *(
            element("meta", charset="utf-8"),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        ),
        element("meta", **{"http-equiv": "Content-Security-Policy", "content": _policy(style, script)}),
        element("title", f"{heading} – cleaned"),
        element("style", Markup(style)),
    )
    sections = [story.section(article, source, number) for number, (source, article) in enumerate(ranked, 1)]
    body = element(
        "body",
        element("a", "Skip to the article", href="#main", **{"class": "skip"}),
        element("form", *_controls(counted), **{"class": "controls", "aria-label": "What is shown"}),
        *([_list(ranked)] if len(ranked) > 1 else []),
        element("main", *sections, id="main", tabindex="-1"),
        element("script", Markup(script)),
        **{"class": "many" if len(ranked) > 1 else "one"},
    )
    page = f"<!DOCTYPE html>\n{element('html', head, body, lang='en')}\n"
    return page.encode("utf-8", "replace").decode("utf-8")  # a file's name may hold half a character


@cache
def _asset(name: str) -> str:
    return resources.files("cleaner.report").joinpath(name).read_text("utf-8")


def _rules() -> str:
    """Write the style rules that name each category: its colour, its toggle, and that a row of it is labelled once."""
    hues = (f'[data-c="{category}"]{{--hue:{hue}}}' for category, hue in HUES.items())
    toggles = (f'body:has(#show-{name}:not(:checked)) .removed[data-c="{name}"]{{display:none}}' for name in Category)
    runs = ",".join(f'.whole.removed[data-c="{name}"] + .whole.removed[data-c="{name}"]' for name in Category)
    run = f"@media screen{{:is({runs}) > .label{{display:none}}:is({runs}):not(li){{margin-top:-0.8rem}}}}"
    return "\n".join((*hues, *toggles, run)) + "\n"


def _policy(style: str, script: str) -> str:
    hashes = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script))
    return "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'".format(*hashes)


def _controls(counted: Sequence[figures.Tally]) -> list[Markup]:
    most = max((tally.words for tally in counted), default=1) or 1
    switches = element(
        "p",
        _switch("clean", "Clean view", on=False),
        _switch("doubts", "Mark doubts", on=True),
        **{"class": "switches"},
    )
    legend = element("legend", "Removed, in words")
    rows = [_row(tally, tally.words / most) for tally in counted]
    note = element("p", "Doubt: how many verdicts are wrong, if scores are the odds they say.", **{"class": "note"})
    return [switches, element("fieldset", legend, *rows) if rows else element("p", "Nothing was removed."), note]


def _switch(name: str, label: str, *, on: bool) -> Markup:
    return element("label", element("input", type="checkbox", id=name, **({"checked": ""} if on else {})), " ", label)


def _row(tally: figures.Tally, share: float) -> Markup:
    name = f"show-{tally.category}"
    box = element("input", type="checkbox", id=name, checked="")
    places = f"{tally.words:,} words in {tally.places} places"
    return element(
        "label",
        box,
        element("span", tally.category.value, **{"class": "name"}),
        element("span", f"{tally.words:,}", title=places, **{"class": "words"}),
        figures.bar(share, tally.category),
        **{"class": "category"},
    )


def _list(ranked: Sequence[tuple[str, Article]]) -> Markup:
    entries = [
        element(
            "li",
            element(
                "a",
                element("span", story.title_of(article, source), dir="auto", **{"class": "name"}),
                figures.strip(article),
                element(
                    "span", f"{story.summary(article)} · doubt {figures.doubt(article):.2f}", **{"class": "counts"}
                ),
                href=f"#a{number}",
            ),
        )
        for number, (source, article) in enumerate(ranked, 1)
    ]
    heading = element("h1", f"{len(ranked)} articles")
    note = element("p", "Those with most doubt first")
    return element("nav", heading, note, element("ol", *entries), **{"aria-label": "Articles"})
