"""The page with the guides: which one at the left, its text at the right, a search over all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QButtonGroup, QFrame, QTextBrowser, QWidget

from fieldapp import wording
from fieldapp.ui import theme
from fieldapp.ui.components import Button, Card, LineInput, column, label, row, rule
from fieldapp.ui.guide.shelf import Guide, guides
from fieldapp.ui.page import Keys, Page
from fieldapp.ui.signals import bridge
from fieldapp.wording import tr

_LIST_WIDTH = 264


class GuidePage(Page):
    """`read(name)` opens a guide; F3 finds a word, in this guide first, then in the others."""

    def __init__(self) -> None:
        super().__init__()
        self._guides: list[Guide] = []
        self._buttons: list[Button] = []
        self.current = ""
        self.text = QTextBrowser()
        self.finder = LineInput(icon="magnify")
        self._nothing = label("", "body", "ink-2")
        self._group = QButtonGroup(self)
        self._list = column(spacing=4)
        self._lay_out()
        self.finder.returnPressed.connect(self.find_next)
        self.text.anchorClicked.connect(self._follow)
        bridge.theme_changed.connect(self._show)  # a lambda would outlive the page
        bridge.text_size_changed.connect(self._show)

    def _lay_out(self) -> None:
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(24)
        left = Card(padding=12, spacing=8)
        left.setFixedWidth(_LIST_WIDTH)
        left.body.addWidget(self.finder)
        left.body.addWidget(self._nothing)
        left.body.addWidget(rule())
        left.body.addLayout(self._list)
        left.body.addStretch(1)
        right = Card(padding=1, spacing=0)
        right.body.addWidget(self.text, 1)
        whole = row(margins=(24, 16, 24, 16), spacing=16)
        whole.addWidget(left)
        whole.addWidget(right, 1)
        self.setLayout(whole)

    def title(self) -> str:
        return tr("Guides")

    def opened(self) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self._guides = guides(wording.language())
        self.finder.setPlaceholderText(tr("Find a word"))
        self.finder.setAccessibleName(tr("Find a word"))
        self._nothing.clear()
        self._fill()
        self.read(self.current or (self._guides[0].name if self._guides else ""))

    def keys(self) -> Keys:
        return (("F3", tr("find a word")), ("↑ ↓", tr("scroll")), ("Esc", tr("home")))

    def search(self) -> None:
        self.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.finder.selectAll()

    def panes(self) -> Sequence[QWidget]:
        return (self.text, self.finder)

    def read(self, name: str) -> None:
        """Show a guide from its beginning."""
        self.current = name
        for guide, button in zip(self._guides, self._buttons, strict=True):
            button.set_kind("soft" if guide.name == name else "plain")
        self._show()

    def find_next(self) -> bool:
        """The next place of the word; after the last one of this guide, the first of the next guide."""
        wanted = self.finder.text().strip()
        if not wanted:
            return False
        names = [guide.name for guide in self._guides]
        here = names.index(self.current)
        found = self.text.find(wanted) or any(
            self._found_in(name, wanted) for name in names[here + 1 :] + names[: here + 1]
        )
        self._nothing.setText("" if found else tr("Nothing found for “{text}”.", text=wanted))
        return found

    def _found_in(self, name: str, wanted: str) -> bool:
        """Whether a guide has the word as it is shown; it is opened there."""
        guide = next(one for one in self._guides if one.name == name)
        shown = QTextDocument()
        shown.setMarkdown(guide.text)
        if shown.find(wanted).isNull():
            return False
        self.read(name)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        return self.text.find(wanted)

    def _fill(self) -> None:
        """One button a guide."""
        for button in self._buttons:
            self._list.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [Button(guide.title, "plain") for guide in self._guides]
        for guide, button in zip(self._guides, self._buttons, strict=True):
            button.clicked.connect(lambda _on=False, name=guide.name: self.read(name))
            self._list.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _show(self, *_changed: object) -> None:
        guide = next((one for one in self._guides if one.name == self.current), None)
        if guide is None:
            return
        self.text.document().setDefaultFont(theme.font("input"))
        self.text.setMarkdown(guide.text)
        _give_air(self.text.document())
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.setAccessibleName(guide.title)

    def _follow(self, link: QUrl) -> None:
        """From one guide to another; a link that leads elsewhere stays a word."""
        name = link.fileName().removesuffix(".md").rpartition("_")[0]
        if any(guide.name == name for guide in self._guides):
            self.read(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.finder.hasFocus():
            self.opened()
        else:
            super().keyPressEvent(event)


def _give_air(document: QTextDocument) -> None:
    """Qt sets Markdown tightly: room above headings and between paragraphs makes it a page."""
    block = document.begin()
    while block.isValid():
        form = QTextBlockFormat(block.blockFormat())
        form.setTopMargin(20 if form.headingLevel() else 4)
        form.setBottomMargin(6)
        QTextCursor(block).setBlockFormat(form)
        block = block.next()
