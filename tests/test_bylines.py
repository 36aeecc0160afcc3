"""Bylines of plain text, in the words of a language and in no other's."""

from __future__ import annotations

import pytest

import cleaner
from cleaner import bylines


@pytest.mark.parametrize(
    ("language", "line", "names"),
    [
        ("en", "Written by Ann Wells and Bo Marsh | 3 May", ("Ann Wells", "Bo Marsh")),
        ("en", "By ANN WELLS, BO MARSH and CY TRENT", ("ANN WELLS", "BO MARSH", "CY TRENT")),
        ("en-GB", "By Ann Wells for the Harbour Times", ("Ann Wells",)),
        ("de", "Ein Gastbeitrag von Karl von der Aue", ("Karl von der Aue",)),
        ("de", "Von Ann Brunnen, Kiel", ("Ann Brunnen",)),
        ("de", "Von Ann Brunnen Veröffentlicht am 3. Mai 2024", ("Ann Brunnen",)),
        ("en", "By Ann Wells Updated: 3 May 2024", ("Ann Wells",)),
        ("de", "Eine Rezension von Ann Brunnen", ("Ann Brunnen",)),
        ("pl", "Rozmawiała: Ewa Rzeczna", ("Ewa Rzeczna",)),
        ("fr", "Par Odile Marchand et Yves Le Bihan, envoyés spéciaux", ("Odile Marchand", "Yves Le Bihan")),
        ("es", "Por María José Ríos", ("María José Ríos",)),
        ("it", "Di Maria Fiume", ("Maria Fiume",)),
        ("nl", "Door Jan van der Beek", ("Jan van der Beek",)),
        ("no", "Av Kari Elvestad", ("Kari Elvestad",)),
        ("id", "Oleh Budi Sungai", ("Budi Sungai",)),
        ("cs", "Autor: Jan Řeka", ("Jan Řeka",)),
        ("ru", "Текст: Иван Речной", ("Иван Речной",)),
        ("ko", "강하늘 기자", ("강하늘",)),
        ("zh", "記者／江小河", ("江小河",)),
        ("ar", "بقلم سالم النهري", ("سالم النهري",)),
        ("he", "מאת דן נהרי", ("דן נהרי",)),
    ],
)
def test_names(language: str, line: str, names: tuple[str, ...]) -> None:
    assert bylines.names(line, language) == names
    assert bylines.is_one(line, language)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "By the River Wells, it rained"),
        ("en", "By Jove"),
        ("en", "Von Ann Brunnen"),  # another language's word
        ("de", "Von Hamburg nach Kiel"),
        ("de", "Von Ursula Brunnen lernen"),
        ("fr", "Par Monts et par vaux"),
        ("it", "Di Maria segna due gol"),
        ("es", "Por fin llega la lluvia"),
        ("ko", "기자 회견"),
        ("zh", "文章"),
        ("ar", "كتب"),
    ],
)
def test_other_lines_name_nobody(language: str, line: str) -> None:
    assert not bylines.is_one(line, language)


@pytest.mark.parametrize(
    ("title", "line", "byline"),
    [
        ("Harbour reopens after the storm", "Ann Wells", ("Ann Wells",)),
        ("Harbour reopens after the storm", "Customs House", ()),  # the text speaks of it
        ("Harbour news", "Ann Wells", ()),  # a section, not a headline
    ],
)
def test_a_name_below_the_headline_signs_the_text(title: str, line: str, byline: tuple[str, ...]) -> None:
    article = cleaner.clean_text(
        f"{title}\n\n{line}\n\nThe Customs House and the harbour at Orr were shut for three days."
    )
    assert article.byline == byline


def test_a_byline_that_goes_as_a_credit_is_a_field_all_the_same() -> None:
    text = "A fábrica de Cerquinho reabre\n\nTexto: Duarte Salgueiro\n\nEla reabriu na sexta-feira, e ninguém esperava."
    assert cleaner.clean_text(text, language="pt").byline == ("Duarte Salgueiro",)
