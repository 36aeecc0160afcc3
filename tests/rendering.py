"""What the tests of the renderers share: reading HTML and Markdown back as a browser would."""

from __future__ import annotations

import html5lib
import nh3
from markdown_it import MarkdownIt

INLINE = {"a", "code", "em", "strong", "s"}
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def words_of_html(markup: str) -> list[str]:
    """Words that a reader sees; elements other than those inside a line of text separate words."""
    tree = html5lib.parseFragment(markup, treebuilder="etree", namespaceHTMLElements=False)
    parts: list[str] = []
    _collect(tree, parts)
    return "".join(parts).split()


def _collect(tree, parts: list[str]) -> None:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        edge = "" if node.tag in INLINE else "\n"
        inside = [edge, node.text or ""]
        for child in node:
            inside += [child, child.tail or ""]
        waiting += reversed([*inside, edge])


def words_of_markdown(markdown: str) -> list[str]:
    return words_of_html(MARKDOWN.render(markdown))


def active_tokens(markdown: str) -> set[str]:
    """Kinds of raw HTML that a renderer which lets it through would find."""
    found = set()
    for token in MARKDOWN.parse(markdown):
        found |= {token.type, *(child.type for child in token.children or ())}
    return found & {"html_block", "html_inline"}


def links_of_markdown(markdown: str) -> list[str]:
    """Addresses of the links and images, in order."""
    inner = [child for token in MARKDOWN.parse(markdown) for child in token.children or ()]
    return [str(token.attrs.get("href") or token.attrs.get("src")) for token in inner if token.attrs]


def is_safe_html(markup: str) -> bool:
    """Whether a sanitiser with its default lists leaves the markup as it is."""
    return nh3.clean(markup, link_rel=None) == markup.replace("\xa0", "&nbsp;")
