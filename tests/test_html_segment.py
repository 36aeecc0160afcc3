"""Markup to records: block boundaries, links, tables, what is cut, depth."""

from __future__ import annotations

import re
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.html import markup
from cleaner.html.page import HIDDEN, Segments
from cleaner.html.segment import segment


def shown(page: Segments) -> list[str]:
    return [record[1] for record in page.records if record[2] >= 0]


def hidden(page: Segments) -> list[str]:
    return [record[1] for record in page.records if record[2] == HIDDEN]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("<p>The ferry left.<p>Nobody waved.", ["The ferry left.", "Nobody waved."]),
        (
            "<div>The ferry left.<br><br>Nobody waved.<br>Not even Ada.</div>",
            ["The ferry left.", "Nobody waved. Not even Ada."],
        ),
        ("<div>Loose text <p>a paragraph</p> and more</div>", ["Loose text", "a paragraph", "and more"]),
        ("<ul><li>Salt<li>Pepper<ul><li>White</ul></ul>", ["Salt", "Pepper", "White"]),
        ("<p>One <b>bold</b>, <i>one</i><span>two</span></p>", ["One bold, onetwo"]),
        ("<DIV>Upper</DIV><P/>lower", ["Upper", "lower"]),
        ("<p>5 &lt; 6 &amp;amp; 1 < 2</p>", ["5 < 6 &amp; 1 < 2"]),
        ("<a href=x><h3>Card</h3><p>Teaser</p></a><p>Text</p>", ["Card", "Teaser", "Text"]),
        ('<p title="a > b">Quoted</p>', ["Quoted"]),
        ("<p class=\"[&>a]:b\" title='<b>'>Quoted twice</p>", ["Quoted twice"]),
        ("</div></p></span><p>Stray ends</p></article>", ["Stray ends"]),
        ("<my-card>One</my-card><my-card>Two</my-card>", ["One", "Two"]),
        ("<p>One<!-- ad --!></p><p>Two<!-- end --></p>", ["One", "Two"]),
        ('<my-story><template shadowrootmode="open"><p>One</p></template></my-story>', ["One"]),
        ("<p>One</p><template><p>Two</p></template>", ["One"]),
        ('<p>The map<span class="material-icons">open_in_new</span> of Orr</p>', ["The map of Orr"]),
        ('<p><span class="katex-mathml">\\mu</span><span class="katex-html">μ</span></p>', ["μ"]),
    ],
)
def test_blocks(body: str, texts: list[str]) -> None:
    assert shown(segment(markup.cut(body).body)) == texts


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<p>The hull is old<hr>The mast is new</p>", ["The hull is old", "hr", "The mast is new"]),
        ("<p>The hull is old.<br><img src=a><br>It leaks.</p>", ["The hull is old.", "img", "It leaks."]),
        ("<p>The hull is <img src=a> old.</p>", ["img", "The hull is old."]),
        ("<p>The hull is old. <iframe src=a></iframe> It leaks.</p>", ["The hull is old.", "iframe", "It leaks."]),
        ("<p>The hull is <iframe src=a></iframe> old.</p>", ["iframe", "The hull is old."]),
    ],
)
def test_what_stands_apart_within_a_paragraph_parts_it(body: str, told: list[str]) -> None:
    assert [record[1] for record in segment(markup.cut(body).body).records if record[1]] == told


def test_links_count_the_characters_in_them() -> None:
    page = segment('<p>See <a href="/a">the map</a> or <a href=/b>ask</a>.</p><p><a href=c>All of it</a></p>')
    assert [record[2] for record in page.records] == [10, 9]


def test_a_place_to_point_to_is_no_link() -> None:
    page = segment('<a name="top"><p>The ferry left.</p><a name=end href="#top">Up</a><a class="menu">Menu</a>')
    assert [record[2] for record in page.records] == [0, len("UpMenu")]


def test_link_left_open_ends_with_its_block() -> None:
    page = segment("<div><a href=x>Menu</div><p>The ferry left.</p>")
    assert [record[2] for record in page.records] == [4, 0]


@pytest.mark.parametrize(
    ("body", "lead"),
    [
        ('<p><span class="kicker">Ice</span> on the sound</p>', "kicker"),
        ('<div><span class="share"></span></div><p>The ferry left.</p>', ""),
        ('<div><picture class="media"><img src="a.jpg"></picture><p>The ferry left.</p></div>', ""),
    ],
)
def test_only_what_a_text_begins_with_leads_it(body: str, lead: str) -> None:
    leads = [markup.attribute(record[4], "class") for record in segment(body).records if record[2] >= 0]
    assert leads == [lead]


def test_table_of_data_is_one_record_and_layout_is_not() -> None:
    data = segment("<table><tr><th>Port<th>Boats<tr><td>Aske<td>12</table>")
    assert shown(data) == ["Port\tBoats\nAske\t12"]
    layout = segment(f"<table><tr><td>{'The ferry left. ' * 20}</td><td>Menu</td></tr></table>")
    assert len(shown(layout)) == 2
    uncelled = segment("<table><tr><td>Port<td>Boats<tr><td>Aske<div>12</div></td><div>Orr</div></table>")
    assert "Orr" in shown(uncelled)


def test_a_table_in_a_cell_is_told_with_the_cell_unless_it_holds_most_of_the_texts() -> None:
    table = "<table><tr><th>Port<th>Boats<tr><td>Aske<td>{}</table>"
    inner = "<table><tr><td>tugs<td>12</table>"
    assert shown(segment(table.format(inner))) == ["Port\tBoats\nAske\ttugs\t12"]
    assert len(shown(segment(table.format(inner * 4)))) > 1


@pytest.mark.parametrize(
    "element",
    [
        "<script>var a = '</p>';</script>",
        "<style>p{}</style>",
        "<!-- note -->",
        "<svg><path d='M0'/></svg>",
        "<SCRIPT>x</SCRIPT >",
    ],
)
def test_cut_leaves_no_trace(element: str) -> None:
    cut = markup.cut(f"<p>One{element} two</p>")
    assert cut.body == "<p>One two</p>"


@pytest.mark.parametrize(
    "tag",
    [
        '<b title="a <style> b">',
        '<b title="a > b <!-- c">',
        '<b title="a > b" <nav>',
        "<b lang=x<<nav>",
        '<script title="</script>Left">x()</script>',
        '<!doctype x="y>',
        '</ x="y>',
    ],
)
def test_what_stands_in_a_tag_is_no_element(tag: str) -> None:
    assert shown(segment(markup.cut(f'{tag}The weir held.<p class="x">Twice.').body)) == ["The weir held.", "Twice."]


def test_cut_keeps_structured_data_and_what_hides_text() -> None:
    cut = markup.cut('<script type="application/ld+json">{"a": 1}</script><noscript><p>Copy</p></noscript>')
    assert cut.json_ld == ['{"a": 1}']
    assert cut.hidden == ["<noscript><p>Copy</p></noscript>"]


@pytest.mark.parametrize(
    ("player", "kept"),
    [
        (
            '<audio controls><source type="x" src="/b.mp3"><source src="/c.ogg"></audio>',
            '<audio controls src="/b.mp3">',
        ),
        ('<video src="/a.mp4"><source src="/b.mp4"></video>', '<video src="/a.mp4">'),
        ('<video><source data-src="/b.mp4"></video>', "<video>"),
    ],
)
def test_a_player_has_the_address_of_its_first_source(player: str, kept: str) -> None:
    assert markup.cut(f"<p>One</p>{player}").body == f"<p>One</p>{kept}"


def test_large_navigation_is_set_apart_and_a_quotation_s_footer_is_not() -> None:
    menu = "<nav>" + "<a href=/x>Harbour</a>" * 40 + "</nav>"
    cut = markup.cut(f"{menu}<blockquote>Calm seas.<footer>A pilot</footer></blockquote>")
    assert cut.furniture == [menu]
    assert shown(segment(cut.body)) == ["Calm seas.", "A pilot"]


@pytest.mark.parametrize(
    "element", ["script", "style", "!--", "svg", "noscript", "select", "iframe", "video", "nav", "template"]
)
def test_element_that_never_ends_keeps_what_stands_before_it(element: str) -> None:
    assert "Before" in shown(segment(markup.cut(f"<p>Before</p><{element}><p>Behind</p>").body))


@pytest.mark.parametrize(
    "style",
    ["display: none", "visibility:hidden", "font-size:0", "opacity: 0", "text-indent:-9999px",
     "color:#fff;background:#fff", "position:absolute;left:-9999px", "max-height:0;overflow:hidden",
     "transform: scale(0)"],
)  # fmt: skip
def test_style_that_hides(style: str) -> None:
    page = segment(f'<p>The ferry <span style="{style}">secret</span>left.</p><div style="{style}"><p>more</p></div>')
    assert shown(page) == ["The ferry left."]
    assert hidden(page) == ["secret", "more"]


def test_hidden_attribute_and_what_only_looks_like_it() -> None:
    page = segment(
        '<p hidden>secret</p><p class="hidden-print" data-hidden="1" style="overflow:hidden">The ferry left.</p>'
    )
    assert (shown(page), hidden(page)) == (["The ferry left."], ["secret"])


@pytest.mark.parametrize(
    "sentence",
    ["山里的邮差每天走二十里路，把信送到每一户人家的门口。", "She said: “The river rose all night.” "],
)
def test_a_hidden_article_is_told_by_the_stops_of_any_script(sentence: str) -> None:
    page = segment(f'<h1>Rain</h1><div style="visibility: hidden">{f"<p>{sentence * 4}</p>" * 9}</div>')
    assert len(shown(page)) == 10


def test_page_hidden_until_a_script_runs_gives_its_text() -> None:
    page = segment(
        '<div style="display:none">' + "<p>The ferry left. Nobody waved. Ada did not look up.</p>" * 20 + "</div>"
    )
    assert len(shown(page)) == 20


@pytest.mark.parametrize("name", ["div", "blockquote", "ul><li", "span", "table><tr><td", "b", "section"])
def test_depth_costs_nothing(name: str) -> None:
    started = time.process_time()
    page = segment(markup.cut(f"<p>Top</p>{f'<{name}>' * 20_000}Bottom" + "<p>Behind</p>").body)
    assert {"Top", "Bottom", "Behind"} <= set(shown(page))
    assert time.process_time() - started < 5


_PIECES = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<a href='x'>", "</a>", "<b>", "</b>", "<li>", "<ul>", "</ul>", "<td>",
     "<table>", "</table>", "<br>", "<h2>", "</h2>", "<span class=\"a>b\">", "</span>", "word", " 7 ", "&amp;", "é",
     "<img src=a>", "\n"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=60).map("".join))
def test_every_visible_character_is_in_one_record(soup: str) -> None:
    told = Counter("".join("".join(shown(segment(markup.cut(soup).body))).split()))
    plain = re.sub(r"<[^<>\"']*(?:\"[^\"]*\"|'[^']*')?[^<>]*>", "", soup).replace("&amp;", "&")
    assert told == Counter("".join(plain.split()))


def test_a_flood_of_scraps_is_joined_and_no_word_of_it_is_lost() -> None:
    page = segment("<p>x</p>" * 9000 + "<p>" + "rain " * 20 + "</p>")
    assert len(page.records) < 4200
    assert sum(text.count("x") for _, text, *_ in page.records) == 9000
    assert page.records[-1][1].startswith("rain")  # what is no scrap keeps its place


def test_a_deluge_of_scraps_is_joined_whatever_they_stand_in() -> None:
    page = segment("<h2>x</h2><p>y</p>" * 9000)
    assert len(page.records) < 4200
    assert sum(text.count("x") + text.count("y") for _, text, *_ in page.records) == 18_000


def test_a_flood_of_images_and_of_hidden_text_costs_few_records() -> None:
    page = segment("<img src=a alt=Ferry>" * 9000 + "<div hidden>x</div>" * 9000)
    assert len(page.records) < 3200
    assert sum(record[1] == "img" for record in page.records) + len(page.left_out) == 9000
    assert sum(record[1].count("x") for record in page.records) == 9000


def test_the_only_text_of_a_heading_is_its_own_whatever_is_around_it():
    page = segment(
        '<h2><a name="x"></a><div class="tint"><p>Foods to eat</p></div></h2><h3><p>Two</p><p>texts</p></h3>'
    )
    assert [(page.nodes[record[0]][1], record[1]) for record in page.records] == [
        ("h2", "Foods to eat"),
        ("p", "Two"),
        ("p", "texts"),
    ]
