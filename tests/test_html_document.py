"""Pages to documents: kinds of blocks, links, media, regions, sources."""

from __future__ import annotations

import pickle

import pytest
from bs4 import BeautifulSoup
from lxml import etree
from lxml import html as lxml_html

import cleaner
from cleaner import html
from cleaner.html import beside, boxed, front, listed, parts, source
from cleaner.html.frame import Frame
from cleaner.html.lexicon import GROUPS, lexicon
from cleaner.html.noise import REMOVED, Noise
from cleaner.html.segment import segment
from cleaner.model import Block, Category, Document, Kind, Link, Metadata

STORY = "The ferry left the harbour before dawn, and nobody on the quay waved at the people on its deck."
PAGE = f"""<html lang="en"><head><title>Ferry leaves - The Times</title></head><body>
<nav>{'<a href="/n">News of the harbour</a>' * 20}</nav><article><h1>Ferry leaves</h1>
<p>{STORY} <a href="/crew">The crew</a> slept.</p><h2>What followed</h2>
<ol><li>First the gulls<li>then <b>rain</b></ol>
<blockquote><p>We saw the lights go out one after the other, and then there was nothing.</p></blockquote>
<figure><img src="/boat.jpg" alt="A boat"><figcaption>The boat at night</figcaption></figure>
<pre>a = 1
  b = 2</pre>
<p>{STORY} It came back in the evening.</p><p>{STORY} It left again, and this time Ada stood at the rail.</p>
</article><p style="display:none">secret words</p></body></html>"""


@pytest.fixture(scope="module")
def page() -> Document:
    return html.parse(PAGE, url="https://example-times.test/a/b")


def test_kinds_and_levels(page: Document) -> None:
    found = {block.text: (block.kind, block.level, block.ordered) for block in page.blocks}
    assert found["Ferry leaves"] == (Kind.HEADING, 1, False)
    assert found["What followed"] == (Kind.HEADING, 2, False)
    assert found["First the gulls"] == (Kind.LIST_ITEM, 1, True)
    assert found["We saw the lights go out one after the other, and then there was nothing."][0] is Kind.QUOTE
    assert found["The boat at night"][0] is Kind.CAPTION
    assert found["a = 1\n  b = 2"][0] is Kind.CODE


def test_links_and_images_have_whole_addresses(page: Document) -> None:
    linked = next(block for block in page.blocks if block.links)
    link = linked.links[0]
    assert (linked.text[link.start : link.end], link.href) == ("The crew", "https://example-times.test/crew")
    image = next(block for block in page.blocks if block.kind is Kind.IMAGE)
    assert (image.href, image.alt) == ("https://example-times.test/boat.jpg", "A boat")


def test_far_parts_are_regions(page: Document) -> None:
    told = {region.category: region.text for region in page.outside}
    assert "News of the harbour" in told[Category.NAVIGATION]
    shown = [region.text for region in page.outside] + [block.text for block in page.blocks if block.hidden]
    assert any("secret words" in text for text in shown)


def test_a_page_marked_for_its_cookie_notice_is_not_the_notice() -> None:
    notice = '<div class="cookie-bar"><p>Cookies help the harbour to know how many gulls have looked at it.</p></div>'
    shown = Frame(segment(PAGE.partition("<body>")[2])).total
    marked = f'<div class="cookie-bar-open">{notice}{PAGE.partition("<body>")[2]}</div>'
    assert Frame(segment(marked)).total == shown > 300


def test_a_comment_in_code_is_no_reader_s() -> None:
    code = '<pre class="language-sh"><span class="token comment"># look</span>\nls -l\n<span>cd</span> harbour</pre>'
    article = cleaner.clean_html(PAGE.replace("<h2>What", f"{code}<h2>What"))
    assert "# look\nls -l\ncd harbour" in [block.text for block in article.blocks]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (
            "<pre><div>if rain:</div><div>    stay()<br></div><div></div><div>go()</div></pre>",
            "if rain:\n    stay()\ngo()",
        ),
        ("<pre><code><ol><li>if rain:</li><li>  stay()</li></ol></code></pre>", "if rain:\n  stay()"),
        (
            "<pre><table><tr><td>1</td><td>a = 1</td></tr><tr><td>2</td><td>b = 2</td></tr></table></pre>",
            "1 a = 1\n2 b = 2",
        ),
        ("<ul><li>One.<pre><ul><li>a = 1</li></ul></pre></li><li>Two.</li></ul>", "a = 1"),
        ("<div><pre>a = 1<div>b = 2</div></div><p>Three.</p>", "a = 1\nb = 2"),
    ],
)
def test_elements_within_code_are_its_lines(code: str, told: str) -> None:
    article = cleaner.clean_html(PAGE.replace("<h2>What", f"{code}<h2>What"))
    assert told in [block.text for block in article.blocks if block.kind is Kind.CODE]
    assert "First the gulls" in [block.text for block in article.blocks if block.kind is Kind.LIST_ITEM]


def test_a_heading_with_nothing_under_it_ends_no_article() -> None:
    blocks = [
        Block(index=index, kind=kind, text=text)
        for index, (kind, text) in enumerate([
            (Kind.HEADING, "What followed"), (Kind.PARAGRAPH, STORY), (Kind.HEADING, "And then"),
            (Kind.HEADING, "More harbours"), (Kind.IMAGE, ""), (Kind.LIST_ITEM, "Harbours of the north"),
        ])
    ]  # fmt: skip
    assert [*parts.ending(blocks, [0.0, 0.5, 0.4, 1.1, 0.2, 5.0], 2.0)] == [3, 2]
    assert [*parts.ending(blocks, [0.0, 0.5, -0.5, 1.1, 0.2, 5.0], 2.0)] == [3]
    assert [*parts.ending(blocks, [0.0, 0.5, 0.4, 1.1, 0.2, 1.0], 2.0)] == []


def test_pickles_and_compares(page: Document) -> None:
    assert pickle.loads(pickle.dumps(page)) == page
    assert html.parse(PAGE, url="https://example-times.test/a/b") == page


def test_a_score_for_each_block_and_the_article_below_removal(page: Document) -> None:
    assert len(page.scores) == len(page.blocks)
    scores = dict(zip((block.text for block in page.blocks), page.scores, strict=True))
    assert all(score < 2 for text, score in scores.items() if text.startswith("The ferry left"))


@pytest.mark.parametrize(
    "wrap",
    [
        str,
        str.encode,
        lxml_html.document_fromstring,
        lambda text: etree.ElementTree(lxml_html.document_fromstring(text)),
        lambda text: BeautifulSoup(text, "html.parser"),
        lambda text: type("Response", (), {"root": lxml_html.fromstring(text)})(),
    ],
)  # fmt: skip
def test_every_kind_of_source_reads_alike(wrap, page: Document) -> None:
    told = [block.text for block in html.parse(wrap(PAGE), url="https://example-times.test/a/b").blocks if block.text]
    assert told == [block.text for block in page.blocks if block.text]


@pytest.mark.parametrize("wrong", [None, 7, ["<p>"], object()])
def test_anything_else_is_a_type_error(wrong: object) -> None:
    with pytest.raises(TypeError, match="cannot read markup"):
        source.read(wrong)


@pytest.mark.parametrize(
    "text", ["", " ", "<", "&", "<!doctype html>", "<p>", "plain words", "\0", "\ud800", "<a" * 999]
)
def test_poor_input_gives_a_document(text: str) -> None:
    assert html.parse(text).form == "html"


def test_who_signs_a_post_stays_with_what_it_says():
    page = segment('<blockquote class="twitter-tweet"><p>We sail at nine.</p>— Ferry (@ferry)</blockquote><p>Next.</p>')
    assert [record[1] for record in page.records] == ["We sail at nine.", "— Ferry (@ferry)", "Next."]
    assert [*parts.signatures(Noise({0: -2.0, 1: 3.0, 2: 4.0}, page))] == [1]
    assert [*parts.signatures(Noise({0: 2.0, 1: 3.0, 2: 4.0}, page))] == []


def test_the_label_of_a_box_goes_with_it_and_a_sentence_or_an_entry_stays() -> None:
    page = segment(
        f"<p>Ferry cut</p><div class=x><p>Tide tables</p><b>More</b></div><div class=x><p>{'A ' * 60}</p></div>"
    )
    assert [*boxed.gone_labels(Noise({0: -2.0, 1: 0.0, 2: 3.0}, page))] == [1]
    page = segment("<p>Ferry cut</p><ul><li>Tide tables</li><li><b>More</b></li></ul>")
    assert [*boxed.gone_labels(Noise({0: -2.0, 1: 0.0, 2: 3.0}, page))] == []
    page = segment(f"<p>Ferry cut</p><div class=x><p>{'It rained. ' * 9}</p><b>More</b></div>")
    assert [*boxed.gone_labels(Noise({0: -2.0, 1: 0.0, 2: 3.0}, page))] == []


@pytest.mark.parametrize(
    ("behind_title", "role"),
    [
        ("<p>The river rose all night.</p><div>By Ana Brook</div>", "dek"),
        ("<h2>The river rose all night in the old town</h2><p>Ferries lay still.</p>", "dek"),
        ("<div class=articleDek>A river, a town and a long night</div>", "dek"),
        ("<div class=standfirst><p>A river, a town and a long night</p></div>", "dek"),
        ("<p>The river rose all night.</p><p>By Ana Brook</p>", "dek"),
        ("<p>The river rose all night.</p><p>Ferries lay still.</p>", None),
        ("<div><p>The river rose all night.</p></div>", None),
        ("<p>Photo: a river at night</p><div>By Ana Brook</div>", None),
        ("<p class=dek>3 May 2024, updated 4 May 2024</p>", None),
        ("<figcaption class=lead>A river, a town and a long night</figcaption>", None),
    ],
)
def test_a_dek_is_told_by_its_class_or_by_its_place_below_the_title(behind_title: str, role: str | None) -> None:
    page = segment(f"<div><h1>Flood</h1>{behind_title}</div><p>Last.</p>")
    facts = Metadata(title="Flood", byline=("Ana Brook",))
    assert front.named(page, range(len(page.records)), facts).get(1) == role


def test_a_page_may_have_two_deks() -> None:
    page = segment(
        "<h1>Flood</h1><h2 class=subtitle>The river rose for nine days</h2><p>By Ana Brook</p>"
        "<div><p class=intro>Nobody had seen it so high, and nobody had built for it.</p></div><p>It began.</p>"
    )
    facts = Metadata(title="Flood", dek="The river rose for nine days", byline=("Ana Brook",))
    assert front.named(page, range(len(page.records)), facts) == {0: "title", 1: "dek", 2: "byline", 3: "dek"}


def test_an_article_is_found_by_its_title_beside_a_longer_text_far_below_it() -> None:
    services = "".join(
        f"<p>Vendor {number} of the list keeps for 390 days what it needs in order to show a banner, and no longer.</p>"
        f"<p>Vendor {number}</p>"
        for number in range(200)
    )
    story = "".join(f"<p>{STORY} It was the {number}th crossing of the year.</p>" for number in range(4, 12))
    others = "".join(f"<li><a href=/{number}>Harbour {number}</a></li>" for number in range(60))
    page = f"<title>Ferry leaves</title><main><h1>Ferry leaves</h1>{story}</main><ul>{others}</ul><div>{services}</div>"
    article = cleaner.clean_html(page)
    assert "11th crossing" in article.text
    assert "Vendor" not in article.text


def told_as_parts(markup: str, *texts: str) -> list[str]:
    page = segment(markup)
    shown = [index for index, record in enumerate(page.records) if record[2] >= 0]
    return [page.records[record][1] for record in parts.declared(page, shown, texts)]


def test_what_the_data_of_a_page_declares_stays_with_its_heading_and_what_stands_between() -> None:
    rows = "<h3>You need</h3><p>2 eggs</p><p>For the crumble</p><p>80 g oats</p><p>honey</p><p>Print</p><p>Share</p>"
    assert told_as_parts(rows, "2 eggs", "80 g oats", "1 spoon of honey") == [
        "You need", "2 eggs", "For the crumble", "80 g oats", "honey",
    ]  # fmt: skip
    table = "<table><tr><td>2<td>large eggs<tr><td>80 g<td>oats</table>"
    assert told_as_parts(table, "2 large eggs", "80 g oats") == ["2\tlarge eggs\n80 g\toats"]
    answer = "<p>Reply</p><div>Twenty years, if nobody stops it.</div>"
    assert told_as_parts(answer, "<b>Twenty years</b>, if nobody stops it. Ask.") == []
    assert told_as_parts(answer, "Twenty years, if nobody stops it. Ask.") == ["Twenty years, if nobody stops it."]


@pytest.mark.parametrize(
    "markup",
    [
        "<ul><li><a href=#1>How long does it last?</a><li><a href=#2>Is it heard next door?</a></ul>",
        "<p>1</p><p>2</p><p>3</p><p>4</p>",
        "<p>eggs</p><p>News</p><p>Sport</p><p>oats</p>",
    ],
)
def test_a_list_of_what_is_to_come_page_numbers_and_single_words_are_not_what_it_declares(markup: str) -> None:
    declared = "How long does it last?", "Is it heard next door?", "1 2 3 4 eggs", "80 g oats"
    assert told_as_parts(markup, *declared) == []


@pytest.mark.parametrize(
    ("heading", "classes", "own", "stays"),
    [
        ("h1", " class=headline", 8, False),
        ("h2", " class=headline", 8, True),
        ("h1", " class=headline", 1, True),
        ("h1", "", 8, True),
    ],
)
def test_an_article_element_behind_that_of_the_title_is_another_story_if_it_is_headed_alike(
    heading: str, classes: str, own: int, stays: bool
) -> None:
    first = "".join(f"<p>{STORY} That was day {day}.</p>" for day in range(own))
    second = "".join(f"<p>{STORY} This was night {night}.</p>" for night in range(8))
    page = html.parse(
        f"<title>Ferry leaves</title><body><main><article><h1{classes}>Ferry leaves</h1>{first}</article>"
        f"<article><{heading}{classes}>Harbour sleeps</{heading}>{second}</article></main>"
    )
    kept = [block.text for block, score in zip(page.blocks, page.scores, strict=True) if score < REMOVED]
    assert any("night 3" in text for text in kept) == stays


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("<h1>The old ferry sails again</h1>", "title"),
        ("<h1>Ferry News</h1>", None),
        ("<h1><a href=/>The Ferry and Harbour News</a></h1>", None),
        ("<h2>The old ferry sails again</h2>", None),
    ],
)
def test_a_page_that_prints_another_title_than_it_declares_has_its_first_rank_heading(
    heading: str, role: str | None
) -> None:
    page = segment(f"{heading}<p>It rained.</p>")
    assert front.named(page, range(len(page.records)), Metadata(title="Live")).get(0) == role


def test_code_in_the_text_stays_unless_a_class_names_it():
    blocks = [Block(index=i, kind=Kind.CODE if i % 2 else Kind.PARAGRAPH, text="x = 1") for i in range(6)]
    suspected = [Category.NAVIGATION, Category.NAVIGATION, Category.NAVIGATION, Category.ADVERT, *[Category.MEDIA] * 2]
    assert list(listed.listings(blocks, suspected, 0, 4)) == [1]
    assert list(listed.listings(blocks, suspected, 0, 6)) == [1, 5]
    assert list(listed.listings(blocks, suspected, 2, 6)) == [5]


def _row(kind: Kind, *texts: str, linked: bool = False) -> list[Block]:
    links = (Link(start=0, end=4, href="/a"),) if linked else ()
    return [Block(index=i, kind=kind, text=text, links=links) for i, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("blocks", "stay"),
    [
        (_row(Kind.LIST_ITEM, "Boats sail until six only", "Islanders meet on Wednesday night"), [0, 1]),
        (_row(Kind.LIST_ITEM, "Boats sail until six only", "Islanders meet on Wednesday night", linked=True), []),
        (_row(Kind.LIST_ITEM, "Text size", "Print"), []),
        (_row(Kind.LIST_ITEM, "Boats sail until six only"), []),
        (_row(Kind.QUOTE, "“I heard it from the baker.”", "Orla Penhale"), [0, 1]),
        (_row(Kind.QUOTE, "The baker and the boat"), []),
        (_row(Kind.QUOTE, "“I heard it from the baker.”", linked=True), []),
    ],
)
def test_lists_without_links_and_quotations_of_a_sentence_stay(blocks: list[Block], stay: list[int]) -> None:
    assert list(listed.listings(blocks, [Category.NAVIGATION] * len(blocks), 0, len(blocks))) == stay
    assert list(listed.listings(blocks, [Category.SIGN_UP] * len(blocks), 0, len(blocks))) == []


def test_a_quotation_that_the_text_repeats_is_left_to_the_model():
    quote = Block(index=0, kind=Kind.QUOTE, text="“I heard it from the baker.”")
    said = Block(index=1, text="Nobody asked. “I heard it from the baker,” said Orla Penhale.")
    assert list(listed.listings([quote, said], [Category.NAVIGATION] * 2, 0, 2)) == []


def test_the_heading_of_a_list_stays_with_it():
    blocks = [Block(index=i, text="It rained.") for i in range(2)]
    blocks += [Block(index=2, kind=Kind.HEADING, text="Key points", level=2)]
    blocks += [Block(index=i, kind=Kind.LIST_ITEM, text="Boats sail until six only") for i in (3, 4)]
    assert sorted(listed.listings(blocks, [Category.NAVIGATION] * 5, 0, 5)) == [2, 3, 4]


@pytest.mark.parametrize(
    ("classes", "is_one"), [("cmplz-cookiebanner", True), ("cookies-and-milk", True), ("cms", False)]
)
def test_the_dialogs_of_common_makers_are_told_by_their_class(classes: str, *, is_one: bool) -> None:
    assert bool(lexicon(f' class="{classes}"') >> GROUPS.index("consent") & 1) == is_one


@pytest.mark.parametrize(
    ("end", "stays"),
    [
        ("<dl><dt>Pantry</dt><dd>Two litres</dd></dl>", True),
        ("<table><tr><td>Pantry</td><td>Two litres</td></tr></table>", True),
        ("<blockquote>My mother watered by weight.</blockquote>", True),
        ("<ol><li>The scales were a gift of the post office. <a href='#1'>↩</a></li></ol>", True),
        ("<blockquote>Weight and water</blockquote>", False),
        ("<ul><li>Print</li><li>Text size</li></ul>", False),
        ("<ul><li><a href=/a>How to lift a root ball</a></li><li><a href=/b>Ferns on a stair</a></li></ul>", False),
        ("<dl class=share><dt>Pantry</dt><dd>Two litres</dd></dl>", False),
        ("<div><p>A line of the house</p></div><dl><dt>Pantry</dt><dd>Two litres</dd></dl>", False),
    ],
)
def test_what_is_no_paragraph_may_end_the_text(end: str, *, stays: bool) -> None:
    page = segment(f"<div><p>It rained all night.</p><p>It stopped at six.</p>{end}</div>")
    noise = {record: 0.0 if record < 2 else 3.0 for record in range(len(page.records))}
    told = [*listed.closing(Noise(noise, page, {0}))]
    assert told == ([*range(2, len(page.records))] if stays else [])


@pytest.mark.parametrize(
    ("end", "stays"),
    [
        ("<div class='part-4'><ul><li>Boats sail until six only.</li></ul></div>", True),
        ("<div class='part-4'><div class=list><ul><li>Boats sail until six only.</li></ul></div></div>", True),
        ("<div class='part-4'><div class=teaser><ul><li>Boats sail until six only.</li></ul></div></div>", False),
        ("<div class=about><ul><li>Boats sail until six only.</li></ul></div>", False),
    ],
)
def test_a_text_may_end_in_a_wrapper_made_like_those_of_its_paragraphs(end: str, *, stays: bool) -> None:
    page = segment(
        f"<div><div class='part-1'><p>It rained.</p></div><div class='part-3'><p>It dried.</p></div>{end}</div>"
    )
    assert [*listed.closing(Noise({0: 0.0, 1: 0.0, 2: 3.0}, page, {0, 1}))] == ([2] if stays else [])


def test_a_column_beside_the_text_does_not_end_it():
    page = segment("<table><tr><td><p>It rained.</p></td><td><p>House rules</p><p>Hours</p></td></tr></table>")
    holders = {0, *(number for number, node in enumerate(page.nodes) if node[1] in {"table", "tr"}), page.records[0][0]}
    noise = dict.fromkeys(range(len(page.records)), 3.0) | {0: 0.0}
    assert not [*listed.closing(Noise(noise, page, holders | {page.nodes[page.records[0][0]][0]}))]


@pytest.mark.parametrize(
    ("question", "stays"),
    [
        ("<h4><a href='#a'>Who pays for the new meter?</a></h4>", True),
        ("<button>Who pays for the new meter?</button>", True),
        ("<h4><a href='/a'>Who pays for the new meter?</a></h4>", False),
        ("<h4>Who pays for the new meter?</h4>", False),
        ("<button>The meter and the lid</button>", False),
    ],
)
def test_a_question_that_unfolds_its_answer_stays_with_it(question: str, *, stays: bool) -> None:
    page = segment(f"<p>It rained all night.</p>{question}<p>The company pays for it.</p>")
    assert [*parts.questions(Noise({0: 0.0, 1: 3.0, 2: 0.0}, page))] == ([1] if stays else [])


@pytest.mark.parametrize(
    ("heading", "stays"),
    [
        ("<h3>Roof lost</h3><p>The school is shut.</p>", True),
        ("<header><h3>Roof lost</h3></header><p>The school is shut.</p>", True),
        ("<div class=title><div><h3>Roof lost</h3></div></div><p>The school is shut.</p>", True),
        ("<div class=teaser><h3>Roof lost</h3></div><p>The school is shut.</p>", False),
        ("<h3><a href='/a'>Roof lost</a></h3><p>The school is shut.</p>", False),
        ("<h3 class=teaser>Roof lost</h3><p>The school is shut.</p>", False),
        ("<h3>Roof lost</h3><p>The school</p>", False),
        ("<p>Roof lost</p><p>The school is shut.</p>", False),
    ],
)
def test_a_heading_right_above_a_sentence_of_the_text_stays(heading: str, *, stays: bool) -> None:
    page = segment(f"<p>It rained all night.</p><article>{heading}</article><p>It stopped.</p>")
    assert [*parts.headed(Noise({0: 0.0, 1: 3.0, 2: 0.0, 3: 0.0}, page, {0}))] == ([1] if stays else [])
    assert not [*parts.headed(Noise({0: 3.0, 1: 3.0, 2: 0.0, 3: 0.0}, page, {0}))]
    assert not [*parts.headed(Noise({0: 0.0, 1: 3.0, 2: 0.0}, page, {0}))]


@pytest.mark.parametrize(
    ("last", "stays"),
    [
        ("<p>Have you mended a race yourself?", True),
        ("<p class=promo>Have you mended a race yourself?", False),
        ("<div><p>Have you mended a race yourself?</div>", False),
        ("<p>Have you <a href=/race>mended a race yourself?</a>", False),
        ("<p>Mending a race yourself", False),
    ],
)
def test_a_sentence_stays_where_those_beside_it_stay(last: str, *, stays: bool) -> None:
    page = segment(f"<div>{'<p>The smith had the pattern for the gates.' * 3}{last}</div>")
    assert [*parts.siblings(Noise({0: 0.0, 1: -2.0, 2: 0.4, 3: 3.0}, page))] == ([3] if stays else [])
    assert not [*parts.siblings(Noise({0: 0.0, 1: 3.0, 2: 3.0, 3: 0.0}, page))]


@pytest.mark.parametrize(("name", "stays"), [("article-text", True), ("teaser-lead", False)])
def test_a_sentence_of_the_class_of_the_body_stays_wherever_its_like_stay(name: str, *, stays: bool) -> None:
    sentence = f"<p class={name}>The smith had the pattern for the gates."
    page = segment(f"<div>{sentence * 3}</div><div>{sentence}</div>")
    assert [*parts.siblings(Noise({0: 0.0, 1: 0.0, 2: 0.0, 3: 3.0}, page))] == ([3] if stays else [])


@pytest.mark.parametrize(
    ("figure", "is_one"),
    [
        ("<div><img src=a.jpg><p>The first bus in the village</p></div>", True),
        ("<table><tr><td><img src=a.jpg></td></tr><tr><td>It stops.</td></tr></table>", True),
        ("<div><img src=a.svg><p>The first bus in the village</p></div>", False),
        ("<div><img src=a.jpg><p>The bus</p></div>", False),
        ("<div><img src=a.jpg><p><a href=/a>The first bus in the village</a></p></div>", False),
        ("<div><img src=a.jpg></div><p>The first bus in the village</p>", False),
        ("<div><p>Number 7</p><img src=a.jpg><p>The first bus in the village</p></div>", False),
    ],
)
def test_a_text_alone_with_an_image_is_its_caption(figure: str, *, is_one: bool) -> None:
    page = segment(f"<p>It rained all night.</p>{figure}<p>It stopped at six.</p>")
    shown = [index for index, record in enumerate(page.records) if record[2] >= 0]
    noise = {index: 0.0 if index in {shown[0], shown[-1]} else 3.0 for index in shown}
    assert [*beside.captions(Noise(noise, page, {0}))] == ([2] if is_one else [])
    assert not [*beside.captions(Noise(dict.fromkeys(shown, 3.0), page, {0}))]


@pytest.mark.parametrize("kept", [(), (2,)])
def test_nothing_closes_a_text_that_is_not_there_or_stands_in_no_element(kept: tuple[int, ...]) -> None:
    page = segment("<dl><dt>Pantry</dt><dd>Two litres</dd></dl>It rained all night.")
    noise = {record: 0.0 if record in kept else 3.0 for record in range(len(page.records))}
    assert not [*listed.closing(Noise(noise, page, {0}))]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>It’s a cafÃ©, not a “brasserie”.</p>".encode().decode("latin-1"), "It’s a cafÃ©, not a “brasserie”."),
        ("<p>It’s déjà vu.</p>".encode().decode("latin-1"), "It’s déjà vu."),
        ("<p>It says cafÃ© there.</p>", "It says cafÃ© there."),
        ("<p>C’est déjà vu.</p>", "C’est déjà vu."),
        ("<p>Es ist schön, süß und öde.</p>", "Es ist schön, süß und öde."),
    ],
)
def test_a_text_whose_utf_8_was_decoded_as_latin_1_is_decoded_anew(page: str, text: str) -> None:
    assert cleaner.clean_html(page).text == text


_SUSAN = "The horse is called Susan, and costs less to run than the van."
_GATES = "She knows every gate in the valley, and stops at each without being told to."


@pytest.mark.parametrize(
    "page",
    [
        '<head><meta charset="utf-8"/><title/><script src="/a.js"/></head><div/><p>{0}</p><a id="t"/><p>{1}</p>',
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><style/><p>{0}</p><p>{1}</p></html>',
        "<description><![CDATA[<p>{0}</p><p>{1}</p>]]></description>",
        "&lt;p&gt;{0}&lt;/p&gt;&lt;p&gt;{1}&lt;/p&gt;",
        '<div><span style="display:block">{0}</span><span style="position: absolute">{1}</span></div>',
        '<div style="font-size:0px;top:0"><div style="font-size:16px">{0}</div></div>{1}<p style="font-size:0">No</p>',
        '<p style="visibility: hidden; animation-name: none">{0}</p><p style="opacity:0;transition:1s">{1}</p>',
    ],
)
def test_what_feeds_mails_and_other_tools_write_is_read(page: str) -> None:
    article = cleaner.clean_html(page.format(_SUSAN, _GATES))
    assert [block.text for block in article.blocks] == [_SUSAN, _GATES]
    assert {removal.category.value for removal in article.removed} <= {"hidden"}


@pytest.mark.parametrize(
    "page",
    [
        f"<p>To begin a paragraph, write &lt;p&gt; and at its end &lt;/p&gt;, as below.</p><p>{_GATES}</p>",
        f'<div><script src="/a.js"/>gone();</script><p>{_GATES}</p></div>',
        f"<html><body><script>//<![CDATA[\ngone();//]]></script><p>{_GATES}</p></body></html>",
        f'<h2><span style="display:block">The</span> <span style="display:block">round</span></h2><p>{_GATES}</p>',
    ],
)
def test_what_looks_like_it_is_read_as_it_stands(page: str) -> None:
    text = cleaner.clean_html(page).text
    assert _GATES in text
    assert "gone" not in text


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("<header><h2>Horse takes over the milk round</h2></header>", "Horse takes over the milk round"),
        ("<title>Milk</title><header><h2>Horse takes over the milk round</h2></header>", "Milk"),
        ("<header><h2>Share this</h2></header>", ""),
    ],
)
def test_where_nothing_is_declared_a_lesser_heading_is_the_title(page: str, title: str) -> None:
    assert cleaner.clean_html(f"{page}<div><p>{_SUSAN}</p><p>{_GATES}</p></div>").title == title


def test_the_window_of_a_consent_tool_is_no_article_however_short_the_article_is() -> None:
    window = (
        '<div id="onetrust-consent-sdk"><h2>We value your privacy</h2><p>We and our partners store cookies on a device,'
        " such as unique identifiers, to process data of readers.</p><p>You may manage your choices below, or at any"
        " time on the page that tells of all this.</p><button>Accept all</button></div>"
    )
    article = cleaner.clean_html(f"<main><article><h1>Milk</h1><p>{_SUSAN}</p></article></main>{window}")
    assert [block.text for block in article.blocks] == ["Milk", _SUSAN]


def test_a_notice_of_copyright_does_not_make_the_footer_the_article() -> None:
    footer = "<footer><p>© 2026 Weir Courier Media Ltd. All rights reserved.</p></footer>"
    page = f"<h1>Library closed</h1><main><p>The library is closed on Friday.</p></main>{footer}"
    assert cleaner.clean_html(page).text == "The library is closed on Friday."


def test_what_is_never_shown_in_a_footer_is_no_text_of_its_region() -> None:
    links = "".join(f'<a href="/{name}">{name}</a> ' for name in ("imprint", "privacy", "jobs") * 20)
    footer = f"<footer><div>{links}<!--<a href='/old'>old</a>--><script>track()</script></div></footer>"
    page = html.parse(f"<article><h1>Rain</h1><p>It rained all night, and the river rose again.</p></article>{footer}")
    told = " ".join(region.text for region in page.outside if region.category is not Category.HIDDEN)
    assert "privacy" in told
    assert "old" not in told
    assert "-->" not in told
    assert "track" not in told
