"""What stands on a page of the interview window, as plain lines: texts, fields, chosen rows, cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLabel, QLineEdit, QTextEdit, QWidget

from fieldapp.interview import Refused, values
from fieldapp.ui.components import ChoiceRow
from fieldapp.ui.controls import Control
from fieldapp.ui.controls.longlist import LongListControl
from fieldapp.ui.controls.longlist_view import CHOSEN, ChoiceListModel
from fieldapp.ui.controls.typed import TypedControl
from fieldapp.ui.interview import words
from fieldapp.ui.interview.card import QuestionView
from fieldapp.ui.interview.fieldcolumn import FieldColumn
from fieldapp.ui.interview.fieldlist import FieldListView
from fieldapp.ui.interview.likert import LikertView
from fieldapp.ui.interview.roster import RosterView
from fieldapp.ui.interview.roster_form import RosterFormView
from fieldapp.ui.interview.view import View

TYPING = "field (being typed into)"


def differences(shown: list[str], expected: list[str]) -> list[tuple[str, str]]:
    """Pairs of lines that are not the same; the field that is being typed into may look as it is typed."""
    if len(shown) != len(expected):
        return [("\n".join(shown), "\n".join(expected))]
    pairs = zip(shown, expected, strict=True)
    return [(a, b) for a, b in pairs if a != b and TYPING not in (a, b)]


def seen(view: View) -> list[str]:
    """A page as a person reads it. What only the focus changes (an open list, grouping) is left out."""
    return list(_READERS[type(view)](view))


def _question(view: QuestionView) -> Iterator[str]:
    yield words.plain(view.question.text())
    yield words.plain(view.hint.text()) if not view.hint.isHidden() else ""
    yield from answer(view.asked.control)


def _fields(view: FieldListView) -> Iterator[str]:
    yield from _column(view.column)


def _column(column: FieldColumn) -> Iterator[str]:
    for field in column.fields:
        yield f"{field.node.reference}: {words.plain(field._label.text())}"
        yield from answer(field.asked.control)


def _grid(view: LikertView) -> Iterator[str]:
    for node in view.nodes:
        yield f"{node.reference}: {words.plain(node.label)} = {node.value}"


def _roster(view: RosterView) -> Iterator[str]:
    model = view.table.rows
    for row in range(model.rowCount()):
        cells = [model.index(row, column) for column in range(model.columnCount())]
        skipped = [model.state(row, column) == "skip" for column in range(model.columnCount())]
        texts = [str(cell.data() or "") for cell in cells]
        yield " | ".join("—" if skip else text for skip, text in zip(skipped, texts, strict=True))


def _row_form(view: RosterFormView) -> Iterator[str]:
    yield from (view.list.item(at).text() for at in range(view.list.count()))
    yield from _column(view.column)


_READERS: dict[type[View], Callable[[Any], Iterator[str]]] = {
    QuestionView: _question,
    FieldListView: _fields,
    LikertView: _grid,
    RosterView: _roster,
    RosterFormView: _row_form,
}


def answer(control: Control) -> Iterator[str]:
    """What a control shows as its answer."""
    if isinstance(control, TypedControl):
        yield f"value {_stored_form(control)}"
        if any(field.hasFocus() for field in control._fields):
            yield TYPING  # grouped and dated only when the focus leaves
        else:
            yield "field " + " ".join(_text(part) for part in control._fields)
        return
    if isinstance(control, LongListControl):
        yield "chosen " + " ".join(sorted(control.model._chosen))
        yield TYPING if control._searching or control.box.hasFocus() else f"box {control.box.text()}"
        return
    for part in (control, *control.findChildren(QWidget)):
        yield from _part(part)


def _stored_form(control: TypedControl) -> str:
    """What is typed as the form would store it: -2 as -2.0."""
    node = control.node
    try:
        return values.from_person(node.type, control.value(), node.interview.zone)
    except Refused:
        return control.value()


def _text(field: QLineEdit | QTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _part(part: QWidget) -> Iterator[str]:
    if isinstance(part, ChoiceRow):
        yield f"{part.label()} {'*' if part.chosen() else '-'}"
    elif isinstance(part, QAbstractItemView) and isinstance(part.model(), ChoiceListModel):
        model = part.model()
        rows = (model.index(row, 0) for row in range(model.rowCount()))
        yield "chosen " + " ".join(str(row.data()) for row in rows if row.data(CHOSEN))
    elif isinstance(part, QLineEdit):
        yield f"line {part.text()}"
    elif isinstance(part, QTextEdit):
        yield f"lines {part.toPlainText()}"
    elif isinstance(part, QComboBox):
        yield f"combo {part.currentText()}"
    elif isinstance(part, QLabel) and not part.isHidden() and not isinstance(part.parent(), ChoiceRow):
        plain = part.textFormat() == Qt.TextFormat.PlainText or "<" not in part.text()
        yield f"label {part.text() if plain else words.plain(part.text())}"
