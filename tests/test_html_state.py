"""Articles that only the page's data hold."""

from __future__ import annotations

import json

import pytest

import cleaner
from cleaner.html import state

LINES = [
    f"{who} walked down to the harbour before dawn, and {what} was all that anybody heard of it."
    for who, what in [
        ("Ada", "a gull"), ("Jonas", "the rain"), ("Old Mira", "a bell"), ("The pilot", "an engine"), ("Bo", "a door"),
        ("The twins", "a whistle"), ("Nobody else", "the tide"),
    ]
]  # fmt: skip
TEASERS = [
    {"title": f"Story {n}", "url": f"/{n}", "text": "A teaser that stands in a list of others. " * 6} for n in range(9)
]
HTML = "".join(f"<p>{line}</p>" for line in LINES)


def page(*scripts: str, body: str = "<div id=app>Loading …</div>") -> str:
    told = "".join(f"<script>{script}</script>" for script in scripts)
    return f"<html lang=en><head><title>The harbour at dawn</title></head><body>{body}{told}</body></html>"


def named(**data: object) -> str:
    return "window.__STATE__ = " + json.dumps({"page": {"related": TEASERS, "news": TEASERS, "article": data}}) + ";"


SHAPES = {
    "markup": named(html=HTML),
    "escaped markup": named(html=HTML.replace("<", "&lt;")),
    "text": named(articleBody="\n".join(LINES)),
    "list of strings": named(paragraphs=LINES),
    "blocks with data": named(blocks=[{"type": "paragraph", "data": {"text": line}} for line in LINES]),
    "elements": named(content_elements=[{"type": "text", "content": line} for line in LINES]),
    "spans": named(
        body=[{"_type": "block", "children": [{"text": line[:20]}, {"text": line[20:]}]} for line in LINES]
    ),
    "rich text": named(
        document={
            "nodeType": "document",
            "content": [
                {"nodeType": "paragraph", "content": [
                    {"nodeType": "text", "value": line[:9]},
                    {"nodeType": "hyperlink", "data": {}, "content": [{"nodeType": "text", "value": line[9:20]}]},
                    {"nodeType": "text", "value": line[20:]},
                ]}
                for line in LINES
            ],
        }
    ),
    "nested blocks": named(
        blocks=[
            {"type": "text", "model": {"blocks": [{"type": "paragraph", "model": {"text": line}} for line in part]}}
            for part in (LINES[:3], LINES[3:])
        ]
    ),
    "string in a call": f"window.state = JSON.parse({json.dumps(named(html=HTML)[19:-1])});",
    "streamed row": f"self.__next_f.push({json.dumps([1, '1a:T3ff,' + HTML])})",
    "streamed data": f"self.__next_f.push({json.dumps([1, '5:' + json.dumps(['$', {'story': HTML}])])})",
    "function": f"window.x=(function(a,b){{return {{state:{{body:{json.dumps(HTML)},id:a}}}}}}(1,2))",
}  # fmt: skip


@pytest.mark.parametrize("script", SHAPES.values(), ids=SHAPES.keys())
def test_every_shape_of_data(script: str) -> None:
    article = cleaner.clean_html(page("var a = {b: 1};", script))
    assert [block.text for block in article.blocks if block.text] == LINES
    assert "Loading …" in [removal.text for removal in article.removed]


def test_the_flat_data_of_a_page_gives_its_body_alone() -> None:
    body = "".join(
        f"<p>{text} {number}</p>" for number, text in enumerate(["The river rose all night above the stone."] * 20)
    )
    data = json.dumps([["ShallowReactive", 1], "Ann Wells", "dark", body, "Rain in Orr"])
    assert state.article(f"<script>{data}</script>") == body


def test_json_ld_alone() -> None:
    markup = page().replace("<script>", "")
    data = {"@type": "NewsArticle", "headline": "The harbour at dawn", "articleBody": "\n\n".join(LINES)}
    told = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    assert cleaner.clean_html(markup.replace("</head>", f"{told}</head>")).text == "\n\n".join(LINES)


def test_headings_lists_and_quotes_keep_their_kind() -> None:
    blocks = [
        {"_type": "block", "style": "normal", "children": [{"text": LINES[0]}]},
        {"_type": "block", "style": "h2", "children": [{"text": "At noon"}]},
        *({"type": "paragraph", "text": line} for line in LINES[1:]),
        {"type": "blockquote", "text": "We heard nothing, and we asked nothing."},
    ]
    article = cleaner.clean_html(page(named(body=blocks)))
    assert "## At noon" in article.to_markdown()
    assert "> We heard nothing" in article.to_markdown()


@pytest.mark.parametrize(
    "script",
    [
        named(items=TEASERS),
        "window.__STATE__ = " + json.dumps({"cookieText": HTML, "footer": {"html": HTML}, "translations": [*LINES]}),
        named(values=["stylesheet:15ce32ad:PROFILE_BRANDS_ARE_DISABLED_BY_DEFAULT"] * 40),
        named(labels=["Sign in", "Next", "Back"] * 200),
        "var text = 'It is no data at all.'; " * 100,
    ],
)
def test_what_is_no_article(script: str) -> None:
    assert state.article(page(script)) == ""


def test_a_page_with_text_is_left_alone() -> None:
    shown = "".join(f"<p>{line.replace('dawn', 'noon')}</p>" for line in LINES)
    article = cleaner.clean_html(page(named(html=HTML), body=f"<h1>The harbour at noon</h1>{shown}"))
    assert "dawn" not in article.text
    assert "noon" in article.text


@pytest.mark.parametrize(
    "script",
    [
        "x = " + "[" * 100_000,
        "x = " + '{"a":' * 100_000,
        "x = " + '[{"content":' * 400 + "1" + "}]" * 400,
        "x = (" * 50_000,
        'x = "' + '\\"' * 100_000,
        'x = "' * 50_000,
        "x = [" + "9" * 100_000 + "]",
        "x = " + json.dumps([[[["p" * 50] * 10] * 10] * 10] * 10),
        "<script " * 20_000,
    ],
    ids=["lists", "objects", "mixed", "calls", "quotes", "strings", "number", "wide", "tags"],
)
def test_hostile_data_ends(script: str) -> None:
    assert isinstance(state.article(page(script)), str)
