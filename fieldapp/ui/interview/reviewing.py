"""Going to the review page and coming back from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldapp.ui.interview.review import ReviewPage
from fieldapp.ui.interview.review_rows import Review, collect
from fieldapp.wording import trn

if TYPE_CHECKING:
    from fieldapp.ui.interview.page import InterviewPage


class Reviewing:
    """Whether the review is in front, and what it says about finalising."""

    def __init__(self, owner: InterviewPage) -> None:
        self._owner = owner
        self.is_open = False
        self.page = ReviewPage()
        self.page.wanted.connect(owner.go_to)
        self.page.draft.connect(owner.pause)
        self.page.reveal.connect(self._reveal)
        owner.frame.stack.addWidget(self.page)
        self.page.retranslate()
        self._review: Review | None = None

    def open(self) -> None:
        """Put the review in front."""
        self._owner.flush()
        self._owner.respondent.end()
        self._owner.pen.attempt(self._owner.session.reviewed)
        self.is_open = True
        self.refresh()
        self._owner.frame.stack.setCurrentWidget(self.page)
        self.page.take_focus()

    def close(self) -> None:
        """The questions come to the front again; the caller shows which."""
        self.is_open = False
        self._owner.pen.revealed.clear()

    def _reveal(self, reference: str) -> None:
        """Show one personal answer, until the review is left."""
        self._owner.pen.reveal(reference)
        self.refresh()

    def refresh(self) -> None:
        """Everything as it is now."""
        owner = self._owner
        owner.walk.refresh()
        interview, session = owner.interview, owner.session
        sections = interview.outline(owner.walk.screens)
        notes = session.notes
        self._review = collect(
            interview, sections, owner.pen.around(), notes, session.flags, owner.pen.revealed
        )
        self.page.show_review(self._review, session.position)
        owner.frame.outline.show_outline(interview, sections, None, set(notes))
        owner.frame.outline.reviewing(True)
        owner.frame.bottom.reviewing(owner.bars.name(session.position), self.reason())

    def reason(self) -> str:
        """Why it cannot be finalised, "" if it can."""
        problems = len(self._review.problems) if self._review is not None else 0
        if not problems:
            return ""
        return trn(
            "{n} point to settle before you can finalise",
            "{n} points to settle before you can finalise",
            problems,
        )

    def do(self, name: str) -> bool:
        """Commands while the review is in front; False for those that do not apply."""
        if name in ("previous", "escape"):
            self._owner.go_to(self._owner.session.position)
        elif name == "main" and not self.reason():
            self._owner.finalize()
        elif name == "main":
            self.page.list.next_problem(1)
            self.page.take_focus()
        elif name == "find":
            self._owner.frame.outline.start_finding()
        else:
            return False
        return True

    def confirm(self) -> None:
        """Alt+Y: the answer under the cursor is right."""
        line = self.page.list.line()
        if line is not None and line.entry is not None:
            self._owner.commands.confirm(line.entry.reference)

    def retranslate(self) -> None:
        """All texts again."""
        self.page.retranslate()
