from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import cleaner
from cleaner.model import Block, Cell, Document, Kind, Link
from cleaner.render import to_html, to_markdown, to_text
from cleaner.render.links import safe_url
from rendering import active_tokens, is_safe_html, links_of_markdown, words_of_html, words_of_markdown

WORD = re.compile(r"\w+")
SCHEMA = Path(__file__).parent.parent / "docs" / "article.schema.json"

MARKS = [
    "# river", "#", "river #", "river ##", "* boots", "- boots", "+ boots", "-", "--", "===", "= =", "1. May",
    "12) rooms", "2024. A year", "> said", "[a]: https://example.test", "[a](javascript:alert(1))",
    "![x](https://example.test/leak.png)", "Wow!", "<script>alert(1)</script>", "<!-- open", "</p>",
    "<https://example.test>", "&lt;b&gt;", "&amp;amp;", "&copy;", "AT&T", "`code", "``", "```", "~~~", "~~gone~~",
    "**bold**", "_low_", "__init__", "snake_case_name", "\\", "\\*", "a | b", ":-", "|-|", "{: onclick=alert(1)}",
    "$5", "***", "- - -", "_ _ _", "x\n---", "x\n===", "x\n# y", "a | b\n:-", "x\n    y", "x  \ny", "    four",
    "https://example.test/a_b*c", "www.example.test", "a@example.test", "[ ]", "[x]", "^", '"quoted"', "::", ": def",
]  # fmt: skip
HREFS = [
    "https://example.test/map", "https://example.test/?a=1&copy=2&lt;=3", "https://example.test/a_(b)",
    "mailto:desk@example.test", 'https://example.test/"><script>', "https://example.test/a b\tc`d|e\\f]",
    "javascript:alert(1)", " java\nscript:alert(1)", "data:text/html,<script>", "/relative", "//example.test",
    "vbscript:x", "https:/x", "",
]  # fmt: skip

fragments = st.one_of(st.sampled_from(MARKS), st.sampled_from(["river", "the towns", "Orr", "naïve", "雨が降る"]))
texts = st.lists(fragments, min_size=1, max_size=4).flatmap(
    lambda parts: st.sampled_from([" ", "", "\n"]).map(lambda between: between.join(parts).strip())
)


@dataclass(frozen=True)
class Written:
    """An article as far as the renderers look at it."""

    blocks: tuple[Block, ...] = ()
    title: str = ""
    language: str = "en"
    document: Document = field(default_factory=lambda: Document(blocks=(), form="html"))


@st.composite
def linked_blocks(draw: st.DrawFn) -> Block:
    text = draw(texts)
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    links = (Link(start=start, end=end, href=draw(st.sampled_from(HREFS))),) if draw(st.booleans()) else ()
    kind = draw(st.sampled_from([kind for kind in Kind if kind not in {Kind.TABLE, Kind.IMAGE}]))
    return Block(
        index=0, kind=kind, text=text, level=draw(st.integers(0, 9)), ordered=draw(st.booleans()),
        links=links, href=draw(st.sampled_from(HREFS)),
        listing=draw(st.integers(0, 2)), quotation=draw(st.integers(0, 2)), number=draw(st.integers(0, 3)),
    )  # fmt: skip


def table_of(rows: tuple[tuple[Cell, ...], ...]) -> Block:
    text = "\n".join("\t".join(cell.text for cell in row) for row in rows)
    return Block(index=0, kind=Kind.TABLE, text=text, table=rows)


@st.composite
def tables(draw: st.DrawFn) -> Block:
    spans = st.integers(1, 30)
    cells = st.builds(
        lambda text, href, **other: Cell(text=text, links=(Link(start=0, end=len(text), href=href),), **other),
        text=texts.map(str.split).map(" ".join), href=st.sampled_from(HREFS), header=st.booleans(),
        columns=spans, rows=spans,
    )  # fmt: skip
    rows = tuple(draw(st.lists(st.lists(cells, min_size=1, max_size=4).map(tuple), min_size=1, max_size=4)))
    return table_of(rows)


images = st.tuples(st.sampled_from(HREFS), texts).map(
    lambda drawn: Block(index=0, kind=Kind.IMAGE, href=drawn[0], alt=drawn[1])
)
articles = st.builds(
    Written,
    blocks=st.lists(st.one_of(linked_blocks(), linked_blocks(), tables(), images), max_size=6).map(tuple),
    title=texts.map(str.split).map(" ".join),
)


def words(article: Written) -> list[str]:
    return " ".join([article.title, *(block.text for block in article.blocks)]).split()


@given(articles)
@example(Written(blocks=(Block(index=0, text="a | b\n:-"),)))
@example(Written(blocks=(Block(index=0, text="Wow!map", links=(Link(start=4, end=7, href=HREFS[0]),)),)))
def test_markdown_rendered_back_has_the_same_words_and_nothing_active(article: Written) -> None:
    markdown = to_markdown(article)
    assert words_of_markdown(markdown) == words(article)
    assert not active_tokens(markdown)
    assert all(link.startswith(("https://example.test", "mailto:")) for link in links_of_markdown(markdown))


@given(articles)
def test_markdown_has_no_link_and_no_image_of_its_own(article: Written) -> None:
    bare = tuple(Block(index=0, kind=block.kind, text=block.text, level=block.level) for block in article.blocks)
    assert links_of_markdown(to_markdown(Written(blocks=bare, title=article.title))) == []


@given(articles)
@example(Written(blocks=(Block(index=0, kind=Kind.EMBED, text="Rain\nagain", href=HREFS[0]),)))
def test_html_parsed_again_has_the_same_words_and_a_sanitiser_finds_nothing(article: Written) -> None:
    markup = to_html(article)
    assert words_of_html(markup) == words(article)
    assert is_safe_html(markup)


@given(articles)
def test_text_has_the_words_of_the_body_and_a_blank_line_between_blocks(article: Written) -> None:
    written = to_text(article.blocks)
    assert WORD.findall(written) == WORD.findall("\n".join(block.text for block in article.blocks))
    assert len(written.split("\n\n")) == max(1, len([block for block in article.blocks if block.text.strip()]))


def test_text_of_lists_and_verse() -> None:
    item = Block(index=0, kind=Kind.LIST_ITEM, text="boots", mark="1.")
    assert to_text([item, item._replace(mark="", text="rope", tight=True)]) == "1. boots\n- rope"
    assert to_text([Block(index=0, text="It rained,"), Block(index=1, text="and rained.", tight=True)]).count("\n") == 1


@pytest.mark.parametrize("href", [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
    "\x01javascript:alert(1)", "\u00a0javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/hosts",
    "view-source:https://example.test", "//example.test", "/a", "a", "#a", "?a", "", "https:", "https://",
    "https:example.test", "mailto:", "blob:https://example.test",
])  # fmt: skip
def test_no_other_scheme_and_no_relative_address(href: str) -> None:
    assert safe_url(href) == ""


@pytest.mark.parametrize(
    "href", ["https://example.test/a", "HTTP://EXAMPLE.TEST", "mailto:desk@example.test", "tel:+4420"]
)
def test_addresses_that_stay(href: str) -> None:
    assert safe_url(href) == href


def test_direction_marks_in_an_address_are_spelled_out() -> None:
    assert safe_url("https://example.test/\u202egnp.exe") == "https://example.test/%E2%80%AEgnp.exe"


ITEMS = [(1, "-", "Bread"), (2, "1.", "flour"), (2, "2.", "salt"), (3, "-", "sea"), (1, "-", "Soup"), (1, "1.", "Stir")]
LIST = tuple(
    Block(index=i, kind=Kind.LIST_ITEM, level=level, ordered=mark != "-", text=text)
    for i, (level, mark, text) in enumerate(ITEMS)
)


def test_nested_lists() -> None:
    article = Written(blocks=LIST)
    assert to_markdown(article) == "- Bread\n  1. flour\n  2. salt\n     - sea\n- Soup\n1. Stir"
    assert to_html(article).splitlines()[1] == (
        "<ul><li>Bread<ol><li>flour</li><li>salt<ul><li>sea</li></ul></li></ol></li><li>Soup</li></ul>"
    )


def test_a_line_break_in_a_list_item_stays_inside_it() -> None:
    item = Block(index=0, kind=Kind.LIST_ITEM, level=1, text="Rain,\nthen sun")
    assert to_markdown(Written(blocks=(item,))) == "- Rain,\\\n  then sun"
    assert "<li>Rain,<br>then sun</li>" in to_html(Written(blocks=(item,)))


def test_figure_with_its_captions() -> None:
    blocks = (
        Block(index=0, kind=Kind.IMAGE, href="https://example.test/a.jpg", alt="A [weir]"),
        Block(index=1, kind=Kind.CAPTION, text="The weir."),
        Block(index=2, kind=Kind.IMAGE, href="/lazy.gif", alt="unresolved"),
        Block(index=3, kind=Kind.CAPTION, text="The mill."),
    )
    assert to_html(Written(blocks=blocks)).splitlines()[1:-1] == [
        '<figure><img src="https://example.test/a.jpg" alt="A [weir]"><figcaption>The weir.</figcaption></figure>',
        "<figure><figcaption>The mill.</figcaption></figure>",
    ]
    assert (
        to_markdown(Written(blocks=blocks)) == "![A \\[weir\\]](https://example.test/a.jpg)\n\nThe weir.\n\nThe mill."
    )


def test_table_with_spans() -> None:
    rows = (
        (Cell(text="Town", header=True, rows=2), Cell(text="Rain", header=True, columns=2)),
        (Cell(text="May", header=True), Cell(text="June", header=True)),
        (Cell(text="Orr"), Cell(text="12"), Cell(text="9 | 10")),
    )
    article = Written(blocks=(table_of(rows),))
    assert to_markdown(article).splitlines() == [
        "| Town | Rain |  |", "| --- | --- | --- |", "|  | May | June |", "| Orr | 12 | 9 \\| 10 |",
    ]  # fmt: skip
    assert '<th rowspan="2">Town</th><th colspan="2">Rain</th>' in to_html(article)


@pytest.mark.parametrize("cell", [Cell(text="x", columns=1_000_000), Cell(text="x", rows=1_000_000)])
def test_spans_do_not_blow_up_the_output(cell: Cell) -> None:
    rows = ((cell,) * 10,) * 100
    block = table_of(rows)
    assert len(to_markdown(Written(blocks=(block,)))) < 10_000
    assert len(to_html(Written(blocks=(block,)))) < 50_000


def test_code_stands_in_a_fence_longer_than_any_inside() -> None:
    block = Block(index=0, kind=Kind.CODE, text="say\n````\n  <b>")
    assert to_markdown(Written(blocks=(block,))) == "`````\nsay\n````\n  <b>\n`````"
    assert "<pre><code>say\n````\n  &lt;b&gt;</code></pre>" in to_html(Written(blocks=(block,)))


def test_an_embed_without_words_is_a_link_without_words() -> None:
    block = Block(index=0, kind=Kind.EMBED, href="https://example.test/v")
    assert to_markdown(Written(blocks=(block,))) == "[](https://example.test/v)"
    assert words_of_html(to_html(Written(blocks=(block,)))) == []


def test_language_is_a_tag_or_left_out() -> None:
    assert to_html(Written(language="pt-BR")).startswith('<article lang="pt-BR">')
    assert to_html(Written(language='"><script>')).startswith("<article>")


@pytest.mark.parametrize(
    "source", ["", "\n\n".join(MARKS), "River\n\nIt rained.\n\nREAD MORE: Ferry cut for winter\n\n- a\n- b"]
)
def test_json_is_as_the_schema_says(source: str) -> None:
    jsonschema.validate(cleaner.clean_text(source).to_dict(), json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_schema_knows_every_category_kind_and_role() -> None:
    from typing import get_args

    from cleaner.model import Category, Role

    definitions = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"]
    assert definitions["category"]["enum"] == [category.value for category in Category]
    assert definitions["block"]["properties"]["kind"]["enum"] == [kind.value for kind in Kind]
    assert definitions["block"]["properties"]["role"]["enum"] == list(get_args(Role))


@pytest.mark.parametrize(
    ("page", "written"),
    [
        (
            "<ol start=3><li>Close the gates.</li><li>Open the doors.</li></ol>",
            "3. Close the gates.\n4. Open the doors.",
        ),
        (
            "<ol><li>Close the gates.</li><li value=7>Open the doors.</li></ol>",
            "1. Close the gates.\n7) Open the doors.",
        ),
        ("<ol start=x><li>Close the gates.</li></ol>", "1. Close the gates."),
    ],
)
def test_numbers_of_a_list_are_those_of_the_page(page: str, written: str) -> None:
    front = "<h1>Steps</h1><p>It rained all night, and the river rose.</p>"
    assert written in cleaner.clean_html(f"{front}{page}{front[15:]}").to_markdown()


def test_numbers_of_a_list_are_those_of_the_text() -> None:
    article = cleaner.clean_text("It rained all night.\n\n3. Close the gates.\n4. Open the doors.\n\nThen it stopped.")
    assert "3. Close the gates.\n4. Open the doors." in article.to_markdown()
    assert '<ol start="3">' in article.to_html()


@pytest.mark.parametrize(
    ("page", "written"),
    [
        ("<ol><li><p>One way.</p><p>More.</p></li><li>Two ways.</li></ol>", "1. One way.\n\nMore.\n\n2. Two ways."),
        (
            "<ul><li><ul><li>The mast is of oak.</li><li>The sail is of flax.</li></ul></li></ul>",
            "- The mast is of oak.\n- The sail is of flax.",
        ),
        (
            (
                "<table><caption>The crews of the town in three years.</caption><tr><th></th><th>Spring 1963</th>"
                "<th>Spring 1971</th></tr><tr><th>Ferry to Orr</th><td></td><td>two hands</td></tr></table>"
            ),
            "in three years.\n\n|  | Spring 1963 | Spring 1971 |\n| --- | --- | --- |\n| Ferry to Orr |  | two hands |",
        ),
        (
            (
                "<table><tr><th>Name</th><th>Duties</th></tr><tr><td>See <a href='/t'>Anna</a> <a href='/x'>here</a>"
                "</td><td><ul><li>steers</li><li><a href='/log'>keeps the log</a></li></ul></td></tr></table>"
            ),
            "| See [Anna](https://cdn.test/t) [here](https://cdn.test/x) | steers [keeps the log](https://cdn.test/log)",
        ),
        (
            (
                "<ol><li>Oil for the lamp.</li><li>Salt for the fish.</li></ol><ol><li>Rope for the crane.</li></ol>"
                "<ul><li>The mast is of oak.</li></ul><ul><li>The sail is of flax.</li></ul>"
            ),
            "1. Oil for the lamp.\n2. Salt for the fish.\n1) Rope for the crane.\n- The mast is of oak.\n* The sail",
        ),
        (
            (
                "<blockquote><p>Ice is a road.</p><ul><li>The mast is of oak.</li><li>The sail is of flax.</li></ul>"
                "</blockquote><blockquote><p>Ice is a wall, said the cook.</p></blockquote>"
            ),
            "> Ice is a road.\n>\n> - The mast is of oak.\n> - The sail is of flax.\n\n> Ice is a wall, said",
        ),
        ("<p>See <a href='/q?id=1&section=2&copy=3'>the list</a>.</p>", "(https://cdn.test/q?id=1&section=2&copy=3)"),
        ("<p>See <a href='b.html'>the list</a>.</p>", "(https://cdn.test/old/b.html)"),
    ],
)
def test_structure_is_that_of_the_page(page: str, written: str) -> None:
    head = "<head><base href='https://cdn.test/old/'></head>"
    story = "<p>It rained all night, and the river rose above the stone.</p>"
    article = cleaner.clean_html(f"{head}<h1>Steps</h1>{story}{page}{story[:-4]} again.</p>", url="https://a.test/x")
    assert written in article.to_markdown()
    assert cleaner.clean_html(article.to_html()).to_markdown() == article.to_markdown()


def test_cells_of_a_table_have_lines_and_links_and_the_table_has_their_links() -> None:
    story = "<h1>Crew</h1><p>It rained all night, and the river rose above the stone.</p>"
    page = (
        "<table><tr><th>Name</th><th>Duties</th></tr><tr><td>Anna</td>"
        "<td><p>Steers.</p><p>Keeps <a href='/log'>the log</a>.</p></td></tr></table>"
    )
    article = cleaner.clean_html(story + page + story[13:], url="https://a.test/")
    (table,) = (block for block in article.blocks if block.kind is Kind.TABLE)
    assert table.table[1][1].text == "Steers.\nKeeps the log."
    assert [table.text[link.start : link.end] for link in table.links] == ["the log"]
    assert '<td>Steers.<br>Keeps <a href="https://a.test/log">the log</a>.</td>' in article.to_html()
    jsonschema.validate(article.to_dict(), json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_links_in_a_table_of_markdown_stay() -> None:
    article = cleaner.clean_text(
        "# Crew\n\n| Name | Duty |\n|---|---|\n| [Anna](https://a.test/) | steers |\n| Olaf | cooks |"
    )
    assert "| [Anna](https://a.test/) | steers |" in article.to_markdown()
