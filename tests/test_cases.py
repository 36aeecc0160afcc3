"""Every fixture, through the runner that the command uses; and the runner itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import cases
from cleaner.cases.compare import Fault, compare
from cleaner.model import CaseError
from cleaner.render.notation import read

FIXTURES = Path(__file__).parents[1] / "fixtures"


@pytest.mark.parametrize("case", cases.find(FIXTURES), ids=lambda case: case.name)
def test_fixture(case):
    outcome = cases.run(case)
    assert outcome.passed, "\n" + cases.report(outcome)


def test_floors_hold():
    reached = cases.score(cases.run(case) for case in cases.find(FIXTURES))
    assert not cases.below_floors(reached, cases.read_floors(FIXTURES / "floors.toml"))


def differences(expected, actual):
    return [(one.fault, one.text, one.expected, one.actual) for one in compare(read(expected), read(actual))]


@pytest.mark.parametrize(
    ("expected", "actual", "found"),
    [
        ("  It rained.", "x {advert} It rained.", (Fault.CUT, "It rained.", "kept", "advert")),
        ("  It rained.", "", (Fault.CUT, "It rained.", "kept", "lost without a trace")),
        ("x {advert} Buy now.", "  Buy now.", (Fault.LEFT_IN, "Buy now.", "advert", "kept")),
        ("x {advert} Buy now.", "? {share} Buy now.", (Fault.LEFT_IN, "Buy now.", "advert", "kept, doubtful (share)")),
        ("  It rained.", "  It rained. Buy now.", (Fault.LEFT_IN, "Buy now.", "not mentioned", "kept")),
        ("x {advert} Buy now.", "x {share} Buy now.", (Fault.MISNAMED, "Buy now.", "advert", "share")),
        ("? {advert} Buy now.", "? {share} Buy now.", (Fault.MISNAMED, "Buy now.", "advert", "share")),
        ("  (byline) By A. Bee", "  By A. Bee", (Fault.MISNAMED, "By A. Bee", "byline", "no role")),
        ("  ## It rained", "  # It rained", (Fault.BROKEN, "It rained", "heading 2", "heading 1")),
        ("  + It rained", "  - It rained", (Fault.BROKEN, "It rained", "numbered list-item 1", "list-item 1")),
        ("  One. Two.", "  One.\n  Two.", (Fault.BROKEN, "One . Two .", "one block", "two blocks")),
        ("  One.\n  Two.", "  One. Two.", (Fault.BROKEN, "One . Two .", "two blocks", "one block")),
    ],
)
def test_a_difference_has_a_name(expected, actual, found):
    assert differences(expected.split("\n"), actual.split("\n")) == [found]


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ("? {advert} Buy now.", "  Buy now."),
        ("  Buy now.", "? {advert} Buy now."),
        ("  It rained.", "x {navigation} Home News\n  It rained.\nx {legal} All rights reserved"),
        ("x {advert} Buy now.\n  It rained.", "  It rained."),
        ("x {advert} Buy now.", "x {advert} ## Buy now."),
        ("x {advert} Buy\nx {advert} now.", "x {advert} Buy now."),
        ("  It rained. [-advert: Buy now.-]", "  It rained. [-advert:  Buy now. -]"),
    ],
)
def test_what_is_no_difference(expected, actual):
    assert differences(expected.split("\n"), actual.split("\n")) == []


def test_differences_come_worst_first():
    expected = ["  ## It rained", "x {advert} Buy now.", "  The river rose."]
    actual = ["  # It rained", "  Buy now.", "x {advert} The river rose."]
    assert [fault for fault, *_ in differences(expected, actual)] == [Fault.CUT, Fault.LEFT_IN, Fault.BROKEN]


def test_a_lost_sentence_is_found_in_a_script_without_spaces():
    found = differences(["  川が増えた。雨が降った。"], ["  川が増えた。[-advert: 雨が降った。-]"])
    assert found == [(Fault.CUT, "雨が降った。", "kept", "advert")]


STORY = """The river rose all night, officials said on Friday.

JUST IN: Bridge reopens after storm

It fell in the morning, and nobody was hurt.
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "page.txt").write_text(STORY, encoding="utf-8")
    cases.add(
        tmp_path / "page.txt", tmp_path / "mine", name="cross-promotion--just-in", language="en", url="https://a.test/b"
    )
    return tmp_path / "mine"


def test_an_added_case_is_proposed_and_does_not_pass(folder):
    (case,) = cases.find(folder)
    outcome = cases.run(case)
    assert (case.name, case.status, case.language, case.url) == (
        "en/cross-promotion--just-in",
        "proposed",
        "en",
        "https://a.test/b",
    )
    assert case.source.read_text(encoding="utf-8") == STORY
    assert not outcome.differences
    assert not outcome.passed
    assert "proposed" in cases.report(outcome)


def test_an_accepted_case_passes_and_is_accepted_once(folder):
    cases.accept(cases.find(folder)[0])
    (case,) = cases.find(folder)
    assert cases.run(case).passed
    with pytest.raises(CaseError, match="reviewed already"):
        cases.accept(case)


def test_a_known_failure_may_not_pass(folder):
    cases.accept(cases.find(folder)[0])
    (folder / "en").rename(folder / "known-failures")
    (case,) = cases.find(folder)
    assert not cases.run(case).passed
    assert "move it out" in cases.report(cases.run(case))
    spoiled = case.expected.read_text(encoding="utf-8").replace("x {cross-promotion} ", "  ")
    case.expected.write_text(spoiled, encoding="utf-8")
    assert cases.run(cases.find(folder)[0]).passed


def test_a_difference_shows_the_score_as_a_sum(folder):
    (case,) = cases.find(folder)
    spoiled = case.expected.read_text(encoding="utf-8").replace("x {cross-promotion} ", "  ")
    case.expected.write_text(spoiled.replace("proposed", "reviewed"), encoding="utf-8")
    report = cases.report(cases.run(cases.find(folder)[0]))
    assert "CUT  JUST IN: Bridge reopens after storm" in report
    assert "en.cross-promotion" in report.split(" = ")[1]


@pytest.mark.parametrize(
    "name", ["advert", "advert--", "adverts--x", "advert--X", "advert--x_y", "../advert--x", "keep--ü"]
)
def test_a_bad_name_is_refused(tmp_path, name):
    with pytest.raises(CaseError, match="a case is named"):
        cases.add(tmp_path / "page.txt", tmp_path, name=name, language="en")


@pytest.mark.parametrize("language", ["../..", "klingon", "en/../..", "", "any", "en-GB/x"])
def test_a_case_is_in_a_language_that_has_a_pack(tmp_path, language):
    (tmp_path / "page.txt").write_text(STORY, encoding="utf-8")
    with pytest.raises(CaseError, match="not a language with a pack; these are ar, cs, "):
        cases.add(tmp_path / "page.txt", tmp_path / "a" / "b", name="keep--x", language=language)
    assert [path.name for path in tmp_path.rglob("*")] == ["page.txt"]
    assert cases.add(tmp_path / "page.txt", tmp_path / "a", name="keep--x", language="pt-BR").name == "pt-BR/keep--x"


def test_half_a_pair_is_refused(folder):
    (folder / "en/keep--alone.txt").write_text(STORY, encoding="utf-8")
    with pytest.raises(CaseError, match=r"keep--alone: its \.expected file .* missing"):
        cases.find(folder)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@status fine\n\n  It rained.", "line 1: '@status fine'"),
        ("@lang en\n\nIt rained.", "line 3: begins with 'It'"),
        ("@lang en\nx It rained.", "line 2: what goes"),
        ("@lang en\nx {adverts} It rained.", "line 2: no category 'adverts'"),
        ("  It rained. [-adverts: Buy.-]", "line 1: no category 'adverts'"),
    ],
)
def test_a_malformed_expectation_names_file_and_line(folder, text, message):
    path = folder / "en/cross-promotion--just-in.expected"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CaseError) as error:
        cases.find(folder)
    assert str(path) in str(error.value)
    assert message in str(error.value)


def test_the_score_counts_removals_and_lost_lines(folder):
    cases.accept(cases.find(folder)[0])
    reached = cases.score([cases.run(cases.find(folder)[0])])
    assert (dict(reached.expected), dict(reached.caught)) == ({"cross-promotion": 1}, {"cross-promotion": 1})
    assert (reached.kept, reached.lost) == (2, 0)


def test_floors_only_rise(tmp_path):
    path = tmp_path / "floors.toml"
    good = cases.Score(expected={"advert": 3}, caught={"advert": 2}, kept=1, lost=0)
    bad = cases.Score(expected={"advert": 3}, caught={"advert": 1}, kept=1, lost=0)
    cases.write_floors(path, good)
    cases.write_floors(path, bad)
    assert cases.read_floors(path) == {"advert": 0.666}
    assert cases.below_floors(good, cases.read_floors(path)) == []
    assert cases.below_floors(bad, cases.read_floors(path)) == ["advert: 0.333 is below its floor of 0.666"]


PAGE = """<html lang="en"><head><title>Dam holds</title><meta property="og:title" content="Dam holds">
<meta property="og:type" content="article"><meta name="author" content="Ann Wells"></head><body><article>
<p>The river rose twelve centimetres overnight, officials said on Friday, and the dam above the town held.</p>
<p>Crews worked until dawn with sandbags, lamps and soup, and nobody in the valley had to leave home.</p>
</article></body></html>
"""


@pytest.mark.parametrize(
    ("byline", "passes"), [("By Ann Wells", True), ("By Bo Marsh", False)], ids=["declared", "not declared"]
)
def test_a_title_and_byline_that_are_fields_of_the_article_are_not_lost(tmp_path, byline, passes):
    (tmp_path / "en").mkdir()
    (tmp_path / "en/keep--page.html").write_text(PAGE, encoding="utf-8")
    paragraphs = [f"  {row[3:-4]}" for row in PAGE.split("\n") if row.startswith("<p>")]
    rows = ["@status reviewed", "", "  # Dam holds", f"  (byline) {byline}", *paragraphs]
    (tmp_path / "en/keep--page.expected").write_text("\n".join(rows), encoding="utf-8")
    (case,) = cases.find(tmp_path)
    assert cases.run(case).passed is passes
