"""Language, theme and text size as this person wants them: put in force, and kept for next time."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator

from fieldapp import wording
from fieldapp.ui import preferences, theme
from fieldapp.ui.desk import Desk
from fieldapp.ui.signals import bridge
from fieldapp.ui.style import application

_QT_TEXTS = {"zh": "qtbase_zh_CN"}


class Look(QObject):
    """The only place that changes them; everything else listens to `signals.bridge`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._translator: QTranslator | None = None
        bridge.text_size_changed.connect(self._keep_text_step)

    def use_language(self, language: str) -> None:
        """Switch every text of the window, ours and Qt's, at once."""
        wording.use(language)
        theme.use_fonts(application(), language)
        self.use_qt_texts()
        bridge.language_changed.emit(language)
        self._keep("language", language)

    def use_qt_texts(self) -> None:
        """Texts of Qt's own dialogs and menus, and its way to write numbers, in the language in force."""
        app = application()
        if self._translator is not None:
            app.removeTranslator(self._translator)
        self._translator = None
        language = wording.language()
        QLocale.setDefault(QLocale("zh_CN" if language == "zh" else "en_GB"))
        if name := _QT_TEXTS.get(language):
            translator = QTranslator(app)
            if translator.load(name, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
                app.installTranslator(translator)
                self._translator = translator

    def next_language(self) -> None:
        """The other one."""
        self.use_language("en" if wording.language() == "zh" else "zh")

    def use_theme(self, name: str) -> None:
        """Switch the colours, at once."""
        theme.apply(application(), name)
        self._keep("theme", name)

    def next_theme(self) -> None:
        """Light, dark, sunlight, light."""
        self.use_theme(theme.following())

    def _keep_text_step(self, step: int) -> None:
        self._keep("text_step", step)

    def _keep(self, name: str, value: object) -> None:
        chosen = self._desk.preferences
        if getattr(chosen, name) != value:
            setattr(chosen, name, value)
            self._desk.attempt(lambda: preferences.save(chosen))
