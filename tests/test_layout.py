"""What a block looks like adds to what the content model makes of its place."""

from __future__ import annotations

import pytest

from cleaner import layout
from cleaner.model import Block, Category, Document, Kind, Link

ADDRESS = "https://example-times.test/x"


def names(block: Block, *others: Block, score: float = 1.6) -> set[str]:
    """Tell which evidence besides the model's is found for a block of a page that has others, too."""
    blocks = [block, *(other._replace(index=i) for i, other in enumerate(others, 1))]
    scores, suspected = (score, *(0.0 for _ in others)), (Category.NAVIGATION,) * len(blocks)
    document = Document(blocks=tuple(blocks), form="html", scores=scores, suspected=suspected)
    return {found.name.removeprefix("layout.") for found in layout.find(document)} - {"content-model"}


def linked(text: str, end: int | None = None, *, kind: Kind = Kind.PARAGRAPH) -> Block:
    length = len(text) if end is None else end
    return Block(index=0, text=text, kind=kind, links=(Link(0, length, ADDRESS),))


@pytest.mark.parametrize(
    ("block", "found"),
    [
        (linked("Try the tide table for free!"), {"one-link"}),
        (linked("Try the tide table for free, and read it.", 22), set()),
        (linked("Try the tide table for free!", kind=Kind.LIST_ITEM), set()),
        (linked(ADDRESS), {"bare-url"}),
    ],
)
def test_a_line_that_is_a_link(block: Block, found: set[str]):
    assert names(block) == found


def test_a_line_that_is_a_link_where_the_article_stands():
    assert names(linked("Try the tide table for free!"), score=0.0) == set()


@pytest.mark.parametrize(
    ("target", "joins"),
    [
        ("https://whatsapp.com/channel/9x", True),
        ("https://harbour.test/account/newsletters/", True),
        ("/login?next=x", True),
        ("https://harbour.test/newsletters/2026/sheep-of-the-week", False),
        ("https://open.spotify.com/track/9x", False),
    ],
)
def test_a_line_that_leads_to_where_readers_join(target: str, *, joins: bool):
    block = Block(index=0, text="Follow the tide with us", links=(Link(0, 23, target),))
    assert ("joins" in names(block)) is joins


def test_a_number_out_of_a_number_is_a_mark_where_it_is_the_only_one():
    mark = Block(index=0, text="9/10")
    assert names(mark) == set()
    assert names(mark, Block(index=0, text="2/10")) == {"counter"}
