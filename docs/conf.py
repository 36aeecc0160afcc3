"""How the documentation is built: python -m sphinx -W docs dist/docs."""

from __future__ import annotations

import sys
from pathlib import Path

import cleaner

sys.path.insert(0, str(Path(__file__).parent))
import rules

rules.write()

project = "article-cleaner"
author = "the article-cleaner contributors"
release = cleaner.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["comparison"]  # parts of a page

myst_enable_extensions = ["attrs_block", "colon_fence"]
myst_heading_anchors = 3
default_role = "py:obj"
napoleon_google_docstring = False
napoleon_use_rtype = False
autodoc_member_order = "bysource"
autodoc_typehints = "none"  # the docstrings say it
autoclass_content = "class"

html_theme = "furo"
html_title = f"article-cleaner {release}"
html_static_path = ["_static"]
html_css_files = ["pictures.css"]
html_copy_source = False
pygments_style = "friendly"
pygments_dark_style = "native"
