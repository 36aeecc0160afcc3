"""Words that class names are made of, and what they tell of the element; generic ones, never a publisher's own."""

from __future__ import annotations

import re
from functools import lru_cache

_LEXICON = {
    "related": "related relatedposts recommended recommend recommendation recommendations more moreon readmore read "
    "also teaser teasers promo promotion outbrain taboola card cards trending popular latest most next prev "
    "previous carousel river list listing feed recirc suggested similar inline interlink links link see "
    "series weiterlesen empfehlung empfehlungen",
    "sign_up": "newsletter newsletters subscribe subscription signup register login paywall premium piano donate "
    "donation membership member offer cta form app whatsapp spende spenden abo abonnement",
    "share": "share sharing social socials follow facebook twitter whatsapp tools toolbar actions action print "
    "bookmark icons buttons btn button",
    "comments": "comment comments commentlist disqus respond reply replies discussion feedback vote poll "
    "polls umfrage kommentare netiquette",
    "author": "author authors byline bylines bio writer contributor profile avatar vcard about journalist reporter "
    "by signature",
    "caption": "caption captions figcaption credit credits copyright image img photo photos picture media gallery "
    "slideshow thumbnail video player audio slide slider figure illustration agency source",
    "advert": "ad ads adv advert advertisement advertising sponsor sponsored banner dfp gpt commercial affiliate "
    "shopping product deals anzeige werbung",
    "navigation": "nav navigation menu breadcrumb breadcrumbs footer foot header sidebar side aside rail pagination "
    "pager toc skip tab tabs dropdown search modal popup overlay legal disclaimer",
    "tags": "tag tags topic topics category categories label labels keyword keywords section rubric kicker channel cat",
    "metadata": "date time timestamp published datetime meta metadata info updated posted publish duration stats count "
    "views dateline location minutes",
    "body": "body content article articlebody entry post story text paragraph paragraphs main wysiwyg richtext prose "
    "bodytext copy page detail single",
    "lead": "lead lede intro summary excerpt dek standfirst subtitle subheadline subhead subheading chapo sapo "
    "abstract description deck vorspann entradilla bajada sumario catenaccio ingress preamble sub highlights "
    "key",
    "title": "title headline titulo heading hed h1 h2 h3 titre titel overline name",
    "box": "widget widgets box embed embedded inset module block component container wrapper infobox factbox note "
    "notice alert message correction editor pullquote quote blockquote factfile",
    "consent": "cookie cookies consent gdpr onetrust didomi privacy cookiebar cookielaw ccpa cookiebanner cookienotice "
    "cookieconsent cookiebot cookiefirst cookieyes cky cmplz complianz borlabs usercentrics iubenda truste termly "
    "osano klaro tarteaucitron axeptio",
    "hidden": "hidden hide sr visually screen offscreen invisible a11y noprint collapsed",
}
GROUPS = tuple(_LEXICON)
_BIT = {word: 1 << bit for bit, words in enumerate(_LEXICON.values()) for word in words.split()}
# Spelled so that the first letters decide, and what stands before them is looked at behind them: six times as fast as
# one alternation under (?i).
_NAMING = re.compile(
    r"[cCiIrRdD](?<![\w-].)(?:(?<=[cC])(?i:lass)|(?<=[iI])(?i:temprop|d)|(?<=[rR])(?i:ole|el)|(?<=[dD])(?i:ata-"
    r"(?:testid|component-name|component|module|type|qa|gu-name|name|block-type)))\s*="
    r"\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))"
)
# What an article is about, as systems write it into a class: it says nothing of the element.
TOPIC = re.compile(r"[tTcC](?<![\w-].)(?:(?<=[tT])(?i:ag|opic)|(?<=[cC])(?i:ategory))-[\w-]+")
_TOKEN = re.compile(r"[a-z]+|[A-Z][a-z]*")
_CLASS = re.compile(r"[cC](?<!\w.)(?i:lass)\s*=\s*(?:\"[^\"]*|'[^']*|[^\s>\"']*)")
_DIGITS = re.compile(r"\d+")


@lru_cache(maxsize=8192)
def lexicon(attributes: str) -> int:
    """Bits of the word groups that an element's class, id and the like belong to.

    Examples
    --------
    >>> [group for bit, group in enumerate(GROUPS) if lexicon(' class="articleBody related-box"') >> bit & 1]
    ['related', 'body', 'box']
    """
    bits = 0
    for values in _NAMING.findall(attributes):
        bits |= _groups(TOPIC.sub("", "".join(values)))
    return bits


@lru_cache(maxsize=8192)
def _groups(names: str) -> int:
    bits = 0
    for word in _TOKEN.findall(names):
        bits |= _BIT.get(word.lower(), 0)
    return bits


@lru_cache(maxsize=8192)
def make(name: str, attributes: str) -> str:
    """Return the tag and the class of an element, digits dropped; one string for all that a template makes alike.

    Examples
    --------
    >>> make("p", ' id="p7" class="text-7"'), make("p", "")
    ('p class="text-', 'p')
    """
    found = _CLASS.search(attributes) if attributes else None
    return f"{name} {_DIGITS.sub('', found[0])}" if found else name
