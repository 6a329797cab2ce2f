"""Every window test: own settings folder, light theme, Chinese; any Qt warning fails it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from pyxform.xls2xform import convert

from fieldapp import study as studies
from fieldapp import wording
from fieldapp.study import Study
from fieldapp.ui import app, crash, icons, theme, tokens
from fieldapp.ui.window import MainWindow
from tests.ui.pages import Person

# What the offscreen platform says of itself, whatever the program does.
_OFFSCREEN = "This plugin does not support"

FORM = """
| survey   |              |           |                 |                      |          |
|          | type         | name      | label::中文 (zh) | label::English (en)  | required |
|          | text         | who       | 受访者姓名       | Name                 | yes      |
|          | select_one s | sex       | 性别             | Sex                  |          |
|          | integer      | age       | 年龄             | Age                  |          |
| choices  |              |           |                 |                      |          |
|          | list_name    | name      | label::中文 (zh) | label::English (en)  |          |
|          | s            | 1         | 男               | Male                 |          |
|          | s            | 2         | 女               | Female               |          |
| settings |              |           |                 |                      |          |
|          | form_id      | version   | form_title      | instance_name        | default_language |
|          | people       | 1         | 人口表 / People  | ${who}               | 中文 (zh) |
"""


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing of this computer's user is read or written; every test begins alike."""
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(crash, "listen_to_qt", lambda: None)  # pytest-qt listens
    monkeypatch.setattr(crash, "hook", lambda _window: sys.excepthook)  # and turns exceptions into failures
    wording.use("zh")
    yield
    wording.use("zh")


@pytest.fixture(autouse=True)
def tidy() -> None:
    """Windows of earlier tests go before the next one comes: each theme is put on every widget there is."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(autouse=True)
def quiet(qtlog: object) -> Iterator[None]:
    """Any word of warning from Qt fails the test."""
    yield
    said = [str(record.message) for record in qtlog.records]  # type: ignore[attr-defined]
    assert [text for text in said if not text.startswith(_OFFSCREEN)] == []


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window, painted and with icons; no study is open."""
    made = app.build(qapp)
    icons.load()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made
    made.close()
    theme.set_text_step(tokens.BASE_STEP)


@pytest.fixture
def form_file(tmp_path: Path) -> Path:
    """A small form in two languages."""
    path = tmp_path / "people.xml"
    path.write_text(convert(FORM, file_type=".md").xform, "utf-8")
    return path


@pytest.fixture
def study_folder(tmp_path: Path, form_file: Path) -> Path:
    """A closed study with that form."""
    folder = tmp_path / "调查 𠮷"
    made = studies.create(folder, "返乡创业调查 2025")
    made.add_form(form_file)
    made.close()
    return folder


@pytest.fixture
def person(window: MainWindow, qtbot: QtBot, study_folder: Path) -> Person:
    """Somebody at the window with the study open."""
    somebody = Person(window, qtbot)
    somebody.opens_study(study_folder)
    return somebody


@pytest.fixture
def busy_person(begun: Callable[..., str], window: MainWindow, qtbot: QtBot, study_folder: Path) -> Person:
    """Somebody with two drafts and a finished interview."""
    begun("李梅", done=True)
    begun("王建国")
    begun("陈秀英")
    somebody = Person(window, qtbot)
    somebody.opens_study(study_folder)
    return somebody


@pytest.fixture
def begun(study_folder: Path) -> Callable[..., str]:
    """`begun("王建国", done=True)` makes an interview in the closed study and gives its id."""

    def make(name: str, *, done: bool = False) -> str:
        from fieldapp.session import Session

        opened: Study = studies.open(study_folder)
        session = Session.start(opened, opened.forms()[0].sha256)
        session.answer("/data/who", name)
        if done:
            session.answer("/data/sex", "2")
            session.finalize()
        session.close()
        opened.close()
        return session.instance_id

    return make
