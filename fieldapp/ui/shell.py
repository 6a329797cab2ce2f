"""Top bar, rail and the pages beside it: everything but an interview."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from fieldapp import wording
from fieldapp.ui import theme
from fieldapp.ui.busy import Busy
from fieldapp.ui.components import Button, Chip, Logo, Rail, Segmented, TopBar, label
from fieldapp.ui.desk import Desk
from fieldapp.ui.page import Page
from fieldapp.ui.signals import bridge
from fieldapp.wording import tr

NARROW = 1280
_THEME_ICONS = {"light": "white-balance-sunny", "dark": "weather-night", "sunlight": "brightness-7"}


class Shell(QWidget):
    """Pages are added by id; `open(id)` brings one to the front."""

    language_chosen = Signal(str)
    theme_asked = Signal()
    study_menu = Signal(object)
    dropped = Signal(object)  # a file or folder that was let go over a page

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._makers: dict[str, Callable[[], Page]] = {}
        self._pages: dict[str, Page] = {}
        self._stack = QStackedWidget()
        self.rail = Rail()
        self.rail.chosen.connect(self.open)
        self.study_button = Button("", "plain", "chevron-down", icon_after=True)
        self.heading = label("", "page-title")
        self.busy = Busy(desk)
        self.sealed = Chip("", "ok", "lock-outline")
        self.theme_button = Button("", "plain", _THEME_ICONS[theme.current()])
        self.language = Segmented([("zh", "中文"), ("en", "EN")])
        self.person = Button("", "plain", "account-circle-outline")
        self.lock_button = Button("", "plain", "lock-outline")
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        bar = TopBar((28, 12))
        bar.row.addWidget(Logo())
        bar.row.addWidget(self.study_button)
        self._divider = bar.divide()
        bar.row.addWidget(self.heading)
        bar.row.addStretch(1)
        for part in (self.busy, self.sealed, self.theme_button, self.language, self.person, self.lock_button):
            bar.row.addWidget(part)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.rail)
        below.addWidget(self._stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addLayout(below, 1)

    def _connect(self) -> None:
        self.language.chosen.connect(self.language_chosen)
        self.theme_button.clicked.connect(self.theme_asked)
        self.study_button.clicked.connect(lambda: self.study_menu.emit(self.study_button))
        self._desk.study_changed.connect(self.refresh)
        self._desk.interviews_changed.connect(self.refresh)
        self._desk.forms_changed.connect(self.refresh)
        bridge.theme_changed.connect(self._show_theme)

    def add(self, identity: str, make: Callable[[], Page], icon: str = "", *, bottom: bool = False) -> None:
        """A page, made when it is first opened; with an icon it stands on the rail."""
        self._makers[identity] = make
        if icon:
            self.rail.add(identity, icon, bottom=bottom)

    def renew(self, kept: str) -> None:
        """Somebody else sits here now: pages are made anew; nothing the one before looked up stays."""
        self._stack.setCurrentWidget(self.page_of(kept))
        for identity in [name for name in self._pages if name != kept]:
            page = self._pages.pop(identity)
            self._stack.removeWidget(page)
            page.deleteLater()

    def page_of(self, identity: str) -> Page:
        """A page by its id."""
        if identity not in self._pages:
            page = self._pages[identity] = self._makers[identity]()
            self._stack.addWidget(page)
            page.retranslate()
        return self._pages[identity]

    def open(self, identity: str) -> None:
        """Bring a page to the front and put the focus where its work goes on."""
        if not self._allowed(identity):
            return
        page = self.page_of(identity)
        self._stack.setCurrentWidget(page)
        self.rail.setVisible(identity in self.rail.pages())
        if identity in self.rail.pages():
            self.rail.set_current(identity)
        page.refresh()
        self.heading.setText(page.title())
        page.opened()

    def page(self) -> Page:
        """The page in front."""
        current = self._stack.currentWidget()
        assert isinstance(current, Page)
        return current

    def current(self) -> str:
        """Its id."""
        return next(name for name, page in self._pages.items() if page is self.page())

    def refresh(self) -> None:
        """The study changed: its name, the person, and the page in front."""
        study = self._desk.study
        self.study_button.set_text(study.name if study else tr("No study open"))
        self.person.setVisible(study is not None)
        self._show_sealed()
        self._show_rail()
        if study is not None:
            name = self._desk.person() or tr("Who are you?")
            self.person.set_text(name, tr("Enumerator: {name}", name=name))
        self.page().refresh()
        self.heading.setText(self.page().title())

    def _show_sealed(self) -> None:
        """Whether the study is encrypted, on every page; and the lock, where there is something to unlock."""
        study = self._desk.real_study
        self.sealed.setVisible(study is not None)
        self.lock_button.setVisible(study is not None and study.people.defined)
        self.lock_button.set_text("", tr("Lock, or somebody else (Ctrl+L)"))
        if study is not None and study.protected:
            self.sealed.set_text(tr("Encrypted"), "ok", "lock-outline")
        else:
            self.sealed.set_text(tr("Not encrypted"), "err", "lock-open-variant-outline")

    def _show_rail(self) -> None:
        """The pages of the role, with their words; the keys follow their order."""
        for identity in self.rail.pages():
            foot = self.rail.item(identity).at_bottom
            self.rail.item(identity).setVisible(foot or identity in self.on_rail())
        for number, identity in enumerate(self.on_rail(), 1):
            self.rail.set_text(identity, _name(identity), f"Alt+{number}")
        self.rail.set_text("guide", tr("Guides"), "Alt+9")
        self.rail.set_text("settings", tr("Settings"), "Alt+0")

    def on_rail(self) -> list[str]:
        """Ids of the pages that stand on the rail for whoever works here, without those of its foot."""
        from fieldapp.ui import railplan

        known = self.rail.pages()
        wanted = railplan.pages_for(self._desk.role())
        return [name for name in wanted if name in known and self._allowed(name) and self._has_use(name)]

    def _has_use(self, identity: str) -> bool:
        """The page of cases waits for the first case, but for those who load them."""
        from fieldapp.study.rights import Role

        study = self._desk.study
        office = self._desk.role() in (Role.SUPERVISOR, Role.LEAD)
        return identity != "cases" or office or (study is not None and study.store.cases.any())

    def open_nth(self, number: int) -> None:
        """Alt and a digit: the page at this place of the rail, from 1."""
        pages = self.on_rail()
        if number <= len(pages):
            self.open(pages[number - 1])

    def _allowed(self, identity: str) -> bool:
        """Whether whoever is signed in may come to this page at all."""
        from fieldapp.ui.people.pages import RIGHTS

        study = self._desk.study
        return study is None or identity not in RIGHTS or study.may(RIGHTS[identity])

    def retranslate(self) -> None:
        """Set the texts of every page again."""
        self.language.set_value(wording.language())
        self.language.setAccessibleName(tr("Interface language"))
        for page in self._pages.values():
            page.retranslate()
        self._show_theme(theme.current())
        self.refresh()

    def _show_theme(self, name: str) -> None:
        names = {"light": tr("light"), "dark": tr("dark"), "sunlight": tr("sunlight")}
        self.theme_button.set_icon(_THEME_ICONS[name])
        self.theme_button.set_text("", tr("Theme: {name} (F9)", name=names[name]))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A bundle may be dropped on any page: it opens the Inbox."""
        if self._desk.study is not None and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.dropped.emit(Path(url.toLocalFile()))

    def next_pane(self, step: int) -> None:
        """F6 and Shift+F6."""
        panes = [pane for pane in self.page().panes() if pane.isVisible() and pane.isEnabled()]
        if not panes:
            return
        here = next((at for at, pane in enumerate(panes) if pane.hasFocus()), -1 if step > 0 else 0)
        panes[(here + step) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

    def set_narrow(self, narrow: bool) -> None:
        """Less than 1280 px wide: the rail drops its words, the bar its heading."""
        self.rail.set_narrow(narrow)
        self.heading.setVisible(not narrow)
        self._divider.setVisible(not narrow)


def _name(identity: str) -> str:
    return {
        "home": tr("Home"), "cases": tr("Cases"), "inbox": tr("Inbox"), "conflicts": tr("Conflicts"),
        "review": tr("Review"), "forms": tr("Forms"), "backup": tr("Back up"),
    }[identity]  # fmt: skip


def popup_below(menu: QMenu, widget: QWidget) -> None:
    """Open a menu under a widget, without waiting for it."""
    menu.popup(widget.mapToGlobal(widget.rect().bottomLeft()))
