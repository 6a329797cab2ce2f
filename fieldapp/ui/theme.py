"""Theme, fonts and text size in force, and how a widget asks for them.

Type roles go on a widget with `set_role`, never through QSS: a font in a style sheet would cut the
widget off from the application's families and from Ctrl+plus.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from fieldapp import wording
from fieldapp.ui import tokens
from fieldapp.ui.signals import bridge

W = TypeVar("W", bound=QWidget)

_KEPT_FONT = "_q_styleSheetWidgetFont"
_current = "light"
_step = tokens.BASE_STEP
_template: str | None = None

_PALETTE = {
    QPalette.ColorRole.Window: "canvas",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.PlaceholderText: "ink-3",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on-accent",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Mid: "line",
}


def apply(app: QApplication, theme: str) -> None:
    """Put `theme` ("light", "dark", "sunlight") in force everywhere, at once."""
    global _current
    if theme not in tokens.THEMES:
        raise ValueError(f"no such theme: {theme}")
    _current = theme
    app.setPalette(palette())
    app.setStyleSheet(style_sheet(theme))
    bridge.theme_changed.emit(theme)


def current() -> str:
    """The theme in force."""
    return _current


def following() -> str:
    """The theme that F9 brings next."""
    return tokens.THEMES[(tokens.THEMES.index(_current) + 1) % len(tokens.THEMES)]


def hex_color(token: str) -> str:
    """`#RRGGBB` of a token in the theme in force, for rich text."""
    return tokens.COLORS[_current][token]


def color(token: str) -> QColor:
    """The colour of a token in the theme in force; ask while painting, never keep it."""
    return QColor(hex_color(token))


def measure(name: str) -> int:
    """A width that depends on the theme: "ring" or "chosen" (border of a chosen row)."""
    return tokens.MEASURES[_current][name]


def style_sheet(theme: str) -> str:
    """The QSS of a theme, from `resources/theme.qss` and the tokens."""
    global _template
    if _template is None:
        _template = wording.resource("theme.qss").read_text("utf-8")
    return _template.format_map({**tokens.COLORS[theme], **tokens.MEASURES[theme]})


def palette() -> QPalette:
    """Colours of what QSS does not reach: placeholders, selections, tool tips."""
    made = QPalette()
    for role, token in _PALETTE.items():
        made.setColor(role, color(token))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, color("disabled"))
    return made


def px(role: str) -> int:
    """Pixel size of a type role at the text size in force."""
    entry = tokens.ROLES[role]
    return round(entry.px * _step / tokens.BASE_STEP) if entry.scales else entry.px


def line_height(role: str) -> int:
    """Line height of a type role at the text size in force."""
    entry = tokens.ROLES[role]
    return round(entry.line * _step / tokens.BASE_STEP) if entry.scales else entry.line


def font(role: str) -> QFont:
    """The font of a type role; its families are those of the application."""
    made = QFont()
    made.setPixelSize(px(role))
    made.setBold(tokens.ROLES[role].bold)
    return made


def set_role(widget: W, role: str) -> W:
    """Give `widget` a type role; it follows the text size from then on."""
    widget.setProperty("role", role)
    _put_font(widget, font(role))
    return widget


def _put_font(widget: QWidget, chosen: QFont) -> None:
    """Set a font for good: Qt keeps that of the first polish and would bring it back at the next one."""
    widget.setFont(chosen)
    if widget.property(_KEPT_FONT) is not None:
        widget.setProperty(_KEPT_FONT, chosen)


def _refresh_fonts() -> None:
    for widget in QApplication.allWidgets():
        if (role := widget.property("role")) is not None:
            _put_font(widget, font(role))


def set_tone(widget: W, tone: str) -> W:
    """Colour the text of a label by a token ("ink-2", "accent", "error" ...); it follows the theme."""
    return set_property(widget, "tone", tone)


def set_property(widget: W, name: str, value: object) -> W:
    """Set a dynamic property that the style sheet looks at, and restyle the widget."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it is styled when first shown
            widget.style().unpolish(widget)
            widget.style().polish(widget)
    return widget


def paragraph(text: str, role: str, *, rich: bool = False) -> str:
    """`text` as rich text with the line height of `role`; escaped first unless it is rich text already."""
    body = text if rich else html.escape(text).replace("\n", "<br/>")
    return f'<p style="margin:0; line-height:{line_height(role)}px">{body}</p>'


def text_step() -> int:
    """The size of question text in force, one of `tokens.TEXT_STEPS`."""
    return _step


def set_text_step(step: int) -> None:
    """Make question and choice text larger or smaller."""
    global _step
    _step = min(tokens.TEXT_STEPS, key=lambda known: abs(known - step))
    _refresh_fonts()
    bridge.text_size_changed.emit(_step)


def move_text_step(direction: int) -> None:
    """One step up (+1) or down (-1); 0 goes back to the normal size."""
    place = tokens.TEXT_STEPS.index(_step if direction else tokens.BASE_STEP) + direction
    set_text_step(tokens.TEXT_STEPS[max(0, min(place, len(tokens.TEXT_STEPS) - 1))])


def use_fonts(app: QApplication, language: str) -> None:
    """Families for the interface language, and the body size, on the application."""
    base = QFont()
    base.setFamilies(families(tokens.FAMILIES[language], QFontDatabase.families()))
    base.setPixelSize(tokens.ROLES["body"].px)
    app.setFont(base)
    _refresh_fonts()


def families(wanted: Iterable[str], installed: list[str]) -> list[str]:
    """The wanted families that exist here, and at least one that can draw Chinese.

    Naming only fonts that are missing lets Qt pick one without Han characters, and it then draws
    blanks instead of falling back (seen in 6.9.3 with DejaVu and a non-Chinese locale).
    """
    found = [name for name in wanted if name in installed]
    system = QFontDatabase.WritingSystem.SimplifiedChinese
    if not any(name.startswith(("Microsoft YaHei", "Noto Sans CJK")) for name in found):
        found += QFontDatabase.families(system)[:3]
    return found
