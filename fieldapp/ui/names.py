"""Titles of forms as the window shows them."""

from __future__ import annotations

from fieldapp.wording import language


def in_our_language(title: str) -> str:
    """Of a title in two languages (`中文 / English`) the half for the window; any other one as it is."""
    halves = [half.strip() for half in title.split(" / ")]
    ours = [half for half in halves if half.isascii() == (language() == "en")]
    return ours[0] if len(halves) == 2 and len(ours) == 1 else title
