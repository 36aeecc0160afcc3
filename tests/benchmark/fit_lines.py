"""Fit the model of lines that stand around the article of a whole page handed in as text, and say how well it does.

    python tests/benchmark/fit_lines.py FOLDER ... [--out src/cleaner/boilerplate.json]

Each FOLDER is one that `corpus` reads. Every page is written down as crawlers do it, whole, and as extractors do it,
with little around the article; the gold text itself is there too, of which nothing must go. Of a folder without gold
texts those stand in that `clean_html` makes. Lines above the title and behind the article are noise, lines of it are
not, any other is left out. Two-fold over domains: fitted on one half, scored on the other, and the other way about.
Told are the lines of the gold that would go, and how much of the text left is the gold's. The weights written are
fitted on everything.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any

import html2text
import numpy as np
import trafilatura
from align import cover, tokens
from corpus import read
from fit import SEED, grown, half_of
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

import cleaner
from cleaner import address, boilerplate, headlines, layout
from cleaner.trees import compile_trees

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from corpus import Page

PARAMETERS = {"max_iter": 80, "max_leaf_nodes": 12, "learning_rate": 0.12, "l2_regularization": 1.0,
              "min_samples_leaf": 40, "max_bins": 128, "max_features": 0.4}  # fmt: skip
OTHER_PAGES = 0.3  # how much a page counts that is no article: a shop, a forum, a list
LONG = 80  # lines from which a text counts no more than one of so many
AUTHORS = 1.5  # how much a line of the author counts
FEW = 6  # lines; a shorter text is no sample
NEAR = 5  # lines above the first of the gold that may be title and standfirst, where the title is not found
SENTENCE = 30  # characters of a line from which its loss is counted


@dataclass
class Sample:
    """One page as one tool writes it down: a row of features, a label and a weight for each line that rules leave."""

    corpus: str
    writer: str
    domain: str
    running: list[int] = field(repr=False)
    places: list[int] = field(repr=False)
    rows: np.ndarray = field(repr=False)
    labels: np.ndarray = field(repr=False)
    weights: np.ndarray = field(repr=False)
    sizes: np.ndarray = field(repr=False)
    golden: np.ndarray = field(repr=False)

    @property
    def half(self) -> int:
        """0 or 1, by the domain."""
        return half_of(self.domain)


def written(html: str) -> Iterator[tuple[str, str]]:
    """Yield a page as crawlers and extractors write it down."""
    yield "html2text", html2text.HTML2Text(bodywidth=0).handle(html)
    plain = html2text.HTML2Text(bodywidth=0)
    plain.ignore_links = plain.ignore_images = plain.ignore_emphasis = True
    yield "html2text, no links", plain.handle(html)
    tree_ = HTMLTree.parse(html)
    yield "resiliparse, whole", extract_plain_text(tree_, main_content=False, alt_texts=False)
    yield "resiliparse", extract_plain_text(tree_, main_content=True, alt_texts=False)
    yield "trafilatura", trafilatura.extract(html, favor_recall=True, include_comments=True) or ""


def samples(folder: Path) -> Iterator[Sample]:
    articles = {page.url for page in read(folder)}
    for page in read(folder, kind="all"):
        article = cleaner.clean_html(page.html, url=page.url)
        gold = page.text or article.text
        texts = [*written(page.html.decode("utf-8", "replace")), *([("gold", gold)] if page.text else [])]
        for writer, text in texts:
            if found := sample(page, text, gold, article.title, writer):
                is_article = page.url in articles
                corpus, weights = (folder.name, 1.0) if is_article else ("other pages", OTHER_PAGES)
                yield replace(found, corpus=corpus, weights=found.weights * weights)


def sample(page: Page, text: str, gold: str, title: str, writer: str) -> Sample | None:
    article = cleaner.clean_text(text, url=page.url)
    document = article.document
    whole = {one.span.block for one in article.decisions if one.verdict == "removed" and document.has_whole(one.span)}
    lines = headlines.left(document, whole)
    if len(lines.kept) < FEW or not lines.prose_at:
        return None
    texts = [block.text for block in lines.kept]
    covered = np.array(cover(texts, gold))
    golden = covered > 0.5
    if not golden.any():
        return None
    running = boilerplate.running_words(lines)
    sizes = np.array([len(text) for text in texts])
    labels = np.where(golden, 0, -1)
    first, last = np.flatnonzero(golden)[[0, -1]]
    named = [i for i in range(first) if tokens(texts[i]) == tokens(title)]
    title_at = named[-1:]
    labels[: title_at[0] if title_at else max(0, first - NEAR)] = 1
    labels[last + 1 :] = 1
    labels[title_at] = 0
    if writer == "gold":
        labels[:] = 0
    known = labels[labels >= 0]
    weights = np.clip(np.log2(1 + sizes[labels >= 0] / 20), 0.6, 4) * np.where(known == 0, AUTHORS, 1.0)
    return Sample(
        corpus="", writer=writer, domain=address.host(page.url) or page.url, running=running,
        places=[*(block.index for block in lines.kept), len(document.blocks)],
        rows=np.array(boilerplate.rows(lines, running), dtype=float), labels=labels,
        weights=weights / max(1.0, len(known) / LONG), sizes=sizes, golden=golden,
    )  # fmt: skip


def fit(chosen: Sequence[Sample]) -> tuple[list[Any], float]:
    """Fit trees and the base score."""
    return grown(
        np.vstack([one.rows[one.labels >= 0] for one in chosen]),
        np.concatenate([one.labels[one.labels >= 0] for one in chosen]),
        np.concatenate([one.weights for one in chosen]),
        PARAMETERS,
    )


def two_fold(all_: Sequence[Sample]) -> dict[str, dict[str, dict[str, float]]]:
    """Score every text with trees fitted on the other half of the domains."""
    told: dict[tuple[str, str], list[tuple[int, int, float, float]]] = {}
    for half in (0, 1):
        score = compile_trees(*fit([one for one in all_ if one.half == half]), len(boilerplate.NAMES))
        for one in all_:
            if one.half != half:
                start, end = _ends(one, score)
                kept, counts = np.zeros(len(one.golden), dtype=bool), one.golden & (one.sizes > SENTENCE)
                kept[start:end] = True
                shares = [one.sizes[one.golden & left].sum() / one.sizes[left].sum() for left in (kept | True, kept)]
                told.setdefault((one.writer, one.corpus), []).append((counts.sum(), (counts & ~kept).sum(), *shares))
    figures: dict[str, dict[str, dict[str, float]]] = {}
    for (writer, corpus), rows in sorted(told.items()):
        lines, lost, before, after = zip(*rows, strict=True)
        figures.setdefault(writer, {})[corpus] = {
            "texts": len(rows), "lines": int(sum(lines)), "lost": int(sum(lost)),
            "precision before": round(mean(before), 3), "precision": round(mean(after), 3),
        }  # fmt: skip
    return figures


def _ends(one: Sample, score: Callable[[Sequence[float]], float]) -> tuple[int, int]:
    """Return the stretch of lines that would stay."""
    if not boilerplate.may_be_page(one.running, one.places):
        return 0, len(one.running)
    return boilerplate.best_stretch([score(row) for row in one.rows.tolist()], one.running, one.places)


def main() -> None:
    """Fit, score, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, help="file to write the weights to; without it only the figures are told")
    args = parser.parse_args()
    layout.around = lambda document, removed: []  # the lines that the rules leave, not those that an older model does
    all_ = [one for folder in args.folders for one in samples(folder)]
    figures = two_fold(all_)
    print(json.dumps(figures, indent=1))
    if args.out:
        trees, base = fit(all_)
        weights = {
            "fitted_on": dict(Counter(one.corpus for one in all_)),
            "seed": SEED,
            "parameters": PARAMETERS,
            "two_fold_over_domains": figures,
            "features": list(boilerplate.NAMES),
            "base": {"text": base},
            "profiles": {"text": trees},
        }
        args.out.write_text(json.dumps(weights, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
