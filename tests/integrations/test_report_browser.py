"""The report in a real browser: its toggles, its keys, and that hostile text does nothing there."""

from __future__ import annotations

import os
import shutil

import pytest

import cleaner
from cleaner import report
from test_report import HOSTILE, STORY

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
OTHER = "Ferry cut for winter\n\nThe ferry will not sail until spring, its owner said on Monday.\n\nAdvertisement"


@pytest.fixture(scope="module")
def chromium(host):
    playwright = host("playwright.sync_api")
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if not path and os.environ.get("CLEANER_HOSTS") != "required":
        pytest.skip("no Chromium")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def show(chromium, tmp_path):
    """Open a report; at the end nothing may have been said on the console, and nothing fetched but the page."""
    said, fetched = [], []
    pages = []

    def opened(*texts: str, width: int = 1400):
        path = tmp_path / "report.html"
        path.write_text(report.to_page((f"{i}.txt", cleaner.clean_text(text)) for i, text in enumerate(texts)), "utf-8")
        page = chromium.new_page(viewport={"width": width, "height": 900})
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: fetched.append(request.url))
        page.goto(path.as_uri())
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.close()
    assert said == []
    assert len(fetched) == len(pages)


def test_a_category_is_hidden_and_shown(show):
    page = show(STORY)
    noise, box = page.locator("del").first, page.get_by_role("checkbox", name="cross-promotion")
    assert noise.is_visible()
    box.uncheck()
    assert not noise.is_visible()
    assert not page.locator("del").nth(1).is_visible()
    assert page.get_by_text("Crews worked until dawn").is_visible()
    box.check()
    assert noise.is_visible()


def test_a_row_of_one_category_is_labelled_once(show):
    page = show(
        "Ferry cut for winter\n\nIt rained all night.\n\nShare\n\nTweet\n\nPrint\n\nAdvertisement\n\nIt snowed."
    )
    shown = [label.inner_text().split()[0] for label in page.locator(".whole > .label:visible").all()]
    assert page.locator("del").count() == 4
    assert shown == ["share", "advert"]


def test_the_clean_view_shows_the_article_alone(show):
    page = show(STORY)
    page.get_by_role("checkbox", name="Clean view").check()
    assert page.locator("article .block:visible").all_inner_texts()[:2] == [
        "The river rose twelve centimetres overnight, officials said.",
        "Crews worked until dawn, and the sandbags held. More rain is due on Friday.",
    ]
    assert page.get_by_text("We may earn a commission").is_visible()


def test_a_reason_is_shown_on_hover_and_on_focus_and_escape_puts_it_away(show):
    page = show(STORY)
    reason = page.locator(".why").first
    assert not reason.is_visible()
    page.locator("del").first.hover()
    assert reason.is_visible()
    page.mouse.move(0, 0)
    assert not reason.is_visible()
    page.locator("del").first.focus()
    assert reason.is_visible()
    page.keyboard.press("Escape")
    assert not reason.is_visible()
    page.locator("del").nth(1).hover()
    assert page.locator(".why").nth(1).is_visible()


def test_all_is_reached_with_the_tab_key(show):
    page = show(STORY, OTHER)
    reached = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.activeElement.tagName + ' ' + document.activeElement.innerText.slice(0, 9)")
        )
    assert {"DEL JUST IN: ", "INPUT ", "MARK We may ea"} <= reached
    assert any(one.startswith("A Ferry cut") for one in reached)


def test_of_many_articles_one_is_shown_and_the_list_says_which(show):
    page = show(STORY, OTHER)
    first, second = page.locator("nav a").all()
    assert page.locator("article:visible h2").all_inner_texts() == ["River towns brace for a second flood"]
    assert first.get_attribute("aria-current") == "true"
    second.click()
    assert page.locator("article:visible h2").all_inner_texts() == ["Ferry cut for winter"]
    assert (first.get_attribute("aria-current"), second.get_attribute("aria-current")) == (None, "true")


@pytest.mark.parametrize("width", [360, 800, 1100, 1600])
def test_nothing_is_wider_than_the_window(show, width):
    page = show(STORY, OTHER + "\n\n" + "unbroken" * 60, width=width)
    page.locator("nav a").nth(1).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_text_does_nothing(show):
    page = show(*(f"{text}\n\n{text} said the river.\n\nJUST IN: {text}" for text in HOSTILE))
    for entry in page.locator("nav a").all():
        entry.click()
    assert page.title() == f"{len(HOSTILE)} articles – cleaned"
    assert page.locator("main script, main img, main svg[onload], [onerror]").count() == 0


def test_a_script_that_got_in_would_not_run(chromium, tmp_path):
    path = tmp_path / "report.html"
    written = report.to_page([("story", cleaner.clean_text(STORY))])
    path.write_text(written.replace("</main>", "<script>document.title='hit'</script></main>"), "utf-8")
    page = chromium.new_page()
    page.goto(path.as_uri())
    assert page.title() != "hit"
    page.close()


def test_print_has_the_reasons_and_leaves_the_switches_out(show):
    page = show(STORY, OTHER)
    page.emulate_media(media="print")
    assert page.locator(".why").first.is_visible()
    assert not page.get_by_text("Clean view").is_visible()
    assert page.locator("article:visible").count() == 2
