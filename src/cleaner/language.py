"""Which language a text is written in, by its script and its commonest words: enough to choose rule packs."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

import regex as re

if TYPE_CHECKING:
    from collections.abc import Iterable

SAMPLE_CHARS = 1000  # about 170 words; more changes next to no answer on a real article
LATER_CHARS = 500  # of the middle, and of the end; a third of a short text
_LEAST_SHARE = 0.08  # of the words; running prose has 0.25 to 0.5 of its language's commonest words
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
_UKRAINIAN = re.compile(r"[іїєґІЇЄҐ]")
_LATIN = re.compile(r"[a-zà-ɏ]")

# Words that make up much of a page in one language and little in the others; those that two share count for both.
_COMMON = {
    "cs": "a v na se je že s z do to o jsou byl podle které který také jako pro ve by už",
    "da": "og i at det er en til på som af for med den ikke der har de et var han men fra blev efter også "
    "om jeg sig siger hvad",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus hat",
    "en": "the of and to in a is that for it was on with as he be at by are this his from have has said not",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más pero sus ha",
    "fi": "ja on ei se että oli hän ovat mukaan myös joka mutta kun olla sen ole tai kuin sitä vuoden",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec",
    "hu": "a az és hogy nem is egy ez volt meg csak már még szerint vagy azt mint de el lesz ki",
    "id": "yang dan di dari ini untuk dengan pada itu dalam tidak akan ke juga ada oleh saat sebagai bisa kata",
    "it": "di e che la il un a per in una sono mi ho lo ha le si ti della con non del da al come più gli",
    "nl": "de van het een en in is dat op te zijn met voor niet die aan er om ook als naar bij maar door",
    "no": "og i det som på er en til å han av for at med var de ikke den har jeg om et men seg sier etter også "
    "der han fra hva",
    "pl": "w i na z do się nie że to jest o jak po za od przez są ale dla jego tym już był co oraz",
    "pt": "de a que o e do da em um para é com não uma os no se na por mais as dos como mas foi ao das",
    "ro": "de și în a la cu pe care nu din o să că mai este pentru un au fost ce sunt dar ca al după",
    "sv": "och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi efter också",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi sonra kadar ne var değil ancak en ya göre",
    "vi": "và của là có được trong cho không các một với người đã này những để khi đến về từ",
}
_LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _words in _COMMON.items():
    for _word in _words.split():
        _LANGUAGES_OF.setdefault(_word, []).append(_language)


COMMON = frozenset(_LANGUAGES_OF)
_KNOWN = frozenset(_COMMON) | {language for language, _ in _SCRIPTS} | {"uk"}
_NORWEGIAN = {"nb": "no", "nn": "no"}


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
                return "uk" if language == "ru" and len(_UKRAINIAN.findall(sample)) * 50 > len(sample) else language
    words = sample.lower().split()
    scores = _scores(words)
    most = max(scores.values(), default=0)
    if not most or most < len(words) * _LEAST_SHARE:
        return ""
    return "en" if scores["en"] == most else max(language for language, score in scores.items() if score == most)


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


def base(tag: str) -> str:
    """Return the language of a BCP 47 tag, both kinds of Norwegian as one.

    Examples
    --------
    >>> base("en-GB"), base("nb")
    ('en', 'no')
    """
    language = tag.lower().replace("_", "-").partition("-")[0]
    return _NORWEGIAN.get(language, language)


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


def _scores(words: Iterable[str]) -> Counter[str]:
    return Counter(chain.from_iterable(map(_LANGUAGES_OF.__getitem__, filter(COMMON.__contains__, words))))


def _share(language: str) -> float:
    """Return the count of a script's characters, in parts of the Latin ones, that tells its language."""
    return 0.1 if language == "ja" else 0.4
