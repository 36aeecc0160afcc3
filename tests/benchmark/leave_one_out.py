"""Whether a site's memory does harm: each page cleaned with a memory of the other pages of its host, beside without.

    python tests/benchmark/leave_one_out.py FOLDER …

Folders are those of `compare`. Only hosts with several pages count; "acts" is how many of the pages it changes.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpus import Page, read
from score import Tally

import cleaner
from cleaner.memory import host_of

if TYPE_CHECKING:
    from collections.abc import Iterable

LEAST = 2


class _Known(NamedTuple):
    page: Page
    alone: cleaner.Article


def by_host(pages: Iterable[Page]) -> list[list[_Known]]:
    """Group pages by host, those of hosts with several; a page that cannot be cleaned has none."""
    groups: dict[str, list[_Known]] = defaultdict(list)
    wash = cleaner.Cleaner()
    for page in pages:
        try:
            alone = wash.clean_html(page.html, url=page.url)
        except cleaner.CleanerError:
            continue
        groups[host_of(alone.document)].append(_Known(page, alone))
    return [group for host, group in groups.items() if host and len(group) >= LEAST]


def main() -> None:
    for folder in map(Path, sys.argv[1:]):
        groups = by_host(read(folder, "all"))
        without, knowing, acts = Tally(), Tally(), 0
        for group in groups:
            for page, alone in group:
                others = cleaner.SiteMemory(known.alone for known in group if known.page is not page)
                article = cleaner.Cleaner(memory=others).clean_html(page.html, url=page.url)
                without.add(page, alone.text)
                knowing.add(page, article.text)
                acts += article.text != alone.text
        print(f"{folder.name}: {sum(map(len, groups))} pages of {len(groups)} hosts, most of one "
              f"{max(map(len, groups), default=0)}; acts on {acts}")  # fmt: skip
        for name, tally in (("without", without), ("with", knowing)):
            print(
                f"  {name:8}",
                *(f"{key} {value:.4f}" for key, value in tally.figures(1.0).items() if key not in {"time", "failed"}),
            )


if __name__ == "__main__":
    main()
