"""Bytes that nothing declares rightly."""

from __future__ import annotations

import pytest

from cleaner.encoding import decode

CHINESE = "县里最后一家手工秤铺将于月底关门。店主老宋今年七十九岁，做秤六十三年，经手的秤不下两万杆。"
TAIWANESE = "縣裡最後一家手工秤鋪將於月底關門。店主老宋今年七十九歲，做秤六十三年，經手的秤不下兩萬桿。"
JAPANESE = "市長はクリスマスの前に橋を開けると約束したが、町の人々はあまり信じていないようだ。"


@pytest.mark.parametrize(
    ("text", "encoding", "language"),
    [
        (CHINESE, "gb18030", ""),
        (TAIWANESE, "big5hkscs", ""),
        (JAPANESE, "cp932", ""),
        (JAPANESE, "euc_jp", ""),
        ("カタカナノテスト", "cp932", "ja"),
        ("시장은 성탄절 전에 다리를 열겠다고 약속했다.", "cp949", ""),
        ("Вода отступает, и жители возвращаются домой.", "koi8-r", ""),
        ("Вода отступает, и жители возвращаются домой.", "cp1251", ""),
        ("Zażółć gęślą jaźń, powiedział burmistrz.", "cp1250", "pl"),
        ("Şehirde yağmur yağdı, dedi başkan.", "cp1254", "tr"),
        ("L’été fut très chaud, dit-elle à l’élève.", "cp1252", "fr"),
        ("L’été fut très chaud, dit-elle à l’élève.", "cp1252", ""),
    ],
)
@pytest.mark.parametrize("declared", ["", '<meta charset="utf-8">'])
def test_the_letters_tell_or_the_language(text: str, encoding: str, language: str, declared: str) -> None:
    page = f'<html lang="{language}">{declared}<p>{text}</p>'
    assert decode(page.encode(encoding)) == (page, encoding)


def test_utf_8_with_parts_in_another_encoding_stays() -> None:
    assert decode("<p>It’s a café".encode() + b" and a caf\xe9.</p>") == ("<p>It’s a café and a café.</p>", "utf-8")
