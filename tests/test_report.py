"""The report: nothing is lost in it, nothing in it is active, and it is the same page every time."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise

import html5lib
import pytest

import cleaner
from cleaner import cli, report
from cleaner.report import figures

STORY = """River towns brace for a second flood

The river rose twelve centimetres overnight, officials said.

JUST IN: Bridge reopens after storm

Crews worked until dawn, and the sandbags held. Also read: Dam at capacity. More rain is due on Friday.

We may earn a commission if you buy through links in this article.
"""
HOSTILE = (
    "<script>document.title='hit'</script>",
    '"><img src=x onerror="document.title=\'hit\'">',
    "</style></script><svg onload=\"document.title='hit'\">",
    "javascript:document.title='hit'",
    "{{constructor.constructor('hit')()}} ${document.title='hit'} <!-- ]]>",
)


def tree(page: str):
    return html5lib.parse(page, namespaceHTMLElements=False)


def text_of(page: str, path: str) -> list[str]:
    return ["".join(found.itertext()) for found in tree(page).findall(path)]


def test_every_word_of_the_document_is_on_the_page() -> None:
    article = cleaner.clean_text(STORY)
    shown = " ".join(" ".join(text_of(report.to_page([("story", article)]), ".//article")).split())
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", STORY.strip()):
        assert sentence in shown


def test_what_went_is_struck_through_and_what_is_doubtful_is_marked() -> None:
    page = report.to_page([("story", cleaner.clean_text(STORY))])
    assert text_of(page, ".//del") == ["JUST IN: Bridge reopens after storm", "Also read: Dam at capacity."]
    assert text_of(page, ".//mark") == ["We may earn a commission if you buy through links in this article."]


def test_an_image_that_went_is_named_where_it_is_struck_through() -> None:
    pages = "".join(f"<p>The river rose {i} centimetres overnight, officials of both towns said.</p>" for i in range(9))
    noise = "<div class=related><img src='https://a.test/x.png' alt='A map'><a href=/>More</a></div>"
    root = tree(report.to_page([("page", cleaner.clean_html(f"<article>{pages}{noise}</article>"))]))
    assert "Image: A map" in ["".join(found.itertext()) for found in root.iter("del")]


def test_every_reason_is_told_where_its_text_says_so() -> None:
    article = cleaner.clean_text(STORY)
    root = tree(report.to_page([("story", article)]))
    reasons = {found.get("id"): "".join(found.itertext()) for found in root.iter("span") if found.get("id")}
    struck = [found for tag in ("del", "mark") for found in root.iter(tag)]
    assert len(struck) == len(reasons) == len(article.decisions)
    for found, decision in zip(struck, article.decisions, strict=True):
        told = reasons[found.get("aria-describedby")]
        assert f"score {decision.score:.1f}" in told
        assert all(one.name in told and one.note in told for one in decision.evidence)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    plain = cleaner.clean_text(f"{text}\n\n{text} said the river.\n\nJUST IN: {text}", url=text, language="en")
    page = f"""<html lang='x" onload="hit'><title>{text}</title><article><h1>{text}</h1><p>It rained all night,
    and the river rose by noon. <a href="{text}">{text}</a></p><img src='{text}' alt='{text}'>
    <p>ALSO READ: {text}</p></article>"""
    written = report.to_page([(text, plain), ("page", cleaner.clean_html(page))])
    root = tree(written)
    assert len(list(root.iter("script"))) == len(list(root.iter("style"))) == 1
    assert not [found.tag for found in root.iter() if found.tag in {"img", "iframe", "object", "link", "base"}]
    for found in root.iter():
        assert not [name for name in found.attrib if name.startswith("on") or name in {"style", "src"}]
        assert found.get("href", "#").startswith("#")


def test_the_policy_allows_the_page_s_own_style_and_script_alone() -> None:
    root = tree(report.to_page([("story", cleaner.clean_text(STORY))]))
    policy = next(found.get("content") for found in root.iter("meta") if found.get("http-equiv"))
    for tag in ("style", "script"):
        content = next(root.iter(tag)).text or ""
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")


def test_articles_with_most_doubt_come_first() -> None:
    calm = cleaner.clean_text("It rained all night, and the river rose.")
    doubts = cleaner.clean_text(STORY)
    assert figures.doubt(doubts) > figures.doubt(calm)
    page = report.to_page([("calm.txt", calm), ("doubts.txt", doubts)])
    assert text_of(page, ".//nav//a/span[@class='name']") == ["River towns brace for a second flood", "calm.txt"]


def test_the_bars_are_in_order_and_add_up() -> None:
    article = cleaner.clean_text(STORY)
    found = figures.tallies([article, article])
    assert all(one.words >= other.words for one, other in pairwise(found))
    assert sum(tally.places for tally in found) == 2 * len(article.removed)


def test_the_command_writes_a_page_and_says_what_failed(capsys, tmp_path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    out = tmp_path / "report.html"
    assert cli.main(["report", str(tmp_path / "story.txt"), "-o", str(out)]) == 0
    assert cli.main(["report", str(tmp_path / "story.txt"), str(tmp_path / "none.txt")]) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith("<!DOCTYPE html>")
    assert printed.out == out.read_text(encoding="utf-8")
    assert printed.err == f"article-cleaner: {tmp_path / 'none.txt'}: No such file or directory\n"


def test_nothing_is_written_where_every_input_fails(capsys, tmp_path) -> None:
    assert cli.main(["report", str(tmp_path / "none.txt"), "-o", str(tmp_path / "out.html")]) == 1
    assert not (tmp_path / "out.html").exists()


def test_a_file_s_name_may_hold_half_a_character() -> None:
    page = report.to_page([("caf\udce9.txt", cleaner.clean_text("Advertisement"))])
    assert page.encode("utf-8")
