"""Characters: decode bytes, mend what no reader sees, fold for matching, count words, find sentences.

Folding keeps the length of a text, so that an offset in the folded text is an offset in the text itself.
"""

from __future__ import annotations

import codecs
from itertools import chain
from typing import TYPE_CHECKING

import regex as re  # one engine for the whole library; sets and properties are needed for other scripts

if TYPE_CHECKING:
    from collections.abc import Iterable

# -- bytes ------------------------------------------------------------------------------------

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_META_BYTES = 4096
# What browsers make of a label (WHATWG Encoding Standard): the superset that pages really use.
_SUPERSET = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
             "euc_kr": "cp949", "iso8859-9": "cp1254", "big5": "big5hkscs", "tis-620": "cp874"}  # fmt: skip
_SAFE = re.compile(
    r"utf-(?:8|16|32)(?:-le|-be|-sig)?|iso8859-\d+|cp(?:125\d|437|850|852|855|866|874|932|949)|koi8-[rut]|gb18030|hz|big5hkscs"
    r"|euc_jp|euc_jis_2004|shift_jis_2004|johab|mac-\w+|iso2022_\w+"
)


def _codec(name: str) -> str:
    """Return Python's name of a safe text codec, or an empty string."""
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
    for name in filter(None, map(_codec, filter(None, stated))):
        if name.startswith(("utf-16", "utf-32")) and name != _codec(declared):
            continue  # a <meta> that could be read as ASCII does not stand in UTF-16
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            continue
    return _detect(data)


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


def _detect(data: bytes) -> tuple[str, str]:
    """Decode bytes that nothing declares rightly; a fixed order, so that installed packages change nothing."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken * 4 <= sum(not char.isascii() for char in text) - broken:
        return text, "utf-8"  # a few bad bytes in good UTF-8
    name = _by_letters(data[:_LETTER_BYTES])
    return data.decode(name, "replace"), name


def _by_letters(sample: bytes) -> str:
    """Name the encoding in which most of a sample is made of its language's common letters.

    Only for scripts of their own, whose bytes above ASCII stand in rows; accented letters stand alone: cp1252.
    """
    high = sum(map(len, _HIGH.findall(sample)))
    if sum(map(len, _HIGH_ROW.findall(sample))) * 2 < high:
        return "cp1252"
    shares = {}
    for name, common in _COMMON.items():
        shown = [char for char in sample.decode(name, "replace") if not char.isascii()]
        shares[name] = sum(char in common for char in shown) / max(1, len(shown))
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= _COMMON_SHARE else "cp1252"


# -- characters ------------------------------------------------------------------------------------

_PLAIN_BYTES = bytes(range(32, 127))
_SPACES = re.compile(r"[^\S\n]+")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2060-\u2065"
    r"\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e001f\U000e0080-\U000e0fff]"
    r"|(?<!\U0001f3f4[\U000e0020-\U000e007f]{0,6})[\U000e0020-\U000e007f]"  # they spell the flags of Scotland and Wales
)
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_JOINER = re.compile(r"(?<![\p{L}\p{M}\p{S}\ufe0f])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{M}\p{S}])")


def tidy(text: str) -> str:
    r"""Take out what no reader sees and fold each run of white space to one space (or tab, if it holds one).

    Soft hyphens, control and tag characters, zero-width spaces and direction overrides go; a joiner between letters
    stays, since Persian, the Indic scripts and emoji need it; a lone surrogate becomes U+FFFD. Line feeds stay.

    Examples
    --------
    >>> tidy("news\xadpaper  of\u00a0record ")
    'newspaper of record'
    """
    odd = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN_BYTES)
    if "  " not in text and text[:1] != " " and text[-1:] != " " and odd.decode("utf-8", "surrogatepass").isprintable():
        return text  # the common case: printable text holds no control, format or odd space character
    text = _INVISIBLE.sub("", text)
    text = _BIDI.sub("", text)
    text = _SURROGATE.sub("\ufffd", text)
    text = _JOINER.sub("", text)
    return _SPACES.sub(lambda run: "\t" if "\t" in run[0] else " ", text).strip()


_FOLDS = {
    "'": "‘’‚‛′´`ʼ＇",
    '"': "“”„‟«»″＂「」『』",
    "-": "‐‑‒–—―−﹣－",
    " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\ufe0f\t",
    "i": "İ",  # the one letter whose lower case is longer than itself
}
_FOLD_PAIRS = tuple((char, plain) for plain, chars in _FOLDS.items() for char in chars if char not in "\t`")
_FULL_WIDTH = re.compile(r"[\uff01-\uff5e]")


def fold(text: str) -> str:
    r"""Lower-case a text and make its quotes, dashes, spaces and full-width characters plain; the length stays.

    Examples
    --------
    >>> fold("“JUST IN” — Don’t miss：")
    '"just in" - don\'t miss:'
    """
    text = text.replace("\t", " ").replace("`", "'")
    if not text.isascii():
        for char, plain in _FOLD_PAIRS:
            text = text.replace(char, plain)
        if _FULL_WIDTH.search(text):
            text = _FULL_WIDTH.sub(lambda char: chr(ord(char[0]) - 0xFEE0), text)
    return text.lower()


# -- words and sentences ------------------------------------------------------------------------------------

_BREAK = re.compile(r"[^\w\s]")
_BREAKS = "…•·©®™→▶►›‹°"  # beside those in ASCII; what holds a rarer one is left to the expression
_ASCII_BREAKS = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "_")}
_BYTE_BREAKS = bytes(ord(_ASCII_BREAKS.get(code, chr(code))) if code < 128 else code for code in range(256))
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def words(folded: str) -> list[str]:
    """Split a folded text into words; a run of a script without spaces also gives its pairs of characters.

    Examples
    --------
    >>> words("sign up for our newsletter")
    ['sign', 'up', 'for', 'our', 'newsletter']
    >>> words("関連記事")
    ['関連記事', '関連', '連記', '記事']
    """
    return words_within(folded, [(0, len(folded))])[0]


def words_within(folded: str, spans: Iterable[tuple[int, int]]) -> list[list[str]]:
    r"""Split stretches of a folded text into words, all together, as `words` does one.

    Examples
    --------
    >>> words_within("sign up\nfor news", [(0, 7), (8, 16)])
    [['sign', 'up'], ['for', 'news']]
    """
    plain = _spaced(folded)
    rows = [plain[start:end].split() for start, end in spans]
    if plain.isascii() or len(plain.encode("latin-1", "ignore")) == len(plain) or not _UNSPACED.search(plain):
        return rows
    return [list(chain.from_iterable(map(_with_pairs, row))) for row in rows]


def _spaced(folded: str) -> str:
    """Make a space of everything that is no letter and no digit; the length stays."""
    if folded.isascii():
        return folded.translate(_ASCII_BREAKS)
    plain = folded.encode("utf-8", "replace").translate(_BYTE_BREAKS).decode()  # several times as fast as on the text
    for mark in _BREAKS:
        plain = plain.replace(mark, " ")
    if not plain.replace(" ", "").isalnum():
        for mark in set(_BREAK.findall(plain)):
            plain = plain.replace(mark, " ")
    return plain


def _with_pairs(word: str) -> Iterable[str]:
    if len(word) < 3 or not _UNSPACED.search(word):
        return (word,)
    return (word, *(word[i : i + 2] for i in range(len(word) - 1)))


def count_words(text: str) -> int:
    """Count words; two characters of a script without spaces count as one word.

    Examples
    --------
    >>> count_words("River towns brace")
    3
    """
    spaced = len(text.split())
    # Looking for such characters is slow, and a text that takes few more bytes than characters holds next to none.
    if text.isascii() or len(text.encode("utf-8", "replace")) < len(text) * 1.4:
        return spaced
    return spaced + len(_UNSPACED.findall(text)) // 2


# A stop with its closing quotes or brackets, then white space before what can begin a sentence; or a full-width stop.
_STOP = re.compile(
    r"""(?<!\b(?:\p{L}|[Mm]rs?|[DdSs]r|Ms|St|[Ss]en|[Rr]ep|[Gg]ov|[Gg]en|Prof|Rev|[Nn]o|Inc|Co|Ltd|Jr|vs|ca|e\.g|i\.e|a\.m|p\.m))"""
    r"""[.!?…][.!?…]*["'”’»)\]]*(?=\s+["'“‘«„(\[¿¡]*[\p{Lu}\p{Lo}\d])|[。！？][」』）”]*|[।؟](?=\s)"""
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Find the sentences of a text as half-open offsets, white space between them left out.

    Examples
    --------
    >>> text = "Mr. Hill left. “Why?” asked Ann. Rain fell."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Mr. Hill left.', '“Why?” asked Ann.', 'Rain fell.']
    """
    found, start = [], 0
    for stop in _STOP.finditer(text):
        found.append((start, stop.end()))
        start = stop.end()
        while start < len(text) and text[start].isspace():
            start += 1
    if start < len(text):
        found.append((start, len(text)))
    return found


_STOPS = frozenset(".!?…。！？।؟")
_ENDS_SENTENCE = re.compile(r"[.!?…。！？।؟][\"'”’»“‘«)\]」』）*_]*\s*\Z")  # some close with “, ‘ or «


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence does, closing quotes and brackets allowed.

    Examples
    --------
    >>> ends_sentence("He left.”"), ends_sentence("River towns brace for flood")
    (True, False)
    """
    last = text[-1:]
    return last in _STOPS or (not last.isalnum() and _ENDS_SENTENCE.search(text, max(0, len(text) - 12)) is not None)


_FOLDED_STOP = re.compile(r"[.!?…\")।؟] |[。！？]")


def ends_within(folded: str, start: int, end: int) -> bool:
    """Tell, about and fast, whether a sentence ends within a stretch of a folded text.

    Examples
    --------
    >>> ends_within("he left. rain fell.", 0, 10), ends_within("he left. rain fell.", 9, 19)
    (True, False)
    """
    return _FOLDED_STOP.search(folded, start, end) is not None


def says(told: str, declared: str) -> bool:
    """Tell whether a folded line prints what a page declares, which may be cut short or end in the name of the site.

    Examples
    --------
    >>> says("river rises at orr", "river rises at orr | the times"), says("river", "river rises again tonight")
    (True, False)
    """
    if len(told) < 3 or abs(len(told) - len(declared)) > max(len(told), len(declared)) / 2:
        return told == declared
    return told.startswith(declared.rstrip(".… ")) or declared.startswith(told)


def prints(text: str, declared: str) -> bool:
    """Tell as `says` does, of a text that is folded only if its length, which folding keeps, can be right."""
    return max(len(text), len(declared)) <= 2 * min(len(text), len(declared)) and says(fold(text), declared)
