"""Every recipe page runs as it is written, and the table of hosts tells the truth."""

from __future__ import annotations

import before_and_after
import pytest
import recipes

import cleaner

pytestmark = pytest.mark.filterwarnings("default", "error:::cleaner")  # hosts may warn of what they like

ROWS = {row.page: row for row in recipes.rows()}
RUN_ELSEWHERE = {"scrapy.md": "test_scrapy", "pytest.md": "test_pytest", "playwright.md": "test_playwright"}


@pytest.fixture(autouse=True)
def _quiet(monkeypatch):
    for name, value in recipes.QUIET.items():
        monkeypatch.setenv(name, value)


def test_every_page_is_linked():
    index = (recipes.FOLDER / "README.md").read_text("utf-8")
    assert ROWS
    assert [path.name for path in recipes.FOLDER.glob("*.md") if f"({path.name})" not in index] == ["README.md"]


@pytest.mark.parametrize("page", ROWS)
def test_page_is_a_screen_and_the_table_counts_its_lines(page):
    assert len((recipes.FOLDER / page).read_text("utf-8").splitlines()) <= 50
    assert recipes.added_lines(page) == ROWS[page].lines


@pytest.mark.parametrize("page", [page for page in ROWS if page not in RUN_ELSEWHERE])
def test_recipe_runs(page, host, tmp_path):
    for name in recipes.hosts(page):
        host(name)
    scope = recipes.run(page, tmp_path)
    if "article" in scope:
        paragraphs = cleaner.clean_html(recipes.STORY.read_bytes()).text.split("\n\n")
        assert set(paragraphs) <= set(scope["article"].text.splitlines())


@pytest.mark.parametrize("page", before_and_after.PAGES)
def test_cleaning_takes_noise_and_no_paragraph(page, host):
    for name in recipes.hosts(page):
        host(name)
    found = before_and_after.measure(page)
    assert found["alone"].noise > found["cleaned"].noise
    assert found["alone"].article <= found["cleaned"].article
    assert found["page"] == before_and_after.Count(before_and_after.expected().article, frozenset())
