"""Runs hostile cases in child processes, and says what each answer owes to the promises made for it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import html5lib

from rendering import active_tokens, is_safe_html, links_of_markdown, words_of_html, words_of_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
SOURCE = HERE.parents[1] / "src"
SCHEMES = ("http:", "https:", "mailto:", "tel:")
# Controls, surrogates, direction overrides and isolates, byte order marks; tag characters only outside an emoji flag.
UNCLEAN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]"
)
WORD = re.compile(r"[^\W_]{4,}")
MAX_TAGS = 3000
UNSHOWN = frozenset({
    "applet", "audio", "canvas", "datalist", "details", "dialog", "frameset", "head", "iframe", "listing", "math",
    "noembed", "noframes", "noscript", "object", "option", "plaintext", "rp", "rt", "script", "select", "style",
    "svg", "template", "textarea", "title", "video",
    "xmp",
})  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A hostile input in a file, and what a good cleaner gives; ``expect`` has the keys of a manifest."""

    id: str
    path: Path
    input: str = "bytes"
    expect: dict[str, Any] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    @property
    def seconds(self) -> float:
        return float(self.expect.get("max_seconds", 1 + 0.5 * self.size / 1e6))

    @property
    def megabytes(self) -> float:
        return float(self.expect.get("max_rss_mb", 200 + 40 * self.size / 1e6))


def read_manifest(folder: Path) -> list[Case]:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return [
        Case(id=case["id"], path=folder / "cases" / case["file"], input=case["input"], expect=case["expect"])
        for case in manifest["cases"]
    ]


class Runner:
    """One warm process that forks a child for every case."""

    def __init__(self, **environment: str) -> None:
        paths = os.pathsep.join([str(SOURCE), os.environ.get("PYTHONPATH", "")])
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "child.py")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": paths, **environment},
        )  # fmt: skip

    def run(self, case: Case, *, measure_only: bool = False) -> dict[str, Any]:
        job = {
            "path": str(case.path), "input": case.input, "seconds": case.seconds, "megabytes": case.megabytes,
            "measure_only": measure_only,
        }  # fmt: skip
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(job), file=self._process.stdin, flush=True)
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        self._process.communicate()


def problems(case: Case, result: dict[str, Any]) -> list[str]:
    """Everything that an answer owes, a line each; the word before the colon is the class of the problem."""
    expect, outcome = case.expect, result["outcome"]
    if outcome == "refused":
        return [] if expect.get("allowed_errors") else [f"refused: {result['error']}"]
    if outcome != "ok":
        return [f"{outcome}: {result['error']}"]
    found = [*_wording(expect, result), *_unicode(result), *_bounds(case, result), *_safety(expect, result)]
    if not result["same"]:
        found.append("deterministic: a second run gave another answer")
    if result["again"] != result["text"]:
        found.append(f"idempotent: {_first_difference(result['text'], result['again'])}")
    missing = lost_words(case, result)
    if missing:
        found.append(f"conservation: {len(missing)} words neither kept nor removed, such as {missing[:5]}")
    return found


def _wording(expect: dict[str, Any], result: dict[str, Any]) -> list[str]:
    text, trail = result["text"], "\n".join(result["removed"] + result["doubtful"])
    found = [f"keep_text: {word!r} is not in the text" for word in expect.get("keep_text", ()) if word not in text]
    found += [f"want_text: {word!r} is not in the text" for word in expect.get("want_text", ()) if word not in text]
    found += [f"drop_text: {word!r} is in the text" for word in expect.get("drop_text", ()) if word in text]
    flagged = expect.get("flag_text", ())
    found += [f"flag_text: {word!r} is nowhere" for word in flagged if word not in text and word not in trail]
    if expect.get("outcome") == "empty" and text.strip():
        found.append(f"empty: the text is {text[:60]!r}")
    if expect.get("outcome") == "refuse_or_flag" and text.strip():
        found.append(f"refuse: the text is {text[:60]!r}")
    return found


def _unicode(result: dict[str, Any]) -> list[str]:
    everything = {name: result[name] for name in ("title", "text", "markdown", "html")}
    unclean = {name: sorted(set(UNCLEAN.findall(out))) for name, out in everything.items()}
    return [f"unicode: {name} holds {found}" for name, found in unclean.items() if found]


def _bounds(case: Case, result: dict[str, Any]) -> list[str]:
    found = []
    if result["seconds"] > case.seconds:
        found.append(f"seconds: {result['seconds']:.2f} > {case.seconds:.2f} for {case.size} bytes")
    if result["megabytes"] > case.megabytes:
        found.append(f"memory: {result['megabytes']:.0f} > {case.megabytes:.0f} MB for {case.size} bytes")
    times, length = case.expect.get("max_output_mult"), len(result["text"].encode("utf-8", "replace"))
    if times and length > times * case.size:
        found.append(f"output: {length} bytes of text from {case.size}")
    return found


def _safety(expect: dict[str, Any], result: dict[str, Any]) -> list[str]:
    found = []
    if not is_safe_html(result["html"]):
        found.append("html_safe: a sanitiser changes the HTML")
    if words_of_html(result["html"]) != words_of_markdown(result["markdown"]):
        found.append("md_roundtrip: the words of the Markdown are not those of the HTML")
    if active_tokens(result["markdown"]):
        found.append(f"md_safe: {active_tokens(result['markdown'])}")
    addresses = links_of_markdown(result["markdown"])
    found += [f"md_safe: leads to {href[:60]}" for href in addresses if not href.lower().startswith(SCHEMES)]
    return found


def _first_difference(first: str, second: str) -> str:
    ours, theirs = first.split("\n"), second.split("\n")
    pairs = [*zip(ours, theirs, strict=False), *((line, "") for line in ours[len(theirs) :]), ("", "".join(theirs[:1]))]
    before, after = next(pair for pair in pairs if pair[0] != pair[1])
    return f"{before[:80]!r} became {after[:80]!r}"


# -- conservation ----------------------------------------------------------------------------------------------------


def lost_words(case: Case, result: dict[str, Any]) -> list[str]:
    """What is visible in the input and neither kept nor removed: characters of a text, words of a page.

    A page is read by html5lib as a browser would read it, leaving out elements that some readers show and others do
    not; one with more than `MAX_TAGS` would take it minutes, one with NULs is of another encoding or broken: they are
    held to their ``keep_text`` alone.
    """
    data = case.path.read_bytes().decode("utf-8", "replace" if case.input == "bytes" else "surrogatepass")
    account = "\n".join(
        text for key in ("blocks", "removed", "fields", "marks", "links", "repairs") for text in result[key]
    )
    if case.path.suffix == ".txt":
        lost = Counter(filter(str.isalnum, data)) - Counter(filter(str.isalnum, account))
        return sorted(lost.elements())
    if data.count("<") > MAX_TAGS or "\0" in data:
        return []
    known = set(WORD.findall(account))
    unknown = set(WORD.findall("\n".join(visible(data)))) - known  # or parts of words with a tag inside
    return sorted(word for word in unknown if word.isascii() and word not in account)


def visible(markup: str) -> Iterator[str]:
    """Texts outside of every element that may not show its own."""
    waiting = [html5lib.parse(markup, treebuilder="etree", namespaceHTMLElements=False)]
    while waiting:
        node = waiting.pop()
        if not isinstance(node.tag, str) or node.tag.rpartition("}")[2] in UNSHOWN:
            continue
        yield node.text or ""
        for child in node:
            yield child.tail or ""
            waiting.append(child)
