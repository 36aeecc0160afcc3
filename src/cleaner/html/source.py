"""Whatever a caller hands over, as markup."""

from __future__ import annotations

import re
import sys
from typing import Any

from cleaner.encoding import decode, undo_latin

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
            return markup, found
    elif isinstance(source, str):
        markup = source if source.isascii() else undo_latin(_SURROGATE.sub("\ufffd", source))
    else:
        markup = _serialise(source)
    return markup.replace("\0", ""), found


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
