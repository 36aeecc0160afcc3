"""The comparison's readers: our own format, and public benchmarks as they are cloned."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from benchmark import corpus

if TYPE_CHECKING:
    from pathlib import Path

HTML, TEXT, URL = b"<p>It rained.</p>", "It rained.", "https://example.test/rain"


def put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)


def own(folder: Path) -> None:
    put(folder / "gold.jsonl.gz", json.dumps({"id": "1", "url": URL, "text": TEXT}).encode())
    put(folder / "pages" / "1.html.gz", HTML)


def one_file(folder: Path) -> None:
    put(folder / "ground-truth.json", json.dumps({"1": {"articleBody": TEXT, "url": URL}}).encode())
    put(folder / "html" / "1.html.gz", HTML)


def file_each(folder: Path) -> None:
    told = {"url": URL, "_internal": {"page_type": {"primary": "article"}}, "ground_truth": {"main_content": TEXT}}
    put(folder / "ground-truth" / "1.json", json.dumps(told).encode())
    put(
        folder / "ground-truth" / "2.json",
        json.dumps({**told, "_internal": {"page_type": {"primary": "forum"}}}).encode(),
    )
    put(folder / "html" / "1.html.gz", HTML)
    put(folder / "html" / "2.html.gz", HTML)


@pytest.mark.parametrize("write", [own, one_file, file_each])
def test_a_corpus_of_texts(tmp_path, write):
    write(tmp_path)
    (page,) = corpus.read(tmp_path)
    assert (page.html, page.text, page.url) == (HTML, TEXT, URL)


def test_a_corpus_of_snippets(tmp_path):
    gold = {URL: {"file": "rain.html", "with": ["rained"], "without": ["Advert"]}}
    put(tmp_path / "evaldata.json", json.dumps(gold).encode())
    put(tmp_path / "eval" / "rain.html", HTML)
    (page,) = corpus.read(tmp_path)
    assert (page.html, page.text, page.wanted, page.unwanted) == (HTML, "", ("rained",), ("Advert",))


def test_a_folder_that_is_none(tmp_path):
    with pytest.raises(SystemExit, match="holds none of"):
        list(corpus.read(tmp_path))
