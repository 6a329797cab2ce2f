"""The screen turned to the respondent: large, without codes; outline, timer and remarks are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fieldapp.ui import theme
from fieldapp.ui.components import ChoiceRow, KeyCap
from fieldapp.ui.controls import Hint
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.ui.interview.page import InterviewPage


class RespondentView:
    """On or off; the keys of the interviewer work as before."""

    def __init__(self, page: InterviewPage) -> None:
        self._page = page
        self.on = False
        self._step_before = theme.text_step()

    def toggle(self) -> None:
        """F5."""
        self.end() if self.on else self._begin()

    def _begin(self) -> None:
        if self._page.reviewing.is_open:
            return  # a list of all answers is nobody else's business
        self._step_before = theme.text_step()
        self._switch(on=True)
        theme.move_text_step(1)

    def end(self) -> None:
        """As it was before."""
        if self.on:
            self._switch(on=False)
            theme.set_text_step(self._step_before)

    def _switch(self, *, on: bool) -> None:
        self.on = on
        frame = self._page.frame
        frame.outline.setVisible(not on)
        frame.top.turned(on)
        self.apply()
        self._page.bars.show_question()

    def apply(self) -> None:
        """Hide or show again what a new page, or new choices, brought along."""
        view = self._page.view
        if view is None:
            return
        for row in view.findChildren(ChoiceRow):
            cap = row.findChild(KeyCap)
            if cap is not None:
                cap.setVisible(not self.on and bool(cap.text()))
        for part in view.findChildren(QWidget):
            if part.property("staff") is not None:
                part.setMaximumHeight(0 if self.on else _UNLIMITED)

    def hints(self) -> tuple[Hint, ...]:
        """The way back."""
        return (Hint(("F5",), tr("back to the interviewer")),)


_UNLIMITED = 16777215
