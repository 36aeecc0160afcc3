"""What a site prints on many pages: learnt from pages that the caller shows, kept in a bounded, mergeable sample."""

from __future__ import annotations

import struct
from collections import Counter
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import regex as re

from cleaner import address
from cleaner.files import write_atomically
from cleaner.model import Document, Kind, SiteMemoryError
from cleaner.shape import is_prose
from cleaner.text import ends_sentence, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.model import Block
    from cleaner.structure import Article

MOST_PAGES = 128  # remembered of a host
MOST_LINES = 128  # of a page, remembered of its sentences, and as many of its short lines
SAME_STORY = 0.5  # of the sentences that two pages have together: then they are copies of one story

_MAGIC = b"article-cleaner site memory 1\n"
_DIGEST_BYTES = 16
_SKIPPED = frozenset({Kind.TABLE, Kind.CODE, Kind.IMAGE, Kind.EMBED, Kind.RULE})
_DATE = re.compile(
    r"(?:\b\p{L}{2,12},\s)?(?:"
    r"\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
    r"|\b\d{1,2}(?:st|nd|rd|th|er|º|ª)?\.?\s(?:de\s|of\s)?\p{L}[\p{L}\p{M}]{2,14}\.?,?\s(?:del?\s)?\d{4}"
    r"|\b\p{L}[\p{L}\p{M}]{2,14}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}"
    r"|\b\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]?)(?!\d)"
)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}(?:[:h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?|(?:\.\d{2})?\s?[ap]\.?m\b\.?)(?!\d)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_LETTER = re.compile(r"\p{L}")


class Line(NamedTuple):
    """What is remembered of a block, a number for its folded text; and whether it is a sentence, or has a date."""

    key: int
    is_sentence: bool
    is_dated: bool = False


class _Page(NamedTuple):
    """What is remembered of a page: sorted numbers."""

    sentences: tuple[int, ...]
    shorts: tuple[int, ...]


class Site(NamedTuple):
    """What is known of a host: how many stories, and on how many of them a line stands."""

    stories: int
    counts: Counter[int]


def line_of(block: Block) -> Line | None:
    r"""Return what is remembered of a block; None for one that tells nothing of a site.

    A sentence counts as it is written. Of a shorter line dates and times are folded, and so is a number if there is
    just one left: more are a row of figures.

    Examples
    --------
    >>> from cleaner.model import Block
    >>> lines = [line_of(Block(index=0, text=f"Updated {clock} on 3 May 2024")) for clock in ("12:30", "9:05")]
    >>> lines[0] == lines[1]
    True
    >>> line_of(Block(index=0, text="Gates 2 Mills 1")) == line_of(Block(index=0, text="Gates 0 Mills 3"))
    False
    """
    if block.hidden or block.kind in _SKIPPED or block.role in {"title", "byline"} or not _LETTER.search(block.text):
        return None
    text = " ".join(fold(block.text).split())
    is_sentence, is_dated = ends_sentence(text) or is_prose(text), False
    if not is_sentence and any(map(str.isdigit, text)):
        text = _CLOCK.sub("\0", _DATE.sub("\0", text))
        is_dated = "\0" in text
        text = _NUMBER.sub("\0", text) if len(_NUMBER.findall(text)) <= 1 else text
    return Line(_number(text.encode("utf-8", "replace")), is_sentence, is_dated)


class SiteMemory:
    r"""What sites print on many pages, learnt from pages that you show it; pass it to a `Cleaner`.

    It is explicit: nothing is learnt while cleaning. For each host it keeps a sample of at most 128 distinct pages, and
    of each page a number of 64 bits for each line, 128 sentences and 128 short lines at most. Its file has less than
    264 kB a host, and some 41 kB where a page has 40 lines, however many pages were observed.

    The sample holds the pages with the smallest hash (a bottom-k sketch), which is a function of the *set* of pages
    observed: the order does not matter, a page counts once however often it is observed, and memories learnt in parts
    and merged are equal, byte for byte, to one that observed everything. Merging is associative, commutative and
    idempotent. The pages are a uniform sample of the distinct ones, so the share of a site's pages that print a line is
    known with a standard error of at most 4.4 per cent: the square root of p (1 - p) / 128.

    Parameters
    ----------
    pages : iterable of Article or Document, default=()
        Pages to observe.

    References
    ----------
    E. Cohen and H. Kaplan, Summarizing data using bottom-k sketches, PODC 2007.

    Examples
    --------
    >>> import cleaner
    >>> memory = SiteMemory()
    >>> for town in ("Orr", "Mill", "Gate"):
    ...     story = f"The council of {town} met, and raised the dam.\n\nFollow the river bulletin on our channel"
    ...     memory.observe(cleaner.clean_text(story, url=f"https://example-times.test/{town}"))
    >>> wash = cleaner.Cleaner(memory=memory)
    >>> story = "It rained all night in Weir, and the river rose.\n\nFollow the river bulletin on our channel"
    >>> [removal.text for removal in wash.clean_text(story, url="https://example-times.test/weir").removed]
    ['Follow the river bulletin on our channel']
    """

    def __init__(self, pages: Iterable[Article | Document] = ()) -> None:
        self._hosts: dict[str, dict[int, _Page]] = {}
        self._known: dict[str, Site] = {}
        for page in pages:
            self.observe(page)

    def observe(self, page: Article | Document) -> None:
        """Learn the lines of a page, of what was kept and what was removed; one without a sentence tells nothing.

        Parameters
        ----------
        page : Article or Document
            Its host is that of the address it was parsed with, else of the one that it declares, else empty.
        """
        document = page if isinstance(page, Document) else page.document
        lines = list(filter(None, map(line_of, document.blocks)))
        sentences = _smallest(line.key for line in lines if line.is_sentence)
        if sentences:
            shorts = _smallest(line.key for line in lines if not line.is_sentence)
            self._add(host_of(document), {_number(_packed((*sentences, *shorts))): _Page(sentences, shorts)})

    def merge(self, other: SiteMemory) -> SiteMemory:
        """Return a memory that knows what both know; also written ``a | b``.

        Examples
        --------
        >>> len(SiteMemory() | SiteMemory())
        0
        """
        merged = SiteMemory()
        merged |= self
        merged |= other
        return merged

    def __or__(self, other: SiteMemory) -> SiteMemory:
        return self.merge(other)

    def __ior__(self, other: SiteMemory) -> SiteMemory:
        for host, pages in other._hosts.items():
            self._add(host, pages)
        return self

    def __len__(self) -> int:
        """Count the pages that are remembered."""
        return sum(map(len, self._hosts.values()))

    def __eq__(self, other: object) -> bool:
        return self._hosts == other._hosts if isinstance(other, SiteMemory) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # it changes

    def __repr__(self) -> str:
        return f"<SiteMemory of {len(self)} pages of {len(self._hosts)} hosts>"

    def __reduce__(self) -> tuple[object, ...]:
        return SiteMemory.from_bytes, (self.to_bytes(),)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that it knows, sorted."""
        return tuple(sorted(self._hosts))

    def site(self, host: str) -> Site:
        """Return what is known of a host: pages that share half of their sentences count as one story."""
        if host not in self._hosts:
            return Site(0, Counter())
        if host not in self._known:
            self._known[host] = _site(self._hosts[host])
        return self._known[host]

    def _add(self, host: str, pages: dict[int, _Page]) -> None:
        remembered = self._hosts.setdefault(host, {})
        remembered.update(pages)
        for key in sorted(remembered)[MOST_PAGES:]:
            del remembered[key]
        self._known.pop(host, None)

    # -- files ---------------------------------------------------------------------------------------------------------

    def to_bytes(self) -> bytes:
        """Return it as bytes, the same for the same memory on every machine.

        Examples
        --------
        >>> SiteMemory.from_bytes(SiteMemory().to_bytes()) == SiteMemory()
        True
        """
        parts = [struct.pack("<I", len(self._hosts))]
        for host, pages in sorted(self._hosts.items()):
            name = host.encode("utf-8", "surrogatepass")
            parts.append(struct.pack("<II", len(name), len(pages)) + name)
            for _, page in sorted(pages.items()):
                parts += [struct.pack("<II", *map(len, page)), *map(_packed, page)]
        body = b"".join(parts)
        return _MAGIC + _digest(body) + body

    @classmethod
    def from_bytes(cls, data: bytes) -> SiteMemory:
        """Read what `to_bytes` wrote.

        Raises
        ------
        SiteMemoryError
            If it is something else, damaged, or of a later version.
        """
        if not data.startswith(_MAGIC):
            told = "of another version" if data.startswith(_MAGIC[:-2]) else "no site memory"
            raise SiteMemoryError(f"{told}; article-cleaner learn writes one")
        start = len(_MAGIC) + _DIGEST_BYTES
        body = data[start:]
        if data[len(_MAGIC) : start] != _digest(body):
            raise SiteMemoryError("a damaged site memory: its checksum is wrong")
        memory = cls()
        memory._hosts = dict(_read(body))
        return memory

    def save(self, path: Path | str) -> None:
        """Write it to a file, as a whole or not at all."""
        write_atomically(Path(path), self.to_bytes())

    @classmethod
    def load(cls, path: Path | str) -> SiteMemory:
        """Read a file that `save` wrote.

        Raises
        ------
        SiteMemoryError
            If it holds something else or is damaged; the message names it.
        OSError
            If it cannot be read.
        """
        try:
            return cls.from_bytes(Path(path).read_bytes())
        except SiteMemoryError as error:
            raise SiteMemoryError(f"{path}: {error}") from None


def host_of(document: Document) -> str:
    """Return the host that a document belongs to, without ``www.``; empty if it tells no address.

    Examples
    --------
    >>> from cleaner.model import Document
    >>> host_of(Document(blocks=(), form="text", url="https://www.Example-Times.test:8080/river"))
    'example-times.test'
    """
    return address.host(document.url) or address.host(document.metadata.url)


def _site(pages: dict[int, _Page]) -> Site:
    """Count lines by story: a page is of the same story as the first one that has half of the sentences in common."""
    stories: list[tuple[set[int], set[int]]] = []
    for _, page in sorted(pages.items()):
        own = set(page.sentences)
        for first, lines in stories:
            if len(own & first) >= SAME_STORY * len(own | first):
                lines.update(page.sentences, page.shorts)
                break
        else:
            stories.append((own, own.union(page.shorts)))
    counts = Counter(key for _, lines in stories for key in lines)
    return Site(len(stories), Counter({key: count for key, count in counts.items() if count > 1}))


def _smallest(keys: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(keys))[:MOST_LINES])


def _number(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little")


def _packed(keys: tuple[int, ...]) -> bytes:
    return struct.pack(f"<{len(keys)}Q", *keys)


def _digest(body: bytes) -> bytes:
    return blake2b(body, digest_size=_DIGEST_BYTES).digest()


def _read(body: bytes) -> Iterator[tuple[str, dict[int, _Page]]]:
    """Read the hosts and their pages; the checksum has told that the bytes are as they were written."""
    (hosts,) = struct.unpack_from("<I", body)
    at = 4
    for _ in range(hosts):
        size, count = struct.unpack_from("<II", body, at)
        at += 8
        host = body[at : at + size].decode("utf-8", "surrogatepass")
        at += size
        pages = {}
        for _ in range(count):
            sentences, shorts = struct.unpack_from("<II", body, at)
            keys = struct.unpack_from(f"<{sentences + shorts}Q", body, at + 8)
            at += 8 * (1 + len(keys))
            pages[_number(_packed(keys))] = _Page(keys[:sentences], keys[sentences:])
        yield host, pages
