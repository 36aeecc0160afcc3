"""What is plain to see of a place, which the content model does not tell: windows, boxes, lists, captions, notes."""

from __future__ import annotations

import pytest

import cleaner
from cleaner.html import beside, boxed, listed, parts
from cleaner.html.noise import Noise
from cleaner.html.segment import segment

GOES, STAYS = 3.0, 0.0
STORY = (
    "The ferry left the harbour at nine, an hour late, and nobody on the quay was surprised by that any more.",
    "The captain had asked the company for a second engineer in March, and again in May, and was told to wait.",
    "By noon the fog had lifted, and the islands lay in the sun as if nothing in the world could trouble them.",
    "On the way back the engine stopped twice, and a fisherman from the next village towed her to the breakwater.",
)


def page_of(*parts: str) -> str:
    return f"<title>Ferry late</title><main><article class=story><h1>Ferry late</h1>{''.join(parts)}</article></main>"


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        ("<p>It rained (<x-source><a href=/1>1</a></x-source>).</p>", "It rained (1)."),
        ("<p><x-link>Rain</x-link> fell.</p>", "Rain fell."),
        ("<ul><li>Rain <x-tip>fell</x-tip> again</li></ul>", "Rain fell again"),
        ("<p>Rain</section> fell.</p>", "Rain fell."),
    ],
)
def test_an_element_of_a_made_up_name_or_a_stray_end_breaks_no_sentence(paragraph: str, text: str) -> None:
    assert [record[1] for record in segment(f"<div>{paragraph}</div>").records] == [text]


@pytest.mark.parametrize(
    "page", ["<x-row><p>Rain</p></x-row>fell", "<div>Rain<x-card>fell</x-card></div>", "Rain</p>fell"]
)
def test_elsewhere_such_an_element_is_a_block_and_the_end_of_a_paragraph_is_one(page: str) -> None:
    assert [record[1] for record in segment(page).records] == ["Rain", "fell"]


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        ("<p><span>Steel</span><span>Corbett and Sons</span></p>", "Steel Corbett and Sons"),
        ("<p><b>It rained all night.</b><span>Then it stopped.</span></p>", "It rained all night. Then it stopped."),
        ("<p><span>T</span>he dam held.</p>", "The dam held."),
        ("<p>Call <i>json.</i><b>Reader</b> first.</p>", "Call json.Reader first."),
        ("<pre><i>get</i><b>Name</b></pre>", "getName"),
        ("<p>Half-<b>moon</b> bay</p>", "Half-moon bay"),
    ],
)
def test_a_label_and_its_value_or_two_sentences_in_elements_of_their_own_are_told_apart(paragraph: str, text: str):
    assert [record[1] for record in segment(f"<div>{paragraph}</div>").records] == [text]


def test_a_link_keeps_its_place_behind_what_is_told_apart() -> None:
    linked = "<b>Every day</b><a href=https://orr.test>Orr Line</a> sends its ferry out at nine, and nobody minds."
    (block,) = [block for block in cleaner.clean_html(page_of(paragraphs(*STORY[:2], linked))).blocks if block.links]
    assert [block.text[link.start : link.end] for link in block.links] == ["Orr Line"]


def windows(name: str, *, kept: int = 2, inside: str = "<p>Choose what we may store on your device.</p>") -> list[int]:
    page = segment(f"<div>{paragraphs(*STORY[:kept])}</div><div class='{name}'>{inside}</div>")
    noise = Noise(dict.fromkeys(range(len(page.records)), STAYS), page)
    return sorted(beside.pop_ups(noise))


def test_a_window_above_the_page_is_no_part_of_it() -> None:
    assert windows("modal fade") == [2]
    assert windows("pum pum-overlay") == [2]
    assert windows("js-pop-up-box") == [2]


@pytest.mark.parametrize("name", ["modal-trigger", "has-modal-link", "popular", "modal-gallery"])
def test_what_opens_a_window_is_none(name: str) -> None:
    assert windows(name) == []


def test_a_window_that_holds_the_headline_or_most_of_the_text_is_the_page() -> None:
    assert windows("modal", inside="<h1>Ferry late</h1><p>It rained.</p>") == []
    assert windows("modal", kept=1, inside=paragraphs(*STORY[1:])) == []


@pytest.mark.parametrize(
    ("figure", "is_caption"),
    [
        ("<div class=x><img src=a.jpg><p>The crew at the wheel in June.</p><p>Photo: A. Brook</p></div>", True),
        ("<div class=x><img src=a.jpg><p>The crew at the wheel in June.</p><hr></div>", False),
        ("<div class=x><img src=a.jpg><p>The crew at the wheel in June.</p><p>They sail at nine.</p></div>", False),
        ("<img src=a.jpg><p>The crew at the wheel in June © Ana Brook</p>", True),
        ("<p>The crew at the wheel in June © Ana Brook</p><p>They sail at nine.</p>", False),
    ],
)
def test_a_credit_tells_a_caption(figure: str, *, is_caption: bool) -> None:
    page = segment(f"<div><p>{STORY[0]}</p>{figure}<p>{STORY[1]}</p></div>")
    noise = Noise({index: STAYS for index, record in enumerate(page.records) if record[2] >= 0}, page)
    told = [page.records[index][1].startswith("The crew") for index in beside.captions(noise)]
    assert told == ([True] if is_caption else [])


@pytest.mark.parametrize(
    ("item", "stays"),
    [
        ("<li>Two litres of water</li>", True),
        ("<li class=share>Two litres</li>", False),
        ("<li class=ad>x</li>", False),
    ],
)
def test_a_list_goes_or_stays_as_one(item: str, *, stays: bool) -> None:
    page = segment(f"<p>{STORY[0]}</p><ul><li>Bread</li><li>Salt</li>{item}</ul><p>{STORY[1]}</p>")
    assert [*listed.whole(Noise({0: STAYS, 1: STAYS, 2: STAYS, 3: GOES, 4: STAYS}, page))] == ([3] if stays else [])
    assert not [*listed.whole(Noise({0: STAYS, 1: GOES, 2: GOES, 3: STAYS, 4: STAYS}, page))]


def test_a_headline_goes_where_its_item_stays_for_a_summary() -> None:
    item = "<li><h3>Bridge shut</h3><p>It shut.</p></li>"
    page = segment(f"<p>{STORY[0]}</p><ul>{item * 2}</ul><p>{STORY[1]}</p>")
    assert not [*listed.whole(Noise({0: STAYS, 1: GOES, 2: STAYS, 3: GOES, 4: STAYS, 5: STAYS}, page))]


@pytest.mark.parametrize(
    ("box", "stay"),
    [
        ("<div class=stat><p>51</p><p>Flocks in 1996</p><p>9</p><p>Flocks today</p></div>", True),
        ("<div class=stat><p>51 flocks</p><p>9 in 2024</p><p>No shepherd</p></div>", True),
        ("<div class=crew><p>Master: Ana Brook</p><p>Mate: Ole Rask</p><p>Home: Orr</p></div>", True),
        ("<div class=history><i class=date>12 March</i><p>First stone laid.</p></div>", True),
        ("<div class=meta><i class=date>12 March 2024</i><p>Ana Brook</p></div>", False),
        ("<div class=more><p>Ferry, late again: why nobody minds any more</p><p>More</p></div>", False),
        ("<div class=press><p>Ana Brook</p><p>Phone 51 99, press@example.test</p></div>", False),
        ("<div class=price><p>Bell, 9 kg</p><p>€ 51</p></div>", False),
        ("<div class=when><p>Où : place du Marché</p><p>Quand : dimanche</p><p>Entrée : 5 €</p></div>", True),
        ("<div class=plans><p>Digital: £5 a month</p><p>Print: £9 a month</p></div>", False),
        ("<div class=meta><p>Read</p><p>5 min</p></div>", False),
        ("<div class=box><p>Since 1996</p><p><a href=/a>More</a></p></div>", False),
        ("<div class=share><p>51 flocks</p><p>9 in 2024</p></div>", False),
        ("<div><p>51 flocks</p><p>9 in 2024</p></div>", False),
    ],
)
def test_a_box_of_figures_between_sentences_stays(box: str, *, stay: bool) -> None:
    page = segment(f"<div><p>{STORY[0]}</p>{box}<p>{STORY[1]}</p></div>")
    last = len(page.records) - 1
    noise = Noise({index: STAYS if index in {0, last} else GOES for index in range(last + 1)}, page, {0, 1})
    assert [*boxed.facts(noise, boxed.boxes(noise))] == ([*range(1, last)] if stay else [])


def test_a_box_of_figures_at_the_end_stays_where_the_text_stands() -> None:
    box = "<div class=stat><p>51 flocks</p><p>9 in 2024</p></div>"
    for page, stay in (
        (f"<div><p>{STORY[0]}</p>{box}</div>", True),
        (f"<div><p>{STORY[0]}</p></div>{box}", False),
        (f"<div><p>{STORY[0]}</p><div class=foot>{box}</div></div>", False),
        (f"<div><p>No sentence</p>{box}</div>", False),
    ):
        segments = segment(page)
        noise = Noise({0: STAYS, 1: GOES, 2: GOES}, segments, {0, 1})
        assert [*boxed.facts(noise, boxed.boxes(noise))] == ([1, 2] if stay else [])


@pytest.mark.parametrize(
    ("box", "goes"),
    [
        ("<div class=poll-box><p>Do you sail?</p><p>Yes</p><p>No</p></div>", True),
        ("<div class='box umfrage'><p>Fahren Sie mit?</p><p>Ja, 51 %</p></div>", True),
        ("<div class=poll><p>How people would vote, in per cent</p><p>51</p></div>", False),
        ("<div class=pollen><p>Do you sneeze?</p><p>Yes</p></div>", False),
        (f"<div class=poll><p>Do you sail?</p><p>{STORY[0]}</p></div>", False),
        ("<div class=poll><p>Do you sail?</p><p>Yes, I like it.</p><p>No, it makes me sick.</p></div>", True),
        ("<div class=umfrage><p>Do you sail?</p><p>“Never again”, says Ana Brook</p></div>", False),
        ("<div class=poll-results><p>Do you sail?</p><p>In May 51 per cent said yes.</p></div>", False),
        ("<div class=category-polls><p>Do you sail?</p><p>Yes</p></div>", False),
    ],
)
def test_a_poll_is_no_part_of_the_text(box: str, *, goes: bool) -> None:
    page = segment(f"<div><p>{STORY[0]}</p>{box}<p>{STORY[1]}</p></div>")
    last = len(page.records) - 1
    noise = Noise(dict.fromkeys(range(last + 1), STAYS), page, {0, 1})
    assert sorted(beside.polls(noise)) == ([*range(1, last)] if goes else [])


@pytest.mark.parametrize(
    ("heading", "below", "stays"),
    [
        ("<h2>Newsletter</h2>", f"<p>{STORY[1]}</p>", True),
        ("<h2>Newsletter</h2>", "<h2>What now</h2>", False),
        ("<p>Newsletter</p>", f"<p>{STORY[1]}</p>", False),
    ],
)
def test_a_word_of_menus_above_a_paragraph_is_a_crosshead(heading: str, below: str, *, stays: bool) -> None:
    page = page_of(paragraphs(STORY[0], STORY[3]), heading, below, paragraphs(STORY[2]))
    assert ("Newsletter" in cleaner.clean_html(page).text) == stays


@pytest.mark.parametrize(("wrappers", "stays"), [("class=row", True), ("class=other", False)])
def test_sentences_in_wrappers_alike_are_alike(wrappers: str, *, stays: bool) -> None:
    told = "".join(f"<div class=row><p>{text}</p></div>" for text in STORY[:3])
    page = segment(f"<div>{told}<div {wrappers}><p>{STORY[3]}</p></div></div>")
    noise = Noise({0: STAYS, 1: STAYS, 2: STAYS, 3: GOES}, page)
    assert [*parts.siblings(noise)] == ([3] if stays else [])


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        (f"{STORY[3][:90]}<a href=/1>{STORY[3][90:]}</a>", True),
        (f"<a href=/1>{STORY[3]}</a>", False),
        (f"See also <a href=/1>{STORY[3]}</a>", False),
    ],
)
def test_a_paragraph_with_a_long_link_is_like_others(text: str, *, stays: bool) -> None:
    page = segment(f"<div>{paragraphs(*STORY[:3], text)}</div>")
    noise = Noise({0: STAYS, 1: STAYS, 2: STAYS, 3: GOES}, page)
    assert [*parts.siblings(noise)] == ([3] if stays else [])


@pytest.mark.parametrize(
    ("below", "goes"),
    [
        ("<p><a href=/1>Harbour wall to be raised by a metre</a></p>", True),
        ("<p><img src=a.jpg><a href=/1>Harbour wall to be raised by a metre</a></p>" * 2, True),
        (f"<p>{STORY[2]}</p>", False),
        ("<p><img src=a.jpg></p><p>Harbour wall to be raised by a metre</p>", False),
    ],
)
def test_an_unlinked_heading_goes_above_teasers(below: str, *, goes: bool) -> None:
    page = page_of(paragraphs(*STORY[:2]), "<p>More from the harbour</p>", below, paragraphs(STORY[3]))
    assert ("More from the harbour" not in cleaner.clean_html(page).text) == goes


def test_a_headline_below_an_image_and_a_button_is_the_articles() -> None:
    names = "Tea", "Bread", "Soup"
    told = [
        f"<div><img src={name}.jpg><h2><a href=/{name}>{name} by the water, all day</a></h2><p>{text}</p>"
        f"<a href=/{name}>Continue reading</a></div>"
        for name, text in zip(names, STORY, strict=False)
    ]
    text = cleaner.clean_html(page_of(paragraphs(*STORY), *told)).text
    assert all(f"{name} by the water" in text for name in names)


def test_who_answers_a_text_is_no_part_of_it_whatever_stands_above() -> None:
    counted = "<ul><li class=num-comments>2 answers</li></ul>"
    answers = f"<li><div class=submitted-comment><p>{STORY[3]}</p></div></li>" * 2
    page = segment(f"<div>{counted}{paragraphs(*STORY, *STORY)}</div><ol>{answers}</ol>")
    noise = Noise(dict.fromkeys(range(len(page.records)), STAYS), page, {0, 1})
    assert sorted(beside.comments(noise)) == [0, 9, 10]


@pytest.mark.parametrize(
    ("last", "score", "stays"),
    [
        (f"<p class=end>{STORY[3]}</p>", 1.2, True),
        (f"<p class=end>{STORY[3]}</p>", 1.6, False),
        (f"<p class=end><a href=/1>{STORY[3]}</a></p>", 1.2, False),
        (f"<div>{STORY[3]}</div>", 1.2, False),
        (f"<div><p>{STORY[3]}</p></div>", 1.2, False),
        ("<p>The harbour at noon</p>", 1.2, False),
    ],
)
def test_the_last_paragraph_stays_where_the_model_is_not_sure(last: str, score: float, *, stays: bool) -> None:
    page = segment(f"<div>{paragraphs(*STORY[:3])}<figcaption>The quay</figcaption>{last}</div>")
    noise = Noise({0: -2.0, 1: -2.0, 2: -2.0, 3: GOES, 4: score}, page)
    assert [*parts.ends(noise)] == ([4] if stays else [])


def test_behind_less_than_three_paragraphs_nothing_is_told_to_be_the_end() -> None:
    page = segment(f"<div>{paragraphs(*STORY[:3])}</div>")
    assert not [*parts.ends(Noise({0: -2.0, 1: -2.0, 2: 1.2}, page))]


@pytest.mark.parametrize(("name", "stays"), [("most-popular-list", False), ("story-list", True)])
def test_the_beginnings_of_other_stories_are_no_part_of_this_one(name: str, *, stays: bool) -> None:
    other = "The bell of {} had hung there for nine hundred years before anyone in the village thought of cleaning it."
    entries = "".join(
        f"<div><h3>Bell of {town}</h3><p>{other.format(town)}</p><p>{other.format(town)} It was rung again.</p></div>"
        for town in ("Orr", "Weirton", "Holm", "Ardmouth", "Stade", "Lund")
    )
    page = page_of(paragraphs(*STORY, STORY[0].replace("nine", "ten"))) + f"<div class={name}>{entries}</div>"
    text = cleaner.clean_html(page).text
    assert ("The bell of Holm" in text) == stays
    assert all(line in text for line in STORY)


def test_of_boxes_alike_all_stay_where_half_do() -> None:
    box = "<div class=step><h4>Open</h4><p>Open the valve with the key.</p></div>"
    page = segment(f"<div><p>{STORY[0]}</p>{box * 3}<p>{STORY[1]}</p></div>")
    scores = dict.fromkeys(range(8), STAYS)
    half = Noise(scores | {3: GOES, 4: GOES}, page, {0, 1})
    assert {*boxed.alike(half, boxed.boxes(half))} >= {3, 4}
    less = Noise(scores | {1: GOES, 2: GOES, 3: GOES, 4: GOES}, page, {0, 1})
    assert not [*boxed.alike(less, boxed.boxes(less))]


def test_a_table_with_a_caption_is_a_table() -> None:
    rows = "<tr><th>Year</th><th>Ferries</th></tr><tr><td>1996</td><td>9</td></tr>"
    page = page_of(
        paragraphs(*STORY[:2]), f"<table><caption>Ferries by year</caption>{rows}</table>", paragraphs(STORY[2])
    )
    article = cleaner.clean_html(page)
    assert "Year\tFerries\n1996\t9" in article.text
    assert "Ferries by year" in article.text


def test_a_box_around_a_button_to_sign_up_goes() -> None:
    box = "<div class=subscriptions><p>Every week, the news of the islands.</p><button>Go</button></div>"
    article = cleaner.clean_html(page_of(paragraphs(*STORY[:2]), box, paragraphs(*STORY[2:])))
    assert "Every week" not in article.text


@pytest.mark.parametrize(
    ("note", "stays"),
    [
        ("Ana Brook is a writer who has lived on the islands for nine years and sails a boat of her own.", False),
        ("Ana Brook asked the company in March for a second engineer and has had no answer since that day.", True),
    ],
)
def test_who_the_author_is_is_no_part_of_the_text_wherever_it_stands(note: str, *, stays: bool) -> None:
    head = '<meta name=author content="Ana Brook">'
    page = head + page_of(paragraphs(STORY[0], note, *STORY[1:]))
    assert (note in cleaner.clean_html(page).text) == stays


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("<div class=byline><span>Nell Brandt</span><span>Reporter</span></div>", ("Nell Brandt",)),
        ("<div class=byline>Upper Lakes Radio | By Nell Brandt</div>", ("Nell Brandt",)),
        ("<div class=byline>Byline</div>", ()),
        ("<blockquote><p>It rained all night and day.</p><p class=author>Nell Brandt</p></blockquote>", ()),
    ],
)
def test_names_are_told_from_offices_labels_and_who_is_quoted(byline: str, names: tuple[str, ...]) -> None:
    assert cleaner.clean_html(page_of(byline, paragraphs(*STORY))).byline == names


@pytest.mark.parametrize(
    ("name", "text", "is_caption"),
    [
        ("photo", STORY[1], True),
        ("wp-block-media-text", STORY[1], False),
        ("photo", " ".join(STORY), False),
    ],
)
def test_prose_beside_an_image_is_no_caption(name: str, text: str, *, is_caption: bool) -> None:
    page = segment(f"<p>{STORY[0]}</p><div class='{name}'><img src=a.jpg><p>{text}</p></div><p>{STORY[2]}</p>")
    noise = Noise({index: STAYS for index, record in enumerate(page.records) if record[2] >= 0}, page)
    assert bool(beside.captions(noise)) is is_caption


def test_years_of_a_timeline_stay() -> None:
    events = "".join(
        f"<div class=event><span class=year>{year}</span><p>{text}</p></div>"
        for year, text in zip(("1921", "1931"), STORY[1:3], strict=True)
    )
    assert "1921" in cleaner.clean_html(page_of(paragraphs(STORY[0]), events, paragraphs(STORY[3]))).text


def test_signs_behind_terms_go_and_the_terms_stay() -> None:
    terms = "".join(
        f"<dt>{term}<a href='#{term}'>¶</a></dt><dd>{text}</dd>"
        for term, text in zip(("open", "shut"), STORY[1:3], strict=True)
    )
    text = cleaner.clean_html(page_of(paragraphs(STORY[0]), f"<dl>{terms}</dl>", paragraphs(STORY[3]))).text
    assert "- open\n" in text
    assert "- shut\n" in text
