"""A page as flat rows: its block-level elements and its records."""

from __future__ import annotations

# Node: parent, name, attributes, first record, depth. Record: node, text, linked characters, strong characters,
# attributes of the first inline element, chunks, links as (first chunk, end, attributes). Tuples: a page has many.
Node = tuple[int, str, str, int, int]
Record = tuple[int, str, int, int, str, tuple[str, ...], tuple[tuple[int, int, str], ...]]
# In place of the linked characters: a media element, whose name is the text; hidden text; a cell told with its table.
MEDIA, HIDDEN, CELL = -1, -2, -3
APART = "\v"  # the space behind a chunk that meets the next one as a label meets its value: no page has it itself
BLOCKS = frozenset(
    [
    "address", "article", "aside", "blockquote", "button", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
]
)  # fmt: skip
INLINE = frozenset(
    [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "label", "mark", "meter", "nobr", "output", "progress", "q", "rb", "rt", "rtc", "ruby", "s",
    "samp", "slot", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
]
)  # fmt: skip
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
MEDIA_NAMES = frozenset(["img", "amp-img", "iframe", "video", "audio", "amp-video", "amp-iframe", "embed", "hr"])
NOTED = "table", "blockquote", *sorted(HEADINGS)


class Segments:
    """A page as parallel lists: its block-level elements (nodes) in document order, and its records.

    ``ends`` gives the record behind the last one of a node.
    """

    def __init__(self) -> None:
        self.nodes: list[Node] = [(0, "#root", "", 0, 0)]
        self.ends = [0]
        self.records: list[Record] = []
        self.noted: dict[str, list[int]] = {name: [] for name in NOTED}  # nodes of these names
        self.tables: dict[int, list[tuple[int, Record]]] = {}  # texts of the table that a record tells, and their cells
        self.unfolded: list[int] = []  # nodes that are hidden until a click
        self.mail_fields: list[int] = []  # nodes that hold a field for an address to write to
        self.left_out: list[str] = []  # attributes of the media elements of a flood
        self.title = ""
        self.heads: list[tuple[str, str]] = []
