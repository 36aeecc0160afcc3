"""Every visible character of every page of the folders that CLEANER_PAGES names is kept or removed, once."""

from __future__ import annotations

import os
from pathlib import Path

import conservation
import pytest

BROKEN = (
    b"HTTP/1.1 200 OK\n\n<html><head><title>T</title></head><body><p>It rained.</p>",
    b"<head><title>T</title></head><b>Warning</b>: it rained <scr<script>ipt>all()</script> night",
    b"<article><h1>Rain</h1><pre><div>if rain {</div><div>  stay()</div></pre><p>It rained.</p><meta '",
    b"<p>One<table><tr><td>Two<td>Three</table>four<li>five<option>six<p>seven</footer>",
)


@pytest.mark.parametrize("page", BROKEN)
def test_a_broken_page_loses_nothing(page: bytes) -> None:
    lost, _ = conservation.unaccounted(page)
    assert not lost


def test_what_is_lost_is_seen() -> None:
    assert conservation.characters(["a b\xada"]) == {"a": 2, "b": 1}


@pytest.mark.skipif("CLEANER_PAGES" not in os.environ, reason="CLEANER_PAGES names no folders of pages")
def test_folders() -> None:
    folders = map(Path, os.environ["CLEANER_PAGES"].split(os.pathsep))
    pages = [path for folder in folders for path in conservation.pages(folder)]
    assert pages
    lost = {path.name: count for path in pages if (count := conservation.unaccounted(conservation.read(path))[0])}
    assert not lost
