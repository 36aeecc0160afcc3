"""Text that is no page at all, handed in by mistake: what it looks like, and what to do instead."""

from __future__ import annotations

import csv
import json
import re

_SAMPLE = 4000  # characters that are looked at, but for JSON, which is read whole
_HEADER = re.compile(r"(?P<name>[A-Za-z][\w-]{1,40}):[^\n]*+\n(?:[ \t][^\n]*+\n)*+")
_MAIL = {"from", "to", "subject", "date", "message-id", "received", "return-path", "delivered-to", "mime-version"}
_ROOT = re.compile(
    r"(?:<\?[^>]{0,500}>\s*+|<!--(?:(?!-->).){0,500}-->\s*+)*+<(?P<name>[a-zA-Z:]{3,14})[\s>]", re.DOTALL
)
_ROOTS = {
    **dict.fromkeys(("rss", "feed", "rdf:rdf"), "a news feed; clean the page that each entry links to"),
    **dict.fromkeys(("urlset", "sitemapindex"), "a sitemap; clean the pages that it lists"),
    "svg": "a drawing (SVG); pass the page that it belongs to",
    "opml": "a list of feeds; clean the pages that their entries link to",
}
_TAG = re.compile(r"<[a-zA-Z/!]")
_STARTS = {
    "WARC/": "a WARC archive; pass the HTML of one response, or run: article-cleaner batch",
    "WEBVTT": "subtitles; pass their text to clean_text",
    "data:": "a data address; decode it first",
}
_ENVELOPE = re.compile(r"From \S+ [^\n]*\d{4}\n")  # the line above each mail of a mailbox
_GUARD = re.compile(r"\)\]\}'?,?\s*")  # what some servers put in front of JSON
_CSS_GROUP = re.compile(r"@[\w-]+[^{}<>;]{0,300}\{(?=[^{}<>]*\{)")
_CSS_RULE = re.compile(r"[^{}<>]{1,300}+(?<![(=])\{[^{}<>]*+\}\s*+")
_SCRIPT = re.compile(
    r"(?:/[/*]|[;(!\s]*function\b|;?\((?:async\b|\()|[\"']use strict|if\s*\(\s*(?:typeof\b|[!$\w.]+\s*[)=])"
    r"|(?:var|let|const|import|export|function|async|class|window|document)\b"
    r"|[$\w.]+\((?:[\[{(\"']|(?:function|document|window)\b)|[$\w.]+\s*=[^=])"
)
_STATEMENT = re.compile(r"[;{}]\s*$|\)\s*\{|=>", re.MULTILINE)
_ROWS = 4


def kind(text: str) -> str:
    """Say what a text is that was handed in as a page and is none, and what to do; empty if it may be one.

    Examples
    --------
    >>> kind('{"title": "River rises"}')
    'JSON; pass the HTML or the text that it holds'
    >>> kind("<p>River rises"), kind("River rises again.")
    ('', '')
    """
    start = text[:_SAMPLE].lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        root = _ROOT.match(start)
        return _ROOTS.get(root["name"].lower(), "") if root else ""
    if told := next((told for sign, told in _STARTS.items() if start.startswith(sign)), ""):
        return told
    if start[:1] in ("{", "[", ")") and _is_json(text):
        return "JSON; pass the HTML or the text that it holds"
    if told := _by_headers(start.replace("\r\n", "\n")):
        return told
    return "" if _TAG.search(start) else _code_or_rows(start)


def _is_json(text: str) -> bool:
    """Tell whether a text is JSON, or each of its lines is."""
    text = text.strip("\ufeff \t\r\n")
    if guard := _GUARD.match(text):
        text = text[guard.end() :]
    lines = text.split("\n", 2)
    for candidate in (text, *(lines[:1] if len(lines) > 2 and lines[1][:1] == lines[0][:1] else ())):
        try:
            found = json.loads(candidate)
        except (ValueError, RecursionError):
            continue
        return isinstance(found, dict | list)
    return False


def _by_headers(start: str) -> str:
    names = set()
    position = envelope.end() if (envelope := _ENVELOPE.match(start)) else 0
    while header := _HEADER.match(start, position):
        names.add(header["name"].lower())
        position = header.end()
    if {"mime-version", "content-type"} <= names and "multipart/related" in start[:position].lower():
        return "a web archive (MHTML); take its text/html part with the email package of Python"
    is_mail = len(names & _MAIL) >= 2 and start.startswith("\n", position)
    return "a mail; take its text with the email package of Python, and pass that to clean_text" if is_mail else ""


def _code_or_rows(start: str) -> str:
    styles = _CSS_GROUP.sub("", start)
    rules = sum(len(rule) for rule in _CSS_RULE.findall(styles) if ":" in rule.partition("{")[2])
    if rules * 10 > len(styles) * 8:
        return "a style sheet; pass the page that it belongs to"
    if _SCRIPT.match(start) and len(_STATEMENT.findall(start)) * 2 >= start.count("\n") + 2:
        return "a script; pass the page that it belongs to"
    return "a table of values (CSV); pass the texts of its cells, one by one" if _is_table(start) else ""


def _is_table(start: str) -> bool:
    """Tell whether each line has as many values, three at least, and a space only where it is quoted."""
    lines = start.splitlines()
    lines = [line for line in lines[: min(20, len(lines) - (len(start) >= _SAMPLE))] if line.strip()]
    if len(lines) < _ROWS:
        return False
    for mark in ",;\t":
        rows = [*csv.reader(lines, delimiter=mark)]
        same = len({*map(len, rows)}) == 1 and len(rows[0]) >= 3
        if same and not any(value.startswith(" ") for row in rows for value in row):
            return True
    return False
