"""Noise taken out of the caller's own tree."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from lxml import html as lxml_html

from cleaner.html.prune import keep_only

PAGE = (
    '<html><body class="x"><nav><a href="/">Home</a></nav><div id="story" data-k="1"><p class="a">It <b>rained</b> all'
    ' night. (Read more: <a href="/f">Floods</a>)</p><aside><p>READ MORE: Floods</p></aside>tail text'
    '<img src="q.png"><p>The river rose.</p></div><script>x()</script></body></html>'
)
KEPT = ["It rained all night.", "tail text", "The river rose."]


def lxml_words() -> tuple[list[str], str]:
    tree = lxml_html.document_fromstring(PAGE)
    keep_only(tree, KEPT)
    return " ".join(tree.xpath("//body//text()[not(ancestor::script)]")).split(), lxml_html.tostring(
        tree, encoding="unicode"
    )


def soup_words() -> tuple[list[str], str]:
    soup = BeautifulSoup(PAGE, "html.parser")
    keep_only(soup, KEPT)
    out = str(soup)
    soup.script.extract()
    return soup.get_text(" ").split(), out


@pytest.mark.parametrize("words", [lxml_words, soup_words])
def test_only_what_is_kept_stays(words) -> None:
    left, out = words()
    assert " ".join(left) == "It rained all night. tail text The river rose."
    for part in ('class="x"', 'id="story"', 'data-k="1"', "<b>rained</b>", "q.png", "x()"):
        assert part in out
    for part in ("<nav", "<aside", "Floods"):
        assert part not in out
