"""Plain text and Markdown to blocks: what a mark is, and what only looks like one."""

from __future__ import annotations

import textwrap

import pytest

import cleaner
from cleaner import front_matter, marks, plain
from cleaner.model import Kind

MARKDOWN = "# Rain\n\nIt rained all night, and the **river** rose.\n\n"


def kinds(text: str) -> list[tuple[Kind, str]]:
    return [(block.kind, block.text) for block in plain.parse(MARKDOWN + text).blocks[2:]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Who pays\n--------", [(Kind.HEADING, "Who pays")]),
        ("The river rose.\n---", [(Kind.PARAGRAPH, "The river rose."), (Kind.RULE, "---")]),
        ("Who pays\n\n---", [(Kind.PARAGRAPH, "Who pays"), (Kind.RULE, "---")]),
        ("> One.\n>\n> Two.", [(Kind.QUOTE, "One."), (Kind.QUOTE, "Two.")]),
        (
            "- Warm clothes and two\n  pairs of socks\n- Food",
            [(Kind.LIST_ITEM, "Warm clothes and two pairs of socks"), (Kind.LIST_ITEM, "Food")],
        ),
        ("- Warm clothes\nand two socks", [(Kind.LIST_ITEM, "Warm clothes"), (Kind.PARAGRAPH, "and two socks")]),
        ("- Warm clothes.\n  and two socks", [(Kind.LIST_ITEM, "Warm clothes."), (Kind.PARAGRAPH, "and two socks")]),
        ("```sh\n# dam\n  open [it](now)\n```", [(Kind.CODE, "# dam\n  open [it](now)")]),
        ("```\nnever closed", [(Kind.PARAGRAPH, "```"), (Kind.PARAGRAPH, "never closed")]),
        ("| Place | Rain |\n| --- | ---: |\n| **Orr** | 12 |", [(Kind.TABLE, "Place\tRain\nOrr\t12")]),
        ("Place | Rain\n---|---", [(Kind.PARAGRAPH, "Place | Rain"), (Kind.PARAGRAPH, "---|---")]),
        (
            "[Home](/) | [News](/n)\n---|---\n[Sport](/s) | [Art](/a)",
            [(Kind.PARAGRAPH, "Home | News"), (Kind.PARAGRAPH, "Sport | Art")],
        ),
        ("It _never_ rained.", [(Kind.PARAGRAPH, "It never rained.")]),
        ("See snake_case_name at /_next_/a.", [(Kind.PARAGRAPH, "See snake_case_name at /_next_/a.")]),
        ("Call `__init__` or `_it_`.", [(Kind.PARAGRAPH, "Call `__init__` or `_it_`.")]),
        ("1\\. May was dry.", [(Kind.LIST_ITEM, "May was dry.")]),
        ("[![A dam](/dam.jpg)](/dam)", [(Kind.IMAGE, "")]),
    ],
)
def test_marks_of_blocks(text: str, found: list[tuple[Kind, str]]) -> None:
    assert kinds(text) == found


@pytest.mark.parametrize(
    ("line", "text", "hrefs"),
    [
        ("The [dam](https://a.test/Dam_(Orr)) holds.", "The dam holds.", ["https://a.test/Dam_(Orr)"]),
        ("[![A quay](/q.jpg) Why the weir broke](/weir)", "Why the weir broke", ["/weir"]),
        (r"She said \[it\] rained\.", "She said [it] rained.", []),
        (r"\[not a link\](/dam)", r"\[not a link\](/dam)", []),
        (r"Use `a\.b` \(now\)", r"Use `a\.b` (now)", []),
        ("Use `[it](/now)` and [it](/then)", "Use `[it](/now)` and it", ["/then"]),
        ("A `b c [d](/d) e", "A `b c d e", ["/d"]),
        ("It was ***both*** wet and **_cold_** or _**dry**_.", "It was both wet and cold or dry.", []),
        ("5 * 4 * 3, **/*, a__b__c, _x_y_ and **a** *", "5 * 4 * 3, **/*, a__b__c, _x_y_ and a *", []),
        (r"\# no heading, \* no item", r"\# no heading, \* no item", []),
    ],
)
def test_marks_in_a_line(line: str, text: str, hrefs: list[str]) -> None:
    found = marks.take_off(line, markdown=True)
    assert (found.text, [link.href for link in found.links]) == (text, hrefs)
    assert all(found.text[link.start : link.end].strip() for link in found.links)


NAMED = "[1]: https://a.test/yard 'The yard'\n[Tide tables]: </tides>\n[seal]: /seal_(old).jpg"


@pytest.mark.parametrize(
    ("line", "text", "hrefs"),
    [
        ("It says [so][1], and [tide tables] say [more][Tide tables].", "It says so, and tide tables say more.", 3),
        ("See [tide tables][] and [Anna][9] in `[a][1]`.", "See tide tables and [Anna][9] in `[a][1]`.", 1),
        ("[![A seal][seal]][1] The seal.", "The seal.", 0),
    ],
)
def test_references_have_the_addresses_that_a_text_names(line: str, text: str, hrefs: int) -> None:
    article = cleaner.clean_text(f"{MARKDOWN}{line}\n\n{NAMED}\n")
    assert article.blocks[-1].text == text
    assert len(article.blocks[-1].links) == hrefs
    assert [removal.text for removal in article.removed] == [NAMED]
    assert cleaner.clean_text(article.text).text == article.text


def test_the_picture_of_a_reference_has_its_address() -> None:
    blocks = cleaner.clean_text(f"{MARKDOWN}[![A seal][seal]][1]\n\n{NAMED}\n").blocks
    assert (blocks[-1].kind, blocks[-1].href) == (Kind.IMAGE, "/seal_(old).jpg")


@pytest.mark.parametrize(
    "text",
    [
        "The ferry stopped, says [1].\n\n[1]: https://a.test/log",
        "# Talk\n\nThey met.\n\n[Anna]: No, it did not.\n\n[^1]: /not-one",
        "# Talk\n\n" + "[a][1] " * 90 + f"\n\n[1]: https://a.test/{'long' * 90}",
    ],
)
def test_what_only_looks_like_a_named_address_stays(text: str) -> None:
    assert not cleaner.clean_text(text).removed


def test_a_list_in_front_matter_and_a_value_below_its_name_are_read() -> None:
    found = front_matter.metadata(["---", "title: >", "  The dam", "  breaks", "author:", "- Ann Wells", "---"])
    assert (found.title, found.byline) == ("The dam breaks", ("Ann Wells",))


def test_what_a_text_says_of_itself_wins_over_front_matter() -> None:
    article = cleaner.clean_text(
        "---\ntitle: Rain\nsite: Times\n---\n\n# The weir of Orr\n\nIt rained all night, and it rose."
    )
    assert (article.title, article.site) == ("The weir of Orr", "Times")


def test_nothing_is_a_mark_where_a_text_is_no_markdown() -> None:
    (block,) = plain.parse(r"He typed \[ and ```.").blocks
    assert block.text == r"He typed \[ and ```."


@pytest.mark.parametrize(
    "lines",
    [
        ["---", "title: Rain", "author: Ann Wells", "url: https://a.test/r", "date: 2026-05-03", "---"],
        ["Title: Rain", "URL Source: https://a.test/r", "Published Time: 2026-05-03T00:00:00Z", "Markdown Content:"],
    ],
)
def test_front_matter_is_read_and_removed(lines: list[str]) -> None:
    article = cleaner.clean_text("\n".join([*lines, "", "It rained all night, and the river rose."]))
    assert article.text == "It rained all night, and the river rose."
    assert (article.url, str(article.published)[:10]) == ("https://a.test/r", "2026-05-03")
    assert [removal.text for removal in article.removed] == ["\n".join(lines)]


@pytest.mark.parametrize(
    "lines",
    [
        ["---", "It rained.", "---"],
        ["---"],
        ["Title: Rain", "It rained."],
        ["---", "title: Rain", "author: Ann", "It rained."],
        ["---", "Hamlet: To the quay", "Ophelia: It rains", "---"],
        ["---", "- salt", "- fish", "---"],
        [],
    ],
)
def test_what_only_looks_like_front_matter_stays(lines: list[str]) -> None:
    assert not front_matter.length(lines)


@pytest.mark.parametrize(
    ("prompt", "sentence"),
    [
        ("Sign up for our newsletter", "The mayor said that nobody would have believed it a year ago."),
        ("Suscríbete a nuestro boletín", "El alcalde dijo que nadie lo habría creído hace un año."),
        ("Abonnez-vous à notre newsletter", "Le maire a dit que personne ne l'aurait cru il y a un an."),
        ("Abonnieren Sie unseren Newsletter", "Der Bürgermeister sagte, vor einem Jahr hätte das niemand geglaubt."),
        ("Zapisz się do naszego newslettera", "W piątek nad rzeką zebrało się wielu ludzi z całego miasta."),
    ],
)
def test_a_sentence_that_a_scraper_joined_to_a_prompt_stays(prompt: str, sentence: str):
    body = f"{sentence} {sentence[:-1]}, again. {prompt} {sentence[:-1]}, at last."
    article = cleaner.clean_text(body)
    assert [removal.text for removal in article.removed] == [prompt]


DAM = (
    "Der Bürgermeister und der Rat von Orr haben am Montag die Mauer am Hafen besichtigt, die der Sturm beschädigte.",
    "Das Wasser stand in der Nacht eine Handbreit unter der Kante, und die Feuerwehr hielt ihre Pumpen lange bereit.",
)


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
@pytest.mark.parametrize("width", [60, 80, 100])
def test_paragraphs_wrapped_at_any_width_are_whole_again(width: int, gap: str):
    wrapped = gap.join("\n".join(textwrap.wrap(text, width)) for text in (*DAM, *DAM[:1]))
    assert [block.text for block in plain.parse(wrapped).blocks] == [*DAM, *DAM[:1]]


@pytest.mark.parametrize("mark", ["> ", "  * ", "1. "])
def test_a_wrapped_quotation_or_item_is_whole_again(mark: str) -> None:
    told = (
        "The council voted, by seven to two, to hire a barge from the mainland until the yard can look at the damage."
    )
    below = mark if mark == "> " else " " * len(mark)
    text = textwrap.fill(told, 60, initial_indent=mark, subsequent_indent=below)
    story = "\n\n".join(textwrap.fill(told.replace("barge", boat), 60) for boat in ("tug", "ferry"))
    article = cleaner.clean_text(f"{story}\n\n{text}\n")
    assert article.blocks[-1].text == told
    assert cleaner.clean_text(article.text).text == article.text


def test_the_lines_of_a_verse_stay_lines():
    verse = "The dam was old, the dam was grey,\nThe water took its top away,\nAnd no one in the valley slept."
    assert len(plain.parse(verse).blocks) == 3


def test_words_of_a_sentence_broken_at_its_links_are_no_buttons():
    body = "It rained for nine days and nobody slept.\n\n"
    broken = "Anybody who wants to help can\nsign up\nat the library desk before Friday."
    article = cleaner.clean_text(f"{body}{broken}\n\n{body}Sign up\n\n{body}")
    assert broken in article.text
    assert [removal.text for removal in article.removed] == ["Sign up"]


def test_half_a_sentence_is_no_standfirst():
    body = "which the council\nbought in 1911, stopped on Monday for the ninth time."
    article = cleaner.clean_text(f"Harbour clock stops\nThe harbour clock,\n{body}\nNobody has the key to it any more.")
    assert (article.title, article.dek) == ("Harbour clock stops", "")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published: 14 March 2023, 06:45 GMT", "2023-03-14"),
        ("By Ann Wells, 14 March 2023", "2023-03-14"),
        ("The wall of 14 March 2023 has held, and nobody would have believed it a year ago.", None),
    ],
)
def test_a_plain_text_is_published_on_the_day_above_its_body(line: str, day: str | None):
    article = cleaner.clean_text(
        f"Harbour reopens after the storm\n\n{line}\n\nIt closed in May 2019, and nobody asked why."
    )
    assert (article.title, article.published and str(article.published.date())) == (
        "Harbour reopens after the storm",
        day,
    )


def test_a_date_beside_the_title_is_a_field():
    article = cleaner.clean_text(
        "4 aprile 2024\n\nIl cane di Orr\n\nIl cane di Orr è tornato venerdì, e nessuno lo aspettava più."
    )
    assert (article.title, article.dek, str(article.published)[:10]) == ("Il cane di Orr", "", "2024-04-04")
    assert article.text == "Il cane di Orr è tornato venerdì, e nessuno lo aspettava più."


def test_a_picture_breaks_off_no_sentence():
    assert cleaner.clean_text("# Weir\n![weir](weir.png)\nit rained\n[map](/map)\nagain.").title == "Weir"


def test_the_lines_of_code_are_never_joined():
    code = "gates = open(upper_gate, lower_gate, all_wardens_on_the_bank,\nwardens=None)"
    article = cleaner.clean_text(
        f"# Weir\n\nIt rained.\n```\n{code}\n```\nREAD MORE: Ferry cut for winter\nIt fell again."
    )
    assert code in article.text


def test_a_french_quotation_ends_a_sentence_behind_its_space() -> None:
    said = ["Fermez, il y a du vent.", "Frappez avant de passer le pont.", "Rendez la clef avant la nuit."]
    lines = [f"Sur la porte du moulin on lisait : « {sentence} »" for sentence in said]
    story = "La roue du moulin tournait encore hier soir au mois de {}, et le meunier dormait sous l'escalier."
    prompts = ["À lire aussi : Le pont rouvre", "Lire aussi : Le moulin ferme", "Publicité"]
    months = ["mars", "mai", "juin"]
    text = "\n\n".join(line for row in zip(map(story.format, months), prompts, lines, strict=True) for line in row)
    assert [line for line in lines if line in cleaner.clean_text(f"{text}\n\n{story}").text] == lines


@pytest.mark.parametrize(
    "line",
    [
        "The tenor cracked in March. Who will mend it before the fair?",
        "The rules of the tea house stood on its wall：",
        "The president of the flower growers of the valley,",
    ],
)
def test_a_line_below_a_heading_of_teasers_that_states_or_leads_on_is_the_article_s(line: str) -> None:
    story = "The bell of the village had hung there for nine hundred years before anyone thought of cleaning it."
    assert line in cleaner.clean_text("\n\n".join([story, "Related articles", line, story, story])).text


def test_a_line_right_above_a_timeline_is_no_headline_of_another_story() -> None:
    story = "The bell of the village had hung there for nine hundred years before anyone thought of cleaning it."
    rows = ["06:30 The ringers climb the stairs", "07:15 The ropes are hung", "08:00 The first peal begins"]
    lines = [story, "Advertisement", "How a peal of bells is rung", *rows, story, "Read more: Bridge closed", story]
    assert "How a peal of bells is rung" in cleaner.clean_text("\n\n".join(lines)).text


@pytest.mark.parametrize("word", ["الجرس", "הפעמון", "घंटा"])
def test_wrapped_text_without_capitals_is_joined(word: str) -> None:
    sentences = [" ".join([str(number), *[word] * 6]) + ". " + " ".join([word] * 34) + "." for number in range(3)]
    text = "\n\n".join("\n".join(textwrap.wrap(sentence, 64)) for sentence in sentences)
    assert cleaner.clean_text(text).text == "\n\n".join(sentences)


def test_the_first_line_of_a_broken_paragraph_is_no_standfirst() -> None:
    text = (
        "River rises\n\nThe river rose overnight by twelve centimetres and\n"
        "fell again by morning, when the ferries sailed as they always had\nand nobody on the quay spoke of it."
    )
    assert not cleaner.clean_text(text).dek


@pytest.mark.parametrize(
    "statement",
    [
        "I threw away nine letters today. Who reads them?",
        "رميت تسع رسائل اليوم. من يقرأها؟",
        "手紙を捨てた。誰が読むのか？",
    ],
)
def test_a_statement_with_a_question_is_no_standfirst(statement: str) -> None:
    article = cleaner.clean_text(f"Give me back my letterbox\n\n{statement}\n\n{'The river rose all night. ' * 9}")
    assert article.title == "Give me back my letterbox"
    assert article.text.startswith(statement)


def test_a_title_asks_in_any_script() -> None:
    assert cleaner.clean_text(f"من يقرأ شروط الاستخدام؟\n\n{'ارتفع النهر طوال الليل في البلدة. ' * 9}").title


@pytest.mark.parametrize(
    "speech",
    [
        "‘They give you a slip of paper. Follow us on Facebook. Then the door is shut,’ says the landlady.",
        "On the door stood ‹Follow us on Facebook for more news›, and it was locked.",
        "She reads «Follow us on Facebook for more news.» and shuts the door.",
        "»Follow us on Facebook for more news«, it says on the door.",
        "「Follow us on Facebook for more news」と彼は言った。",
    ],
)
def test_what_is_said_between_quotation_marks_stays(speech: str) -> None:
    frame = (
        "It rained all night, and the river rose above the old stone.\n\n{}\n\nThe mayor said the bridge stays shut."
    )
    assert speech in cleaner.clean_text(frame.format(speech), language="en").text


@pytest.mark.parametrize(
    "prompt", ["« Follow us on Facebook »", "Don’t miss a story: follow us on Facebook. The readers’ page."]
)
def test_marks_that_are_arrows_or_apostrophes_say_nothing(prompt: str) -> None:
    frame = (
        "It rained all night, and the river rose above the old stone.\n\n{}\n\nThe mayor said the bridge stays shut."
    )
    assert "Facebook" not in cleaner.clean_text(frame.format(prompt), language="en").text


def test_speech_glued_to_a_prompt_stays() -> None:
    text = "Sign up for our newsletter “The dam will hold until the spring.” The mayor was sure of it that night."
    assert "“The dam will hold until the spring.”" in cleaner.clean_text(text).text


MARKED = (
    "# Rain in Orr\n\nIt rained **all night** above the stone.\n\n{}\n\n- one thing\n- two things\n\nThen it stopped."
)


@pytest.mark.parametrize("escaped", [r"It was \*not\* so.", r"She called \_\_init\_\_ twice."])
def test_escaped_marks_are_no_emphasis(escaped: str) -> None:
    assert escaped in cleaner.clean_text(MARKED.format(escaped)).text


@pytest.mark.parametrize("rule", ["* * *", "- - -", "***"])
def test_a_rule_is_no_item(rule: str) -> None:
    assert cleaner.clean_text(MARKED.format(rule)).blocks[2].kind.value == "rule"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("10. September 2020, 17:37 Uhr", Kind.PARAGRAPH),
        ("3. toukokuuta 2024", Kind.PARAGRAPH),
        ("1. Euro 2016 in Frankreich", Kind.LIST_ITEM),
        ("10. Septembermärkte besuchen", Kind.LIST_ITEM),
    ],
)
def test_a_day_of_a_month_is_no_item_of_a_list(line: str, kind: Kind) -> None:
    assert plain.parse(f"Der Rat traf sich am Dienstag.\n\n{line}\n\nDie Brücke ist zu.").blocks[1].kind is kind
