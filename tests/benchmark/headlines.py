"""Fit again what speaks for a headline between paragraphs of plain text being a teaser.

    python tests/benchmark/headlines.py LINES.jsonl.gz

Each line of the file tells ``page``, ``text``, ``label`` ("keep" or "noise"; others are passed over), ``set`` ("news"
or what else the page is) and ``source`` ("a" for a line of the article as scraped; others are left out), in page order.
Prints what each threshold removes in ten folds by page, and the weights of ``layout.STRENGTH`` fitted on all of it.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

import cleaner
from cleaner import headlines

NAMES = ("words", "rare", "run", "topic", "figures", "commas", "last", "among-noise", "taken-up", "said-elsewhere")
FEATURES = ("beside-noise", *(f"headline-{name}" for name in NAMES))


def samples(path: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[str]]:
    """Features, labels (noise or not), whether it is news, and pages of all headline-shaped lines."""
    pages: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            if line["source"] == "a":
                pages[line["set"], line["page"]].append(line)
    rows, labels, news, groups = [], [], [], []
    for (kind, page), lines in pages.items():
        article = cleaner.clean_paragraphs([line["text"] for line in lines])
        said = {one.block for one in article.removed if not any(e.name.startswith("layout") for e in one.evidence)}
        left = headlines.left(article.document, said)
        for block, times in headlines.weigh(article.document, left, said) if any(left.prose) else ():
            label = lines[block.index]["label"]
            if "stray-headline" in times and label in {"keep", "noise"}:
                rows.append([times[name] for name in FEATURES])
                labels.append(label == "noise")
                news.append(kind == "news")
                groups.append(page)
    return np.array(rows), np.array(labels), np.array(news), groups


def main() -> None:
    rows, labels, news, groups = samples(Path(sys.argv[1]))
    model = LogisticRegression(max_iter=3000)
    chances = cross_val_predict(model, rows, labels, groups=groups, cv=GroupKFold(10), method="predict_proba")[:, 1]
    for kind, among in (("news", news), ("others", ~news)):
        print(f"{kind}: {among.sum()} lines, {(labels & among).sum()} of them noise")
        for least in (0.5, 0.6, 0.7, 0.8, 0.9):
            taken = (chances >= least) & among
            print(f"  from {least}: {(taken & labels).sum()} noise removed, {(taken & ~labels).sum()} kept lines lost")
    model.fit(rows, labels)
    for name, weight in zip(("stray-headline", *FEATURES), (model.intercept_[0], *model.coef_[0]), strict=True):
        print(f"{name:22} {weight:.2f}")


if __name__ == "__main__":
    main()
