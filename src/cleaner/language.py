"""Which language a text is written in, by its script and its commonest words: enough to choose rule packs."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

import regex as re

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SAMPLE_CHARS = 1000  # about 170 words; more changes next to no answer on a real article
LATER_CHARS = 500  # of the middle, and of the end; a third of a short text
_LEAST_SHARE = 0.08  # of the words; running prose has 0.25 to 0.6 of common words and spellings
_CLEAR_SHARE, _CLEAR_TIMES, _CLEAR_WORDS = 0.2, 2, 20  # what it takes to believe in a second language
_CLEAR_CHARS = 150

_SCRIPTS = (
    ("ja", re.compile(r"[\u3041-\u30fa]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("zh", re.compile(r"\p{Han}")),
    ("th", re.compile(r"\p{Thai}")),
    ("el", re.compile(r"\p{Greek}")),
    ("he", re.compile(r"\p{Hebrew}")),
    ("hi", re.compile(r"\p{Devanagari}")),
    ("ar", re.compile(r"\p{Arabic}")),
    ("ru", re.compile(r"\p{Cyrillic}")),
)
_FOREIGN = re.compile(r"[\u0370-\u1cff\u2e80-\uffef]")
_UKRAINIAN, _RUSSIAN = re.compile(r"[іїєґІЇЄҐ]"), re.compile(r"[ыэъёЫЭЪЁ]")
_LATIN = re.compile(r"[a-zà-ɏ]")

# Words that make up much of a page in one language; those that several share count for each of them.
_COMMON = {
    "cs": "a v na se je že s z do to o jsou byl byla bylo byly bude být má podle které který která také jako pro ve "
    "by už jsem jsme není jen ještě ani nebo aby když tak ale po při před mezi od ze k ke za jeho jejich ji "
    "mu co kdo kde této než až",
    "da": "og i at det er en et til på som af for med den de der har han hun ikke var men fra blev bliver efter "
    "også om jeg mig sig sin siger sagde hvad hvor havde kunne skulle ville uden mellem mod nu når noget "
    "nogle mere meget deres dem igen kun ved eller over under",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine einen einer als auch es an "
    "werden aus hat er sie wir ich war waren wird wurde sind haben hatte noch nur schon aber oder wenn dass "
    "nach bei bis vor über zum zur vom am um durch gegen kein keine",
    "en": "the of and to in a is that for it was on with as he be at by are this his from have has said not had "
    "been were but they their which who will would there when what or an if out its more than she her you",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más pero sus ha está son fue "
    "ser han había este esta también ya muy cuando donde entre sobre sin hasta desde todo le",
    "fi": "ja on ei se että oli hän ovat mukaan myös joka mutta kun olla sen ole tai kuin sitä vuoden hänen he ne "
    "tämä tämän olivat olisi voi koska jos niin vain vielä jo nyt enää ennen jälkeen kanssa mitä missä jossa "
    "jotka kaikki sekä eivät en sanoi kertoo ilman yli noin",
    "fr": "de la le et les des en un une du que est pour qui dans a par plus pas au aux sur ne se ce il elle ils "
    "sont avec on nous vous je mais ou où si leur son sa ses cette ces comme tout sans après avant encore été "
    "être était ont fait",
    "hu": "a az és hogy nem is egy ez volt meg csak már még szerint vagy azt mint de el lesz ki be ha kell mert aki "
    "ami ezt után pedig sem majd minden akkor nagyon arra fel le nincs lehet voltak",
    "id": "yang dan di dari ini untuk dengan pada itu dalam tidak akan ke juga ada oleh saat sebagai bisa kata "
    "mereka kami kita ia dia para telah sudah belum lebih karena atau tetapi namun setelah sejak hingga masih "
    "hanya agar seperti menjadi harus dapat bahwa orang satu dua secara warga tahun hari",
    "it": "di e è che la il un a per in una sono mi ho lo ha le i si ti della con non del da al alla come più gli "
    "anche ma o nel nella dal dalla dei delle degli suo sua questo questa quando dove perché tra dopo ancora "
    "già stato stata hanno era",
    "nl": "de van het een en in is dat op te zijn met voor niet die aan er om ook als naar bij maar door was waren "
    "wordt werd heeft had hebben hij zij ze we ik hun haar over tegen uit dan nog al wel geen deze dit wat "
    "waar of omdat toen",
    "no": "og i det som på er en et til å han hun av for at med var de ikke den der har jeg meg seg sin om men sier "
    "sa etter også fra hva hvor ble blir hadde kunne skulle ville uten mellom mot nå når noe noen mer mye "
    "deres dem igjen bare ved eller over under",
    "pl": "w i na z do się nie że to jest o jak po za od przez są ale dla jego tym już był co oraz ma była było "
    "były być będzie czy ich jej tego tej ten ta te tylko także jeszcze może przed pod bez gdy który która "
    "które ze we",
    "pt": "de a que o e é do da em um uma para com não os no na se por mais as dos das como mas foi ao está são ser "
    "ter tem seu sua pelo pela ele ela isso este esta também já muito quando onde entre sobre sem até nos",
    "ro": "de în și a la cu pe care nu din o să că mai este pentru un au fost ce sunt dar ca al după era avea fi va "
    "vor lui lor ei el ea s-a dacă iar sau doar foarte prin până între fără când unde cum tot îi",
    "sv": "och i att det som en ett på är av för med till den har de inte om han hon men var jag sig sin från vi "
    "efter också hade blev blir skulle kunde ville sade säger när där mycket utan mellan mot nu mer deras dem "
    "igen bara vid eller över under hur vad",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi sonra kadar ne var değil ancak en ya göre ki ama veya "
    "ise diye her şu o biz ben onu onun bunu olduğu olduğunu oldu dedi etti önce çünkü iki yeni ilk son mi "
    "hem hiç tüm kendi yok",
    "vi": "và của là có được trong cho không các một với người đã này những để khi đến về từ tôi họ anh ông bà đó "
    "cũng như nhưng thì mà ra vào lại còn sẽ bị do nên nếu rất nhiều hơn năm ngày tại theo sau trước trên",
}
# Letters and ways to spell that few of these languages have; each counts as a common word does. A space ends a word.
_SPELLINGS = {
    "cs": "ě ř ů", "da": "æ ø å", "de": "ä ö ü ß", "es": "ñ ¿ ¡ ción", "fi": "ä ö aa ii uu", "fr": "ç ê œ eau eux",
    "hu": "ő ű gy sz", "id": "nya_ kan_", "no": "æ ø å", "pl": "ł ą ę ś ź ż cz sz", "pt": "ã õ ção nh", "ro": "ț ș ţ ă",
    "sv": "å ä ö", "tr": "ı ğ ş ö ü",
    "vi": "ơ ư đ ạ ả ấ ầ ẩ ẫ ậ ắ ằ ẳ ẵ ặ ẹ ẻ ẽ ế ề ể ễ ệ ỉ ị ọ ỏ ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ ụ ủ ứ ừ ử ữ ự ỳ ỵ ỷ ỹ",
}  # fmt: skip
# Danish and Norwegian are nearly one to the eye; what is written otherwise in the other tells them apart.
_DANISH = re.compile(
    r"tion|øj|ej|kør|gør|brug|heder|\b(?:uge|ind|læs|vores|sagde)|(?:erne|ede|ge|be|ud|af|igt|\b[dms]ig)\b"
)
_NORSE = re.compile(r"sjon|øy|kj|heter|\b(?:inn|les|vår)|(?:tt|kk|nn|(?<!ik)ke|pe|av|\b[dms]eg)\b")
_DANISH_OR_NORSE = frozenset(["da", "no"])


def _inverted(told: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the languages of each piece of what stands by language."""
    found: dict[str, list[str]] = {}
    for language, pieces in told.items():
        for piece in pieces.split():
            found.setdefault(piece.replace("_", " "), []).append(language)
    return found


_LANGUAGES_OF, _SPELLED = _inverted(_COMMON), _inverted(_SPELLINGS)
_LETTERS = frozenset(piece for piece in _SPELLED if len(piece) == 1)
_STRETCHES = tuple(piece for piece in _SPELLED if len(piece) > 1)
COMMON = frozenset(_LANGUAGES_OF)
_KNOWN = frozenset(_COMMON) | {language for language, _ in _SCRIPTS} | {"uk"}
# What else the same languages are called: both kinds of Norwegian, former codes, those of ISO 639-2, and countries that
# pages name in the place of their language, where no language has that code.
_OTHER_CODES = {
    code: language
    for language, codes in {
        "ar": "ara", "cs": "ces cze cz", "da": "dan dk", "de": "deu ger", "el": "ell gre gr", "en": "eng",
        "es": "spa", "fi": "fin", "fr": "fra fre", "he": "heb iw", "hi": "hin", "hu": "hun", "id": "ind in",
        "it": "ita", "ja": "jpn jp", "ko": "kor", "nl": "nld dut", "no": "nb nn nor nob nno", "pl": "pol",
        "pt": "por", "ro": "ron rum mo", "ru": "rus", "sv": "swe", "tr": "tur", "uk": "ukr ua", "vi": "vie vn",
        "zh": "zho chi cmn cn",
    }.items()
    for code in codes.split()
}  # fmt: skip
_NO_LANGUAGE = frozenset(["und", "mul", "mis", "zxx", "xx", "utf", "iso", "gbk", "gb", "win"])  # and encodings
_CODE_LETTERS = (2, 3)


def guess(text: str) -> str:
    """Guess the language of a text.

    Parameters
    ----------
    text : str
        Its first 1,000 characters are read.

    Returns
    -------
    str
        BCP 47 code of one of 27 languages, or an empty string where nothing speaks for any.

    Examples
    --------
    >>> guess("The river rose overnight, and officials said that it was not the last of it.")
    'en'
    >>> guess("Der Fluss stieg über Nacht, und es ist nicht das letzte Mal.")
    'de'
    >>> guess("Річка піднялася за ніч")
    'uk'
    >>> guess("1,204 (+3)")
    ''
    """
    sample = text[:SAMPLE_CHARS]
    if _may_be_foreign(sample) and len(_FOREIGN.findall(sample)) * 20 > len(sample):
        latin = len(_LATIN.findall(sample.lower()))
        for language, script in _SCRIPTS:
            if len(script.findall(sample)) > latin * _share(language):
                is_ukrainian = language == "ru" and len(_UKRAINIAN.findall(sample)) > len(_RUSSIAN.findall(sample))
                return "uk" if is_ukrainian else language
    words = sample.lower().split()
    scores = _scores(words)
    most = max(scores.values(), default=0)
    if not most or most < len(words) * _LEAST_SHARE:
        return ""
    if scores["en"] == most:
        return "en"
    found = max(language for language, score in scores.items() if score == most)
    if found in _DANISH_OR_NORSE:
        lowered = " ".join(words)
        danish, norse = len(_DANISH.findall(lowered)) + scores["da"], len(_NORSE.findall(lowered)) + scores["no"]
        return "da" if danish > norse else "no"
    return found


def belies(text: str, told: str) -> str:
    """Return the language of a text in a script of its own that was said to be in a language of Latin letters.

    Examples
    --------
    >>> belies("暴雨连下三日，河水漫过了旧桥。", "en"), belies("Le fleuve est monté cette nuit.", "en")
    ('zh', '')
    """
    may_be = _may_be_foreign(text[:SAMPLE_CHARS]) and base(told) in _COMMON
    found = guess(text) if may_be else ""
    return "" if found in _COMMON else found


def languages(text: str, first: str) -> tuple[str, ...]:
    """Return the language that a text begins in, or was said to be in, and others that its middle or end is in.

    Another one has to be clear, or a few foreign names would bring the rules of a second language. Beside one that
    `guess` does not know stands none: its neighbours would be taken for it.

    Examples
    --------
    >>> german = "Der Fluss stieg über Nacht, und es war nicht das letzte Mal in dem Jahr, sagte sie an der Brücke."
    >>> languages(german, "de")
    ('de',)
    >>> languages(german, "en-GB")
    ('en-GB', 'de')
    """
    if base(first) not in _KNOWN:
        return (first,)
    size = min(LATER_CHARS, max(len(text) // 3, _CLEAR_CHARS))
    middle = max(0, (len(text) - size) // 2)
    samples = (text[middle : middle + size], text[-size:])
    return (first, *dict.fromkeys(found for sample in samples if (found := _another(sample, base(first)))))


def breaks_off(text: str) -> bool:
    """Tell whether a text ends in a comma, or in a word such as “the” with which no line ends by itself.

    Examples
    --------
    >>> breaks_off("They mended the weir for the"), breaks_off("They mended the weir")
    (True, False)
    """
    return text.endswith(",") or text[text.rfind(" ") + 1 :].lower() in COMMON


def base(tag: str) -> str:
    """Return the language of a BCP 47 tag; what else one of the 27 is called counts as it.

    Examples
    --------
    >>> base("en-GB"), base("nb"), base("deu"), base("iw")
    ('en', 'no', 'de', 'he')
    """
    language = tag.lower().replace("_", "-").partition("-")[0]
    return _OTHER_CODES.get(language, language)


def names_language(tag: str) -> bool:
    """Tell whether a tag names a language, one of the 27 or another: its code has two or three letters.

    Examples
    --------
    >>> names_language("pt-BR"), names_language("ca"), names_language("und"), names_language("english")
    (True, True, False, False)
    """
    code = base(tag)
    return len(code) in _CODE_LETTERS and code.isalpha() and code not in _NO_LANGUAGE


def _another(sample: str, first: str) -> str:
    """Return a language other than the first that a sample is clearly in."""
    found = guess(sample)
    if found == first:
        return ""
    if found not in _COMMON:
        return found  # a script of its own leaves no doubt
    words = sample.lower().split()
    scores = _scores(words)
    clear = scores[found] >= max(_CLEAR_SHARE * len(words), _CLEAR_TIMES * scores[first])
    return found if clear and len(words) >= _CLEAR_WORDS else ""


def _may_be_foreign(sample: str) -> bool:
    """Tell, fast, whether a twentieth of a text can be of another script: each such character takes further bytes."""
    return (len(sample.encode("utf-8", "surrogatepass")) - len(sample)) * 20 > len(sample)


def _scores(words: Sequence[str]) -> Counter[str]:
    """Count the common words of each language and, where they do not tell, what is spelled as in few others."""
    scores = Counter(chain.from_iterable(map(_LANGUAGES_OF.__getitem__, filter(COMMON.__contains__, words))))
    second, first = sorted([0, 0, *scores.values()])[-2:]
    if first >= max(_CLEAR_SHARE * len(words), _CLEAR_TIMES * second):
        return scores
    text = " ".join(words)
    for piece in chain(_LETTERS.intersection(text), _STRETCHES):
        if count := text.count(piece):
            scores.update(dict.fromkeys(_SPELLED[piece], count))
    return scores


def _share(language: str) -> float:
    """Return the count of a script's characters, in parts of the Latin ones, that tells its language."""
    return 0.1 if language == "ja" else 0.4
