"""Whatever a caller hands over, as markup."""

from __future__ import annotations

import re
import sys
from html import unescape
from typing import Any

from cleaner.encoding import decode, undo_latin

_VOID = r"area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
_FIRST_VOID = re.compile(rf"<(?:{_VOID})\b[^<>]*>", re.IGNORECASE)
_HEAD = 6000  # characters in which the first such element stands
_DECLARES_XML = re.compile(r"\s*(?:<\?xml\b|(?:<!doctype[^<>]*>\s*)?<html\b[^<>]*\sxmlns\s*=)", re.IGNORECASE)
_EMPTY = re.compile(rf"<(?!(?:{_VOID})\b)([a-z][\w:-]*+)((?:\s[^<>/]*+(?:/(?!>)[^<>/]*+)*+)?)/>", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype|html|body|script|style)\b", re.IGNORECASE)
_ESCAPED = re.compile(
    r"\s*(?:<(?:description|summary|content)\b[^<>]*>\s*)?&lt;(p|div|h[1-6]|ul|ol|figure|blockquote|table)\b[^<>]*?&gt;",
    re.IGNORECASE,
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_MOST_WRAPPERS = 3  # a parsel response wraps a selector that wraps an element


def read(source: object, *, encoding: str = "") -> tuple[str, str]:
    r"""Get the markup and the name of its encoding.

    Parameters
    ----------
    source : bytes, str, lxml element or tree, BeautifulSoup or Tag, or anything with ``.root`` or ``.html``
    encoding : str, default=""
        The charset that the caller knows of; only for bytes.

    Raises
    ------
    TypeError
        For anything else.

    Examples
    --------
    >>> read(b"<p>caf\xc3\xa9</p>")
    ('<p>café</p>', 'utf-8')
    """
    found = ""
    if isinstance(source, bytes | bytearray | memoryview):
        data = bytes(source)
        markup, found = decode(data, encoding)
        if 0 not in data:  # looking for one in the text is slow where its characters take two bytes
            return as_html(markup), found
    elif isinstance(source, str):
        markup = source if source.isascii() else undo_latin(_SURROGATE.sub("\ufffd", source))
    else:
        markup = _serialise(source)
    return as_html(markup.replace("\0", "")), found


def as_html(markup: str) -> str:
    """Write markup as HTML that feeds and XML tools write otherwise: empty elements, character data, entities for it.

    Examples
    --------
    >>> as_html('<br/><script src="a.js"/><p id="b"/>It rained.')
    '<br/><script src="a.js"></script><p id="b"></p>It rained.'
    >>> as_html("<description><![CDATA[<p>It rained.</p>]]></description>"), as_html("&lt;p&gt;It rained.&lt;/p&gt;")
    ('<description><p>It rained.</p></description>', '<p>It rained.</p>')
    """
    if (told := _ESCAPED.match(markup)) and f"&lt;/{told[1]}" in markup:
        markup = unescape(markup)
    if not _PAGE.search(markup) and "<![CDATA[" in markup:
        markup = markup.replace("<![CDATA[", "").replace("]]>", "")
    return _EMPTY.sub(r"<\1\2></\1>", markup) if _is_xml(markup) else markup


def _is_xml(markup: str) -> bool:
    """Tell whether markup is written as XML, which closes what is empty in its tag, a script of a file first of all."""
    first = _FIRST_VOID.search(markup, 0, _HEAD)
    closes = first is not None and first[0].endswith("/>") and not first[0].endswith(" />")
    return (closes or _DECLARES_XML.match(markup) is not None) and "></script>" not in markup


def _serialise(source: Any) -> str:
    for _ in range(_MOST_WRAPPERS):
        soup = sys.modules.get("bs4")
        if soup is not None and isinstance(source, soup.Tag):
            return str(source)
        if hasattr(source, "nsmap") or hasattr(source, "getroot"):
            from lxml import etree  # noqa: PLC0415 - heavy, and most callers pass bytes

            if hasattr(source, "getroot") and source.getroot() is None:
                return ""
            return etree.tostring(source, encoding="unicode", method="html", with_tail=False)
        if isinstance(markup := getattr(source, "html", None), str):
            return markup  # selectolax
        if not hasattr(source, "root"):
            break
        source = source.root
    raise TypeError(
        f"cannot read markup from {type(source).__name__}; pass bytes, str, an lxml element, a BeautifulSoup object or"
        " something with .root or .html"
    )
