"""An article as text, Markdown, HTML and JSON.

Every renderer escapes every text and writes no address but those of `links.safe_url`: what a page says can never become
active in what is made of it.
"""

from __future__ import annotations

from cleaner.render.html import to_html
from cleaner.render.json import SCHEMA_VERSION, to_dict, to_json
from cleaner.render.markdown import to_markdown
from cleaner.render.text import to_text

__all__ = ["SCHEMA_VERSION", "to_dict", "to_html", "to_json", "to_markdown", "to_text"]
