"""Hosts of web addresses."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit


@lru_cache(maxsize=4096)
def host(url: str) -> str:
    """Return the host of an address, without ``www.``; empty where it has none, or is broken.

    Examples
    --------
    >>> host("https://www.Example-Times.test:8080/river"), host("/river"), host("http://[broken")
    ('example-times.test', '', '')
    """
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.").removesuffix(".")
    except ValueError:
        return ""


def is_within(url: str, site: str) -> bool:
    """Tell whether an address leads to a host or its subdomains; one without a host always does.

    Examples
    --------
    >>> is_within("/river", "times.test"), is_within("https://shop.times.test/", "times.test")
    (True, True)
    >>> is_within("https://othertimes.test/", "times.test")
    False
    """
    found = host(url)
    return not found or found == site or found.endswith(f".{site}")
