"""Bytes that hold no text: what they are, and what to do with them."""

from __future__ import annotations

import regex as re

from cleaner.encoding import decode

_BINARY = {
    b"\x1f\x8b": "gzip data; decompress it first",
    b"\x28\xb5\x2f\xfd": "zstandard data; decompress it first",
    b"BZh": "bzip2 data; decompress it first",
    b"\xfd7zXZ": "xz data; decompress it first",
    b"PK\x03\x04": "a zip archive or an office document; extract its text first",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive; extract its text first",
    b"Rar!": "a rar archive; extract its text first",
    b"\xd0\xcf\x11\xe0": "an office document; extract its text first",
    b"{\\rtf": "an RTF document; extract its text first and pass that to clean_text",
    b"%!PS": "a PostScript document; extract its text first and pass that to clean_text",
    b"%PDF": "a PDF; extract its text first and pass that to clean_text",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"RIFF": "an image, sound or video",
    b"\x00asm": "a WebAssembly module",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database; pass the text of its records",
    b"PAR1": "a Parquet file; pass the text of its records",
    b"wOFF": "a font",
    b"wOF2": "a font",
    b"II*\x00": "a TIFF image",
    b"MM\x00*": "a TIFF image",
    b"OggS": "a sound or video",
    b"ID3": "a sound",
}
_INSIDE = {(4, b"ftyp"): "an image or video", (257, b"ustar"): "a tar archive; extract its text first"}


def binary_kind(data: bytes) -> str:
    """Say what bytes are that hold no text, and what to do; empty for text, in whatever encoding.

    Examples
    --------
    >>> binary_kind(b"%PDF-1.7"), binary_kind(b"<p>River rises"), binary_kind(bytes(range(128, 160)) * 9)
    ('a PDF; extract its text first and pass that to clean_text', '', 'binary data')
    """
    known = next((kind for mark, kind in _BINARY.items() if data.startswith(mark)), "")
    known = known or next((kind for (at, mark), kind in _INSIDE.items() if data.startswith(mark, at)), "")
    return known or ("" if _is_text(data[:_SAMPLE_BYTES]) else "binary data")


_SAMPLE_BYTES = 2000


_CONTROL = re.compile(r"[\p{Cc}--\t\n\r\f]", re.V1)
_ODD = re.compile(r"[\p{Cc}\p{Cn}\p{Co}--\t\n\r\f]", re.V1)


def _is_text(sample: bytes) -> bool:
    """Tell whether few characters are unassigned or control characters, as in any text decoded as it should be."""
    if sample.isascii() and 0 not in sample:
        return True
    decoded, encoding = decode(sample)
    zeros = 0 if encoding.startswith(("utf-16", "utf-32")) else sample.count(0)
    odd = _CONTROL if encoding == "utf-8" else _ODD  # bytes that hold no text are not valid UTF-8
    return (len(odd.findall(decoded)) + zeros) * 20 <= len(decoded) and decoded.count("\ufffd") * 10 <= len(decoded)
