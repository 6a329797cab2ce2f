"""The pages beside the rail: how each is made, and what it asks of the window. Made when first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldapp.ui import theme
from fieldapp.ui.page import Page

if TYPE_CHECKING:
    from fieldapp.ui.stage import Stage


class Pages:
    """Imports of a page are inside its maker: no page may cost the first paint anything."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def add(self) -> None:
        """Every page; those of the rail in its order (`railplan`)."""
        shell, home = self._stage.shell, self._stage.home
        shell.add("home", lambda: home, "home-variant-outline")
        shell.add("cases", self._cases, "clipboard-list-outline")
        shell.add("inbox", self._inbox, "inbox-arrow-down-outline")
        shell.add("conflicts", self._conflicts, "compare-horizontal")
        shell.add("review", self._review, "clipboard-check-outline")
        shell.add("forms", self._forms, "file-document-edit-outline")
        shell.add("backup", self._backup, "usb-flash-drive-outline")
        shell.add("guide", self._guide, "book-open-variant", bottom=True)
        shell.add("settings", self._settings, "cog-outline", bottom=True)
        shell.add("welcome", self._welcome)
        shell.add("finished", self._finished)
        shell.add("firstrun", self._first_run)
        shell.add("acts", self._acts)
        shell.add("support", self._support)
        shell.add("repair", self._repair)

    def _cases(self) -> Page:
        from fieldapp.ui.cases.page import CasesPage

        stage = self._stage
        page = CasesPage(stage.desk, stage.home.book)
        page.choose_file.connect(stage.dialogs.choose_cases)
        page.save_as.connect(stage.dialogs.save_as)
        page.taken.connect(stage.open_case)
        page.onward.connect(lambda: stage.shell.open("inbox"))
        return page

    def _inbox(self) -> Page:
        from fieldapp.ui.inbox import InboxPage

        stage = self._stage
        page = InboxPage(stage.desk)
        page.choose_folder.connect(stage.dialogs.choose_folder)
        page.onward.connect(stage.shell.open)
        return page

    def _conflicts(self) -> Page:
        from fieldapp.ui.conflicts import ConflictsPage

        stage = self._stage
        page = ConflictsPage(stage.desk)
        page.mend.connect(stage.open_interview)
        page.onward.connect(lambda: stage.shell.open("review"))
        page.settled.connect(stage.badges.count)
        return page

    def _review(self) -> Page:
        from fieldapp.ui.review import ReviewPage

        stage = self._stage
        page = ReviewPage(stage.desk)
        page.read.connect(lambda instance_id: stage.read_interview(instance_id, "review"))
        page.onward.connect(self._hand_out)
        page.decided.connect(stage.badges.count)
        return page

    def _hand_out(self) -> None:
        """After the review: tomorrow's cases, where there are any, else what goes back to the laptops."""
        shell = self._stage.shell
        shell.open("cases" if "cases" in shell.on_rail() else "inbox")

    def _forms(self) -> Page:
        from fieldapp.ui.forms import FormsPage

        stage = self._stage
        page = FormsPage(stage.desk)
        page.choose_file.connect(lambda: stage.dialogs.choose_form(page.check))
        return page

    def _backup(self) -> Page:
        from fieldapp.ui.backup.page import BackupPage

        stage = self._stage
        page = BackupPage(stage.desk, stage.keeper)
        page.choose_folder.connect(stage.dialogs.choose_folder)
        return page

    def _guide(self) -> Page:
        from fieldapp.ui.guide import GuidePage

        return GuidePage()

    def _settings(self) -> Page:
        from fieldapp.ui.settings import SettingsPage

        stage = self._stage
        page = SettingsPage(stage.desk)
        page.add_form.connect(stage.dialogs.add_form)
        page.check.connect(stage.check_study)
        page.people.acts.connect(lambda: stage.shell.open("acts"))
        page.people.support.connect(lambda: stage.shell.open("support"))
        page.language_chosen.connect(stage.look.use_language)
        page.theme_chosen.connect(stage.look.use_theme)
        page.text_step_chosen.connect(theme.set_text_step)
        return page

    def _acts(self) -> Page:
        from fieldapp.ui.people.acts import ActsPage

        stage = self._stage
        page = ActsPage(stage.desk)
        page.save_as.connect(stage.dialogs.save_as)
        page.back.connect(lambda: stage.shell.open("settings"))
        return page

    def _support(self) -> Page:
        from fieldapp.ui.people.bundle import SupportPage

        stage = self._stage
        page = SupportPage(stage.desk)
        page.save_as.connect(stage.dialogs.save_as)
        page.back.connect(lambda: stage.shell.open("settings"))
        return page

    def _repair(self) -> Page:
        from fieldapp.ui.repair import RepairPage

        stage = self._stage
        page = RepairPage(stage.desk)
        page.choose_folder.connect(stage.dialogs.choose_folder)
        page.back.connect(lambda: stage.shell.open("settings" if stage.desk.study else "welcome"))
        return page

    def _first_run(self) -> Page:
        from fieldapp.ui.firstrun import FirstRunPage

        stage = self._stage
        page = FirstRunPage(stage.desk)
        page.language_chosen.connect(stage.look.use_language)
        page.elsewhere.connect(lambda: stage.shell.open("welcome"))
        return page

    def _welcome(self) -> Page:
        from fieldapp.ui.welcome import WelcomePage

        stage = self._stage
        page = WelcomePage(stage.desk)
        page.open_folder.connect(stage.dialogs.open_study)
        page.new_study.connect(lambda: stage.shell.open("firstrun"))
        return page

    def _finished(self) -> Page:
        from fieldapp.ui.finished import FinishedPage

        stage = self._stage
        page = FinishedPage(stage.desk)
        page.back.connect(lambda: stage.shell.open(stage.read_from))
        page.correct.connect(stage.correct_interview)
        return page
