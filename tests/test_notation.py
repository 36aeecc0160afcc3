"""The notation of fixtures and of ``explain``: what is written reads back the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner.decide import Settings, decide
from cleaner.model import Block, CaseError, Category, Decision, Document, Evidence, Kind, Span
from cleaner.render.notation import Line, Part, lines_of, read, sum_of, write

TEXT = st.text(
    st.sampled_from("ab #-+>?!()[]{}:\\\n\t\r.é川\u2028") | st.characters(exclude_categories=["Cs"]),
    min_size=1,
    max_size=30,
).map(str.strip)
NOISE = st.builds(
    Part, text=TEXT.filter(bool), verdict=st.sampled_from(["removed", "doubtful"]), category=st.sampled_from(Category)
)
KEPT = st.builds(Part, text=TEXT.filter(bool))
PARTS = st.one_of(
    KEPT.map(lambda part: (part,)),
    NOISE.map(lambda part: (part,)),
    st.tuples(KEPT, NOISE),
    st.tuples(NOISE, KEPT, NOISE),
)
SHAPES = st.sampled_from(
    [(kind, 0, False) for kind in Kind if kind not in {Kind.HEADING, Kind.LIST_ITEM}]
    + [(Kind.HEADING, level, False) for level in range(1, 7)]
    + [(Kind.LIST_ITEM, level, ordered) for level in (1, 2, 3) for ordered in (True, False)]
)


@given(parts=PARTS, shape=SHAPES, role=st.sampled_from(["", "byline", "pull-quote", "correction"]))
def test_what_is_written_reads_back(parts, shape, role):
    line = Line(parts=parts, kind=shape[0], level=shape[1], ordered=shape[2], role=role)
    written = write(line)
    assert "\n" not in written
    assert read([written]) == [line]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"  \- a dash", "- a dash"),
        (r"  \# 7 of 9", "# 7 of 9"),
        (r"  \{advert} is a word", "{advert} is a word"),
        (r"  \(byline) is a word", "(byline) is a word"),
        ("  (AP) is an agency", "(AP) is an agency"),
        (r"  a \[-b: c-] d", "a [-b: c-] d"),
        (r"  one\ntwo\tthree \\ four", "one\ntwo\tthree \\ four"),
        ("  -a hyphen", "-a hyphen"),
        ("  “Read more,” she said.", "“Read more,” she said."),
    ],
)
def test_literal_text(written, text):
    (line,) = read([written])
    assert line == Line(parts=(Part(text=text),))
    assert read([write(line)]) == [line]


@pytest.mark.parametrize(
    "written", ["It rained.", " It rained.", "- It rained.", "x  It rained.", "  {advert} It rained."]
)
def test_a_line_without_its_gutter_or_category_is_refused(written):
    with pytest.raises(CaseError, match="line 7"):
        read([written], first=7)


def test_a_table_stays_on_one_line():
    line = Line(parts=(Part(text="Town\tWon\nChandlers\t3"),), kind=Kind.TABLE)
    assert write(line) == r"  <table> Town\tWon\nChandlers\t3"


PAGE = """River towns brace for a second flood

By Ann Wells

The river rose twelve centimetres overnight, officials said.

JUST IN: Bridge reopens after storm

Crews worked until dawn, and the sandbags held on both banks.
"""


def test_explain_shows_the_whole_document():
    article = cleaner.clean_text(PAGE)
    assert article.explain().split("\n") == [
        "  # River towns brace for a second flood",
        "  (byline) By Ann Wells",
        "  The river rose twelve centimetres overnight, officials said.",
        "x {cross-promotion} JUST IN: Bridge reopens after storm",
        "  Crews worked until dawn, and the sandbags held on both banks.",
        "",
    ]


@given(st.lists(st.sampled_from(PAGE.split("\n\n")), max_size=8))
def test_explain_holds_every_word_of_the_document(paragraphs):
    article = cleaner.clean_text("\n\n".join(paragraphs))
    said = " ".join(part.text for line in read(article.explain().split("\n")) for part in line.parts)
    assert re.findall(r"\w+", said) == re.findall(r"\w+", " ".join(block.text for block in article.document.blocks))
    assert len(lines_of(article)) == len(article.document.blocks)


def test_overlapping_spans_that_went_as_one_have_a_sum_each():
    whole, first = Span(block=0, start=0, end=20), Span(block=0, start=0, end=9)
    evidence = tuple(
        Evidence(span=span, name=name, category=Category.ADVERT, strength=strength)
        for span, name, strength in [(first, "b", 2.1), (whole, "a", 3.0), (whole, "c", -0.5), (first, "d", -1.0)]
    )
    decision = Decision(span=whole, verdict="removed", category=Category.ADVERT, score=1.5, evidence=evidence)
    assert sum_of(decision) == "1.5 = 3.0 a - 0.5 c - 1.0 d; 0.6 = 2.1 b - 0.5 c - 1.0 d"
    (decided,) = decide(Document(blocks=(Block(index=0, text="x" * 20),), form="text"), evidence, Settings())
    assert sum_of(decided) == "1.5 = 3.0 a - 0.5 c - 1.0 d"
