"""The colours can be read: ratios recomputed after WCAG 2 from the tokens themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fieldapp import wording
from fieldapp.ui import tokens

TEXT, EDGE, QUESTION = 4.5, 3.0, 7.0

# (token, ground, least ratio); each pair is drawn somewhere
PAIRS = [
    *[("ink", ground, QUESTION) for ground in ("surface", "canvas", "accent-soft", "sunken")],
    *[("ink-2", ground, TEXT) for ground in ("surface", "canvas", "sunken")],
    *[("ink-3", ground, TEXT) for ground in ("surface", "canvas", "sunken")],
    *[("accent", ground, TEXT) for ground in ("surface", "accent-soft", "sunken")],
    *[("on-accent", ground, TEXT) for ground in ("accent", "accent-hover", "accent-press")],
    ("on-error", "error", TEXT),
    ("warn", "warn-soft", TEXT),
    ("warn", "surface", TEXT),
    ("error", "error-soft", TEXT),
    ("error", "surface", TEXT),
    *[("ink", ground, TEXT) for ground in ("warn-soft", "error-soft")],
    *[("line-strong", ground, EDGE) for ground in ("surface", "canvas", "sunken")],
    *[("focus", ground, EDGE) for ground in ("surface", "canvas", "sunken", "accent-soft")],
    ("accent", "sunken", EDGE),
    # the chosen row of a list, and sentences beside fields on the page itself
    *[(token, "accent-soft", TEXT) for token in ("ink-2", "error", "warn", "ink-3")],
    *[(token, "canvas", TEXT) for token in ("accent", "error", "warn")],
    *[(token, "sunken", TEXT) for token in ("error", "warn")],
    *[(token, "surface", EDGE) for token in ("accent", "error", "warn")],
]


def luminance(color: str) -> float:
    """Relative luminance of `#RRGGBB`."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_ratio_is_that_of_wcag() -> None:
    assert ratio("#FFFFFF", "#000000") == pytest.approx(21)
    assert ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", tokens.THEMES)
@pytest.mark.parametrize(("token", "ground", "least"), PAIRS)
def test_everything_drawn_can_be_read(theme: str, token: str, ground: str, least: float) -> None:
    colors = tokens.COLORS[theme]
    assert ratio(colors[token], colors[ground]) >= least


def test_the_lowest_ratios_are_those_of_the_design() -> None:
    lowest = {
        ("ink", "surface"): 14.7,
        ("ink-2", "sunken"): 7.6,
        ("ink-3", "sunken"): 4.9,
        ("warn", "warn-soft"): 5.4,
    }
    for (token, ground), expected in lowest.items():
        found = min(ratio(colors[token], colors[ground]) for colors in tokens.COLORS.values())
        assert found == pytest.approx(expected, abs=0.06)


def test_all_themes_have_the_same_tokens() -> None:
    names = {theme: set(colors) for theme, colors in tokens.COLORS.items()}
    assert names["light"] == names["dark"] == names["sunlight"]
    assert len(names["light"]) == 25


def test_no_colour_is_written_outside_the_tokens() -> None:
    colour = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b|\brgba?\(|QColor\(\d")
    source = Path(tokens.__file__).parent
    files = [path for path in source.rglob("*.py") if path.name != "tokens.py"]
    assert len(files) > 40
    files.append(wording.resource("theme.qss"))
    assert [str(path) for path in files if colour.search(path.read_text("utf-8"))] == []
