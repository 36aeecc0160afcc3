"""Fit the weights of the words that notices are made of, and say how well they tell notices from authors' lines.

    python tests/benchmark/fit_words.py FOLDER ... --noise FOLDER [--out src/cleaner/words]

Each FOLDER is one that `corpus` reads; the noise folder holds ``lines.jsonl.gz``, labelled lines as `headlines.py`
reads them, with ``lang``. Notices are what the rules' own examples remove, but for headlines, credits and names.
Authors' lines are the examples that must stay, what the fixtures keep, the gold texts and the lines labelled so, whole,
by sentence and in pieces of a few words, and some lines of other languages. No labelled notice is fitted on.

Two-fold over domains, of which the lines of one half are scored by weights fitted without them: for some sums of
weights the share of the authors' lines that have it, and of the labelled notices, which are never fitted on. The
weights written are fitted on everything.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from corpus import read
from fit import half_of
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from cleaner import address, cases, language, packs, text, wording
from cleaner.model import Category
from cleaner.pack_check.check import Example

NOTICES = frozenset(Category) - {
    Category.CREDIT, Category.AUTHOR, Category.NAVIGATION, Category.METADATA, Category.REPEATED, Category.HIDDEN,
}  # fmt: skip
LABELLED = frozenset({"subscribe_paywall", "newsletter", "share_follow", "consent_legal", "comments_feedback",
                      "media_ui", "page_ui", "ad_marker", "cta_link", "app_promo", "donation"})  # fmt: skip
COST = 3.0  # of an author's line taken for a notice
INVERSE_PENALTY = 1.0
SMALLEST = 0.15  # weight that is worth its place
MOST_UNITS = 2000  # a language
MOST_LINES = 15_000  # of corpora, a language
FOREIGN = 12  # lines of each other language
SUMS = (0.0, 0.5, 1.0, 2.0, 3.0)


class Line(NamedTuple):
    """A line and the host that it is of, if it is of a corpus."""

    text: str
    host: str = ""

    @property
    def half(self) -> int:
        """0 or 1, by the domain; all hosts of one domain are of one half."""
        return half_of(".".join(self.host.split(".")[-2:]))


def examples(name: str) -> tuple[dict[str, Category], list[Line]]:
    """Return the notices in the examples of a language's packs, each with its category, and the authors' lines."""
    notices: dict[str, Category] = {}
    authors: list[Line] = []
    for path in packs.sources():
        for rule in packs.read(path).rules if path.stem in {name, "any"} else ():
            matches = [Example.parse(marked) for marked in rule.must_match]
            stays = matches if rule.strength < 0 else map(Example.parse, rule.must_keep)
            authors += [Line(one.text) for one in stays]
            is_pointer = rule.category is Category.CROSS_PROMOTION and rule.form != "{phrase}"
            if rule.strength > 0 and rule.category in NOTICES and "teaser" not in rule.looks and not is_pointer:
                notices |= {one.text[slice(*one.span)]: rule.category for one in matches}
    return notices, authors


def of_corpora(folders: list[Path], noise: Path) -> tuple[dict[str, list[Line]], dict[str, list[Line]]]:
    """Return by language the authors' lines of corpora, and the notices of labelled pages."""
    authors, notices = defaultdict(list), defaultdict(list)
    for page in (page for folder in folders for page in read(folder, "all")):
        spoken = language.base(page.language) or language.guess(page.text[:3000]) or "en"
        authors[spoken] += [Line(line, address.host(page.url)) for line in page.text.splitlines() if line.strip()]
    with gzip.open(noise / "lines.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            if line["label"] == "keep":
                authors[language.base(line["lang"])].append(Line(line["text"], line["publisher"]))
            elif line["label"] == "noise" and line["category"] in LABELLED:
                notices[language.base(line["lang"])].append(Line(line["text"], line["publisher"]))
    return authors, notices


def of_fixtures() -> tuple[dict[str, list[Line]], dict[str, dict[str, Category]]]:
    """Return by language the lines that the fixtures keep, and those that they take out whole."""
    kept, removed = defaultdict(list), defaultdict(dict)
    for case in cases.find(Path(__file__).resolve().parents[2] / "fixtures"):
        name = case.name.split("/")[0]
        for line in case.lines:
            told = "".join(part.text for part in line.parts)
            if not any(part.category for part in line.parts):
                kept[name].append(Line(told))
            elif len(line.parts) == 1 and line.parts[0].category in NOTICES - {Category.CROSS_PROMOTION}:
                removed[name][told] = line.parts[0].category
    return kept, removed


def pieces(lines: list[str], chance: random.Random) -> list[str]:
    """Cut a few words out of each line, and split it into sentences."""
    cut = [line[start:end] for line in lines for start, end in text.sentences(line)]
    for words in (line.split() for line in lines):
        size = chance.randint(1, 5)
        if len(words) > size:
            start = chance.randint(0, len(words) - size)
            cut.append(" ".join(words[start : start + size]))
    return cut


def fit(notices: dict[str, Category], authors: list[str]) -> dict[str, Any]:
    """Fit the weights of a language; a word counts as of the category of most notices that have it."""
    chance = random.Random(7)
    no = list(dict.fromkeys([*authors, *pieces(authors, chance)]))
    yes = {**notices, **{one: kind for line, kind in notices.items() for one in pieces([line], chance)[:-1]}}
    counter = CountVectorizer(analyzer=wording.units, min_df=2, binary=True)
    rows = counter.fit_transform([*yes, *no])
    labels = np.array([1] * len(yes) + [0] * len(no))
    model = LogisticRegression(
        C=INVERSE_PENALTY, penalty="l1", solver="liblinear", max_iter=300, class_weight={0: COST, 1: 1.0}
    ).fit(rows, labels)
    kinds: dict[str, Counter[Category]] = defaultdict(Counter)
    for line, kind in yes.items():
        for unit in set(wording.units(line)):
            kinds[unit][kind] += 1
    found = {unit: float(model.coef_[0][at]) for unit, at in counter.vocabulary_.items()}
    largest = sorted(found, key=lambda unit: -abs(found[unit]))[:MOST_UNITS]
    words: dict[str, dict[str, float]] = {}
    for unit in sorted(unit for unit in largest if abs(found[unit]) >= SMALLEST):
        kind = kinds[unit].most_common(1)[0][0].value if kinds[unit] else Category.SIGN_UP.value
        words.setdefault(kind, {})[unit] = round(found[unit], 2)
    return {"base": round(float(model.intercept_[0]), 2), "words": words}


def samples(corpora: dict[str, list[Line]]) -> dict[str, tuple[dict[str, Category], list[Line]]]:
    """Put the notices and the authors' lines of each language together, with some lines of each other language."""
    chance = random.Random(7)
    kept, removed = of_fixtures()
    told = {}
    for name in sorted(packs.known_languages()):
        notices, authors = examples(name)
        own = corpora.get(name, [])
        own = chance.sample(own, min(len(own), MOST_LINES))
        told[name] = ({**notices, **removed.get(name, {})}, [*authors, *kept.get(name, []), *own])
    foreign = {name: chance.sample([line.text for line in authors], FOREIGN) for name, (_, authors) in told.items()}
    for name, (_, authors) in told.items():
        authors += [Line(line) for other, lines in foreign.items() if other != name for line in lines]
    return told


def report(told: dict[str, tuple[dict[str, Category], list[Line]]], labelled: dict[str, list[Line]]) -> None:
    """Print how well weights fitted on one half of the domains do on the other half."""
    print("language, authors' lines, share of them with a sum above", *SUMS, "- labelled notices, likewise")
    for name, (notices, authors) in told.items():
        sums: dict[bool, list[float]] = {False: [], True: []}
        for half in (0, 1):
            seen = [line.text for line in authors if not line.host or line.half != half]
            weights = wording.Weights(**fit(notices, seen))
            for is_notice, lines in ((False, authors), (True, labelled.get(name, []))):
                unseen = [line.text for line in lines if line.host and line.half == half]
                short = [line for line in unseen if len(line) <= wording.MOST_CHARS]
                sums[is_notice] += [weights.total(weights.heard(line)) for line in short]
        cells = [f"{len(one)} {' '.join(f'{share(one, least):.4f}' for least in SUMS)}" for one in sums.values()]
        print(name, *cells, sep="   ", flush=True)


def share(sums: list[float], least: float) -> float:
    """Return how many of some sums are larger, of 1."""
    return sum(one > least for one in sums) / max(1, len(sums))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--noise", type=Path, required=True, help="folder of labelled lines")
    parser.add_argument("--out", type=Path, help="folder to write the weights of each language to")
    args = parser.parse_args()
    authors, labelled = of_corpora(args.folders, args.noise)
    told = samples(authors)
    if not args.out:
        report(told, labelled)
        return
    args.out.mkdir(exist_ok=True)
    for name, (notices, lines) in told.items():
        weights = json.dumps(fit(notices, [line.text for line in lines]), ensure_ascii=False, indent=0)
        (args.out / f"{name}.json").write_text(weights + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
