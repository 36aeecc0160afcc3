"""Of a whole page handed in as text the article stays; a text that is no whole page is not cut."""

from __future__ import annotations

from pathlib import Path

import pytest

import cleaner
from cleaner import headlines, plain
from cleaner.boilerplate import NAMES, best_stretch, rows, running_words

MENU = [
    "Startsida", "Nyheter", "Kommunen", "Blåljus", "Väder", "Trafik", "Näringsliv", "Jordbruk", "Sport", "Ishockey",
    "Fotboll", "Orientering", "Resultat", "Kultur", "Bokhyllan", "Scen", "Film", "Familj", "Dödsfall", "Födda",
    "Bröllop", "Insändare", "Ledare", "Krönikor", "Korsord", "Sudoku", "Schack", "Recept", "Resor", "Motor", "Bostad",
    "Lediga jobb", "Arkiv", "Bildspel", "Kontakt", "Redaktionen", "Annonsera", "Tipsa oss", "Mina sidor", "Logga in",
    "Hjälp", "Appar", "Nyhetsbrev", "Podd", "Tv", "Quiz", "Horoskop", "Börsen", "Valuta", "Lotto", "Trav", "Bandy",
    "Handboll", "Innebandy", "Simning", "Skidor", "Golf", "Tennis", "Ridning", "Fiske",
]  # fmt: skip
TITLE = "Gamla bron hålls stängd i tre veckor till"
STORY = [
    "Den gamla bron över ån hålls stängd i ytterligare tre veckor, sade kommunens tekniska chef på tisdagskvällen.",
    "Ingenjörerna hade hittat sprickor i två av pelarna, och reparationen kostar mer än vad som var avsatt.",
    "Under tiden går en färja gratis mellan stränderna, var tionde minut från klockan sex till midnatt.",
    "Vi hoppas att bron kan öppna igen innan turisterna kommer, sade hon och pekade på de röda ställningarna.",
    "Handlarna på norra sidan är inte nöjda: sedan bron stängdes har var tredje kund uteblivit, säger de.",
]
PAGE = Path(__file__).parent.parent / "fixtures" / "en" / "navigation--whole-page-as-text.txt"


def clean(*lines: str) -> cleaner.Article:
    return cleaner.clean_text("\n\n".join(lines))


def test_a_whole_page_is_cut_and_what_was_cut_is_not_cut_again() -> None:
    article = cleaner.clean_text(PAGE.read_text("utf-8"))
    assert article.text.startswith("The tide mill at Orrin Quay will grind flour again")
    assert any(found.name == "layout.around-article" for one in article.removed for found in one.evidence)
    assert cleaner.clean_text(article.text).text == article.text


def test_the_date_below_the_title_of_a_whole_page_goes() -> None:
    byline = "By Mairi Colbeck"
    article = cleaner.clean_text(PAGE.read_text("utf-8").replace(byline, f"{byline}\n\n3 May 2024"))
    assert article.byline == ("Mairi Colbeck",)
    assert "3 May 2024" not in article.text


def test_the_title_above_many_short_lines_stays() -> None:
    below = "\n".join(["Quay", "Mill", "Flour", "Wheel", "Boats"] * 4)
    article = cleaner.clean_text(PAGE.read_text("utf-8").replace("By Mairi Colbeck", below))
    assert article.title == "Old tide mill to grind flour again after sixty years"


@pytest.mark.parametrize(
    "lines",
    [
        [TITLE, *STORY],
        [TITLE, *STORY, *MENU],
        [TITLE, *MENU, *STORY],
        [TITLE, *STORY[:3], *MENU, *STORY[3:]],
        [TITLE, *MENU[:30], *STORY, *MENU[30:]],
        MENU,
    ],
    ids=["an article", "a long list behind", "a long list in front", "a long list inside", "two lists", "no article"],
)
def test_a_text_that_is_no_whole_page_is_not_cut(lines: list[str]) -> None:
    assert not any(found.name == "layout.around-article" for one in clean(*lines).removed for found in one.evidence)


def test_more_text_at_an_end_than_in_the_stretch_stays() -> None:
    scores, ends = [3.5] * 12 + [-4.0, -4.0] + [3.5] * 12, [0] * 12
    assert best_stretch(scores, [*ends, 60, 60, *ends], range(27)) == (12, 14)
    assert best_stretch(scores, [*ends, 60, 60, *([40] * 12)], range(27)) == (12, 26)


def test_every_column_has_a_name() -> None:
    lines = headlines.left(plain.parse("\n\n".join([*MENU, TITLE, *STORY])), ())
    running = running_words(lines)
    assert {len(row) for row in rows(lines, running)} == {len(NAMES)}
