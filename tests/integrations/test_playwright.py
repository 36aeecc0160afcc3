"""Playwright: a real headless Chromium, and a page whose text arrives by script."""

from __future__ import annotations

import os
import shutil

import pytest
import recipes

import cleaner

pytestmark = pytest.mark.filterwarnings("default", "error:::cleaner")

PARAGRAPHS = (
    "The ferry will call at the north pier again from Monday, the harbour office said, after one winter.",
    "Divers spent nine weeks on the piles, two of which had been eaten through below the waterline.",
    "The first boat leaves at twenty past six, and the last one comes back “when the skipper is hungry”, he said.",
)
SCRIPTED = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>…</title>
<style>.later {{ display: none }}</style></head>
<body><div id="app"></div><script>
setTimeout(() => {{
  document.title = "Ferry returns to the north pier"
  const told = {paragraphs}.map(text => `<p>${{text}}</p>`)
  told.splice(1, 0, "<p>Advertisement</p>", '<p class="later">The tide table, which nobody is shown, is here.</p>')
  document.getElementById("app").innerHTML = `<article><h1>${{document.title}}</h1>${{told.join("")}}</article>`
}}, 50)
</script></body></html>"""


@pytest.fixture
def folder(host, tmp_path):
    host("playwright.sync_api")
    if not shutil.which("chromium"):
        missing = pytest.fail if os.environ.get("CLEANER_HOSTS") == "required" else pytest.skip
        missing("chromium is not installed")
    (tmp_path / "scripted.html").write_text(SCRIPTED.format(paragraphs=[*PARAGRAPHS]), "utf-8")
    return tmp_path


def test_recipe_runs(folder):
    scope = recipes.run("playwright.md", folder)
    article = scope["article"]
    assert all(paragraph in article.text for paragraph in PARAGRAPHS)
    assert "Advertisement" in [removal.text for removal in article.removed]
    assert article.url.startswith("file://")
    assert "which nobody is shown" in article.text  # Chromium does not say so in its markup


def test_what_a_style_sheet_hides_can_be_marked(folder):
    from playwright.sync_api import sync_playwright

    text = (recipes.FOLDER / "playwright.md").read_text("utf-8")
    script = text.split('page.evaluate("')[1].split('")`')[0]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page()
        page.goto((folder / "scripted.html").as_uri())
        page.wait_for_selector("article p")
        page.evaluate(script)
        article = cleaner.clean_html(page.content())
        browser.close()
    assert article.text.split("\n\n") == [*PARAGRAPHS]
    [hidden] = [removal for removal in article.removed if "which nobody is shown" in removal.text]
    assert hidden.category == "hidden"
