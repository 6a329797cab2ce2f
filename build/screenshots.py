"""Pictures of the screens at 1366x768, for the README and to hold beside the design.

    python build/screenshots.py [FOLDER]       (docs/images by default; all, in both languages)

They show the returnee kit with made-up answers, a small form of fields, since the kits have no such page,
and a supervisor's evening with a small form.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["FIELDAPP_HOME"] = tempfile.mkdtemp()

from evening import prepare
from openpyxl import Workbook
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fieldapp import study
from fieldapp.interview import Refused
from fieldapp.robot import Walker
from fieldapp.session import Session
from fieldapp.ui import app as application
from fieldapp.ui import icons
from fieldapp.ui.inbox import work
from fieldapp.ui.window import MainWindow
from fieldapp.wording import resource

KITS = resource("..", "forms")
LANGUAGES = {"zh": "中文 (zh)", "en": "English (en)"}
FIELDS = [
    ("type", "name", "label::中文 (zh)", "label::English (en)", "required", "constraint",
     "constraint_message::中文 (zh)", "constraint_message::English (en)", "appearance", "calculation"),
    ("begin group", "start", "C 返乡与创业", "C Coming home and starting up", None, None, None, None, "field-list", None),
    ("integer", "c_left", "第一次外出务工是哪一年？", "Year you first left home to work", "yes", None, None, None, None, None),
    ("date", "c_back", "哪一天返乡长住？", "Date you came back for good", "yes", None, None, None, None, None),
    ("integer", "c_pay", "最后一份工作的月收入（元）", "Monthly pay in your last job away (yuan)", "yes", None, None, None, None, None),
    ("text", "c_what", "主要产品或服务", "Main product or service", "yes", None, None, None, None, None),
    ("integer", "c_tools", "设备和工具（元）", "Equipment and tools (yuan)", "yes", None, None, None, None, None),
    ("integer", "c_rent", "租金和装修（元）", "Rent and fitting out (yuan)", "yes", None, None, None, None, None),
    ("calculate", "c_sum", None, None, None, None, None, None, None, "coalesce(${c_tools}, 0) + coalesce(${c_rent}, 0)"),
    ("integer", "c_own", "其中自有资金（元）", "Of this, paid from own savings (yuan)", "yes", ". <= ${c_sum}",
     "自有资金不能大于总投入", "Savings cannot be more than the total", None, None),
    ("note", "c_total", "一共 ${c_sum} 元", "Total ${c_sum} yuan", None, None, None, None, None, None),
    ("end group", None, None, None, None, None, None, None, None, None),
]  # fmt: skip
TYPED = {"c_left": "2009", "c_back": "2022-02-11", "c_pay": "5800", "c_what": "手工鲜面", "c_tools": "46000",
         "c_rent": "38500", "c_own": "125000"}  # fmt: skip


def fields_form(path: Path) -> Path:
    """The small form, as a workbook."""
    book = Workbook()
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    for row in FIELDS:
        survey.append(row)
    settings = book.create_sheet("settings")
    settings.append(("form_title", "form_id", "version", "default_language", "instance_name"))
    settings.append(("返乡创业成本", "costs", "1", "中文 (zh)", "'SQ-0312 王建国'"))
    book.save(path)
    return path


def begun(place: study.Study, sha256: str, case: str, seed: int, keep: int) -> Session:
    """A draft of the returnee kit with the first `keep` answers of a walk of the robot."""
    trial = Session.start(place, sha256)
    steps = [step for step in Walker(trial.interview, seed).run().steps if "set" in step][:keep]
    trial.close()
    place.discard(trial.instance_id)
    session = Session.start(place, sha256)
    for step in steps:
        with suppress(Refused, KeyError):
            node = session.interview.node(step["set"])
            if node is not None and node.relevant:
                session.answer(step["set"], step["value"])
    session.answer("/data/cover/case_id", case)
    session.answer("/data/cover/wave", "1")
    return session


def fill_policies(session: Session) -> None:
    """The first lines of the policy table: heard of, how, applied, with what result."""
    for row in range(1, 6):
        for name, nth in (
            ("aware", row % 2),
            ("chan", row),
            ("elig", 0),
            ("apply", row % 2),
            ("got", 0),
            ("sat", row % 4),
        ):
            node = session.interview.node(f"/data/main/sec_h/pol[{row}]/p_{name}")
            if node is not None and node.relevant:
                session.answer(node.reference, node.choices()[nth].value)
        for name, number in (("days", 30 * row), ("amt", 20000 * row)):
            node = session.interview.node(f"/data/main/sec_h/pol[{row}]/p_{name}")
            if node is not None and node.relevant and row != 3:
                session.answer(node.reference, str(number))


class Photographer:
    """Goes to screens and takes their pictures."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self.window, self.folder = window, folder

    def settle(self) -> None:
        self.window.showNormal()
        self.window.resize(1366, 768)
        for _ in range(5):
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def take(self, name: str) -> None:
        self.settle()
        self.window.stage.toast.hide()
        path = self.folder / f"{name}.png"
        self.window.grab().save(str(path))
        print(path)

    def page(self, name: str) -> None:
        """One of the pages beside the rail, with all that it reads."""
        self.window.stage.shell.open(name)
        self.work()

    def work(self) -> None:
        """Until the worker has nothing to do."""
        self.settle()
        while self.window.stage.desk.tasks.busy:
            QApplication.processEvents()
        self.settle()

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)
        self.settle()

    def interview(self, session_id: str, language: str, place: str) -> None:
        """Open an interview at a question, in a language."""
        stage = self.window.stage
        stage.open_interview(session_id)
        self.settle()
        assert stage.interview is not None
        stage.interview.use_language(LANGUAGES[language])
        stage.interview.go_to(place)
        self.settle()

    def leave(self) -> None:
        interview = self.window.stage.interview
        assert interview is not None
        interview.pause()
        self.settle()


def pictures(camera: Photographer, language: str, drafts: dict[str, str]) -> None:
    stage = camera.window.stage
    stage.look.use_language(language)
    camera.take(f"home-{language}")
    camera.interview(drafts["returnee"], language, "/data/main/sec_b/b_edu")
    camera.take(f"question-{language}")
    if language == "zh":
        for theme in ("dark", "sunlight"):
            stage.look.use_theme(theme)
            camera.take(f"question-{theme}-{language}")
        stage.look.use_theme("light")
    stage.interview.go_to("/data/main/sec_h/pol")
    camera.take(f"roster-{language}")
    camera.press(Qt.Key.Key_F12)
    camera.take(f"review-{language}")
    camera.press(Qt.Key.Key_Escape)
    camera.leave()
    camera.interview(drafts["costs"], language, "/data/start/c_own")
    camera.press(Qt.Key.Key_Tab)
    camera.take(f"field-list-{language}")
    camera.leave()


def evening(camera: Photographer, supervisor: Path, stick: Path) -> None:
    """The supervisor's screens: the list of cases, what a stick brings, two versions, the queue."""
    stage = camera.window.stage
    work.sticks = lambda: [stick]
    stage.desk.open_study(supervisor)
    camera.page("inbox")
    for language in LANGUAGES:
        stage.look.use_language(language)
        camera.page("cases")
        camera.take(f"cases-{language}")
        camera.page("inbox")
        camera.take(f"inbox-{language}")
    camera.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    camera.work()
    for language in LANGUAGES:
        stage.look.use_language(language)
        for page, name in (("inbox", "merged"), ("conflicts", "conflicts"), ("review", "queue")):
            camera.page(page)
            camera.take(f"{name}-{language}")


def main() -> None:
    root = Path(__file__).parents[1]
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else root / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    window = application.build(app)
    icons.load()
    window.resize(1366, 768)
    window.show()
    with tempfile.TemporaryDirectory() as temporary:
        place = study.create(Path(temporary) / "study", "返乡创业调查 2025")
        returnee = place.add_form(KITS / "returnee_entrepreneur" / "form.xlsx").sha256
        costs = place.add_form(fields_form(Path(temporary) / "costs.xlsx")).sha256
        drafts = make_drafts(place, returnee, costs)
        place.close()
        window.stage.desk.open_study(Path(temporary) / "study")
        camera = Photographer(window, folder)
        for language in LANGUAGES:
            pictures(camera, language, drafts)
        (Path(temporary) / "team").mkdir()
        supervisor, stick = prepare(Path(temporary) / "team")
        evening(camera, supervisor, stick)
        window.close()


def make_drafts(place: study.Study, returnee: str, costs: str) -> dict[str, str]:
    """Some interviews to look at; the ids of those that are opened."""
    for case, seed, keep in (("RET-0296", 13, 30), ("RET-0307", 14, 120)):
        begun(place, returnee, case, seed, keep).close()
    session = Session.start(place, costs)
    for name, value in TYPED.items():
        session.answer(f"/data/start/{name}", value)
    session.close()
    main_one = begun(place, returnee, "RET-0312", 13, 240)
    fill_policies(main_one)
    main_one.close()
    return {"costs": session.instance_id, "returnee": main_one.instance_id}


if __name__ == "__main__":
    main()
