"""Long lists of choices: a search box over a list. Finds by name, pinyin, initials and code.

What is typed to search is no answer and is never journalled; only a choice taken from the list is.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from fieldapp.interview import ChoiceItem, Node
from fieldapp.ui.controls import find, markdown, missing, ticking
from fieldapp.ui.controls.around import NOTHING_AROUND, Around
from fieldapp.ui.controls.base import Control, Hint
from fieldapp.ui.controls.entry import Entry
from fieldapp.ui.controls.longlist_view import ChoiceDelegate, ChoiceListModel
from fieldapp.wording import tr, trn

_TO_THE_LIST = (Qt.Key.Key_Up, Qt.Key.Key_Down)
_VISIBLE_ROWS = 8
ROW = 44
_EDGES = 4
_LEAST_FLOATING = 380


class LongListControl(Control):
    """select_one and select_multiple over long lists, and those that the form wants small (`minimal`)."""

    def __init__(
        self,
        node: Node,
        around: Around = NOTHING_AROUND,
        *,
        floating: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(node, parent)
        self._floating = floating
        self.multiple = node.control is not None and node.control.kind == "select"
        self._looks = node.control.appearance if node.control is not None else ()
        self.missing_codes = around.missing_codes
        self.box = Entry(self)
        self.model = ChoiceListModel(self.multiple, self)
        self.view = _list_view(self.model, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.box)
        if floating:
            self.view.setProperty("popup", "true")
            self.view.hide()
            self.destroyed.connect(self.view.deleteLater)
        else:
            layout.addWidget(self.view)
        self.setFocusProxy(self.box)
        self._searching = False
        self.box.textEdited.connect(self._search)
        self.box.installEventFilter(self)
        self.box.left.connect(self._stop_searching)
        self.box.chip_removed.connect(self.clear_answer)
        self.view.clicked.connect(lambda index: self.take(index.row()))
        self.show_node()

    @property
    def entry(self) -> Entry:
        """The search box."""
        return self.box

    @property
    def hints(self) -> tuple[Hint, ...]:
        """How to move in the list and take from it."""
        take = tr("tick") if self.multiple else tr("take")
        return (Hint(("↑", "↓"), tr("move in list")), Hint(("Enter",), take))

    def choices(self) -> list[ChoiceItem]:
        """What can be chosen now, without the codes that have their own buttons."""
        return missing.without(self.node.choices(), missing.of_node(self.node, self.missing_codes))

    def show_node(self) -> None:
        """Show the choice; a search that is under way goes on."""
        self.box.setReadOnly(self.node.readonly)
        if not self._searching:
            self._show_all()
        self.model.set_chosen(self.chosen())

    def chosen(self) -> list[str]:
        """The codes that are chosen."""
        return self.node.value.split() if self.multiple else [self.node.value] if self.node.value else []

    def clear_answer(self) -> None:
        """No answer, and no search."""
        self._searching = False
        super().clear_answer()

    def take(self, row: int) -> None:
        """Take (or untick) the choice in `row` of the list."""
        choice = self.model.choice(row)
        if choice is None:
            return
        if self.multiple:
            self.give(ticking.ticked(self.node, choice.value, self.missing_codes))
            self.box.selectAll()
        else:
            self._searching = False
            self.give(choice.value)
            self._show_all()
            if "quick" in self._looks and self.node.value == choice.value:
                self.done.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down and Enter in the search box act on the list."""
        if event.type() == QEvent.Type.FocusIn and self._floating:
            self._float()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _TO_THE_LIST and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._move(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                return self._enter()
            if event.key() == Qt.Key.Key_Escape and self._searching:
                self._stop_searching()
                return True
        return super().eventFilter(watched, event)

    def _enter(self) -> bool:
        """Take the current row while searching or moving; else Enter goes on to the next question."""
        if not self._searching:
            return False
        self.take(self.view.currentIndex().row())
        if self.multiple:
            self._searching = False
        return True

    def _move(self, step: int) -> None:
        if not self.model.rowCount():
            return
        self._searching = True
        row = self.view.currentIndex().row() + step
        self.view.setCurrentIndex(self.model.index(max(0, min(row, self.model.rowCount() - 1)), 0))

    def _search(self, text: str) -> None:
        self._searching = bool(text.strip())
        choices = self.choices()
        shown = find.found(text, choices, lambda choice: (choice.label, choice.value))
        self._fill(list(shown), len(choices))

    def _float(self) -> None:
        """The list over what stands below the box, or above it near the lower edge."""
        window = self.window()
        self.view.setParent(window)
        corner = self.box.mapTo(window, self.box.rect().bottomLeft())
        width = max(self.box.width(), _LEAST_FLOATING)
        top = corner.y() + 5
        if top + self.view.height() > window.height() - 64:
            top = corner.y() - self.box.height() - self.view.height() - 4
        left = min(corner.x(), window.width() - width - 8)
        self.view.setGeometry(left, max(0, top), width, self.view.height())
        self.view.show()
        self.view.raise_()

    def _stop_searching(self) -> None:
        if self._floating:
            self.view.hide()
        if self._searching or self.box.text() != ("" if self.box.chip else self._chosen_label()):
            self._searching = False
            self.show_node()

    def _show_all(self) -> None:
        choices = self.choices()
        code = missing.of_node(self.node, self.missing_codes).code_of(self.node.value)
        self.box.set_chip(self._words_of(code) if code else "")
        self.box.setText("" if code else self._chosen_label())
        self.box.selectAll()
        self._fill(choices, len(choices))
        chosen = self.node.value.split()[-1:] or [""]
        row = next((at for at, choice in enumerate(choices) if choice.value == chosen[0]), -1)
        self.view.setCurrentIndex(self.model.index(row, 0))

    def _fill(self, shown: list[ChoiceItem], total: int) -> None:
        self.model.set_choices(shown)
        self.view.setCurrentIndex(self.model.index(0, 0) if self._searching else self.model.index(-1, 0))
        rows = max(1, min(6 if self._floating else _VISIBLE_ROWS, total))
        self.view.setFixedHeight(rows * ROW + _EDGES)
        self.box.set_echo(self._count(len(shown), total))
        if not self.box.chip:
            self.box.setPlaceholderText(self._ticked_labels() or tr("Name, pinyin, initials or code"))

    def _count(self, shown: int, total: int) -> str:
        if self._searching and not shown:
            return tr("Nothing found. Try initials.")
        if not self._searching and self._floating:
            return ""
        if not total:
            return tr("No choices yet: an earlier answer is missing.")
        if not self._searching:
            return trn("{n} choice", "{n} choices", total)
        return tr("{shown} of {total}", shown=shown, total=total)

    def _chosen_label(self) -> str:
        if self.multiple:
            return ""
        return self._words_of(self.node.value)

    def _ticked_labels(self) -> str:
        """What a select_multiple has, for the empty box."""
        return (
            tr(", ").join(self._words_of(code) for code in self.node.value.split()) if self.multiple else ""
        )

    def _words_of(self, code: str) -> str:
        found = next((c.label for c in self.node.choices() if c.value == code), code)
        return markdown.plain(found)


def _list_view(model: ChoiceListModel, parent: QWidget) -> QListView:
    view = QListView(parent)
    view.setModel(model)
    view.setItemDelegate(ChoiceDelegate(ROW, view))
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setUniformItemSizes(True)
    view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
    view.setProperty("choices", "true")
    return view
