"""A whole interview by keyboard alone: what is asked is answered, whatever page it stands on."""

from __future__ import annotations

from collections.abc import Mapping

from fieldapp.interview import Node
from fieldapp.ui.controls import kind_of
from fieldapp.ui.interview.likert import LikertView
from fieldapp.ui.interview.roster import RosterView
from fieldapp.ui.interview.roster_form import RosterFormView
from tests.ui.interview.interviewer import Interviewer

MOST_STEPS = 300
NOT_BY_KEYBOARD = ("image", "audio", "video", "file", "drawing", "position", "note", "calculated")


class Conductor:
    """Presses keys until the review is in front."""

    def __init__(self, person: Interviewer, answers: Mapping[str, str]) -> None:
        self.person = person
        self.answers = answers
        self.asked: list[str] = []

    def conduct(self) -> None:
        """From the first question to the review."""
        for _ in range(MOST_STEPS):
            if self.person.page.reviewing.is_open:
                return
            self.page()
        raise AssertionError(f"still at {self.person.here} after {MOST_STEPS} pages")

    def page(self) -> None:
        """Everything on the page in front, then on."""
        view = self.person.page.view
        if isinstance(view, LikertView):
            self.person.enters("1" * len(view.nodes))
            self.person.press("Ctrl+Enter")
        elif isinstance(view, RosterView | RosterFormView):
            self.cells()
        else:
            self.question()
            self.person.press("Enter")

    def question(self) -> None:
        view = self.person.page.view
        node = view.current() if view is not None else None
        if node is not None and not node.value and not node.readonly and self.is_wanted(node):
            self.type(node)

    def cells(self) -> None:
        """Cell by cell; a roster that is full lets go by itself or with Ctrl+Enter."""
        screen = self.person.screen
        for _ in range(400):
            before = self.person.here
            self.question()
            if self.person.here == before:
                self.person.press("Enter")
            if self.person.screen != screen or self.person.page.reviewing.is_open:
                return
            if self.person.here == before:
                break
        self.person.press("Ctrl+Enter")

    def is_wanted(self, node: Node) -> bool:
        return kind_of(node) not in NOT_BY_KEYBOARD and (node.required or node.name in self.answers)

    def type(self, node: Node) -> None:
        """Keys for this kind of question."""
        self.asked.append(node.reference)
        kind = kind_of(node, dense=isinstance(self.person.page.view, RosterFormView))
        given = self.answers.get(node.name)
        if given is not None:
            self.person.enters(given)
        elif kind.startswith("search") and not isinstance(self.person.page.view, RosterView):
            self.person.press("Down", "Enter")
        elif kind.startswith("search"):
            self.person.press("Alt+Down", "Enter")
        elif kind.startswith("choose"):
            self.person.enters("1")
        else:
            self.person.enters({"integer": "1", "decimal": "1.5", "date": "t"}.get(kind, "没有"))
        if kind.endswith("many") and isinstance(self.person.page.view, RosterView):
            self.person.press("Enter")
