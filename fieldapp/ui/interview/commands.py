"""What each command does: the verbs of the keyboard map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu

from fieldapp.interview import Changes
from fieldapp.ui.controls import Hint
from fieldapp.ui.interview import words
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.ui.interview.page import InterviewPage


class Commands:
    """One method for each verb; `do` finds it. A verb that does not apply leaves the key to others."""

    def __init__(self, page: InterviewPage) -> None:
        self._page = page

    def do(self, name: str, event: QKeyEvent | None = None) -> bool:
        """Do a command; False if it does not apply here."""
        if name == "clear":
            return self._clear(event)
        if self._page.reviewing.is_open and name in ("enter", "main", "previous", "escape", "find"):
            return self._page.reviewing.do(name)
        verb: Callable[[], None] = getattr(self, f"_{name}")
        verb()
        return True

    def hints(self) -> Sequence[Hint]:
        """Keys for the strip: those of the view, then those that always work."""
        view = self._page.view
        assert view is not None
        if self._page.respondent.on:
            return self._page.respondent.hints()
        own = tuple(view.hints())
        unknown = (Hint(("F7",), tr("don't know")),) if view.several and view.missing().unknown else ()
        rest = (Hint(("F4",), tr("note")), Hint(("F1",), tr("help")))
        return (*own, *unknown, *rest)[: 4 if len(own) < 3 else 5]

    def fill(self, menu: QMenu, show_help: Callable[[], object]) -> None:
        """The menu of the top bar; the keys stand beside the words."""
        menu.clear()
        for text, key, name in (
            (tr("Undo"), "Ctrl+Z", "undo"),
            (tr("Redo"), "Ctrl+Y", "redo"),
            (tr("Find a question"), "F3", "find"),
            (tr("Review all"), "F12", "review"),
            (tr("Turn the screen to the respondent"), "F5", "respondent"),
        ):
            menu.addAction(f"{text}\t{key}", lambda name=name: self.do(name))
        menu.addAction(f"{tr('Keys of this page')}\tF1", show_help)

    # moving

    def _enter(self) -> None:
        view = self._page.view
        if view is not None and view.several and view.step(1):
            self._page.pick()
            return
        self._page.leave_forward()

    def _enter_back(self) -> None:
        view = self._page.view
        if view is not None and view.several and view.step(-1):
            self._page.pick()
            return
        self._page.step(-1)

    def _main(self) -> None:
        self._page.leave_forward()

    def _next(self) -> None:
        self._page.leave_forward()

    def _previous(self) -> None:
        self._page.step(-1)

    def _find(self) -> None:
        self._page.flush()
        self._page.bars.catch_up()
        self._page.frame.outline.start_finding()

    def _review(self) -> None:
        if not self._page.flush():
            return
        if self._page.reviewing.is_open:
            self._page.go_to(self._page.session.position)
        else:
            self._page.reviewing.open()

    def _fold(self) -> None:
        outline = self._page.frame.outline
        outline.fold(not outline.folded)

    def _pane(self) -> None:
        self._page.bars.catch_up()
        outline, focus = self._page.frame.outline, QApplication.focusWidget()
        if focus is not None and outline.isAncestorOf(focus):
            self._page.take_focus()
        else:
            outline.list.setFocus()

    def _escape(self) -> None:
        self._page.take_focus()

    def _pause(self) -> None:
        self._page.pause()

    # answering

    def _clear(self, event: QKeyEvent | None) -> bool:
        view = self._page.view
        node = view.current() if view is not None else None
        if view is None or node is None or node.readonly or self._page.reviewing.is_open:
            return False
        if event is None or view.may_clear(event):
            self._page.answer(node.reference, "")
            return True
        return False

    def _unknown(self) -> None:
        self._give(0)

    def _refused(self) -> None:
        self._give(1)

    def _not_applicable(self) -> None:
        self._give(2)

    def _give(self, which: int) -> None:
        """Write the code, or take it back if it is there."""
        view = self._page.view
        node = view.current() if view is not None else None
        if view is None or node is None or node.readonly or self._page.reviewing.is_open:
            return
        missing = view.missing()
        code = (missing.unknown, missing.refused, missing.not_applicable)[which]
        if code:
            self._page.answer(node.reference, "" if missing.code_of(node.value) == code else code)

    def _language(self) -> None:
        names = self._page.interview.languages
        if len(names) > 1:
            now = names.index(self._page.interview.language or names[0])
            self._page.use_language(names[(now + 1) % len(names)])

    def _respondent(self) -> None:
        self._page.respondent.toggle()

    # undoing

    def _undo(self) -> None:
        if self._page.flush():
            self._again(self._page.session.undo)

    def _redo(self) -> None:
        self._again(self._page.session.redo)

    def _again(self, action: Callable[[], Changes | None]) -> None:
        self._change(action, force=True)

    def _change(self, action: Callable[[], Changes | None], *, force: bool = False) -> bool:
        """Something that says itself where the person is afterwards."""
        page = self._page
        changes = page.pen.write(action)
        if changes is None:
            return False
        position = page.session.position  # before the views move and say where they are
        page.absorb(changes, force=force)
        page.walk.go_to(position)
        page.reviewing.close()
        page.show_here(position)
        return True

    # rows of rosters

    def add_row(self, reference: str) -> None:
        """A new row at the end."""
        self._change(lambda: self._page.session.add_repeat(reference))

    def remove_row(self, reference: str) -> None:
        """Take a row out, and offer to put it back."""
        row = reference.rpartition("[")[2].rstrip("]")
        if self._change(lambda: self._page.session.remove_repeat(reference)):
            said = tr("Row {row} deleted", row=row)
            toast = self._page.toast
            toast.say(said, "info", tr("Undo"), self._undo, icon="trash-can-outline", key="Ctrl+Z")

    # soft checks

    def _confirm(self) -> None:
        page = self._page
        node = page.view.current() if page.view is not None else None
        if page.reviewing.is_open:
            page.reviewing.confirm()
        elif node is not None:
            page.flush()
            self.confirm(node.reference)

    def confirm(self, reference: str) -> None:
        """An unusual answer is right; a second time takes that back. The form may want a reason."""
        page = self._page
        node = page.interview.node(reference)
        unusual = page.interview.warning(node) if node is not None else None
        if unusual is None:
            return
        if reference in page.session.confirmed:
            self._settle(lambda: page.session.unconfirm(reference), reference)
        elif page.session.wants_reason(reference):
            title = tr("Why is the answer to {question} right?", question=page.bars.name(reference))
            said = words.unusual(unusual.message)
            take = partial(self._confirm_with, reference)
            page.frame.reason.ask(title, said, tr("It is right"), take)
        else:
            self._settle(lambda: page.session.confirm(reference), reference)

    def _confirm_with(self, reference: str, reason: str) -> None:
        self._settle(lambda: self._page.session.confirm(reference, reason), reference)

    def _settle(self, act: Callable[[], None], reference: str) -> None:
        page = self._page
        page.pen.attempt(act)
        if page.view is not None:
            page.view.show_faults()
        page.absorb(Changes(touched=frozenset((reference,))))

    # notes and flags

    def _note(self) -> None:
        page = self._page
        node = page.view.current() if page.view is not None else None
        if node is None or page.reviewing.is_open:
            return
        page.flush()
        text = page.session.notes.get(node.reference, "")
        page.frame.slip.open_for(node.reference, page.bars.name(node.reference), text)

    def write_note(self, reference: str, text: str) -> None:
        """The slip says what is on it."""
        page = self._page
        page.pen.attempt(lambda: page.session.note(reference, text))
        page.absorb(Changes())

    def _flag(self) -> None:
        page = self._page
        node = page.view.current() if page.view is not None else None
        if node is not None:
            on = node.reference not in page.session.flags
            page.pen.attempt(lambda: page.session.flag(node.reference, on))
            page.absorb(Changes())
