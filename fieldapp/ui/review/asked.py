"""What a supervisor asks about this interview: a strip over its questions, with the way there and a reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from fieldapp.session.anchors import resolve
from fieldapp.ui import keys
from fieldapp.ui.components import Banner, Button
from fieldapp.ui.desk import Desk
from fieldapp.ui.interview import words
from fieldapp.ui.signals import bridge
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.merge import Comment
    from fieldapp.study import Study


class Asked(QObject):
    """Alt+G goes to the question, Alt+R replies, Alt+N shows the next one. Gone when all are answered."""

    def __init__(self, page: Any, desk: Desk, study: Study, open_: list[Comment]) -> None:
        super().__init__(page)
        self._page, self._desk, self._study, self._open = page, desk, study, open_
        self._at = 0
        self.banner = Banner("warn")
        self.go, self.reply, self.next = (
            Button("", size="table", key=key) for key in ("Alt+G", "Alt+R", "Alt+N")
        )
        for button, act in ((self.go, self.jump), (self.reply, self.write), (self.next, self.turn)):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(act)
            self.banner.row.addWidget(button)
        page.frame.middle.insertWidget(0, self.banner)
        keys.bind(page, {"Alt+G": self.jump, "Alt+R": self.write, "Alt+N": self.turn})
        bridge.language_changed.connect(self.show)
        self.show()

    @classmethod
    def attach(cls, page: Any, desk: Desk, study: Study) -> Asked | None:
        """Over a correction whose record has open questions; else nothing."""
        from fieldapp.review import open_questions

        row = study.store.instances.get(page.session.instance_id)
        open_ = open_questions(study, row.record_id) if row is not None and row.base else []
        made = cls(page, desk, study, open_) if open_ else None
        if made is not None:
            made.jump()
        return made

    def show(self) -> None:
        """The question that is in front, and its number."""
        self.banner.setVisible(bool(self._open))
        if not self._open:
            return
        one = self._open[self._at]
        about = self._about(one)
        said = tr("{who}: {text}", who=one.author or tr("Supervisor"), text=one.text)
        place = f"{self._at + 1}/{len(self._open)}"
        self.banner.set("warn", "  ".join(part for part in (place, about, said) if part))
        self.go.set_text(tr("Go there"))
        self.reply.set_text(tr("Reply"))
        self.next.set_text(tr("Next"))
        self.go.setVisible(bool(about))
        self.next.setVisible(len(self._open) > 1)

    def jump(self) -> None:
        """To the question it is about."""
        reference = self._reference()
        if reference:
            self._page.go_to(reference)

    def turn(self) -> None:
        """The next one, and there."""
        if self._open:
            self._at = (self._at + 1) % len(self._open)
            self.show()
            self.jump()

    def write(self) -> None:
        """A reply: it travels back to the supervisor with the interview."""
        if self._open:
            one = self._open[self._at]
            self._page.frame.reason.ask(
                tr("Reply to: {text}", text=one.text),
                tr("The supervisor reads this."),
                tr("Reply"),
                self._say,
            )

    def _say(self, text: str) -> None:
        from fieldapp.review import comment

        one = self._open[self._at]
        made = self._desk.attempt(lambda: comment(self._study, one.rev_id, one.question, text, one.event_id))
        if made is not None:
            self._open.remove(one)
            self._at = min(self._at, max(0, len(self._open) - 1))
            self.show()

    def _reference(self) -> str:
        question = self._open[self._at].question if self._open else ""
        return (resolve(self._page.interview, question) or "") if question else ""

    def _about(self, one: Comment) -> str:
        reference = resolve(self._page.interview, one.question) if one.question else None
        node = self._page.interview.node(reference) if reference else None
        return f"{node.number} {words.plain(node.label)}".strip() if node is not None else ""
