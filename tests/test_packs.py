"""Rule packs: forms, the schema's complaints, what loads for whom, and the packs that come with the library."""

from __future__ import annotations

import itertools
import json
import pickle

import pytest

import cleaner
from cleaner import pack_check, packs
from cleaner.language import guess
from cleaner.model import Category, PackError
from cleaner.pack_check.mutants import mutants
from cleaner.packs import Passage, Rule, forms
from cleaner.text import fold

TABLE = {
    "id": "mine.share.follow",
    "category": "share",
    "target": "sentence",
    "phrases": ["follow (us|me) on"],
    "form": "{phrase} …",
    "strength": 2.5,
    "why": "An invitation to follow.",
    "must_match": ["⟦Follow us on the quay.⟧", "⟦Follow me on the quay.⟧"],
    "must_keep": ["He asked her to follow us on foot."],
}
OWN_PACKS = {"any", "en", "pictures", "syndicates", "wire"}


def rule(**changes):
    return packs.read({"rule": [TABLE | changes]}).rules[0]


def found(text, **changes):
    return [text[match.start : match.end] for match in rule(**changes).find(Passage(text))]


@pytest.mark.parametrize(
    ("form", "matches", "misses"),
    [
        ("{phrase}", ["→ READ MORE »", "[Read more]", "Read more…", "- Read more", "ⓘ Read more"],
                     ["Read more?", "“Read more”", "Read more now", "– Read more."]),
        ("{phrase} …", ["Read more: rain", "Read more"], ["Please read more", "Read more-or-less", "“Read more"]),
        ("{phrase}: …", ["READ MORE: Rain", "Read more | 9 walks", "» Read more - R", "Read more » Rain",
                              "[Read more] Rain"], ["Read more: rain", "[Read more] rain"]),
        ("… {phrase}", ["Rain at last. Read more »"], ["Read more rain"]),
        ("… {phrase} …", ["You can read more here"], ["He readmore", "“You can read more here”"]),
        ("… [{phrase}]", ["Rain at last [READ MORE]"], ["Rain at last (read more)", "[Read more] rain"]),
        ("…, {phrase} …", ["Rain, read more of it", "“Rain!” we read more", "R - read more-he"],
                          ["Rain read more", "A: rain, read more", "Rain, read more (2)", "Rain, read moreover"]),
        ("(no :) … {phrase} …", ["Rain read more"], ["A: rain read more", "Rain read more (2)", "Rain readmore"]),
        ("[{phrase}] …", ["[READ MORE] Rain at last"], ["Read more rain"]),
    ],
)  # fmt: skip
def test_forms(form, matches, misses):
    for text in matches:
        assert found(text, target="block", form=form, phrases=["read more"]) == [text]
    for text in misses:
        assert found(text, target="block", form=form, phrases=["read more"]) == []


def test_targets_give_the_span_that_goes():
    text = "The river fell. Follow us on the quay. “I said. Follow me on foot,” he said."
    assert found(text) == ["Follow us on the quay."]
    label = {"target": "lead-in", "form": "{phrase}: …", "phrases": ["read more"]}
    assert found("READ MORE: Rain at last. It fell all night.", **label) == ["READ MORE: Rain at last."]
    tail = {"target": "tail", "form": "({phrase} …)", "phrases": ["read more"]}
    assert found("Rain fell. (Read more: How it grew)", **tail) == ["(Read more: How it grew)"]


@pytest.mark.parametrize(
    ("text", "goes"),
    [
        ("The dam held. Read more Bridge at Orr opens again", ["Read more Bridge at Orr opens again"]),
        ("The dam held. Read more Bridge at Orr opens again.", []),
        ("The dam held. Read more books than ever before", []),
        ("The dam held. Read more Bridge news", []),
        ("Read more Bridge at Orr opens again", []),
    ],
)
def test_a_label_at_the_end_of_a_paragraph_may_have_lost_its_colon(text, goes):
    assert found(text, form="{phrase}: …", phrases=["read more"]) == goes


def test_words_guard_counts_the_span():
    text = "Follow us on the quay. Follow us on it now or never, they said."
    assert found(text, words=[4, 6]) == ["Follow us on the quay."]


def test_phrases_know_numbers_and_gaps():
    numbers = {"target": "block", "form": "{phrase}", "phrases": ["# (comments|likes)"]}
    assert found("1,204 comments", **numbers)
    gap = {"target": "block", "form": "{phrase}", "phrases": ["sign up … newsletter"]}
    assert found("Sign up for our free weekly newsletter", **gap)
    assert not found("Sign up. One two three newsletter", **gap)


@pytest.mark.parametrize("phrase", ["read (more|on)", "(sign up|join) (to|for) … (newsletter|list)", "# views"])
def test_every_spelling_holds_a_key(phrase):
    keys = forms.keys(phrase)
    for spelling in itertools.product(*forms.alternatives(phrase)):
        assert any(key in " ".join("".join(spelling).split()) for key in keys), spelling


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"must_keep": []}, "mine: rule mine.share.follow: missing 'must_keep'"),
        ({"why": ""}, "missing 'why'"),
        ({"colour": "red"}, "unknown field 'colour'"),
        ({"category": "noise"}, "bad 'category'"),
        ({"strength": "strong"}, "bad 'strength'"),
        ({"strength": True}, "bad 'strength'"),
        ({"strength": 0}, "bad 'strength'"),
        ({"words": [5, 2]}, "bad 'words'"),
        ({"words": [-1, 3]}, "bad 'words'"),
        ({"looks": ["odd"]}, "bad 'looks'"),
        ({"id": "mine.advert.follow"}, "bad 'id'"),
        ({"target": "tail"}, "bad 'form'"),
        ({"phrases": ["Follow us"]}, "lower case"),
        ({"phrases": ["follow ((us))"]}, "nest or do not pair"),
        ({"phrases": ["follow (us)"]}, "hold a single choice"),
        ({"pattern": "follow"}, "give 'phrases' and 'form', or 'pattern' and 'needs'"),
    ],
)
def test_a_malformed_rule_is_told_at_load(changes, complaint):
    with pytest.raises(PackError, match=complaint):
        rule(**changes)


def test_other_malformed_packs(tmp_path):
    with pytest.raises(PackError, match="the id stands twice"):
        packs.read({"rule": [TABLE, TABLE]})
    no_form = {name: value for name, value in TABLE.items() if name not in {"form", "phrases"}}
    with pytest.raises(PackError, match="does not compile"):
        packs.read({"rule": [no_form | {"pattern": "(follow", "needs": ["follow"]}]})
    path = tmp_path / "mine.toml"
    path.write_text("rule = [", encoding="utf-8")
    with pytest.raises(PackError, match=r"mine\.toml: "):
        packs.read(path)
    with pytest.raises(PackError, match=r"^none\.toml: No such file or directory$"):
        packs.read(tmp_path / "none.toml")
    with pytest.raises(PackError, match=r": Is a directory$"):
        packs.read(tmp_path)


@pytest.mark.parametrize("written", ["[rule]\nid = 'x'", "rule = 'x'", "rule = ['x']", "rule = 5"])
def test_rules_are_tables_in_two_pairs_of_brackets(tmp_path, written):
    path = tmp_path / "mine.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(PackError, match=r"^mine\.toml: bad 'rule': tables, each below a line \[\[rule\]\]"):
        packs.read(path)


def test_a_pack_may_begin_with_a_byte_order_mark_and_holds_a_rule(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text("disable = ['en.share.line']", encoding="utf-8-sig")
    assert packs.read(path).disable == {"en.share.line"}
    assert pack_check.check([path]) == []
    path.write_text("# None yet.", encoding="utf-8")
    assert [str(problem) for problem in pack_check.check([path])] == [
        "mine.toml: holds no rule; each stands below a line [[rule]]"
    ]


def test_a_language_that_is_the_name_of_a_file_is_unknown():
    assert packs.load("categories").rules == packs.load("xx").rules


def test_load_puts_packs_together():
    ids = {found.id for found in packs.load("en-GB").rules}
    assert {name.split(".")[0] for name in ids} >= {"any", "en", "agency-wire"}
    assert not any(name.startswith("en.") for name in (found.id for found in packs.load("xx").rules))
    mine = {"disable": ["en.share.line"], "rule": [TABLE]}
    own = {found.id for found in packs.load("en", extra=[mine]).rules}
    assert own == (ids - {"en.share.line"}) | {"mine.share.follow"}
    assert packs.load("en") is packs.load("en")


def test_a_pack_pickles():
    again = pickle.loads(pickle.dumps(packs.load("en")))
    assert [found.id for found in again.rules] == [found.id for found in packs.load("en").rules]


def test_categories_are_the_closed_list():
    assert set(packs.categories()) == set(Category)
    by_default = {name for name, note in packs.categories().items() if note.action == "remove"}
    assert by_default == cleaner.Settings().remove


def test_compiled_packs_are_fresh():
    for path in packs.sources():
        assert packs.compiled_path(path).read_text(encoding="utf-8") == packs.build(path), path.name


def test_own_packs_prove_themselves():
    paths = [path for path in packs.sources() if path.stem in OWN_PACKS]
    assert [str(problem) for problem in pack_check.check(paths)] == []


def test_check_tells_what_is_wrong(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(
        """
        [[rule]]
        id = "mine.share.follow"
        category = "share"
        target = "block"
        phrases = ["follow (us|me|them) on", "like us on"]
        form = "{phrase} …"
        words = [2, 9]
        strength = 2.5
        why = "An invitation to follow."
        must_match = ["Follow us on foot", "Follow me on foot", "Join us on foot"]
        must_keep = ["Follow me on the bus."]
        """,
        encoding="utf-8",
    )
    messages = [problem.message for problem in pack_check.check([path], mutate=True)]
    assert any(message.startswith("removes from what must stay") for message in messages)
    assert "does not match 'Join us on foot'" in messages
    assert "matches what it must keep: 'Follow me on the bus.'" in messages
    assert "phrase 'like us on' can be dropped and nothing notices" in messages
    assert "alternative 'them' of 'follow (us|me|them) on' can be dropped and nothing notices" in messages


SEEDED = {
    "the right span": ({"must_match": ["Join them. Follow us on the quay."]}, "elsewhere: [(11, 33)]"),
    "idle look": ({"looks": ["teaser"]}, "look 'teaser' can be dropped and nothing notices"),
    "idle form": ({"must_keep": ["The river fell."]}, "form '… {phrase} …' does as well and nothing notices"),
    "least words": ({"words": [4, 9]}, "words can begin at 2 as well as at 4 and nothing notices"),
    "most words": ({"words": [1, 30]}, "words can end at 60 as well as at 30 and nothing notices"),
    "shared example": ({"phrases": ["follow (us|me) on", "us on the"]}, "phrase 'us on the' can be dropped"),
    "slow": ({"pattern": r"f.*\bus.*\bno\Z", "needs": ["follow"]}, "more than linear"),
    "endless": ({"pattern": r"(?:\w+ ?)+[!?]\Z", "needs": ["follow"]}, "more than linear"),
    "no key": ({"pattern": "follow .. on", "needs": ["quayside"]}, "does not match"),
}


@pytest.mark.parametrize("name", SEEDED)
def test_check_finds_a_seeded_defect(name, tmp_path):
    changes, complaint = SEEDED[name]
    table = {
        field: value for field, value in TABLE.items() if "pattern" not in changes or field not in {"form", "phrases"}
    }
    rows = [f"{field} = {json.dumps(value, ensure_ascii=False)}" for field, value in (table | changes).items()]
    path = tmp_path / "mine.toml"
    path.write_text("\n".join(["[[rule]]", *rows]), encoding="utf-8")
    messages = [problem.message for problem in pack_check.check([path], mutate=True)]
    assert any(complaint in message for message in messages), messages


def test_check_finds_a_rule_that_another_overrules(tmp_path):
    no_form = {name: value for name, value in TABLE.items() if name not in {"form", "phrases"}}
    keeping = no_form | {
        "id": "mine.share.told", "pattern": r"\bon the quay\b", "needs": ["quay"], "strength": -4.0,
        "must_match": ["We ate on the quay."], "must_keep": ["We ate on foot."],
    }  # fmt: skip
    path = tmp_path / "mine.toml"
    rules = ("\n".join(f"{field} = {json.dumps(value)}" for field, value in one.items()) for one in (TABLE, keeping))
    path.write_text("".join(f"[[rule]]\n{rule}\n" for rule in rules).replace("\u2026", "…"), encoding="utf-8")
    told = "is overruled by a rule that argues to keep: '⟦Follow {} on the quay.⟧'"
    assert [problem.message for problem in pack_check.check([path])] == [told.format("us"), told.format("me")]


def test_nothing_argues_for_what_is_a_phrase_from_end_to_end():
    no_form = {name: value for name, value in TABLE.items() if name not in {"form", "phrases"}}
    keeping = no_form | {"id": "mine.share.told", "pattern": r"\bwas sent\b", "needs": ["sent"], "strength": -4.0}
    for form, phrase, goes in (("{phrase}", "your message was sent", True), ("{phrase} …", "your message", False)):
        pack = {"rule": [TABLE | {"form": form, "phrases": [phrase]}, keeping]}
        text = f"{ENGLISH}\n\nYour message was sent.\n\n{ENGLISH[:90]}"
        assert ("Your message" not in cleaner.Cleaner(packs=[pack]).clean_text(text, language="en").text) == goes


def test_check_asks_the_rules_of_every_document_too(tmp_path):
    path = tmp_path / "mine.toml"
    table = TABLE | {"must_keep": ["Facebook Twitter", "He asked her to follow us on foot."]}
    rows = [f"{field} = {json.dumps(value, ensure_ascii=False)}" for field, value in table.items()]
    path.write_text("\n".join(["[[rule]]", *rows]), encoding="utf-8")
    told = "any.share.networks: removes from what must stay: 'Facebook Twitter'"
    assert [str(problem) for problem in pack_check.check([path])] == [f"mine.toml: {told}"]


def test_workers_change_nothing_in_the_answer(tmp_path):
    paths = [tmp_path / f"{name}.toml" for name in ("one", "two", "three")]
    for path in paths[:2]:
        path.write_text("rule = [", encoding="utf-8")
    found = pack_check.check(paths, workers=2)
    assert found == pack_check.check(paths)
    assert [str(problem).partition(".")[0] for problem in found] == ["one", "two", "three"]


def test_a_pattern_is_damaged_in_each_anchor_and_alternative():
    no_form = {name: value for name, value in TABLE.items() if name not in {"form", "phrases"}}
    pattern = packs.read({"rule": [no_form | {"pattern": r"\A(?:follow|like [ab|c]) us\Z", "needs": ["us"]}]}).rules[0]
    damaged = {mutant.pattern for _, mutant in mutants(pattern)}
    assert damaged == {
        r"(?:follow|like [ab|c]) us\Z", r"\A(?:follow|like [ab|c]) us", r"\A(?:like [ab|c]) us\Z", r"\A(?:follow) us\Z",
    }  # fmt: skip


def test_a_pattern_out_of_time_keeps_the_text(monkeypatch):
    monkeypatch.setattr("cleaner.packs.rule.MATCH_SECONDS", 0.01)
    no_form = {name: value for name, value in TABLE.items() if name not in {"form", "phrases"}}
    slow = packs.read({"rule": [no_form | {"pattern": r"(?:a+)+\Z", "needs": ["a"], "target": "block"}]}).rules[0]
    assert list(slow.find(Passage("a" * 40 + "!"))) == []


SITE = """{until}
disable = ["en.share.line"]
[[rule]]
id = "example-times.test.share.follow"
category = "share"
target = "block"
phrases = ["follow us on the quay"]
form = "{{phrase}} …"
strength = 2.5
why = "An invitation to follow."
must_match = ["Follow us on the quay."]
must_keep = ["He asked her to follow us on the quay."]
"""


def site_problems(folder, until, **changes):
    path = folder / "site" / "example-times.test.toml"
    path.parent.mkdir(exist_ok=True)
    text = SITE.format(until=until)
    for old, new in changes.values():
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return [str(problem) for problem in pack_check.check([path])]


def test_a_site_pack_names_the_day_by_which_it_is_looked_at_again(tmp_path):
    assert site_problems(tmp_path, "until = 2999-12-31") == []
    assert "missing 'until'" in site_problems(tmp_path, "")[0]
    assert "'until' is past (2020-12-31)" in site_problems(tmp_path, "until = 2020-12-31")[0]
    assert "bad 'until'" in site_problems(tmp_path, 'until = "2999-12-31"')[0]
    renamed = site_problems(tmp_path, "until = 2999-12-31", disable=("en.share.line", "en.share.lime"))
    assert renamed == ["example-times.test.toml: 'disable' names 'en.share.lime', which no pack has"]


def test_the_packs_of_the_library_for_sites_apply_to_their_hosts_alone():
    for path in (path for path in packs.sources() if path.parent.name == "site"):
        own = {found.id for found in packs.read(path).rules}
        assert own <= {found.id for found in packs.load("en", host=f"www.{path.stem}").rules}
        assert not own & {found.id for found in packs.load("en", host=f"not{path.stem}").rules}
        assert not own & {found.id for found in packs.load("en").rules}


ENGLISH = "The council said that the wall would hold, and that the pumps had been on their way since the flood."
FRENCH = "Le maire a dit que la ville devra attendre les pompes, qui sont en route depuis la nuit de la crue."


def gone(*parts, **told):
    return [removal.text for removal in cleaner.clean_text("\n\n".join(parts), **told).removed]


def test_a_page_in_two_languages_is_read_by_the_rules_of_both():
    both = ("READ MORE: Ferry cut for winter", "Lire aussi : Le pont rouvre après la tempête")
    assert gone(ENGLISH, both[0], FRENCH, FRENCH[:80], both[1], FRENCH[30:]) == list(both)
    assert both[1] in gone(FRENCH, both[1], FRENCH[:70], language="en")
    assert both[1] not in gone(ENGLISH, both[1], ENGLISH[:70])


def test_a_house_that_speaks_of_itself_does_not_report():
    invitation = "Sign up to {} free weekly email, where editors pick the best stories."
    assert gone(ENGLISH, invitation.format("our"), ENGLISH[:90], language="en") == [invitation.format("our")]
    assert gone(ENGLISH, invitation.format("a"), ENGLISH[:90], language="en") == []


def test_a_block_with_an_authors_sentence_does_not_go_whole():
    notice = "By using the ferry you agree to our terms."
    assert gone(ENGLISH, notice, ENGLISH[:90], language="en") == [notice]
    told = f"{notice} None of the passengers had read them, the court found."
    assert gone(ENGLISH, told, ENGLISH[:90], language="en") == []
    notice = "He left at noon. Follow us on Instagram for more."
    assert gone(ENGLISH, notice, ENGLISH[:90], language="en") == [notice[17:]]


@pytest.mark.parametrize("path", packs.sources(), ids=lambda path: path.stem)
def test_what_is_looked_up_is_what_the_expression_finds(path):
    marks = ("{}", "» {}:\n", '"{}"', "the {}")
    for rule in packs.read(path).rules:
        if rule.form == forms.WHOLE:
            for text in (mark.format(one.strip("⟦⟧")) for one in (*rule.must_match, *rule.must_keep) for mark in marks):
                folded = fold(text)
                found, wanted = rule.search(folded), rule.expression.search(folded)
                assert (found and found.span("marker")) == (wanted and wanted.span("marker")), (rule.id, text)


LANGUAGES = [path for path in packs.sources() if path.parent.name == "packs" and path.stem != "any"]


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_three_sentences_tell_their_language(path):
    kept = dict.fromkeys(text for rule in packs.read(path).rules for text in rule.must_keep if 40 < len(text) < 200)
    told = [guess("\n\n".join(three)) for three in zip(*[iter(kept)] * 3, strict=False)]
    assert told.count(path.stem) >= 0.9 * len(told)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vi kører i kulde, når det er muligt, og når alle sover.", "da"),
        ("Vi kjører i kulde når det er mulig, og når alle sover.", "no"),
    ],
)
def test_danish_and_norwegian_are_told_by_their_spelling(text: str, language: str) -> None:
    assert guess(text) == language


def test_a_prompt_longer_than_any_is_one_that_a_scraper_joined_to_a_sentence() -> None:
    prompt = "Sign up for our newsletter"
    rule = Rule(
        id="en.sign-up.x", category=Category.SIGN_UP, target="sentence", strength=2.5, why="An example.",
        form="… {phrase} …", phrases=("our newsletter",),
    )  # fmt: skip
    assert [*rule.find(Passage(f"{prompt}{' xx' * 35}."))]
    assert not [*rule.find(Passage(f"{prompt}{' xx' * 36}."))]


@pytest.mark.parametrize(
    ("behind", "goes"),
    [("", True), ("\n\nThe bakery has been sold, and the trough along with all its beetles.", False)],
)
def test_the_last_paragraph_below_a_label_of_an_authors_note_goes_with_it(behind: str, goes: bool):
    note = "She has looked into ponds since she was four years old, and she keeps a trough."
    prose = "\n\n".join(
        f"The {n} pond was dug by hand, and nobody has seen its bottom since." for n in ("1st", "2nd", "3rd", "4th")
    )
    article = cleaner.clean_text(f"{prose}\n\nAbout the author\n\n{note}{behind}", language="en")
    assert (note not in article.text) is goes
