"""Noise taken out of the caller's own tree."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from lxml import html as lxml_html

import cleaner

if TYPE_CHECKING:
    from collections.abc import Callable

    Pruned = Callable[[str], tuple[str, str, cleaner.Article]]

PAGE = (
    '<html><head><title>Mill reopens after the flood - The Weir</title></head><body class="x">'
    '<div class="latest"><ul><li><a href="/mill">Mill reopens after the flood</a></li>'
    '<li><a href="/dam">Dam holds</a></li></ul></div>'
    '<nav><a href="/">Home</a></nav><article id="story" data-k="1"><h1>Mill reopens after the flood</h1>'
    '<p class="a">It <b>rained</b> all night above the town, and by six the water stood at the second step of the mill.'
    ' (Read more: <a href="/f">Floods</a>)</p>'
    '<figure><img src="mill.jpg" data-w="3"><figcaption>The mill, seen from the bridge.</figcaption></figure>'
    '<aside class="related"><img src="promo.jpg"><p>READ MORE: <a href="/d">Dam holds</a></p></aside>'
    "<p>Nobody was hurt, the miller said, although two hundred sacks of flour had to be carried up to the loft.</p>"
    "<p>The wheel turned again on Tuesday, a week before anyone in the town had thought that it could.</p>"
    "</article><script>x()</script></body></html>"
)


def lxml_pruned(page: str) -> tuple[str, str, cleaner.Article]:
    tree = lxml_html.document_fromstring(page)
    article = cleaner.prune(tree)
    shown = " ".join(" ".join(tree.xpath("//body//text()[not(ancestor::script)]")).split())
    return shown, lxml_html.tostring(tree, encoding="unicode"), article


def soup_pruned(page: str) -> tuple[str, str, cleaner.Article]:
    soup = BeautifulSoup(page, "html.parser")
    article = cleaner.prune(soup)
    markup = str(soup)
    for part in soup.find_all(["script", "head"]):
        part.extract()
    return " ".join(soup.get_text(" ").split()), markup, article


either = pytest.mark.parametrize("pruned", [lxml_pruned, soup_pruned])


@either
def test_what_is_removed_goes_and_what_is_kept_stays_as_it_was(pruned: Pruned) -> None:
    shown, markup, article = pruned(PAGE)
    said = Counter("\n".join(block.text for block in article.blocks).split())
    assert Counter(shown.split()) == said
    for part in ('class="x"', 'id="story"', 'data-k="1"', "<b>rained</b>", '<p class="a">', "x()", "<title>"):
        assert part in markup
    for part in ("<nav", "<aside", "Floods", "Dam holds", "Read more"):
        assert part not in markup


@either
def test_a_headline_in_a_menu_above_is_not_taken_for_the_articles(pruned: Pruned) -> None:
    _, markup, _ = pruned(PAGE)
    assert "<h1>Mill reopens after the flood</h1>" in markup
    assert 'href="/mill"' not in markup


@either
def test_images_stay_where_they_are_kept(pruned: Pruned) -> None:
    _, markup, article = pruned(PAGE)
    kept = [block.href for block in article.blocks if block.href]
    assert "mill.jpg" in kept
    assert [name for name in ("mill.jpg", "promo.jpg") if f'src="{name}"' in markup] == kept


@either
def test_the_article_is_the_one_that_clean_html_finds(pruned: Pruned) -> None:
    assert pruned(PAGE)[2].text == cleaner.clean_html(PAGE).text


@either
def test_a_page_without_an_article_keeps_its_frame(pruned: Pruned) -> None:
    shown, markup, _ = pruned("<html><body><div hidden>Nothing</div></body></html>")
    assert shown == ""
    assert "<body>" in markup


@pytest.mark.parametrize("page", ["<p>It rained.</p>", b"<p>It rained.</p>", None])
def test_only_trees_can_be_pruned(page: Any) -> None:
    with pytest.raises(TypeError):
        cleaner.prune(page)


SIGNED = """<nav><a href=/>Home</a></nav><article><h1>One file</h1>
<p>Two years ago I moved a small queue of jobs out of a server and into one file on disk.</p>
<h2>Why<a hidden href="#why">#</a></h2><p>Because I had one machine, and a second one bought me nothing but a pager.</p>
<p>This is no advice for a cluster: with more than one writer, stop here.</p>
<h2>Numbers<a hidden href="#numbers">#</a></h2><p>It ran some four hundred thousand jobs last year.</p></article>"""


@either
def test_headings_with_hidden_signs_stay_with_what_is_below(pruned: Pruned) -> None:
    shown, _, article = pruned(SIGNED)
    assert "".join(shown.split()) == "".join("".join(block.text for block in article.blocks).split())
    assert "Numbers" in shown


@pytest.mark.parametrize(
    "paragraph",
    [
        "او هر روز به مدرسه می\u200cرود و کتاب\u200cها را می\u200cخواند، گفت ناخدا.",
        'The seal <img src="s.png"/> came back.',
        'Thanks <img class="a"/> to the crew, and <img class="b"/> to the cook.',
        'The hull is <iframe src="https://x.test/a"></iframe> old and grey.',
        "They, \U0001f468\u200d\U0001f469\u200d\U0001f467, came by sea.",
    ],
)
def test_a_paragraph_stays_as_it_is_with_what_stands_in_it(paragraph: str) -> None:
    page = SIGNED.replace("<p>This is", f"<p>{paragraph}</p><p>This is")
    soup = BeautifulSoup(f'<header><img src="logo.png"/></header>{page}', "html.parser")
    cleaner.prune(soup)
    assert f"<p>{paragraph}</p>" in str(soup)
    assert "logo" not in str(soup)


@either
def test_what_is_hidden_in_a_paragraph_goes_alone(pruned: Pruned) -> None:
    shown, _, _ = pruned(SIGNED.replace("This is", 'The hull <b style="display:none">unseen</b> is old. This is'))
    assert "The hull is old. This is no advice" in shown


def test_text_that_lxml_reads_and_does_not_write_is_no_error() -> None:
    tree = lxml_html.fromstring("<p>It rained\x0b all night, and the river rose.<p>Advertisement\x0b</p>")
    cleaner.prune(tree)
    assert tree.text_content().split() == ["It", "rained", "all", "night,", "and", "the", "river", "rose."]


def test_nothing_that_is_kept_of_a_page_leaves_its_tree() -> None:
    for path in sorted((Path(__file__).parents[1] / "fixtures").rglob("*.html")):
        tree = lxml_html.document_fromstring(path.read_bytes(), parser=lxml_html.HTMLParser(encoding="utf-8"))
        there = _letters(tree.text_content())
        article = cleaner.prune(tree)
        left = _letters(tree.text_content())
        for block in article.blocks:
            text = _letters(block.text)
            assert text in left or text not in there, path.stem


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
