"""Invented sites: pages of unlike stories set into one template, whose boilerplate uses no phrase of any pack."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from random import Random

_PEOPLE = (
    "the miller", "a ferryman", "the harbour master", "two engineers", "the schoolteacher", "a farmer", "volunteers",
)  # fmt: skip
_DEEDS = ("measured", "repaired", "painted", "opened", "surveyed", "sold", "rebuilt", "flooded", "crossed", "guarded")
_THINGS = ("the old weir", "a stone bridge", "the lower meadow", "seven barges", "the grain store", "the east bank")
_TIMES = ("before dawn", "after the rain", "during the fair", "at low water", "on the last evening", "since spring")
_RESULTS = ("and nobody complained", "while the gulls watched", "so the market moved", "though the money had run out")
_TOPICS = ("Weir", "Ferry", "Meadow", "Granary", "Harbour", "Orchard", "Quarry", "Lantern", "Kiln", "Towpath", "Sluice")


def sentence(random: Random) -> str:
    parts = (random.choice(words) for words in (_PEOPLE, _DEEDS, _THINGS, _TIMES, _RESULTS))
    who, did, what, when, so = parts
    return f"{who[0].upper()}{who[1:]} {did} {what} {when}, {so}, at mark {random.randrange(10_000)}."


def headline(random: Random) -> str:
    who, did, what, when = (random.choice(words) for words in (_PEOPLE, _DEEDS, _THINGS, _TIMES))
    return f"{random.choice(_TOPICS)} {random.randrange(100)}: {who} {did} {what} {when}"


def teaser(random: Random) -> str:
    """Make a line that has not the shape of a headline, so that nothing but its recurring gives it away."""
    thing, who, when = (random.choice(words) for words in (_THINGS, _PEOPLE, _TIMES))
    return f"more of {thing}, {who} and {when}, in {random.choice(_TOPICS)} at {random.choice(_RESULTS)}"


@dataclass(frozen=True)
class Page:
    """A page as its lines in reading order, each with whether the author wrote it."""

    url: str
    title: str
    lines: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        return "\n\n".join([self.title, *(line for line, _ in self.lines)])

    @property
    def html(self) -> str:
        body = "".join(f"<p>{escape(line)}</p>" for line, _ in self.lines)
        return f"<html><body><article><h1>{escape(self.title)}</h1>{body}</article></body></html>"

    @property
    def own(self) -> list[str]:
        return [line for line, is_own in self.lines if is_own]

    @property
    def noise(self) -> list[str]:
        return [line for line, is_own in self.lines if not is_own]


def story(random: Random, paragraphs: int = 8) -> list[str]:
    return [" ".join(sentence(random) for _ in range(2)) for _ in range(paragraphs)]


def pages(count: int, *, seed: int = 0, host: str = "example-times.test", box: int = 6) -> list[Page]:
    """Pages of one site: a standing sentence, a standing line, a stamp, and three of ``box`` teasers that rotate."""
    random = Random(seed)
    standing = sentence(random), teaser(random)
    teasers = [teaser(random) for _ in range(box)]
    found = []
    for number in range(count):
        lines = [(line, True) for line in story(random)]
        stamp = f"gauge read {random.randrange(24)}:{random.randrange(10, 60)} on {random.randrange(1, 29)} March 2026"
        for line in (*standing, stamp, *random.sample(teasers, 3)):
            lines.insert(random.randrange(1, len(lines) + 1), (line, False))
        found.append(Page(f"https://{host}/{number}", headline(random), tuple(lines)))
    return found
