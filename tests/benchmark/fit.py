"""Fit the content model's two profiles on folders of pages, and say how well they do on domains they never saw.

    python tests/benchmark/fit.py FOLDER ... [--whole [--noise NOISE_FOLDER]] [--out src/cleaner/html/weights.json]

A FOLDER holds ``gold.jsonl.gz`` (id, domain, kind, text) and ``pages/<id>.html.gz``. Two-fold over domains: fitted on
one half, scored on the other, and the other way about; with ``--whole`` what is scored is what ``clean_html`` makes of
the page with those weights, rules and all, instead of the model's choice alone, and with ``--noise`` (a folder as
``leaks.py`` reads it) also how much labelled noise is left in these pages and how much of their authors' lines is lost.
The weights written are then fitted on everything.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import statistics
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from align import cover
from leaks import Leaks
from leaks import pages as labelled_pages
from sklearn.ensemble import HistGradientBoostingClassifier

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

import cleaner
from cleaner import html, trees
from cleaner.html import markup, metadata, source
from cleaner.html.document import CLEAR
from cleaner.html.features import NAMES, rows
from cleaner.html.frame import Frame
from cleaner.html.noise import BALANCE, REMOVED
from cleaner.html.segment import segment
from cleaner.trees import compile_trees

SEED = 0
PARAMETERS = {"max_iter": 70, "max_leaf_nodes": 20, "learning_rate": 0.14, "l2_regularization": 1.0,
              "min_samples_leaf": 20, "max_bins": 128, "max_features": 0.4}  # fmt: skip
# How much a page of the other profile counts: the general profile learns from all pages alike, the news profile only a
# little from the rest of the web, whose gold texts keep captions and lists.
OTHER_PROFILE = {"news": 0.2, "general": 1.0}
WORD = re.compile(r"\w+")


@dataclass
class Page:
    """One page: a row of features, a label and a weight for each block of its window."""

    corpus: str
    id: str
    domain: str
    gold: str
    url: str
    path: Path
    profile: str
    texts: list[str]
    rows: np.ndarray = field(repr=False)
    labels: np.ndarray = field(repr=False)
    weights: np.ndarray = field(repr=False)

    @property
    def half(self) -> int:
        """0 or 1, by the domain."""
        return half_of(self.domain)


def half_of(domain: str) -> int:
    """Tell in which half of the domains one is, 0 or 1."""
    return hashlib.sha256(domain.encode()).digest()[0] & 1


def read(folder: Path) -> list[Page]:
    """Read the articles of a folder that have a gold text."""
    with gzip.open(folder / "gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        golds = [json.loads(line) for line in lines]
    return [
        page
        for gold in golds
        if gold["text"] and gold.get("kind", "article") == "article" and (page := _page(folder, gold))
    ]


def _page(folder: Path, gold: dict[str, Any]) -> Page | None:
    path = folder / "pages" / f"{gold['id']}.html.gz"
    data = gzip.decompress(path.read_bytes())
    cut = markup.cut(source.read(data)[0])
    page = segment(cut.body)
    facts = metadata.read(page, url=gold["url"], head=cut.head, json_ld=cut.json_ld)
    frame = Frame(page)
    start, end = frame.window()
    told = zip(*rows(frame, start, end, html.hints(facts, cut.json_ld)), strict=True)
    features = {index: row for index, row in told if row}
    if not features:
        return None
    every = [index for index, record in enumerate(page.records) if record[2] >= 0]
    shares = dict(zip(every, cover([page.records[index][1] for index in every], gold["text"]), strict=True))
    covered = np.array([shares[index] for index in features])
    texts = [page.records[index][1] for index in features]
    certain = np.where((covered > 0.3) & (covered < 0.8), 0.3, 1.0)
    weights = certain * np.clip(np.log2(1 + np.array([len(text) for text in texts]) / 20), 0.6, 4)
    return Page(
        corpus=folder.name, id=gold["id"], domain=gold["domain"], gold=gold["text"], url=gold["url"], path=path,
        profile=html.profile(cut), texts=texts, rows=np.array([*features.values()], dtype=float),
        labels=(covered <= 0.5).astype(int), weights=weights,
    )  # fmt: skip


def fit(pages: list[Page], profile: str) -> tuple[list[Any], float]:
    """Fit a profile: trees of [column, threshold, low, high] or leaf values, and the base score."""
    share = [1.0 if page.profile == profile else OTHER_PROFILE[profile] for page in pages]
    return grown(
        np.vstack([page.rows for page in pages]),
        np.concatenate([page.labels for page in pages]),
        np.concatenate([page.weights * part for page, part in zip(pages, share, strict=True)]),
        PARAMETERS,
    )


def grown(
    rows: np.ndarray, labels: np.ndarray, weights: np.ndarray, parameters: dict[str, Any]
) -> tuple[list[Any], float]:
    """Grow trees, as `cleaner.trees` reads them, and the base score."""
    model = HistGradientBoostingClassifier(early_stopping=False, random_state=SEED, **parameters)
    model.fit(rows, labels, sample_weight=weights)
    trees = [_tree(predictors[0].nodes, 0) for predictors in model._predictors]
    return trees, round(float(np.ravel(model._baseline_prediction)[0]), 5)


def _tree(nodes: np.ndarray, index: int) -> Any:
    node = nodes[index]
    if node["is_leaf"]:
        return round(float(node["value"]), 4)
    threshold = float(np.float32(node["num_threshold"]))
    return [int(node["feature_idx"]), round(threshold, 5), _tree(nodes, node["left"]), _tree(nodes, node["right"])]


def two_fold(pages: list[Page], *, whole: bool, noise: Path | None = None) -> dict[str, dict[str, float]]:
    """Score every page with the profiles fitted on the other half of the domains."""
    told = _cleaned if whole else _chosen
    results: dict[str, list[tuple[float | None, float | None, bool]]] = {}
    leaks = Leaks()
    labelled = {page.url: page for page in labelled_pages(noise)} if noise else {}
    for half in (0, 1):
        train = [page for page in pages if page.half == half]
        fitted = {profile: fit(train, profile) for profile in ("news", "general")}
        scores = {profile: compile_trees(*told, len(NAMES), clear=CLEAR) for profile, told in fitted.items()}
        for page in pages:
            if page.half != half:
                text = told(page, scores)
                results.setdefault(page.corpus, []).append(_compare(page, text))
                if page.url in labelled:
                    leaks.add(labelled[page.url], text)
    figures = {corpus: _figures(corpus, rows_) for corpus, rows_ in results.items()}
    if noise:
        figures["noise"] = {name: value for name, value in leaks.figures().items() if name != "leak by category"}
    return figures


def _chosen(page: Page, scores: dict[str, Any]) -> str:
    """Text of the blocks that the model alone keeps."""
    score = scores[page.profile]
    rows_ = zip(page.texts, page.rows.tolist(), strict=True)
    return "\n\n".join(text for text, row in rows_ if score(row) + BALANCE < REMOVED)


def _cleaned(page: Page, scores: dict[str, Any]) -> str:
    """Text of the article that the whole library makes with these weights."""
    trees.model = lambda file, profile, *_: scores[profile]
    return cleaner.clean_html(gzip.decompress(page.path.read_bytes()), url=page.url).text


def _units(corpus: str, text: str) -> Counter[Any]:
    """What precision and recall count: words for wcxb, as that benchmark has it; else runs of four words."""
    if corpus == "wcxb":
        return Counter(WORD.findall(text.lower()))
    words = WORD.findall(text)
    return Counter(tuple(words[start : start + 4]) for start in range(max(1, len(words) - 3) if words else 0))


def _compare(page: Page, text: str) -> tuple[float | None, float | None, bool]:
    true, found = _units(page.corpus, page.gold), _units(page.corpus, text)
    hits = sum((true & found).values())
    precision = hits / sum(found.values()) if found else None
    return precision, hits / sum(true.values()) if true else None, WORD.findall(page.gold) == WORD.findall(text)


def _figures(corpus: str, rows_: list[tuple[float | None, float | None, bool]]) -> dict[str, float]:
    precision = statistics.mean(row[0] for row in rows_ if row[0] is not None)
    recall = statistics.mean(row[1] for row in rows_ if row[1] is not None)
    f1 = _f1(precision, recall)
    if corpus == "wcxb":
        f1 = statistics.mean(_f1(row[0] or 0.0, row[1] or 0.0) for row in rows_)
    exact = statistics.mean(float(row[2]) for row in rows_)
    named = {"precision": precision, "recall": recall, "f1": f1, "exact": exact}
    return {"pages": len(rows_)} | {name: round(value, 4) for name, value in named.items()}


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision and recall else 0.0


def main() -> None:
    """Fit, score, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--whole", action="store_true", help="score what the whole library makes of the pages")
    parser.add_argument("--noise", type=Path, help="folder of labelled lines of these pages; only with --whole")
    parser.add_argument("--out", type=Path, help="file to write the weights to; without it only the figures are told")
    args = parser.parse_args()
    pages = [page for folder in args.folders for page in read(folder)]
    figures = two_fold(pages, whole=args.whole, noise=args.noise)
    print(json.dumps(figures, indent=1))
    if args.out:
        fitted = {profile: fit(pages, profile) for profile in ("news", "general")}
        weights = {
            "fitted_on": dict(Counter(page.corpus for page in pages)),
            "seed": SEED,
            "parameters": PARAMETERS | {"other_profile": OTHER_PROFILE},
            "two_fold_over_domains": figures,
            "features": list(NAMES),
            "base": {profile: base for profile, (_, base) in fitted.items()},
            "profiles": {profile: trees for profile, (trees, _) in fitted.items()},
        }
        args.out.write_text(json.dumps(weights, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
