"""Colours and sizes of the design system, as data. No colour is written anywhere else."""

from __future__ import annotations

from typing import NamedTuple

_ROWS = """
canvas       #F4F3EE #111614 #FFFFFF
surface      #FFFFFF #1A211E #FFFFFF
sunken       #EBEAE3 #242C28 #FFFFFF
line         #D9D7CD #38423D #000000
line-strong  #7A7F78 #84918A #000000
ink          #14201B #F0F3F0 #000000
ink-2        #3F4A45 #C3CCC7 #000000
ink-3        #5C6661 #9DA9A3 #1F1F1F
accent       #0B6350 #63C9A9 #00463A
accent-hover #085241 #7BD6B9 #00332A
accent-press #063E31 #4DB594 #00241D
accent-soft  #DDEFE8 #17392E #FFFFFF
on-accent    #FFFFFF #06241A #FFFFFF
focus        #1660D0 #86B6FF #0036CC
warn         #8A5200 #F2BC5E #6B3C00
warn-soft    #FBEBCB #3B2D10 #FFFFFF
error        #B3261E #FF968B #98000B
error-soft   #FBE4E0 #45211D #FFFFFF
on-error     #FFFFFF #2B0906 #FFFFFF
chart-2      #C07A12 #E0A044 #8A4B00
chart-3      #5B6B8C #9AAACB #333333
heat-1       #FBEBCB #4A3813 #E6E6E6
heat-2       #F3CF8C #6B4E18 #CFCFCF
heat-3       #E3A848 #855F1C #B0B0B0
disabled     #8E938D #6F7A74 #5E5E5E
"""

THEMES = ("light", "dark", "sunlight")


def _theme(position: int) -> dict[str, str]:
    rows = (line.split() for line in _ROWS.split("\n") if line)
    return {row[0]: row[position + 1] for row in rows}


COLORS: dict[str, dict[str, str]] = {name: _theme(position) for position, name in enumerate(THEMES)}

# In bright sun a tint is not seen: lines carry the state instead.
MEASURES: dict[str, dict[str, int]] = {
    "light": {"ring": 2, "chosen": 1},
    "dark": {"ring": 2, "chosen": 1},
    "sunlight": {"ring": 3, "chosen": 2},
}


class Role(NamedTuple):
    """A type role: pixel size, line height, weight, and whether Ctrl+plus makes it larger."""

    px: int
    line: int
    bold: bool = False
    scales: bool = False


ROLES: dict[str, Role] = {
    "number": Role(32, 40, bold=True),
    "question": Role(26, 38, bold=True, scales=True),
    "question-dense": Role(22, 32, bold=True, scales=True),
    "start": Role(24, 32, bold=True),
    "title": Role(20, 28, bold=True),
    "page-title": Role(18, 26, bold=True),
    "choice": Role(18, 26, scales=True),
    "choice-chosen": Role(18, 26, bold=True, scales=True),
    "label": Role(17, 24, scales=True),
    "input": Role(16, 24),
    "input-bold": Role(16, 24, bold=True),
    "hint": Role(16, 24),
    "body": Role(15, 22),
    "body-bold": Role(15, 22, bold=True),
    "small": Role(13, 18),
    "small-bold": Role(13, 18, bold=True),
}

TEXT_STEPS = (22, 26, 30, 34)
BASE_STEP = 26

FAMILIES: dict[str, tuple[str, ...]] = {
    "zh": ("Microsoft YaHei UI", "Segoe UI", "Noto Sans CJK SC"),
    "en": ("Segoe UI", "Microsoft YaHei UI", "Noto Sans", "Noto Sans CJK SC"),
}
