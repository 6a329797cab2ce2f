"""Writes to the session. Every failure becomes a sentence on the page; the typed text stays on screen."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from fieldapp.interview import Changes, Refused
from fieldapp.problems import Problem
from fieldapp.session import Session
from fieldapp.ui.interview.asking import Asking

Result = TypeVar("Result")
_LOG = logging.getLogger("fieldapp.interview")


class Pen(QObject):
    """What the page asks of the session, and how it ended."""

    failed = Signal(object)
    """Problem: nothing was stored."""
    refused = Signal(str)
    """reference: the type cannot hold what was typed."""
    wrote = Signal()
    confirm_wanted = Signal(str)
    """reference: the button beside a soft check was pressed."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._laid_down = False
        self.unsaved = False
        """An answer could not be stored since this was last set to False."""
        self.revealed: set[str] = set()
        """References of personal answers that somebody asked to see."""

    def lay_down(self) -> None:
        """The session is closing: what still wants to be written comes too late."""
        self._laid_down = True

    @property
    def is_down(self) -> bool:
        """Whether the session is closing."""
        return self._laid_down

    def around(self) -> Asking:
        """What questions and their controls may ask for."""
        return Asking(
            self._session.interview.definition.missing_codes,
            self._attach,
            self._attach_bytes,
            self._session.media_path,
            self._media,
            self._save_media,
            self._session.form_file,
            self._unfinished,
            confirmed=self._reason,
            confirm=self.confirm_wanted.emit,
        )

    def _unfinished(self, reference: str) -> str:
        return self._session.unfinished.get(reference, "")

    def _reason(self, reference: str) -> str | None:
        return self._session.confirmed.get(reference)

    def answer(self, reference: str, value: str, *, typing: bool = False) -> Changes | None:
        """An answer; None if it was not stored."""
        if self._laid_down:
            return None
        try:
            return self._done(self._session.answer(reference, value, typing=typing))
        except Refused:
            self.refused.emit(reference)
            return None
        except Problem as failure:
            self.unsaved = True
            self._fail(failure)
            return None

    def _fail(self, failure: Problem) -> None:
        """Told on the page, and kept in the log by its kind: of where and what nothing is written there."""
        _LOG.warning("interview, not saved: %s", failure.kind.code)
        self.failed.emit(failure)

    def attempt(self, action: Callable[[], Result]) -> Result | None:
        """Anything else the session does; None if it failed."""
        if self._laid_down:
            return None
        try:
            return action()
        except Problem as failure:
            self._fail(failure)
            return None

    def reveal(self, reference: str) -> None:
        """Show a personal answer in the lists; the log keeps who looked."""
        if self.attempt(lambda: self._session.reveal(reference)):
            self.revealed.add(reference)

    def write(self, action: Callable[[], Changes | None]) -> Changes | None:
        """An action that changes answers."""
        changes = self.attempt(action)
        return self._done(changes) if changes is not None else None

    def _done(self, changes: Changes) -> Changes:
        self.wrote.emit()
        return changes

    def _media(self, name: str) -> bytes:
        return self.attempt(lambda: self._session.media(name)) or b""

    def _save_media(self, name: str, target: Path) -> None:
        self.attempt(lambda: self._session.save_media(name, target))

    def _attach(self, reference: str, path: Path) -> str:
        return self.attempt(lambda: self._session.attach(reference, path)) or ""

    def _attach_bytes(self, reference: str, data: bytes, suffix: str) -> str:
        return self.attempt(lambda: self._session.attach_bytes(reference, data, suffix)) or ""
