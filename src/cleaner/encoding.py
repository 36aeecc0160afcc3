"""Bytes to characters: one place that guesses an encoding, and says what it guessed."""

from __future__ import annotations

import codecs

import regex as re

from cleaner.model import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_META_BYTES = 4096
_LEAST_UNDONE = 3  # characters too many, of a text that was decoded wrongly rather than one that shows how that looks
# What browsers make of a label (WHATWG Encoding Standard): the superset that pages really use.
_SUPERSET = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
             "euc_kr": "cp949", "iso8859-9": "cp1254", "big5": "big5hkscs", "tis-620": "cp874"}  # fmt: skip
_SAFE = re.compile(
    r"utf-(?:8|16|32)(?:-le|-be|-sig)?|iso8859-\d+|cp(?:125\d|437|850|852|855|866|874|932|949)|koi8-[rut]|gb18030|hz|big5hkscs"
    r"|euc_jp|euc_jis_2004|shift_jis_2004|johab|mac-\w+|iso2022_\w+"
)


def codec(name: str) -> str:
    """Return Python's name of the codec that a name of an encoding stands for; empty if none is known or safe.

    Examples
    --------
    >>> codec("windows-1251"), codec("latin-1"), codec("klingon")
    ('cp1251', 'cp1252', '')
    """
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return ""
    found = _SUPERSET.get(found, found)
    return found if _SAFE.fullmatch(found) else ""


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    r"""Decode bytes by byte-order mark, declared charset, ``<meta>``, UTF-8, and at last by what they look like.

    Parameters
    ----------
    data : bytes
    declared : str, default=""
        The charset that the caller knows of, such as the one in an HTTP header; an unknown name is passed over.

    Returns
    -------
    tuple of str
        The text and the name of the encoding used. Bytes that do not decode become U+FFFD.

    References
    ----------
    The superset table follows the labels of the WHATWG Encoding Standard.

    Examples
    --------
    >>> decode(b"caf\xc3\xa9")
    ('café', 'utf-8')
    >>> decode(b"caf\xe9")
    ('café', 'cp1252')
    >>> decode("Вода отступает".encode("cp1251"))
    ('Вода отступает', 'cp1251')
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace"), name.removesuffix("-sig")
    if wide := _wide(data[:_META_BYTES]):
        return data.decode(wide, "replace"), wide
    found = _DECLARED.search(data, 0, _META_BYTES)
    meta = found.group(1).decode("ascii") if found else ""
    # What decodes as UTF-8 and holds more than ASCII is UTF-8, whatever its <meta> says: that is never chance.
    stated = (declared, "utf-8" if not data.isascii() else "", meta, "utf-8")
    for name in filter(None, map(codec, filter(None, stated))):
        if name.startswith(("utf-16", "utf-32")) and name != codec(declared):
            continue  # a <meta> that could be read as ASCII does not stand in UTF-16
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            continue
    return _detect(data)


def undo_latin(text: str) -> str:
    r"""Decode anew a text whose UTF-8 was decoded as Latin-1, as some clients do where no charset is declared.

    Every character of it is then one byte, and all of them together are UTF-8.

    Examples
    --------
    >>> undo_latin("What\xe2\x80\x99s more, d\xc3\xa9j\xc3\xa0 vu"), undo_latin("d\xe9j\xe0 vu")
    ('What’s more, déjà vu', 'déjà vu')
    """
    try:
        undone = text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
    return undone if len(text) - len(undone) >= _LEAST_UNDONE else text


def decode_text(data: bytes, declared: str = "") -> str:
    r"""Decode plain text, of which nothing is guessed: by byte-order mark, as declared, or as UTF-8.

    Raises
    ------
    InputError
        If it is in another encoding.

    Examples
    --------
    >>> decode_text(b"caf\xc3\xa9"), decode_text(b"caf\xe9", "windows-1252")
    ('café', 'café')
    >>> decode_text(b"caf\xe9")
    Traceback (most recent call last):
    cleaner.model.InputError: not UTF-8; name its encoding (clean --encoding windows-1252), or convert it first
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if declared and not codec(declared):
        raise InputError(f"unknown encoding {declared!r}")
    try:
        return data.decode(marked or declared or "utf-8")
    except UnicodeDecodeError:
        told = marked or declared or "UTF-8"
        hint = "name its encoding (clean --encoding windows-1252), or convert it first"
        raise InputError(f"not {told}; {hint}") from None


def _wide(sample: bytes) -> str:
    """Name the encoding of two or four bytes a character that nothing declares: half of them are 0, or more."""
    zeros = sample.count(0)
    if zeros * 3 < len(sample) or not sample.strip(b"\0"):
        return ""
    order = "be" if sample[0] == 0 else "le"
    return f"utf-32-{order}" if zeros * 5 > len(sample) * 3 else f"utf-16-{order}"


_LETTER_BYTES = 100_000
_HIGH, _HIGH_ROW = re.compile(rb"[\x80-\xff]+"), re.compile(rb"[\x80-\xff]{3,}")
_COMMON = {
    **dict.fromkeys(("cp932", "euc_jp"), frozenset("のにはをたがでてとしれさるいなもかすこまりあ")),
    **dict.fromkeys(("cp1251", "koi8-r"), frozenset("оеаинтсрвлк")),
    "cp949": frozenset("이다에는의을가고를도한로지은기서하자사시나라대어일인리"),
    "cp1256": frozenset("اليمنوربتهد"), "cp1255": frozenset("יוהלאתרמבש"), "cp1253": frozenset("αοιετσνηυρ"),
}  # fmt: skip
_COMMON_SHARE = 0.35  # measured: the right one has 0.39 to 0.75, the best for Chinese or Turkish 0.25


# What a language that a page declares is written in, where nothing else tells.
_OF_LANGUAGE = {
    "ja": ("cp932", "euc_jp"), "ko": ("cp949",), "tr": ("cp1254",), "vi": ("cp1258",), "th": ("cp874",),
    **dict.fromkeys(("cs", "hr", "hu", "pl", "ro", "sk", "sl"), ("cp1250",)),
    **dict.fromkeys(("et", "lt", "lv"), ("cp1257",)),
}  # fmt: skip
_LANGUAGE = re.compile(rb"<(?:html|body)\b[^<>]{0,300}?\blang\s*=\s*[\"']?([A-Za-z]{2,3})", re.I)
# First bytes behind which the standards of Chinese set common characters and marks.
_CHINESE = (
    ("gb18030", "gb2312", frozenset({0xA1, 0xA3, *range(0xB0, 0xD8)})),
    ("big5hkscs", "big5", frozenset(range(0xA1, 0xC7))),
)
_CHINESE_SHARE = 0.9


def _stray(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that are no UTF-8 as the ones that browsers take for Latin."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("cleaner-stray", _stray)


def _detect(data: bytes) -> tuple[str, str]:
    """Decode bytes that nothing declares rightly; a fixed order, so that installed packages change nothing."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if 0 < broken <= sum(not char.isascii() for char in text) - broken:
        return data.decode("utf-8", "cleaner-stray"), "utf-8"  # set together of parts, some of them in another one
    sample = data[:_LETTER_BYTES]
    name = _by_letters(sample) or _by_language(sample) or _chinese(sample) or "cp1252"
    return data.decode(name, "replace"), name


def _by_letters(sample: bytes) -> str:
    """Name the encoding in which most of a sample is made of its language's common letters.

    Only for scripts of their own, whose bytes above ASCII stand in rows; accented letters stand alone.
    """
    if not _is_in_rows(sample):
        return ""
    shares = {}
    for name, common in _COMMON.items():
        shown = [char for char in sample.decode(name, "replace") if not char.isascii()]
        shares[name] = sum(char in common for char in shown) / max(1, len(shown))
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= _COMMON_SHARE else ""


def _is_in_rows(sample: bytes) -> bool:
    return sum(map(len, _HIGH_ROW.findall(sample))) * 2 >= sum(map(len, _HIGH.findall(sample)))


def _by_language(sample: bytes) -> str:
    found = _LANGUAGE.search(sample, 0, _META_BYTES)
    names = _OF_LANGUAGE.get(found[1].decode().lower(), ()) if found else ()
    return next((name for name in names if _decodes(sample, name)), "")


def _decodes(sample: bytes, name: str) -> bool:
    try:
        codecs.getincrementaldecoder(name)().decode(sample)  # it may end within a character
    except UnicodeDecodeError:
        return False
    return True


def _chinese(sample: bytes) -> str:
    """Name the encoding in which nearly all characters of a sample are common ones of Chinese."""
    for name, standard, firsts in _CHINESE if _is_in_rows(sample) else ():
        shown = [char for char in sample.decode(name, "ignore") if not char.isascii()]
        common = sum(char.encode(standard, "ignore").ljust(1)[0] in firsts for char in shown)
        if _decodes(sample, name) and common >= _CHINESE_SHARE * len(shown) > 0:
            return name
    return ""
