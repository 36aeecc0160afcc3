"""Cleaned articles as one page to look at: what went is struck through where it stood, with the reason at hand.

The page needs nothing but itself: no network, no framework; the toggles work without JavaScript. A content security
policy in it lets no script run but its own, whatever an article says.
"""

from __future__ import annotations

from cleaner.report.page import to_page

__all__ = ["to_page"]
