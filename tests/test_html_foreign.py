"""What is handed in as a page by mistake gives an empty article whose trail says what it is and what to do."""

from __future__ import annotations

import gzip

import pytest

import cleaner

MAIL = "From: desk@example.test\nSubject: Weir\nDate: Mon, 1 Jul 2024 10:00:00 +0000\n\nThe weir held.\n"
ARCHIVE = (
    'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n\r\n<p>Weir\r\n'
)
FOREIGN = {
    '{"title": "The weir held"}': "JSON",
    '[{"title": "The weir held"}, NaN]': "JSON",
    '{"a": 1}\n{"a": 2}\n{"a": 3}\n': "JSON",
    '<?xml version="1.0"?><!-- x --><rss version="2.0"><item><title>Weir</title></item></rss>': "news feed",
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>': "news feed",
    "<urlset><url><loc>https://example.test/</loc></url></urlset>": "sitemap",
    "WARC/1.0\r\nWARC-Type: response\r\n\r\n": "WARC",
    MAIL: "mail",
    ARCHIVE: "MHTML",
    ".weir { color: red }\np > a { margin: 0; padding: 0 }\n": "style sheet",
    "var weir = 1;\nfunction open() {\n  return weir;\n}\n": "script",
    "@media (max-width: 9em) {\n  .weir { color: red }\n}\n/* x */ p, a:hover { margin: 0 }": "style sheet ",
    ";(function ($) { $.fn.weir = function () { return this; }; })(jQuery);": "script ",
    "$(document).ready(function(){\n  $('.weir').hide();\n});": "script  ",
    "define(['a', 'b'], function (a, b) {\n  return a(b);\n});": "script   ",
    'show({"title": "The weir held"});': "script    ",
    "if (typeof window !== 'undefined') { window.weir = 1; }": "script     ",
    """)]}'\n{"title": "The weir held"}""": "JSON ",
    'id,title,body\n1,"Weir held","It rained, they said"\n2,"Ferry cut","No boat, no fish"\n3,Rain,"Wet, wet"': "CSV ",
    '<?xml version="1.0"?><svg xmlns="x"><text>Weir</text></svg>': "drawing",
    "WEBVTT\n\n00:01.000 --> 00:02.000\nThe weir held.\n": "subtitles",
    "From desk@example.test Mon Jul  1 10:00:00 2024\n" + MAIL: "mail ",
    "data:text/html;base64,PHA+": "data address",
    "town,rain,gauge\nOrr,12,3\nTolm,9,1\nBrennel,4,0\n": "CSV",
}
OWN = [
    "<p>The weir held all night.</p>",
    "{The weir held all night.}",
    "[Update] The weir held all night, and the river fell by noon.",
    "From: the bridge, Orr looks small. It is not; it has two mills.",
    "Orr, Tolm, Brennel\nOrr, Tolm, Rain\nOrr, Mill, Bank\nOrr, Sea, Hill",
    "$(12) was paid; the weir (it held) cost more.\nIf (and only if) it rains; then the weir opens.",
    "From noon the weir was open; from one it was shut.\nNobody was hurt: it rained.",
    "Let us go then; the weir (it held) was open.\nImport duties rose; nobody cheered.",
    "<article><p>Set it as p { color: red } and the weir turns red.</p></article>",
]


@pytest.mark.parametrize(("source", "told"), FOREIGN.items(), ids=FOREIGN.values())
def test_an_empty_article_whose_trail_says_what_it_is(source: str, told: str) -> None:
    article = cleaner.clean_html(source.encode())
    (removal,) = article.removed
    assert (article.text, removal.category) == ("", "hidden")
    assert told.strip() in removal.evidence[0].note
    assert "".join(removal.text.split()) == "".join(source.split())


@pytest.mark.parametrize("source", OWN)
def test_a_page_and_a_text_are_none_of_these(source: str) -> None:
    assert "weir" in cleaner.clean_html(source).text or "Orr" in cleaner.clean_html(source).text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\x1f\x8b\x08\0", "decompress"), (b"%PDF-1.7", "clean_text"), (b"\x89PNG\r\n", "image"), (b"GIF89a", "image"),
        (b"PK\x03\x04", "extract"), (b"{\\rtf1 x", "RTF"), (b"%!PS-Adobe-3.0", "PostScript"),
        (b"\0\0\0\x20ftypavif", "video"),
        (b"7z\xbc\xaf\x27\x1c", "extract"), (b"Rar!\x1a\x07", "extract"), (b"\xd0\xcf\x11\xe0", "office"),
        (b"SQLite format 3\0", "database"), (b"wOF2\0\1", "font"), (b"II*\0", "image"), (b"PAR1\x15", "Parquet"),
        (b"x" * 257 + b"ustar\x0000", "tar"), (b"\xff\xd8\xff\xe0", "image"), (bytes(range(256)) * 9, "binary"),
    ],
)  # fmt: skip
def test_bytes_that_hold_no_text_are_an_error_that_says_what_they_are(data: bytes, told: str) -> None:
    with pytest.raises(cleaner.InputError, match=told):
        cleaner.clean_html(data)


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bytes_of_every_kind_are_refused_if_they_hold_no_text(kind: type) -> None:
    with pytest.raises(cleaner.InputError, match="this is gzip data"):
        cleaner.clean_html(kind(gzip.compress(b"<p>It rained.</p>")))
    assert cleaner.clean_html(kind(b"<p>It rained all night.</p>")).text == "It rained all night."
