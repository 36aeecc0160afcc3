"""Characters: mend what no reader sees, fold for matching, count words, find sentences.

Folding keeps the length of a text, so that an offset in the folded text is an offset in the text itself.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

import regex as re  # sets and properties are needed for other scripts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# -- characters ------------------------------------------------------------------------------------

_PLAIN_BYTES = b"\n" + bytes(range(32, 127))
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
    if text[:1] not in " \n" and text[-1:] not in " \n" and is_tidy_within(text):
        return text  # the common case
    text = _INVISIBLE.sub("", text)
    text = _BIDI.sub("", text)
    text = _SURROGATE.sub("\ufffd", text)
    text = _JOINER.sub("", text)
    return _SPACES.sub(lambda run: "\t" if "\t" in run[0] else " ", text).strip()


def tidy_code(text: str) -> str:
    r"""Take out of code what no reader sees; its lines and their indentation stay.

    Examples
    --------
    >>> tidy_code("\nif rain:\n\topen(dam)\u200b\n")
    'if rain:\n    open(dam)'
    """
    return "\n".join(map(_tidy_line, text.splitlines())).strip("\n")


def _tidy_line(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    return line if line.isprintable() else indent.expandtabs(4) + tidy(line)


def is_tidy_within(text: str) -> bool:
    r"""Tell whether `tidy` would change nothing in a text but outer white space; so in each line of it.

    Examples
    --------
    >>> is_tidy_within("It rained.\nIt stopped.\n"), is_tidy_within("It  rained.")
    (True, False)
    """
    odd = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN_BYTES)
    # Printable text holds no control, format or odd space character.
    return "  " not in text and odd.decode("utf-8", "surrogatepass").isprintable()


_FOLDS = {
    "'": "‘’‚‛′´`ʼ＇",
    '"': "“”„‟«»″＂「」『』",
    "-": "‐‑‒–—―−﹣－",
    " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\ufe0f\t",
    "*": "ⓘℹ",  # letters to Unicode, a mark in front of “advertisement” to its reader
    "i": "İ",  # the one letter whose lower case is longer than itself
}
# Letters whose marks many leave out; “I” is the capital of the first and, to most programs, of “i”.
_LETTERS = {"i": "ı", "е": "ё", "ا": "أإآ", "ي": "ى"}
_FOLD_PAIRS = tuple((char, plain) for plain, chars in _FOLDS.items() for char in chars if char not in "\t`")
_LETTER_PAIRS = tuple((char, plain) for plain, chars in _LETTERS.items() for char in chars)
_FULL_WIDTH = re.compile(r"[\uff01-\uff5e]")


def plain_letters(text: str) -> str:
    """Make letters plain whose marks many leave out in Turkish, Russian and Arabic; the length stays.

    Examples
    --------
    >>> plain_letters("ayrıntılar"), plain_letters("ещё"), plain_letters("أخبار")
    ('ayrintilar', 'еще', 'اخبار')
    """
    for char, plain in _LETTER_PAIRS:
        text = text.replace(char, plain)
    return text


@cache
def _accented() -> dict[int, str]:
    """Return the letter below the accents of each Latin and Greek letter that has some."""
    codes = chain(range(0xC0, 0x250), range(0x370, 0x400), range(0x1E00, 0x2000))
    bases = {code: unicodedata.normalize("NFD", chr(code))[0] for code in codes}
    return {code: base for code, base in bases.items() if base != chr(code) and base.isalpha()}


def bare(text: str) -> str:
    """Leave out the accents of Latin and Greek letters, as many do in capitals; the length stays.

    Examples
    --------
    >>> bare("à lire également"), bare("διαβάστε επίσης")
    ('a lire egalement', 'διαβαστε επισης')
    """
    return text if text.isascii() else text.translate(_accented())


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
        text = plain_letters(text)
        if _FULL_WIDTH.search(text):
            text = _FULL_WIDTH.sub(lambda char: chr(ord(char[0]) - 0xFEE0), text)
    return text.lower()


# -- words and sentences ------------------------------------------------------------------------------------

_BREAK = re.compile(r"[^\w\s]")
_ASCII = bytes(range(128))
_ASCII_BREAKS = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "_")}
_BYTE_BREAKS = bytes(ord(_ASCII_BREAKS.get(code, chr(code))) if code < 128 else code for code in range(256))
UNSPACED_RANGES = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
UNSPACED = re.compile(f"[{UNSPACED_RANGES}]")


def words(folded: str) -> list[str]:
    """Split a folded text into words; a run of a script without spaces also gives its pairs of characters.

    Examples
    --------
    >>> words("sign up for our newsletter")
    ['sign', 'up', 'for', 'our', 'newsletter']
    >>> words("関連記事")
    ['関連記事', '関連', '連記', '記事']
    """
    return next(words_between(folded, [(0, len(folded))]))


def words_between(folded: str, spans: Iterable[tuple[int, int]]) -> Iterator[list[str]]:
    """Split stretches of a folded text into words, as `words` does a whole one.

    Examples
    --------
    >>> [*words_between("sign up! read on", [(0, 8), (9, 16)])]
    [['sign', 'up'], ['read', 'on']]
    """
    if folded.isascii():
        plain, others = folded.translate(_ASCII_BREAKS), ""
    else:
        data = folded.encode("utf-8", "replace")
        plain = data.translate(_BYTE_BREAKS).decode()  # several times as fast as on the text
        others = "".join(set(data.translate(None, _ASCII).decode()))
        for mark in _BREAK.findall(others):
            plain = plain.replace(mark, " ")
    stretches = (plain[start:end] for start, end in spans)
    return map(_split_unspaced if UNSPACED.search(others) else str.split, stretches)


def _split_unspaced(text: str) -> list[str]:
    row = text.split()
    return row if text.isascii() or not UNSPACED.search(text) else list(chain.from_iterable(map(_with_pairs, row)))


def _with_pairs(word: str) -> Iterable[str]:
    if len(word) < 3 or not UNSPACED.search(word):
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
    return spaced + len(UNSPACED.findall(text)) // 2


def has_words(text: str, least: int) -> bool:
    """Tell whether a text has at least so many words; a long one is not counted to its end.

    Examples
    --------
    >>> has_words("River towns brace for flood", 4), has_words("River towns", 4)
    (True, False)
    """
    return len(text.split(None, least)) >= least or count_words(text) >= least


# A stop with its closing quotes or brackets, then white space before what can begin a sentence; or a full-width stop.
# Between words the white space may be missing, where a scraper ran lines together.
# Of a long row of stops only the last ones are read, so that it costs no more than so many letters.
# German writes a day of the month with a stop and the month with a capital: “am 3. Mai” ends no sentence.
_STOP = re.compile(
    r"""(?<!\b(?:\p{L}|[Mm]rs?|[DdSs]r|Ms|St|[Ss]en|[Rr]ep|[Gg]ov|[Gg]en|Prof|Rev|[Nn]o|Inc|Co|Ltd|Jr|vs|ca|e\.g|i\.e|a\.m|p\.m))"""
    r"""(?:[!?…]|\.(?!(?<=\b\d{1,2}\.)\s(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b))"""
    r"""[.!?…]{0,9}+(?:\s»)?["'”’»)\]]*+(?:(?=\s+(?:["'“‘«„(\[¿¡<＜〈《【]*[\p{Lu}\p{Lo}\d]|["(<＜〈《【]*[©ⓒ▶►▷☞※→●■◆★]))"""
    r"""|(?=["“„«(\[]?(?:\p{Lu}\p{Ll}*[\s’'-]|(?![\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}])\p{Lo}))(?<=[\p{Ll}\p{Lo}\p{M}]{2}[.!?…]["'”’»)\]]{0,2}))"""
    r"""|[。！？][」』）”]*|[।؟](?=[\s\p{L}"“«])"""
)


# What stands in brackets in front of a sentence is one by itself, unless it is as short as “(AP)”.
_BRACKETED = re.compile(r"(?:\([^()]{20,300}\)|\[[^\[\]]{20,300}\])(?=\s+[\"“‘«]?\p{Lu})")


def sentences(text: str) -> list[tuple[int, int]]:
    """Find the sentences of a text as half-open offsets, white space between them left out.

    Examples
    --------
    >>> text = "Mr. Hill left. “Why?” asked Ann. Rain fell."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Mr. Hill left.', '“Why?” asked Ann.', 'Rain fell.']
    >>> len(sentences("Am 3. Mai regnete es. Ann ging.")), len(sentences("Rain fell. <© The Times> ▶ Read on"))
    (2, 2)
    >>> text = "(Also read: Bridge shut for a month) He left. Rain fell."
    >>> [text[start:end] for start, end in sentences(text)]
    ['(Also read: Bridge shut for a month)', 'He left.', 'Rain fell.']
    """
    found, start = [], 0
    for end in (*(stop.end() for stop in _STOP.finditer(text)), len(text)):
        if text[start : start + 1] in {"(", "["} and (bracket := _BRACKETED.match(text, start, end)):
            found.append((start, bracket.end()))
            start = _word_at(text, bracket.end())
        if start < end:
            found.append((start, end))
            start = _word_at(text, end)
    return found


def _word_at(text: str, start: int) -> int:
    """Return the first place from `start` on that is no white space."""
    while start < len(text) and text[start].isspace():
        start += 1
    return start


HEADING_SIGNS = frozenset("¶§🔗⚓")  # by which a heading is pointed to: links in it

UNMARKED_WORDS = 6  # of a sentence that begins without a stop in front of it
# Words that begin sentences, capitalised, right behind a word, and then one in lower case, as no name is written. In
# German, where nouns have capitals, only words which no name begins with. And speech with its stop inside the marks.
_UNMARKED = re.compile(
    r"""(?<=[\p{L}\d]) (?=(?:A|After|All|And|As|At|Because|Before|But|By|During|For|From|He|How|I|If|In|It|No|On|One"""
    r"""|She|Since|So|That|The|There|These|They|This|Those|To|We|What|When|Where|While|Who|Why|With"""
    r"""|El|La|Las|Los|Lo|Un|Una|En|Y|Pero|Se|Por|Con|Este|Esta|Le|Les|Une|Des|Il|Elle|Ils|Ce|Cette|Dans|Mais|Et"""
    r"""|C'est|Gli|Nel|Ma|Per|O|Os|Um|Uma|Em|Mas|Ele|Ela|De|Het|Een|Er|Hij|Zij|Maar|Det|Den|Ett|Men|Han|Hun|Hon|På|W|Na|Z|Jak"""
    r"""|Po|Nie|Ale|V|Je|Jest|Az|És|În|Bu|Bir|Ve|В|На|По|Он|Она|Это|Но|Как|И|Що|Це|Та)\s\p{Ll}"""
    r"""|(?:Der|Die|Das|Ein|Eine|Im|Am|Es|Wir|Und|Aber|Bei|Mit|Nach|Für|Auch|Wenn|Als|Um)\s\p{L}+\s"""
    r"""|«\s?\p{L}[^»]{3,200}[.!?…]\s?»|„\p{L}[^“”]{3,200}[.!?…][“”]|[“"]\p{L}[^“”"]{3,200}[.!?…][”"]|「[^」]{2,200}[。！？]」)"""
)


def unmarked_start(text: str, start: int, end: int) -> int:
    """Return the space in front of a sentence that begins within one without a stop; `end` if there is none.

    So it stands where a scraper joins lines.

    Examples
    --------
    >>> text = "Sign up for our newsletter The mayor said the dam had held."
    >>> text[unmarked_start(text, 10, len(text)):]
    ' The mayor said the dam had held.'
    >>> unmarked_start("Sign up for The Morning newsletter.", 0, 35)
    35
    """
    if not ends_sentence(text[start:end]):
        return end
    found = (space.start() for space in _UNMARKED.finditer(text, start, end))
    return next((at for at in found if count_words(text[at:end]) >= UNMARKED_WORDS), end)


ASKING = "?？؟"  # marks that end a question
_STOPS = frozenset(".!…。！।" + ASKING)
# Some close with “, ‘ or «, and French has a space in front of ».
_ENDS_SENTENCE = re.compile(r"[.!?…。！？।؟](?:\s?»|[\"'”’“‘«)\]」』）*_])*\s*\Z")


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence does, closing quotes and brackets allowed.

    Examples
    --------
    >>> ends_sentence("He left.”"), ends_sentence("River towns brace for flood")
    (True, False)
    """
    last = text[-1:]
    return last in _STOPS or (not last.isalnum() and _ENDS_SENTENCE.search(text, max(0, len(text) - 12)) is not None)


def asks(text: str) -> bool:
    """Tell whether a text ends in a question mark.

    Examples
    --------
    >>> asks("Who will mend it?"), asks("She asked who will.")
    (True, False)
    """
    return text.endswith(_ASKING)


_ASKING = tuple(ASKING)
_FOLDED_STOP = re.compile(r"[.!?…\")।؟] |[。！？]")


def ends_within(folded: str, start: int, end: int) -> bool:
    """Tell, about and fast, whether a sentence ends within a stretch of a folded text.

    Examples
    --------
    >>> ends_within("he left. rain fell.", 0, 10), ends_within("he left. rain fell.", 9, 19)
    (True, False)
    """
    return _FOLDED_STOP.search(folded, start, end) is not None


def prints(text: str, declared: str) -> bool:
    """Tell whether a line prints what a page declares, folded, which may be cut short or end in the name of the site.

    Examples
    --------
    >>> prints("River rises at Orr", "river rises at orr | the times"), prints("River", "river rises again tonight")
    (True, False)
    """
    if max(len(text), len(declared)) > 2 * min(len(text), len(declared)):
        return False  # folding takes long, and keeps the length
    told = fold(text)
    return told == declared or (
        len(told) > 2 and (told.startswith(declared.rstrip(".… ")) or declared.startswith(told))
    )
