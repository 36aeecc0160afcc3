"""The metadata of invented pages: what they declare, in every broken way, and what they only show."""

from __future__ import annotations

import html
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner import dates
from cleaner.html import markup, metadata
from cleaner.html.metadata import jsonld, names, titles, visible
from cleaner.html.segment import segment
from cleaner.model import Metadata

ADDRESS = "https://www.example-times.test/world/river"


def read(
    head: str = "", body: str = "", *, json_ld: tuple[str, ...] = (), lang: str = "en", url: str = ADDRESS
) -> Metadata:
    page = f'<html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>{body}<p>Some words.</p></body></html>'
    cut = markup.cut(page)
    return metadata.read(segment(cut.body), url=url, head=cut.head, json_ld=json_ld)


NEWS = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "River towns brace for a second flood",
    "description": "Sandbags are running short.",
    "datePublished": "2024-05-03T15:47:42+02:00",
    "dateModified": "2024-05-04T08:00:00Z",
    "author": [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "John Roe"}],
    "publisher": {"@type": "Organization", "name": "Example Times"},
    "articleSection": "World",
    "keywords": ["floods", "rivers"],
    "image": {"@type": "ImageObject", "url": "https://www.example-times.test/river.jpg"},
    "inLanguage": "en-gb",
}


def test_everything_from_json_ld():
    assert read(json_ld=(json.dumps(NEWS),), lang="") == Metadata(
        title="River towns brace for a second flood",
        dek="Sandbags are running short.",
        byline=("Jane Doe", "John Roe"),
        published=datetime.fromisoformat("2024-05-03T15:47:42+02:00"),
        modified=datetime(2024, 5, 4, 8, tzinfo=UTC),
        language="en-GB",
        url=ADDRESS,
        site="Example Times",
        section="World",
        tags=("floods", "rivers"),
        image="https://www.example-times.test/river.jpg",
    )


def test_everything_from_meta():
    found = read("""
        <title>River towns brace | Example Times</title>
        <link rel="canonical" href="/world/river"><meta property="og:site_name" content="Example Times">
        <meta property="og:title" content="River towns brace for a second flood | Example Times">
        <meta property="og:description" content="Sandbags &amp;amp; pumps"><meta name="author" content="By Jane Doe">
        <meta property="article:published_time" content="2024-05-03T15:47:42Z">
        <meta property="article:section" content="World"><meta name="keywords" content="floods, rivers,floods">
        <meta property="og:image" content="/river.jpg"><meta property="og:locale" content="en_GB">
    """, lang="")  # fmt: skip
    assert found.title == "River towns brace for a second flood"
    assert found.dek == "Sandbags & pumps"
    assert found.byline == ("Jane Doe",)
    assert found.published == datetime(2024, 5, 3, 15, 47, 42, tzinfo=UTC)
    assert found.url == "https://www.example-times.test/world/river"
    assert found.tags == ("floods", "rivers")
    assert found.image == "https://www.example-times.test/river.jpg"
    assert found.language == "en-GB"


def test_from_meta_in_capitals():
    assert read('<META NAME="Author" CONTENT="Jane Doe">').byline == ("Jane Doe",)


def test_a_sign_that_links_to_the_headline_is_not_of_it():
    marked = '<h1>Tables in C#<a href="#tables">¶</a></h1>'
    assert read("<title>Tables in C# | Docs</title>", marked).title == "Tables in C#"


@pytest.mark.parametrize(
    "body",
    [
        '<h1>River towns brace</h1><p class="byline">By <a href="/a/1">Jane Doe</a></p><time>3 May 2024</time>',
        '<h1>River towns brace</h1><a rel="author" href="/x">Jane Doe</a> <span class="date">May 3, 2024</span>',
        '<h1>River towns brace</h1><a href="/author/jane-doe">Jane Doe</a><div>Published 03.05.2024</div>',
        '<h1>River towns brace</h1><p>Posted on May 3, 2024</p><p>By Jane Doe, Political Editor</p>',
        '<p class="published">3 May 2024</p><p class="post-author">Jane Doe | Rivers</p><h1>River towns brace</h1>',
    ],
)  # fmt: skip
def test_what_only_the_page_shows(body: str):
    found = read("<title>River towns brace - Example Times</title>", f"<nav><a href='/'>Home</a></nav>{body}")
    assert (found.title, found.byline) == ("River towns brace", ("Jane Doe",))
    assert found.published
    assert found.published.date().isoformat() == "2024-05-03"


@pytest.mark.parametrize(
    ("path", "day"),
    [("/2024/05/03/river", 3), ("/2024-5-3-river", 3), ("/20240503/river", 3), ("/2024/53/river", 9), ("/river", 9)],
)
def test_a_day_in_the_address_is_surer_than_a_text_with_a_date(path: str, day: int):
    body = "<h1>River towns brace</h1><p>The march of 9 May 2024</p>"
    assert read(body=body, url=f"https://example.test{path}").published == datetime(2024, 5, day, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ('<meta name="date" content="2024-05-09">', '<h1>Rain</h1><p class="date">3 May 2024</p>', 3),
        ('<meta name="date" content="2024-05-03">', '<p class="date">9 May 2024</p><h1>Rain</h1><p>It rained.</p>', 3),
        ('<meta name="date" content="2024-05-09">', '<h1>Rain</h1><time itemprop="datePublished">3 May 2024</time>', 3),
        ("", "<p>2024-05-03 | Embassy</p>" + "<p>It rained.</p>" * 90 + "<h1>Rain</h1>", 3),
        ("", "<h1>Rain</h1>" + "<p>It rained.</p>" * 90 + "<p>Released on 03.05.2024 Length: 1 hour 4 minutes</p>", 3),
        ("", '<h1>Rain</h1><a href="/x">The march of 9 May 2024</a><p>3 May 2024 by Jane Doe</p>', 3),
        ("", "<h1>Rain of 9 May 2024</h1><p>3 May 2024</p>", 3),
        (
            "",
            "<h1>Rain</h1><p class='date'>9 May 2024</p><p>It rained.</p><p>First published on:</p><p>3 May 2024</p>",
            3,
        ),
        ("", "<h1>Rain</h1><p>3 May 2024</p><p>Published 9 May 2024</p><p>Published 8 May 2024</p>", 3),
        ("", "<h1>Rain</h1><span>03.05.24</span><span>12:44</span>", 3),
        ("", "<h1>Rain</h1><p>3 May 2024</p><h1>Fog</h1>" + "<p>x</p>" * 30 + "<p>9 May 2024</p><h1>Rain</h1>", 3),
    ],
)
def test_the_date_of_several(head: str, body: str, day: int):
    assert read(head + "<title>Rain</title>", body).published == datetime(2024, 5, day, tzinfo=UTC)


@pytest.mark.parametrize(("shown", "day"), [("9 May 2024", 9), ("3 May 2024", 3), ("30 May 2024", 3), ("", 3)])
def test_of_two_days_declared_the_one_that_is_shown(shown: str, day: int):
    head = '<meta property="article:published_time" content="2024-05-03"><meta name="pubdate" content="2024-05-09">'
    body = f'<h1>Rain</h1><p class="date">{shown}</p><p>It rained.</p>'
    assert read(head, body).published == datetime(2024, 5, day, tzinfo=UTC)


def test_a_date_that_meets_a_reading_time_is_one():
    body = '<h1>Rain</h1><p class="date"><span>3 May 2024</span><span>6 min</span></p>'
    assert read(body=body).published == datetime(2024, 5, 3, tzinfo=UTC)


def test_of_several_updates_the_latest():
    head = '<meta name="updated" content="2024-05-09"><meta property="article:modified_time" content="2024-05-03">'
    assert read(head).modified == datetime(2024, 5, 9, tzinfo=UTC)


def test_a_moment_told_twice_keeps_its_zone():
    news = json.dumps(NEWS | {"datePublished": "2024-05-02T22:30:00Z"})
    head = '<meta name="date" content="Fri, 03 May 2024 00:30:00 +0200">'
    found = read(head, json_ld=(news,)).published
    assert found
    assert found.isoformat() == "2024-05-03T00:30:00+02:00"
    other = read(head.replace("00:30", "00:31"), json_ld=(news,)).published
    assert other
    assert other.isoformat() == "2024-05-02T22:30:00+00:00"


@pytest.mark.parametrize(
    "line", ["Last updated: May 9, 2024", "By Jane Doe · Updated on 9 May 2024", "Page last modified 2024-05-09",
             "3. Mai 2024, aktualisiert: 09.05.2024",
             '<time itemprop="dateModified" datetime="2024-05-09">now</time>']
)  # fmt: skip
def test_the_day_of_an_update_is_read_off_the_page(line: str):
    body = f"<h1>Rain</h1><p>{line}</p><p>They updated the plan in 2023.</p>"
    assert read(body=body).modified == datetime(2024, 5, 9, tzinfo=UTC)


def test_the_site_as_author_gives_way_to_a_person():
    head = '<meta property="og:site_name" content="Example Times"><meta name="author" content="Example Times">'
    assert read(head, '<h1>Rain</h1><p class="author">Jane Doe</p>').byline == ("Jane Doe",)
    assert read(head, "<h1>Rain</h1>").byline == ("Example Times",)


@pytest.mark.parametrize(("label", "byline"), [("Written by", ("Jane Doe",)), ("Est. reading time", ())])
def test_a_card_may_name_the_author_under_a_label(label: str, byline: tuple[str, ...]):
    head = f'<meta name="twitter:label1" content="{label}"><meta name="twitter:data1" content="Jane Doe">'
    assert read(head, "<h1>Rain</h1>").byline == byline


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("The River Act was signed into law on May 3, 1935", None),
        ("This page was last updated 3 May 2024, and not since", 3),
        ("3 May 2024: the river was higher than ever", 3),
    ],
)
def test_a_day_that_a_sentence_tells_of_is_not_that_of_publication(line: str, day: int | None):
    found = read(body=f"<h1>Rain</h1><li>{line}</li>").published
    assert found == (day and datetime(2024, 5, day, tzinfo=UTC))


def test_a_post_set_into_the_text_has_a_day_of_its_own():
    post = '<blockquote>A photo posted by River Board on <time datetime="2024-05-09">May 9, 2024</time></blockquote>'
    found = read(body=f"<p>3 May 2024</p><h1>Rain</h1><p>It rained.</p>{post}").published
    assert found == datetime(2024, 5, 3, tzinfo=UTC)


@pytest.mark.parametrize("name", ["article_date_original", "dc.date.created"])
def test_other_names_of_the_day_of_publication(name: str):
    assert read(f'<meta name="{name}" content="2024-05-03|19h18">').published == datetime(
        2024, 5, 3, 19, 18, tzinfo=UTC
    )


def test_the_page_of_a_person_may_be_a_subject():
    assert read(body='<h1>Rain</h1><p><a href="/person/jane-doe">Jane Doe</a></p>').byline == ()


def test_a_publisher_declared_as_author_gives_way_to_a_person():
    head = '<meta name="dc.publisher" content="Harbour Press"><meta name="dc.creator" content="Harbour Press">'
    assert read(head, '<h1>Rain</h1><p class="byline">Jane Doe</p>').byline == ("Jane Doe",)


def test_who_comments_is_not_the_author():
    body = f'<h1>Rain</h1>{"<p>It rained.</p>" * 90}<ul class="comments"><li class="author">RainFan Joe</li></ul>'
    assert read(body=body).byline == ()


def test_libraries_sort_a_declared_name_by_its_surname():
    head = '<meta name="citation_author" content="Doe, Jane"><meta name="citation_author" content="Roe, John">'
    assert read(head).byline == ("Jane Doe", "John Roe")


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("May 3, 2024 · 3 min read · By Jane Doe", ("Jane Doe",)),
        ("03.05.2024 13:30 von Jana Doe", ("Jana Doe",)),
        ("Hit by Volkswagen", ()),
        ('By <a href="/author/jane">Jane Doe</a>. Reviewed by <a href="/author/john">John Roe</a>', ("Jane Doe",)),
        ("Posted by RainFan on Friday May 3, 2024 @08:00PM", ("RainFan",)),
        ("by RainFan » Fri May 03, 2024 8:00 pm", ("RainFan",)),
        ("By waiting, the council saved a summer of work", ()),
        ('<a href="https://videos.test/user/times">Films</a>', ()),
        ('<span class="author-description">Licensed Diver, Rescue Trainer</span>', ()),
        ('<span class="author">Courtesy Jane Doe / River Board</span>', ()),
        ('<div class="byline"><a href="/x">Jane Doe</a> Rivers Reporter</div>', ("Jane Doe",)),
        ('<span class="byline">By <a href="/x">Jane Doe</a> Meridian News</span>', ("Jane Doe",)),
        (
            '<span class="byline">By <a href="/x">Jane Doe</a> and <a href="/y">Bo Roe</a></span>',
            ("Jane Doe", "Bo Roe"),
        ),
        ('<span class="byline"><b>By</b><a href="/x">Jane Doe</a><i>Court Reporter</i></span>', ("Jane Doe",)),
        ('<div class="byline"><a href="/x">Jane</a> <a href="/x">Doe</a></div>', ("Jane Doe",)),
        ('<div class="byline"><button>Jane Doe</button></div>', ("Jane Doe",)),
        ('<span class="byline">JANE van Doe</span>', ("JANE van Doe",)),
        ('<div class="byline"><button>Save</button><span>Jane Doe</span></div>', ("Jane Doe",)),
        ("Edited by: Jane Doe", ()),
        ('<span class="byline">By Jane Doe<br>Staff Writer</span>', ("Jane Doe",)),
        ("Teksti: Jane Doe<br>Kuvat: Bo Roe", ("Jane Doe",)),
        ("8 March 2024 | Author: Jane Doe", ("Jane Doe",)),
        ("Вчера, 21:45 · Текст: Анна Доу · Фото: Олег Роу", ("Анна Доу",)),
        ("Rivers | Author: Jane Doe", ()),
        ('<a href="/user/register/">Join</a>', ()),
        ('<span class="author">by Taboola</span>', ()),
        ("The treaty was signed on 12 May 2024 by Anna Lind", ()),
        ('<p class="by">Jane Doe in Orr</p>', ("Jane Doe",)),
        ('<p class="sort-by">Jane Doe</p>', ()),
        ('<span class="byline">سامي الخوري<span>تاريخ النشر</span></span>', ("سامي الخوري",)),
    ],
)
def test_a_line_that_signs_the_text(line: str, byline: tuple[str, ...]):
    assert read(body=f"<h1>Rain</h1><p>{line}</p>").byline == byline


@pytest.mark.parametrize(
    "attributes",
    [
        ' class="writtenBy"', ' class="by-line"', ' class="Byline"', ' class="fn"', ' class="firma"', ' class="poster"',
        ' class="verfasser"', ' rel="author"', ' class="reporters"', ' class="contributor"', ' href="/staff/jane-doe"',
        ' href="/profil/jane"', ' href="/users/jane"', ' href="/team/jane"', ' href="/autores/jane"',
        ' href="/redaktion/jane"', ' href="/redazione/jane"', ' href="/redactie/jane"', ' href="/x?author=7"',
        ' href="/producers/jane"', ' href="/columnists/jane"',
    ],
)  # fmt: skip
def test_what_speaks_of_people_holds_a_word_that_is_looked_up(attributes: str):
    exact = (visible._BYLINE, visible._PERSON_PAGE, visible._DECLARED_AUTHOR)
    assert any(pattern.search(attributes) for pattern in exact)
    assert visible._is_of_people(attributes)


def test_a_title_is_no_byline():
    assert read(lang="de", body="<h1>Von Fluten, Dämmen und Menschen</h1>").byline == ()


@pytest.mark.parametrize(
    ("declared", "byline"),
    [("jdoe", ("Jane Doe",)), ("Ann Bee", ("Ann Bee",))],
)
def test_an_account_as_author_gives_way_to_a_name(declared: str, byline: tuple[str, ...]):
    head = f'<meta name="author" content="{declared}">'
    assert read(head, '<h1>Rain</h1><p>by <a href="/authors/jane-doe">Jane Doe</a></p>').byline == byline
    assert read('<meta name="author" content="jdoe">', "<h1>Rain</h1>").byline == ("jdoe",)


def test_authors_of_cited_works_are_none_of_the_article():
    head = '<meta name="citation_author" content="Jane Doe">'
    assert read(head, '<h1>Rain</h1><meta itemprop="author" content="A. Bee"><p>Bee</p>').byline == ("Jane Doe",)


@pytest.mark.parametrize(("others", "byline"), [("", ("Jane Doe",)), ('<p class="author">John Roe</p>', ())])
def test_far_from_the_headline_only_the_one_author_of_a_page_is_its_byline(others: str, byline: tuple[str, ...]):
    body = "<h1>Rain</h1>" + "<p>It rained.</p>" * 90 + f'<p class="author">Jane Doe</p>{others}'
    assert read(body=body).byline == byline


def test_a_signature_far_from_the_headline_may_name_two():
    body = "<h1>Rain</h1>" + "<p>It rained.</p>" * 90 + '<p class="author">Jane Doe and John Roe</p>'
    assert read(body=body).byline == ("Jane Doe", "John Roe")


def test_a_kicker_inside_the_headline_is_not_the_title():
    assert read(body='<h1><div class="kicker">Floods</div>River towns brace</h1>').title == "River towns brace"
    head = '<meta property="og:title" content="River towns brace">'
    assert read(head, "<h1><span>Floods</span> River towns brace</h1>").title == "River towns brace"


def test_a_site_name_as_h1_gives_way_to_the_headline():
    head = "<title>Rain at last for the dry south | Garden Notes</title>"
    found = read(head, "<h1>Garden Notes</h1><h2>Rain at last for the dry south</h2>")
    assert found.title == "Rain at last for the dry south"


# -- JSON-LD as it is ------------------------------------------------------------------------------------------------

GOOD = json.dumps(NEWS)


@pytest.mark.parametrize(
    "script",
    [
        f"\ufeff{GOOD}",
        f"<!-- {GOOD} -->",
        f"//<![CDATA[\n{GOOD}\n//]]>",
        GOOD.replace("}", ",}"),
        GOOD.replace("{", "{ /* a comment */ ", 1) + ";",
        GOOD.replace("Sandbags", "Sand\nbags\t"),
        GOOD.replace('"', "&quot;"),
        GOOD.replace("Sandbags", 'The "Sandbags"'),
        GOOD[: GOOD.index('"publisher"')],
        json.dumps([[NEWS]]),
        json.dumps({"@graph": [{"@type": "WebPage", "name": "x"}, NEWS]}),
        json.dumps({"@type": "WebPage", "mainEntity": NEWS}),
        json.dumps(NEWS | {"@type": ["Thing", "ReportageNewsArticle"]}),
        json.dumps(NEWS | {"headline": ["River towns brace for a second flood"], "image": [None, 3]}),
    ],
)
def test_json_ld_in_every_state(script: str):
    node = jsonld.article([script])
    assert jsonld.first(node, "headline") == "River towns brace for a second flood"
    assert names.split(jsonld.texts(node, "author"))[:1] == ("Jane Doe",)


def test_references_are_followed_once():
    graph = [
        {"@type": "NewsArticle", "headline": "Rain", "author": {"@id": "#p"}, "isPartOf": {"@id": "#a"}, "@id": "#a"},
        {"@type": "Person", "@id": "#p", "name": "Jane Doe", "worksFor": {"@id": "#p"}},
    ]
    assert jsonld.texts(jsonld.article([json.dumps({"@graph": graph})]), "author") == ["Jane Doe"]


def test_of_several_articles_the_page_s_own():
    other = json.dumps({"@type": "NewsArticle", "headline": "Something else entirely"})
    assert (
        jsonld.first(jsonld.article([other, GOOD], title="River towns brace | Times"), "headline") == NEWS["headline"]
    )


@pytest.mark.parametrize(
    "script", ["", "null", "3", '"x"', "[" * 100_000, '{"a":' * 100_000, "NaN", '"' * 9999, "/*" * 9999]
)
def test_json_ld_that_is_nothing(script: str):
    assert jsonld.article([script]) == {}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*NEWS, "@id", "name"]), inner, max_size=5)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*NEWS]), json_values))
def test_wrong_types_never_raise(changes: dict[str, object]):
    found = read(json_ld=(json.dumps(NEWS | changes),))
    assert found.published is None or found.published.tzinfo


def test_declared_text_is_made_safe():
    head = (
        '<meta property="og:title" content="Ra\u202ein &lt;b&gt;at&lt;/b&gt; \u200blast\x07\ue000' + "x" * 5000 + '">'
    )
    title = read(head).title
    assert title.startswith("Rain at last")
    assert len(title) <= 1000


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "http://[", "ftp://example.test/x"])
def test_only_addresses_of_the_web(address: str):
    found = read(f'<link rel="canonical" href="{address}"><meta property="og:image" content="{address}">')
    assert (found.url, found.image) == (ADDRESS, "")


# -- dates, names, titles --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-05-03T15:47:42.389Z", "2024-05-03T15:47:42.389000+00:00"),
        ("2024-05-03T15:47:42.3891234Z", "2024-05-03T15:47:42.389123+00:00"),
        ("2024-05-03 15:47:42 +0200", "2024-05-03T15:47:42+02:00"),
        ("20240503T154742Z", "2024-05-03T15:47:42+00:00"),
        ("Fri, 03 May 2024 15:47:42 GMT", "2024-05-03T15:47:42+00:00"),
        ("Fri May 03 2024 15:47:42 GMT+0200 (CEST)", "2024-05-03T15:47:42+02:00"),
        ("Mon, 2 Mar 2026 09:00:00 -0500", "2026-03-02T09:00:00-05:00"),
        ("1714751262000", "2024-05-03T15:47:42+00:00"),
        ("03.05.2024 | 15:47", "2024-05-03T15:47:00+00:00"),
        ("13/05/2024", "2024-05-13T00:00:00+00:00"),
        ("05/13/2024", "2024-05-13T00:00:00+00:00"),
        ("May 3rd, 2024 at 3:47 pm EDT", "2024-05-03T15:47:00-04:00"),
        ("le 1er août 2024 à 10h30", "2024-08-01T10:30:00+00:00"),
        ("3 de mayo de 2024", "2024-05-03T00:00:00+00:00"),
        ("2024. május 3.", "2024-05-03T00:00:00+00:00"),
        ("2024年5月3日 15時47分", "2024-05-03T15:47:00+00:00"),
        ("2024년 5월 3일", "2024-05-03T00:00:00+00:00"),
        ("3 במאי 2024", "2024-05-03T00:00:00+00:00"),
        ("٣ مايو", None),
        ("3 مايو 2024", "2024-05-03T00:00:00+00:00"),
        ("3 tháng 5, 2024", "2024-05-03T00:00:00+00:00"),
        ("12.03.20", "2020-03-12T00:00:00+00:00"),
        ("Version 1.2.3", None),
        ("31.02.2024", None),
        ("12/03/20", "2020-03-12T00:00:00+00:00"),
        ("1/2/3/20", None),
        ("phpBB 3.2.11", None),
        ("Apache/2.4.57 (Unix)", None),
        ("Stand: 3.12.11", "2011-12-03T00:00:00+00:00"),
        ("5 जनवरी 2024, 3:05", "2024-01-05T03:05:00+00:00"),
        ("15 मई 2024", "2024-05-15T00:00:00+00:00"),
        ("12 Maret 2024 10:15 WIB", "2024-03-12T10:15:00+07:00"),
        ("5 آذار 2024", "2024-03-05T00:00:00+00:00"),
        ("2024年3月5日 下午3:05", "2024-03-05T15:05:00+00:00"),
        ("2024-03-05 오전 3:32", "2024-03-05T03:32:00+00:00"),
        ("March 9, 2024 5:12 PM ET", "2024-03-09T17:12:00-05:00"),
        ("March 10, 2024 5:12 PM ET", "2024-03-10T17:12:00-04:00"),
        ("November 3, 2024 5:12 PM PT", "2024-11-03T17:12:00-08:00"),
        ("June 10, 2024 10:14 AM IST", "2024-06-10T10:14:00+05:30"),
        ("1 Nisan 2024 14:00 (GMT+3)", "2024-04-01T14:00:00+03:00"),
        ("0001-01-01T00:00:00Z", None),
        ("9999-12-31", None),
        ("Call 2024 5551 2024", None),
    ],
)
def test_dates(text: str, iso: str | None):
    found = dates.parse(text)
    assert (found and found.isoformat()) == iso


def test_an_american_page_puts_the_month_first():
    assert dates.parse("03/04/2024") == datetime(2024, 4, 3, tzinfo=UTC)
    assert dates.parse("03/04/2024", month_first=True) == datetime(2024, 3, 4, tzinfo=UTC)


@given(st.text(max_size=250))
def test_any_text_gives_a_date_with_a_zone_or_none(text: str):
    found = dates.parse(text)
    assert found is None or found.tzinfo


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Jane Doe and John Roe, Political Editor", ("Jane Doe", "John Roe")),
        ("By Jane Doe, John Roe and Ann Poe", ("Jane Doe", "John Roe", "Ann Poe")),
        ("Von Jana Doe und Jan van der Roe", ("Jana Doe", "Jan van der Roe")),
        ("Par Jeanne Doe", ("Jeanne Doe",)),
        ("Text: Jana Doe", ("Jana Doe",)),
        ("JANE DOE | RIVERS", ("JANE DOE",)),
        ("Jane Doe, MD", ("Jane Doe",)),
        ("Posted on September 21, 2020 by Jane Doe", ("Jane Doe",)),
        ("Jane Doe, 3 May 2024", ("Jane Doe",)),
        ("By Jane Doe on December 4, 2024", ("Jane Doe",)),
        ("Posted by Jane Doe at May 16, 2024 11:15 AM", ("Jane Doe",)),
        ("Soumis par Jeanne Doe le 3 mai 2024", ("Jeanne Doe",)),
        ("By Jane Doe, DVM. Reviewed by John Roe, DVM", ("Jane Doe",)),
        ("Reviewed by John Roe", ()),
        ("(Image: Example Pictures/John Roe)", ()),
        ("By JD", ("JD",)),
        ("By Jane Doe jane@example.test", ("Jane Doe",)),
        ("Submitted by Jane Doe on Fri, 11/30/2018 - 10:15", ("Jane Doe",)),
        ("Giada Doe e Tommaso Roe", ("Giada Doe", "Tommaso Roe")),
        ("Di Eça e Queiroz", ("Eça e Queiroz",)),
        ("Ana Doe și Ion Roe", ("Ana Doe", "Ion Roe")),
        ("文／許育蓋　攝影／王大同", ("許育蓋",)),
        ("8 March 2024 | Author: Jane Doe", ("Jane Doe",)),
        ("Scritto da Gianna Doe", ("Gianna Doe",)),
        ("Ein Bericht von Jana Doe", ("Jana Doe",)),
        ("كتب: سامي الخوري", ("سامي الخوري",)),
        ("Tác giả: Trần Minh Quân Ngày 05 tháng 03", ("Trần Minh Quân",)),
        ("Super User", ()),
        ("송하나 기자", ("송하나",)),
        ("https://example.test/jane", ()),
        ("jane@example.test", ()),
        ("5 minutes ago", ()),
        ("Jane Doe Tuesday, Aug. 17, 2010", ("Jane Doe",)),
        ("Jane (J. R.) Doe", ("Jane (J. R.) Doe",)),
        ("Jane Doe (Harbour Press)", ("Jane Doe",)),
        ("Text & Fotos: Jana Doe", ("Jana Doe",)),
        ("Tide & i", ("Tide & i",)),
        ("→ Learn more", ()),
        ("name, email", ()),
        ("作者：未知", ()),
        ("来源：静河网 作者：江流 时间：2019-10-31 23:00 浏览：33", ("江流",)),
        ("发布于 2019-09-26", ()),
        ("静河晚报 ⋅", ("静河晚报",)),
    ],
)
def test_names(text: str, expected: tuple[str, ...]):
    assert names.split([text], visible=True) == expected


@pytest.mark.parametrize(
    ("shown", "declared", "title"),
    [
        (["Rain at last"], ["Rain at last - Sport - Example Times"], "Rain at last"),
        (["Why it rains at last here"], ["It rains at last | Example Times"], "Why it rains at last here"),
        (["News"], ["A first look at the new dam | News"], "A first look at the new dam"),
        ([], ["Example Times: Rain at last"], "Rain at last"),
        ([], ["暴雨连下三日--静河新闻网"], "暴雨连下三日"),
        ([], ["暴雨连下三日_谁来修桥"], "暴雨连下三日_谁来修桥"),
        (["Floods: Rain in the dry south"], ["Rain in the dry south"], "Rain in the dry south"),
        (["Rain lawSenate passes it late"], ["Rain law: Senate passes it late"], "Rain law: Senate passes it late"),
        (["Rain law: Senate passes it late"], ["Rain lawSenate passes it late"], "Rain law: Senate passes it late"),
        (["Rain at last"], [], "Rain at last"),
        ([], [], ""),
    ],
)  # fmt: skip
def test_titles(shown: list[str], declared: list[str], title: str):
    assert titles.choose(shown, declared, site="Example Times www.example-times.test") == title


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("de", "de"),
        ("pt_br", "pt-BR"),
        ("zh-hant-TW", "zh-Hant-TW"),
        ("en-US, en", "en-US"),
        ("english", ""),
        ("utf-8", ""),
        ("", ""),
    ],
)
def test_languages(lang: str, expected: str):
    assert read(lang=lang).language == expected


@pytest.mark.parametrize(
    ("markup_", "expected"),
    [
        ('<body lang="en-ZA"><p>It rained.</p></body>', "en-ZA"),
        ('<article lang="de-AT"><h1>Regen</h1><p>Es regnet.</p></article>', "de-AT"),
        ('<blockquote lang="fr"><p>Il pleut.</p></blockquote><p>So she said.</p>', ""),
        ('It rained.<blockquote lang="fr"><p>Il pleut.</p></blockquote>', ""),
        ("It rained.", ""),
    ],
)
def test_languages_without_a_page_around(markup_: str, expected: str):
    assert metadata.read(segment(markup_)).language == expected


def test_parts_are_told_in_their_order_however_they_nest():
    step = {"@type": "HowToStep"}
    recipe = {
        "@type": ["Recipe", "NewsArticle"], "recipeIngredient": ["2 eggs", "salt"],
        "recipeInstructions": [
            {"@type": "HowToSection", "name": "The dough", "itemListElement": [step | {"text": "Beat."}]},
            step | {"text": "Bake."}, {"@type": "Comment", "text": "Lovely!"}, None,
        ],
    }  # fmt: skip
    script = json.dumps({"@graph": [{"@type": "Comment", "text": "First!"}, recipe]})
    found = jsonld.parts([script, '{"@type": "Organization"}', "HowToStep {"])
    assert found == ["2 eggs", "salt", "The dough", "Beat.", "Bake."]
    forum = json.dumps({"@type": "QAPage", "mainEntity": {"@type": "Question", "name": "FAQPage?"}})
    assert jsonld.parts([forum]) == []


@pytest.mark.parametrize(
    "title", ["Is 3 < 5 and 7 > 2 in the town?", "Why <b> beats <strong> in HTML", "Rain <3 the town"]
)
def test_a_title_may_speak_of_markup(title: str) -> None:
    page = f"<h1>{html.escape(title)}</h1><p>It rained all night, and the river rose.</p>"
    assert cleaner.clean_html(page).title == title
    declared = (
        f'<meta property="og:title" content="{html.escape(title)}"><p>It rained all night, and the river rose.</p>'
    )
    assert cleaner.clean_html(declared).title == title


@pytest.mark.parametrize(
    ("url", "title"),
    [("https://corner.example/2012/cat.html", "The cat"), ("https://corner.example/", "My Corner"), ("", "The cat")],
)
def test_a_heading_that_leads_home_is_the_name_of_the_site(url: str, title: str) -> None:
    page = (
        "<title>My Corner: The cat</title><header><h1><a href='/'>My Corner</a></h1></header>"
        "<h3>The cat</h3><p>It rained all night, and the river rose.</p>"
    )
    assert cleaner.clean_html(page, url=url).title == title


@pytest.mark.parametrize("signed", ["文／許育蓋", "撰文：許育蓋", "作・許育蓋"])
def test_labels_of_names_end_in_any_mark(signed: str) -> None:
    assert cleaner.clean_html(f"<h1>Rain</h1><div class=byline>{signed}</div><p>It rained.</p>").byline == ("許育蓋",)


@pytest.mark.parametrize(
    "line",
    [
        '<time datetime="2024-05-02T23:30-04:00"><a href="/river">2 hours ago</a></time>',
        'By <a href="/jane">Jane Doe</a> <time datetime="2024-05-02T23:30-04:00">2 hours ago</time>',
    ],
)
def test_the_moment_of_a_line_is_read_wherever_it_stands_in_it(line: str) -> None:
    found = read(body=f"<h1>Rain</h1><div>{line}</div>").published
    assert found
    assert found.isoformat() == "2024-05-02T23:30:00-04:00"


@pytest.mark.parametrize(
    ("head", "body", "site"),
    [
        ("<title>Rain stops play – Harbour Post</title>", "<h1>Rain stops play</h1>", "Harbour Post"),
        ("<title>Rain stops play | Sport | Harbour Post</title>", "<h1>Rain stops play</h1>", "Harbour Post"),
        ("<title>Rain stops play</title>", "<h1>Rain stops play</h1>", ""),
        ("", '<h1><a href="/">Harbour Post</a></h1><h2>Rain stops play</h2>', "Harbour Post"),
    ],
)
def test_the_site_is_named_by_what_stands_beside_the_title(head: str, body: str, site: str) -> None:
    assert read(head, body).site == site


def test_the_site_is_named_in_data_of_its_own() -> None:
    assert read("<title>Rain</title>", json_ld=('{"@type": "WebSite", "name": "Harbour Post"}',)).site == "Harbour Post"


def test_sections_and_tags_under_other_names() -> None:
    head = '<meta name="parsely-section" content="Rivers"><meta name="sailthru.tags" content="dams; floods、mud">'
    found = read(head)
    assert (found.section, found.tags) == ("Rivers", ("dams", "floods", "mud"))


def test_a_dek_that_is_a_sentence_is_told_by_its_class_and_stays_in_the_text() -> None:
    rose = "<p>The river rose for the {}th time, and the men of the dam went up again.</p>"
    body = "".join(map(rose.format, range(4, 9)))
    article = cleaner.clean_html(f"<h1>River towns</h1><p class='lead'>It rained for nine days.</p><div>{body}</div>")
    assert article.dek == "It rained for nine days."
    assert "It rained for nine days." in article.text


@pytest.mark.parametrize(
    ("age", "others", "found"),
    [
        ("2 hours ago", "<p>5 June 2014</p>", None),
        ("Вчера, 21:45", "<p>5 June 2014</p>", None),
        ("Today’s word", "<p>5 June 2014</p>", datetime(2014, 6, 5, tzinfo=UTC)),
        ("", '<div class="comment-list"><p class="date">5 June 2014</p></div>', None),
        ("", '<div class="related"><time datetime="2014-06-05">then</time></div>', None),
        ("", "<p>5 June 2014</p>", datetime(2014, 6, 5, tzinfo=UTC)),
        ("", "<p>April 2, 1931 – May 4, 2026</p>", None),
        ("", "<p>Deadline: 5 June 2014</p>", None),
        ("", "<p>5 June 2014 - Updated 6 June 2014</p>", datetime(2014, 6, 5, tzinfo=UTC)),
    ],
)
def test_a_date_of_another_text_is_none_of_the_article(age: str, others: str, found: datetime | None) -> None:
    assert read(body=f"<h1>Rain</h1><p>{age}</p><p>It rained.</p>{others}", url="").published == found


@pytest.mark.parametrize(
    ("declared", "title"), [("Untitled Document", "Rain stops play"), ("Weir opens", "Weir opens")]
)
def test_a_title_that_names_nothing_gives_way_to_the_headline(declared: str, title: str) -> None:
    assert read(f"<title>{declared}</title>", "<h1>Rain stops play</h1>").title == title
