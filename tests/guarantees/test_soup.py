"""Pages that Hypothesis puts together of tags in no order: what the fuzz targets ask holds, and results are values.

CLEANER_LARGE=1 tries forty times as many.
"""

from __future__ import annotations

import copy
import json
import os
import pickle
from pathlib import Path

import fuzz_targets
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_properties import NOISE, PROSE, SHAPES

import cleaner

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures").rglob("*.html"))
EXAMPLES = 2000 if os.environ.get("CLEANER_LARGE") else 50
NAMES = (
    "a", "article", "aside", "b", "blockquote", "body", "br", "button", "caption", "code", "dialog", "div",
    "figcaption", "figure", "footer", "form", "h1", "h3", "head", "header", "hr", "html", "i", "img", "li", "main",
    "math", "nav", "noscript", "ol", "option", "p", "pre", "s", "script", "section", "select", "span", "style",
    "svg", "table", "td", "template", "textarea", "th", "title", "tr", "ul", "video", "x-y",
)  # fmt: skip
ATTRIBUTES = (
    "", ' class="related"', " hidden", ' style="display:none"', ' href="https://example.test/a?b&amp;c"',
    " href=/a", ' href="javascript:alert(1)"', ' src="a.png" alt="A map of the weir"', " colspan=9", ' title="a > b"',
    " title='<p>'", " x=", ' y="', " /",
)  # fmt: skip
RAW = (
    "<", "</", "<!", "<!--", "-->", "<!-- x -->", "<!doctype html>", "<![CDATA[", "]]>", "<?x?>", "&", "&amp;",
    "&lt;p&gt;", "&nbsp;", "&#x202e;", '"', "'", ">", "\n", "\x00", "\x1f",
)  # fmt: skip

tags = st.builds(
    lambda start, name, attributes: f"{start}{name}{attributes if start == '<' else ''}>",
    st.sampled_from(["<", "<", "</"]), st.sampled_from(NAMES), st.sampled_from(ATTRIBUTES),
)  # fmt: skip
texts = st.one_of(*map(st.sampled_from, (PROSE, NOISE, SHAPES)), st.text(max_size=9))
soup = st.lists(st.one_of(tags, tags, texts, st.sampled_from(RAW)), max_size=30).map("".join)


@pytest.mark.parametrize("target", ["html", "scan"])
def test_soup(target: str) -> None:
    @given(soup)
    @settings(max_examples=EXAMPLES, deadline=None)
    def holds(source: str) -> None:
        fuzz_targets.TARGETS[target](source.encode("utf-8", "replace"))

    holds()


@given(soup)
@settings(max_examples=EXAMPLES, deadline=None)
def test_results_pickle_are_json_and_come_out_the_same_again(source: str) -> None:
    article = cleaner.clean_html(source)
    assert pickle.loads(pickle.dumps(article)) == article == cleaner.clean_html(source)
    assert json.loads(article.to_json()) == article.to_dict()


@given(st.binary(max_size=200), st.sampled_from(["", "utf-16", "shift_jis", "nonsense"]))
@settings(max_examples=EXAMPLES, deadline=None)
def test_total_no_bytes_raise_but_an_input_error(data: bytes, encoding: str) -> None:
    try:
        article = cleaner.clean_html(data, encoding=encoding)
    except cleaner.InputError:
        return
    assert article.to_json().encode()


def test_values_cannot_be_changed_and_hold_no_parser() -> None:
    article = cleaner.clean_html(FIXTURES[0].read_bytes())
    for value, name in ((article, "title"), (article.blocks[0], "text"), (article.document, "blocks")):
        with pytest.raises(AttributeError):
            setattr(value, name, "")
    assert copy.deepcopy(article) == article
    assert b"lxml" not in pickle.dumps(article)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_cleaned_page_cleans_to_itself(path: Path) -> None:
    article = cleaner.clean_html(path.read_bytes())
    assert cleaner.clean_html(article.to_html()).text == article.text
