"""The invariants of the design, over plain text that Hypothesis puts together."""

from __future__ import annotations

import gc
import json
import pickle
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import cleaner
from cleaner import decide, layout, packs, plain, repetition, rules, structure
from cleaner.model import Category, Decision, Document, Span
from cleaner.text import sentences

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

PROSE = (
    "The weir above the lower town held through the night, and by seven the wardens had opened two gates.",
    "“We heard the water before we saw it,” said Ilse Brandvold, who keeps the mill shop.",
    "Engineers who walked the bank on Friday found the wall sound. Some stones were missing near the mill.",
    "He said the council would meet again on Tuesday to vote on the repairs, which may cost 40,000 crowns.",
    "Farmers had moved their sheep to the upper meadow, and most shops on the quay had sandbags at their doors.",
)
NOISE = (
    "READ MORE: Ferry service cut for winter", "JUST IN: Bridge reopens after storm", "Advertisement",
    "Story continues below",
    "Sign up for our newsletter", "Share this article", "Subscribe now for full access", "Follow us on Facebook",
    "Also read:",
    "Mayor breaks silence over weir [INSIGHT]", "Source: Read Full Article", "Photo: Getty Images",
    "Copyright 2024. All rights reserved.",
    "We use your sign-up to send what you asked for.", "Comments", "Click here to download our app",
    "Related articles", "DON'T MISS", "You might also like", "This article contains affiliate links.",
)  # fmt: skip
SHAPES = (
    "Weir holds through the night", "By Ann Writer", "- boots", "1. rope", "> she said", "## What happens next",
    "---", "* * *", "#", "a\tb\nc\td",
    "[map](https://example.test/map)", "**Bold words**", "https://example.test/a", "x", "WEIR HOLDS",
    "Q. Will it hold?", "12:40 Rain again",
    "Rain,\nand more rain,\nand then the sea.", "soft\xadhyphen", "a ,b", "\u202eback", "雨が降る。",
    "The end.“It held,” he said.",
)  # fmt: skip

pieces = st.one_of(
    st.sampled_from(PROSE),
    st.sampled_from(NOISE),
    st.sampled_from(SHAPES),
    st.text(max_size=30),
    st.tuples(st.sampled_from(PROSE), st.sampled_from(NOISE), st.sampled_from(PROSE)).map(" ".join),
)
sources = st.builds(
    lambda parts, between: between.join(parts), st.lists(pieces, max_size=12), st.sampled_from(["\n\n", "\n", "\r\n"])
)


def evidence_of(document: Document) -> list[cleaner.Evidence]:
    return rules.find(document, packs.load("en")) + repetition.find(document) + layout.find(document)


def removed_characters(article: cleaner.Article) -> set[tuple[int, int]]:
    return {
        (removal.block, i)
        for removal in article.removed
        for i in range(removal.start, removal.end)
        if not removal.text[i - removal.start].isspace()
    }


def visible(texts: list[str]) -> Counter[str]:
    return Counter(char for text in texts for char in text if not char.isspace())


@given(sources)
def test_partition_every_character_is_kept_or_removed_once(source: str) -> None:
    article = cleaner.clean_text(source)
    before = visible([block.text for block in article.document.blocks])
    assert visible([block.text for block in article.blocks] + [removal.text for removal in article.removed]) == before
    for removal in article.removed:
        assert removal.text == article.document.blocks[removal.block].text[removal.start : removal.end]


@given(sources)
def test_partition_no_letter_or_digit_of_the_input_is_lost_by_the_parser(source: str) -> None:
    document = plain.parse(source)
    account = [text for block in document.blocks for text in (block.text, block.mark, block.href, block.alt)]
    account += [link.href for block in document.blocks for link in block.links]
    account += [repair.before for repair in document.repairs]
    lost = Counter(filter(str.isalnum, source)) - Counter(filter(str.isalnum, "".join(account)))
    assert not lost


@pytest.mark.parametrize("unit", ["x\n", "x\n\n", "> said\n", "Advertisement\n", "- a\n> b\n"])
def test_a_flood_of_lines_takes_few_blocks_and_is_accounted_for(unit: str) -> None:
    source = unit * 12_000 + PROSE[0]
    article = cleaner.clean_text(source)
    assert len(article.document.blocks) < 7_000
    assert article.document.blocks[-1].text == PROSE[0]
    told = "".join(block.mark + block.text for block in article.document.blocks)
    assert Counter(filter(str.isalnum, told)) == Counter(filter(str.isalnum, source))
    assert cleaner.clean_text(article.text).text == article.text


@given(sources)
def test_replay_the_document_and_the_json_trail_give_the_article(source: str) -> None:
    article = cleaner.clean_text(source)
    trail = json.loads(article.to_json())["removed"]
    decisions = [
        Decision(
            span=Span(block=entry["block"], start=entry["start"], end=entry["end"]),
            verdict="removed", category=Category(entry["category"]), score=entry["score"],
        )
        for entry in trail
    ]  # fmt: skip
    again = structure.build(article.document, decisions)
    assert (again.title, again.blocks, again.text) == (article.title, article.blocks, article.text)


@given(sources, st.randoms(use_true_random=False))
def test_order_free_shuffled_evidence_gives_the_same_decisions(source: str, chance: random.Random) -> None:
    document = plain.parse(source)
    evidence = evidence_of(document)
    shuffled = chance.sample(evidence, len(evidence))
    everything = cleaner.Settings()
    assert decide.decide(document, shuffled, everything) == decide.decide(document, evidence, everything)


@given(sources)
@example("Rivers rise\n\n12:40 Rain again\n\nThe river rose twelve centimetres overnight, officials said.")
@example("READ MORE: Ferry service cut for winter\n\nAdvertisement")  # what goes told the language of what stays
@example("# Weir holds\n\nThe gates ![map](/map.png) , both [ of iron ](/gates) [](#note) , were shut.")
@example("# Weir holds\n\nThe gates were shut.[“They are](/gates) of iron,” he said. And.\x1f“They held.”")
@example("# Weir holds\n\nThe gates were shut.\n\n[](#next)## What happens next\n\nNobody knows.")
@example("![map](/map.png)\n\nWeir holds through the night\n\n## What happens next\n\nNobody knows yet.")
@example(f"Weir holds\n\n{PROSE[0]}\n\n## {PROSE[0]}\n\n{PROSE[1]}\n\n## {PROSE[0]}\n\n{PROSE[2]}")
def test_idempotent_cleaning_the_cleaned_text_changes_nothing(source: str) -> None:
    text = cleaner.clean_text(source).text
    assert cleaner.clean_text(text).text == text


@given(sources, st.sampled_from(Category))
def test_monotone_keeping_a_category_never_removes_more(source: str, category: Category) -> None:
    fewer = cleaner.Cleaner(cleaner.Settings(keep=frozenset({category}))).clean_text(source)
    assert removed_characters(fewer) <= removed_characters(cleaner.clean_text(source))


@given(sources, st.data())
def test_monotone_leaving_out_a_rule_never_removes_more(source: str, data: st.DataObject) -> None:
    document = plain.parse(source)
    evidence = evidence_of(document)
    names = sorted({found.name for found in evidence if found.strength > 0})
    left_out = data.draw(st.sampled_from(names)) if names else ""
    fewer = [found for found in evidence if found.name != left_out or found.strength < 0]
    everything = cleaner.Settings()
    with_all, with_fewer = (
        removed_characters(structure.build(document, decide.decide(document, heard, everything)))
        for heard in (evidence, fewer)
    )
    assert with_fewer <= with_all


@given(sources, sources)
def test_history_free_the_answer_does_not_depend_on_earlier_calls(first: str, second: str) -> None:
    wash = cleaner.Cleaner()
    before = wash.clean_text(first)
    wash.clean_text(second)
    assert wash.clean_text(first) == before == cleaner.Cleaner().clean_text(first)


@given(sources)
def test_values_results_pickle_and_are_json(source: str) -> None:
    article = cleaner.clean_text(source)
    assert pickle.loads(pickle.dumps(article)) == article
    assert json.loads(article.to_json()) == article.to_dict()


@given(st.text(st.characters(exclude_categories=())))
@settings(max_examples=300)
def test_total_no_text_raises(source: str) -> None:
    assert cleaner.clean_text(source).to_json().encode()


@pytest.mark.parametrize("wrong", [None, 7, b"bytes", ["a"], object()])
def test_another_type_is_a_type_error(wrong: object) -> None:
    with pytest.raises(TypeError):
        cleaner.clean_text(wrong)


@pytest.mark.parametrize(
    "unit",
    [
        PROSE[1] + "\n\n", NOISE[0] + "\n", "- " + PROSE[0] + "\n", "x\n", PROSE[2] + " " + NOISE[1] + " ",
        "[a](b) *c ", "\\[", "|-|-|\n", "a|b\n-|-\n", "```\nx\n", "- [a b](/c)\n", "Home | Sport\n",
        "By Ann Wells\n", "Pros: a b\n",
    ],
)  # fmt: skip
def test_linear_time_grows_with_the_input(unit: str) -> None:
    """Eight times the input may take twice eight times as long, which a quadratic answer does not."""
    front = "\n\n".join(["## Rain", *PROSE[:3], ""])
    small, large = (front + unit * (length // len(unit)) for length in (20_000, 160_000))
    assert min(seconds(large) for _ in range(2)) < 16 * max(min(seconds(small) for _ in range(3)), 0.005)


@pytest.mark.parametrize("unit", [".", ".'", "?»", ")."])
def test_linear_time_of_finding_sentences(unit: str) -> None:
    small, large = (f"{unit * (length // len(unit))}x" for length in (2_000, 16_000))
    least = max(min(seconds(small, sentences) for _ in range(3)), 0.005)
    assert min(seconds(large, sentences) for _ in range(2)) < 16 * least


def seconds(source: str, function: Callable[[str], object] = cleaner.clean_text) -> float:
    gc.collect()
    gc.disable()  # a pass over all that the session holds is no time that the text takes
    start = time.process_time()
    assert function(source) is not None
    taken = time.process_time() - start
    gc.enable()
    return taken
