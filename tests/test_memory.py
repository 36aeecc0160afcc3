"""A site's memory: exact however it is learnt, bounded, and never at the cost of what an author wrote."""

from __future__ import annotations

import pickle
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
import sites
from cleaner import SiteMemory, memory, plain, repetition

STANDING = "The gauge at the lower weir is read by volunteers, whom we thank for their patience and for their boats."


def of(page: sites.Page) -> cleaner.model.Document:
    return plain.parse(page.text, url=page.url)


def learnt(pages: list[sites.Page]) -> SiteMemory:
    return SiteMemory(map(of, pages))


def stories(count: int, *extra: str, seed: int = 0) -> list[str]:
    """Texts of unlike stories, with lines set into each in front of its last paragraph."""
    random = Random(seed)
    return ["\n\n".join([*sites.story(random), *extra, sites.sentence(random)]) for _ in range(count)]


def clean(text: str, texts: list[str], host: str = "example-times.test") -> cleaner.Article:
    known = SiteMemory(plain.parse(other, url=f"https://{host}/{i}") for i, other in enumerate(texts))
    return cleaner.Cleaner(memory=known).clean_text(text, url="https://example-times.test/now")


# -- what it finds ------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "html"])
@pytest.mark.parametrize("count", [10, 40, 300])
def test_it_finds_the_boilerplate_of_a_site_and_no_line_of_an_article(form, count):
    wash, lost, found, before, noise = cleaner.Cleaner(), 0, 0, 0, 0
    for seed in range(3):
        pages = sites.pages(count, seed=seed)
        knowing = cleaner.Cleaner(memory=learnt(pages))
        for page in pages[:20]:
            clean = {"text": knowing.clean_text, "html": knowing.clean_html}[form]
            article = clean(getattr(page, form), url=page.url)
            unknowing = getattr(wash, f"clean_{form}")(getattr(page, form), url=page.url)
            kept = {block.text for block in article.blocks}
            lost += len(set(page.own) & {block.text for block in unknowing.blocks} - kept)
            found += len(set(page.noise) - kept)
            before += len(set(page.noise) - {block.text for block in unknowing.blocks})
            noise += len(set(page.noise))
    assert lost == 0
    assert before / noise < 0.05
    assert found / noise >= 0.95


def test_evidence_says_on_how_many_stories():
    line = "follow the river bulletin on the blue channel"
    texts = stories(6, line)
    (removal,) = clean(texts[0], texts).removed
    assert (removal.text, removal.category) == (line, "repeated")
    told = {found.name: found.note for found in removal.evidence}
    assert told["repetition.site"] == "on 6 of 6 stories of the site"


def test_two_stories_are_no_evidence_and_three_are():
    texts = stories(20, "follow the river bulletin on the blue channel")
    rest = stories(10, seed=1)
    assert not clean(texts[-1], texts[:2] + rest).removed
    assert clean(texts[-1], texts[:3] + rest).removed


def test_what_another_host_prints_is_no_evidence():
    texts = stories(20, "follow the river bulletin on the blue channel")
    assert not clean(texts[0], texts, host="other.test").removed


def test_www_and_port_are_no_other_host():
    texts = stories(6, "follow the river bulletin on the blue channel")
    assert clean(texts[0], texts, host="www.Example-Times.test:8080").removed


def test_a_standing_sentence_goes_if_half_of_the_stories_have_it():
    with_it, without = stories(12, STANDING), stories(12, seed=5)
    assert [removal.text for removal in clean(with_it[0], with_it + without[:11]).removed] == [STANDING]
    assert not clean(with_it[0], with_it[:4]).removed


# -- what it must keep ------------------------------------------------------------------------------------


def test_a_series_standing_paragraph_is_doubtful_at_most():
    with_it, without = stories(6, STANDING), stories(12, seed=5)
    article = clean(with_it[0], with_it + without)
    assert not article.removed
    assert [doubt.text for doubt in article.doubtful] == [STANDING]


@given(
    seed=st.integers(0, 2**32),
    copies=st.integers(1, 60),
    others=st.integers(0, 30),
    added=st.integers(0, 3),
)
def test_a_syndicated_story_is_never_eaten(seed, copies, others, added):
    random = Random(seed)
    text = sites.story(random, paragraphs=6)
    variants = ["\n\n".join([*text, *(sites.sentence(random) for _ in range(added))]) for _ in range(copies)]
    article = clean("\n\n".join(text), variants + stories(others, seed=seed + 1))
    assert not [removal for removal in article.removed if removal.evidence[0].name == "repetition.site"]


@pytest.mark.parametrize(
    ("lines", "own"),
    [
        (["By Ann Wells"], "By Ann Wells"),
        (["Ann Wells, River Editor"], "Ann Wells, River Editor"),
        (["What we know so far"], "What we know so far"),
        (["Why does the river rise?"], "Why does the river rise?"),
        (["- 1 spoon of salt", "- 2 lemons", "- one duck from {own}"], "1 spoon of salt"),
        (["| Side | Won | Lost |", "| Gates | {n} | 1 |", "| Mills | 0 | {n} |"], "| Gates |"),
        (["Price of the boat, with oars: 14 crowns", "Rating: 4"], "Rating: 4"),
        (["Serves 4", "Ingredients", "- one duck from {own}"], "Serves 4"),
        (["Yes, of course."], "Yes, of course."),
        (["The council declined to comment."], "The council declined to comment."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_lines_of_an_author_that_recur_by_their_nature_stay(lines, own):
    random = Random(3)
    texts = []
    for number in range(40):
        body = sites.story(random)
        set_in = "\n".join(lines).replace("{own}", sites.headline(random)).replace("{n}", str(number))
        recurs = number < (15 if own.endswith(".") else 40)
        texts.append("\n\n".join([sites.headline(random), *body[:4], *([set_in] if recurs else []), *body[4:]]))
    assert own in clean(texts[0], texts).text


def test_the_first_line_of_a_text_stays():
    texts = [f"Notes from the towpath\n\n{text}" for text in stories(12)]
    assert clean(texts[0], texts).title == "Notes from the towpath"


def test_a_stamp_repeats_whatever_it_says():
    texts = [f"{text}\n\nUpdated: {i % 24}:{10 + i} on {1 + i % 28} March 2026" for i, text in enumerate(stories(12))]
    known = SiteMemory(plain.parse(text, url=f"https://a.test/{i}") for i, text in enumerate(texts))
    stamp = plain.parse("It rained all night.\n\nUpdated: 0:59 on 30 April 2026", url="https://a.test/")
    found = repetition.find(stamp, known)
    assert [(evidence.span.block, evidence.name) for evidence in found] == [(1, "repetition.site")]


def test_results_of_a_season_are_no_stamp():
    texts = [
        text + f"\n\nGates {i % 4} Mills {i % 3}\n\n{sites.sentence(Random(i))}" for i, text in enumerate(stories(30))
    ]
    assert not clean(texts[0], texts).removed


# -- what it is ------------------------------------------------------------------------------------

pages_of_sites = st.lists(
    st.builds(
        lambda seed, host, length: plain.parse(
            "\n\n".join([*sites.story(Random(seed), length), sites.headline(Random(seed % 3))]), url=f"https://{host}/"
        ),
        st.integers(0, 400),
        st.sampled_from(["a.test", "b.test", ""]),
        st.integers(1, 5),
    ),
    max_size=30,
)


@given(pages_of_sites, st.randoms(use_true_random=False), st.integers(1, 5))
def test_parts_merged_in_any_order_equal_the_whole(pages, random, most):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(memory, "MOST_PAGES", most)
        whole = SiteMemory(pages)
        cuts = sorted(random.randrange(len(pages) + 1) for _ in range(3))
        parts = [SiteMemory(pages[a:b]) for a, b in zip([0, *cuts], [*cuts, None], strict=True)]
        random.shuffle(parts)
        a, b, c, d = parts
        assert (a | (b | (c | d))).to_bytes() == (((a | b) | c) | d).to_bytes() == whole.to_bytes()
        assert (a | b) == (b | a)
        assert (a | a) == a
        shuffled = random.sample(pages, len(pages))
        assert SiteMemory(shuffled + shuffled) == whole
        a |= b
        a |= c
        assert (a | d) == whole


def test_merging_leaves_its_parts_alone():
    a, b = learnt(sites.pages(3)), learnt(sites.pages(3, seed=1))
    before = a.to_bytes(), b.to_bytes()
    assert len(a | b) == 6
    assert (a.to_bytes(), b.to_bytes()) == before


def test_it_is_bounded_and_its_sample_is_fair():
    pages = sites.pages(1500, box=20)
    known = learnt(pages)
    assert len(known) == memory.MOST_PAGES
    assert len(known.to_bytes()) < 264_000
    site = known.site("example-times.test")
    teaser = pages[0].noise[-1]
    true = sum(any(line == teaser for line, _ in page.lines) for page in pages) / len(pages)
    key = memory.line_of(cleaner.Block(index=0, text=teaser)).key
    assert site.counts[key] / site.stories == pytest.approx(true, abs=4 * (true * (1 - true) / 128) ** 0.5)


def test_cleaning_teaches_it_nothing():
    pages = sites.pages(12)
    known = learnt(pages[:11])
    before = known.to_bytes()
    cleaner.Cleaner(memory=known).clean_text(pages[0].text, url="https://unknown.test/")
    assert known.hosts == ("example-times.test",)
    wash = cleaner.Cleaner(memory=known)
    first = [wash.clean_text(page.text, url=page.url) for page in pages]
    assert known.to_bytes() == before
    assert [wash.clean_text(page.text, url=page.url) for page in pages] == first


def test_cleaning_again_removes_nothing_more():
    pages = sites.pages(30)
    wash = cleaner.Cleaner(memory=learnt(pages))
    for page in pages:
        text = wash.clean_text(page.text, url=page.url).text
        assert wash.clean_text(text, url=page.url).text == text


def test_it_learns_more_after_it_was_asked():
    texts = stories(6, "follow the river bulletin on the blue channel")
    known = SiteMemory()
    wash = cleaner.Cleaner(memory=known)
    assert not wash.clean_text(texts[0], url="https://a.test/").removed
    for text in texts:
        known.observe(wash.clean_text(text, url="https://a.test/"))
    assert wash.clean_text(texts[0], url="https://a.test/").removed


def test_a_page_without_a_sentence_tells_nothing():
    assert len(SiteMemory([plain.parse("Home\n\nSport\n\nWeather")])) == 0


# -- files ------------------------------------------------------------------------------------


def test_it_is_saved_loaded_and_pickled(tmp_path):
    known = learnt(sites.pages(20)) | learnt(sites.pages(20, host="bücher.test"))
    known.save(tmp_path / "a.memory")
    assert SiteMemory.load(tmp_path / "a.memory") == known == pickle.loads(pickle.dumps(known))
    assert SiteMemory.load(tmp_path / "a.memory").hosts == ("bücher.test", "example-times.test")
    assert [path.name for path in tmp_path.iterdir()] == ["a.memory"]


def test_another_file_and_every_damage_is_one_clear_error(tmp_path):
    path = tmp_path / "a.memory"
    good = learnt(sites.pages(2)).to_bytes()
    bad = [b"", b"{}", good[:-1], good + b"\0", good.replace(b"memory 1", b"memory 2"), good[:20]]
    bad += [good[:i] + bytes([good[i] ^ 1]) + good[i + 1 :] for i in range(0, len(good), 7)]
    for data in bad:
        path.write_bytes(data)
        with pytest.raises(cleaner.SiteMemoryError, match=r"a\.memory: "):
            SiteMemory.load(path)
    with pytest.raises(FileNotFoundError):
        SiteMemory.load(tmp_path / "none")
    with pytest.raises(FileNotFoundError) as failed:
        SiteMemory().save(tmp_path / "none" / "a.memory")
    assert failed.value.filename == str(tmp_path / "none" / "a.memory")


def test_a_heading_above_figures_that_only_this_page_has_stays():
    texts = [f"{text}\n\nThe winning numbers\n\n{i}, {i + 9}, {i + 20}" for i, text in enumerate(stories(20))]
    assert "The winning numbers" in clean(texts[0], texts).text


def test_a_label_with_its_date_stays_unless_most_stories_have_it():
    few = [f"{text}\n\nDoors: 3 May 2026, 19:30" if i % 5 == 0 else text for i, text in enumerate(stories(20))]
    assert "Doors: 3 May 2026, 19:30" in clean(few[0], few).text


def test_a_name_in_a_script_without_capitals_stays():
    few = [f"{text}\n\n李奥" if i % 5 == 0 else text for i, text in enumerate(stories(20))]
    assert "李奥" in clean(few[0], few).text


def test_hosts_are_one_with_and_without_a_stop_at_their_end():
    texts = stories(8, "follow the river bulletin on the blue channel")
    assert clean(texts[0], texts, host="example-times.test.").removed
