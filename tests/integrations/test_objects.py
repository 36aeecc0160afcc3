"""Objects of the parsers, columns of tables, and the notebook: the same article, however the page is handed over."""

from __future__ import annotations

import html
import os
import subprocess
import sys

import pytest
import recipes
import site_of_fixtures as site

import cleaner
from cleaner.integrations import fields

pytestmark = pytest.mark.filterwarnings("default", "error:::cleaner")


def soup(host, page):
    return host("bs4").BeautifulSoup(page, "lxml")


def tree(host, page):
    return host("lxml.html").document_fromstring(page)


def selector(host, page):
    return host("parsel").Selector(page)


def parser(host, page):
    return host("selectolax.lexbor").LexborHTMLParser(page)


@pytest.mark.parametrize("parse", [soup, tree, selector, parser])
def test_the_same_article_however_it_is_handed_over(parse, host):
    different = []
    for name, path in site.PAGES.items():
        page = path.read_text("utf-8")
        wanted, found = cleaner.clean_html(page), cleaner.clean_html(parse(host, page))
        if (wanted.title, wanted.text) != (found.title, found.text):
            different.append(name)
    assert not different


@pytest.mark.parametrize("parse", [soup, tree, selector])
def test_pruned_objects_hold_the_article_and_no_noise(parse, host):
    parsed = parse(host, recipes.STORY.read_text("utf-8"))
    article = cleaner.prune(parsed.root if parse is selector else parsed)
    left = "".join((html.unescape(parsed.get()) if parse is selector else text_of(parsed)).split())
    assert all("".join(text.split()) in left for text in article.text.split("\n\n"))
    assert not any("".join(removal.text.split()) in left for removal in article.removed if len(removal.text) > 20)


def text_of(parsed):
    return parsed.get_text() if hasattr(parsed, "get_text") else parsed.text_content()


def test_a_notebook_shows_the_article_and_nothing_active(host):
    host("IPython")
    from IPython.core.formatters import DisplayFormatter

    article = cleaner.clean_html("<h1>Rain</h1><p>It rained &lt;script&gt;alert(1)&lt;/script&gt; all night.</p>")
    shown = DisplayFormatter().format(article)[0]["text/html"]
    assert "It rained &lt;script&gt;alert(1)&lt;/script&gt; all night." in shown
    assert "<script" not in shown


def test_no_host_is_imported_unless_its_module_is():
    modules = (
        "crawl4ai datasets haystack IPython langchain_core llama_index pandas parsel polars pytest scrapy web_poet"
    )
    code = (
        f"import sys, cleaner.cli, cleaner.cases; print([name for name in {modules.split()!r} if name in sys.modules])"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, **recipes.ENVIRONMENT},
        ).stdout
        == "[]\n"
    )


def test_an_article_tells_what_its_fields_are_called():
    assert fields.tell(cleaner.clean_text("It rained.")).keys() == fields.known()
