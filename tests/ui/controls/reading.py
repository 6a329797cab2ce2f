"""What a control shows, read from its widgets alone and put as it would be stored."""

from __future__ import annotations

from decimal import Decimal

from fieldapp.ui.controls import Control, moments, numbers
from fieldapp.ui.controls.choices import ChoicesControl
from fieldapp.ui.controls.date import TIME, DateControl
from fieldapp.ui.controls.datetime import DateTimeControl
from fieldapp.ui.controls.longlist import LongListControl
from fieldapp.ui.controls.longlist_view import CHOSEN, CODE
from fieldapp.ui.controls.number import NumberControl
from fieldapp.ui.controls.place import PlaceControl
from fieldapp.ui.controls.plain import AcknowledgeControl
from fieldapp.ui.controls.rank import RankControl
from fieldapp.ui.controls.rating import PickerControl, RatingControl
from fieldapp.ui.controls.text import LinesControl, TextControl

CHIPS = {"不知道": "98", "拒绝回答": "99", "不适用": "97", "don't know": "98", "refused": "99", "拒绝": "99",
         "Don't know": "98", "Refused": "99"}  # fmt: skip


def on_screen(control: Control) -> str:
    """The answer that a person sees."""
    entry = control.entry
    if chip := getattr(entry, "chip", ""):
        return f"missing {CHIPS[chip]}"
    if isinstance(control, NumberControl):
        return number(numbers.stored(control.line.text(), True))
    if isinstance(control, DateControl):
        return control.line.text() if control.kind is TIME else control.kind.parse(control.line.text()) or ""
    if isinstance(control, DateTimeControl):
        return f"{control.day.text()} {control.clock.text()}".strip()
    if isinstance(control, TextControl):
        return control.line.text()
    if isinstance(control, LinesControl):
        return control.text.plain()
    return chosen(control)


def chosen(control: Control) -> str:
    if isinstance(control, ChoicesControl):
        return " ".join(control.chosen())
    if isinstance(control, LongListControl):
        model = control.model
        rows = [model.index(at, 0) for at in range(model.rowCount())]
        return " ".join(str(row.data(CODE)) for row in rows if row.data(CHOSEN))
    if isinstance(control, RankControl):
        ranked = control.list.item(0).text()[0] == "1"
        return " ".join(control.order()) if ranked else ""
    if isinstance(control, RatingControl):
        return str(control.stars.count or "")
    if isinstance(control, PickerControl):
        return number(str(control.combo.currentData()))
    if isinstance(control, AcknowledgeControl):
        return "OK" if control.row.chosen() else ""
    assert isinstance(control, PlaceControl)
    return " ".join(number(field.text()) for field in control.fields if field.text())


def stored(control: Control) -> str:
    """The stored answer, put the same way."""
    value = control.node.value
    if value.startswith(("-9", "9998", "9999")) or value in ("98", "99"):
        typed = not isinstance(control, ChoicesControl | RatingControl | PickerControl)
        return f"missing {'98' if '98' in value[:5] else '99'}" if typed else ""
    if isinstance(control, NumberControl | PickerControl):
        return number(value)
    if isinstance(control, DateTimeControl):
        return f"{moments.shown_date(value)} {moments.shown_time(value)}" if value else ""
    if isinstance(control, DateControl) and control.kind is TIME:
        return moments.shown_time(value)
    if isinstance(control, PlaceControl):
        return " ".join(number(part) for part in value.split())
    return value


def number(text: str) -> str:
    return f"{Decimal(text).normalize():f}" if text else ""
