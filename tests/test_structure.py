"""The structure of the HTML fixtures: what kinds of blocks are kept, and that Markdown says the same words."""

from __future__ import annotations

import pytest

import structure
from cleaner.render import to_html, to_markdown
from rendering import words_of_html, words_of_markdown

ARTICLES = structure.articles()


def test_kinds_of_blocks_are_as_the_table_says() -> None:
    assert structure.TABLE.read_text(encoding="utf-8") == structure.table(ARTICLES)


@pytest.mark.parametrize("name", ARTICLES)
def test_markdown_and_html_rendered_back_have_the_words_of_the_article(name: str) -> None:
    article = ARTICLES[name]
    body = (block.text for block in article.blocks if block.role not in {"title", "byline"})  # these are fields
    told = " ".join([article.title, *body]).split()
    assert words_of_markdown(to_markdown(article)) == told
    assert words_of_html(to_html(article)) == told
