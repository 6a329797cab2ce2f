"""The page where forms are checked, tried out, compared and installed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from pytestqt.qtbot import QtBot

from fieldapp import study as studies
from fieldapp.study import Study
from fieldapp.study.kits import kits_folder
from fieldapp.ui.forms import FormsPage
from tests.ui.pages import Person

SURVEY = [
    ["type", "name", "label::中文 (zh)", "label::English (en)", "relevant"],
    ["select_one yn", "applied", "申请过吗？", "Did you apply?", ""],
    [
        "integer",
        "offices",
        "一共跑了几个部门？\n（同一个部门只算一次）",
        "How many offices?",
        "${applied} = '1'",
    ],
    ["begin repeat", "hh", "家里人", "Household", ""],
    ["text", "who", "姓名（如 𡋬、㐂、﨑）", "Name", ""],
    ["end repeat", "", "", "", ""],
]
CHOICES = [
    ["list_name", "name", "label::中文 (zh)", "label::English (en)"],
    ["yn", "1", "是", "Yes"],
    ["yn", "0", "否", "No"],
]
SETTINGS = [
    ["form_id", "version", "form_title", "default_language"],
    ["返乡", "3.3", "返乡创业", "中文 (zh)"],
]
Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Saves the workbook as Excel does, with some cells of the survey changed: {"E3": text}."""

    def saving(cells: dict[str, str] | None = None, version: str = "3.3", name: str = "返乡 v3.xlsx") -> Path:
        book = Workbook()
        book.remove(book.active)
        for title, rows in (("survey", SURVEY), ("choices", CHOICES), ("settings", SETTINGS)):
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        book["settings"]["B2"] = version
        for address, text in (cells or {}).items():
            book["survey"][address] = text
        beside, path = tmp_path / "~saving.tmp", tmp_path / name
        book.save(beside)
        beside.replace(path)
        return path

    return saving


@pytest.fixture
def page(person: Person, study: Study) -> FormsPage:
    """The page of an open study without forms."""
    person.opens_study(study.folder)
    person.stage.shell.open("forms")
    found = person.stage.shell.page()
    assert isinstance(found, FormsPage)
    return found


@pytest.fixture
def study(tmp_path: Path) -> Study:
    made = studies.create(tmp_path / "study", "返乡创业调查")
    made.close()
    return made


def _checks(person: Person, page: FormsPage, path: Path) -> None:
    page.check(path)
    person.waits_for_the_worker()


def test_a_wrong_name_stands_at_its_cell_with_its_fix(person: Person, page: FormsPage, save: Save) -> None:
    _checks(person, page, save({"E3": "${aplied} = '1'"}))
    bench = page.bench
    finding = bench.findings.finding()
    assert finding is not None
    assert (finding.sheet, finding.address) == ("survey", "E3")
    marked = bench.cells.cells.index_of(finding.cell)
    assert bench.cells.cells.is_marked(marked)
    assert bench.cells.cells.data(marked) == "${aplied} = '1'"
    assert not bench.strip.take.isEnabled()
    page.setFocus()
    person.presses(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "${applied} = '1'"


def test_the_preview_shows_the_faulty_question_anyway(person: Person, page: FormsPage, save: Save) -> None:
    _checks(person, page, save({"E3": "${aplied} = '1'"}))
    trial = page.bench.preview.trial
    assert trial is not None
    assert trial.questions[page.bench.preview.at].name == "offices"


def test_saving_in_excel_checks_again(person: Person, page: FormsPage, save: Save, qtbot: QtBot) -> None:
    _checks(person, page, save({"E3": "${aplied} = '1'"}))
    assert page.bench.findings.finding() is not None
    save()
    qtbot.waitUntil(lambda: page.bench.strip.take.isEnabled(), timeout=10_000)
    assert page.bench.findings.finding() is None


def test_without_recheck_on_save_only_f5_checks(
    person: Person, page: FormsPage, save: Save, qtbot: QtBot
) -> None:
    _checks(person, page, save({"E3": "${aplied} = '1'"}))
    page.bench.strip.on_save.setChecked(False)
    with qtbot.waitSignal(page._watch.saved, timeout=10_000):
        save()
    assert not person.stage.desk.tasks.busy
    person.presses(Qt.Key.Key_F5)
    person.waits_for_the_worker()
    assert page.bench.findings.finding() is None


def test_answers_that_decide_switch_the_question_on(person: Person, page: FormsPage, save: Save) -> None:
    _checks(person, page, save())
    preview = page.bench.preview
    preview.show_question(1)
    assert preview._hidden.isVisible()
    (cause,) = preview._causes
    assert cause.node.name == "applied"
    cause.box.setCurrentIndex(1)  # type: ignore[union-attr]
    cause.box.activated.emit(1)  # type: ignore[union-attr]
    assert not preview._hidden.isVisible()


def test_a_question_inside_a_roster_can_be_tried(person: Person, page: FormsPage, save: Save) -> None:
    _checks(person, page, save())
    page.bench.preview.show_question(2)
    trial = page.bench.preview.trial
    assert trial is not None
    node = trial.node(trial.questions[2])
    assert node is not None
    assert node.label == "姓名（如 𡋬、㐂、﨑）"


def test_install_then_compare_with_the_next_version(person: Person, page: FormsPage, save: Save) -> None:
    _checks(person, page, save())
    person.presses(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    person.waits_for_the_worker()
    assert [form.version for form in page.shelf.table.forms.forms] == ["3.3"]
    _checks(person, page, save({"C3": "跑了几个部门？"}, version="3.4"))
    page.bench.compare_button.click()
    assert "offices" in page.bench.reading.text()
    person.presses(Qt.Key.Key_Escape)
    assert not page.bench.reading.isVisible()
    assert page.bench.isVisible()


def test_comparing_without_an_installed_version_says_so(
    person: Person, page: FormsPage, save: Save, qtbot: QtBot
) -> None:
    _checks(person, page, save())
    with qtbot.waitSignal(person.stage.desk.said) as said:
        page.bench.compare_button.click()
    assert said.args == ["这份问卷还没有安装过的版本可以对照。"]


def test_the_robot_reports_what_it_met(person: Person, page: FormsPage, save: Save) -> None:
    _checks(person, page, save())
    page.bench.strip.robot_button.click()
    person.waits_for_the_worker()
    assert "50" in page.bench.reading.text()


def test_a_dropped_workbook_is_checked(person: Person, page: FormsPage, save: Save) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(save()))])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    page.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, none))
    person.waits_for_the_worker()
    assert page.bench.strip.take.isEnabled()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a workbook", "不是表格".encode()])
def test_a_file_that_is_none_gets_a_sentence(
    person: Person, page: FormsPage, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "坏的.xlsx"
    path.write_bytes(content)
    _checks(person, page, path)
    assert "坏的.xlsx" in page.bench.trouble.text()
    assert not page.bench.strip.take.isEnabled()


def test_what_was_found_stays_while_the_file_is_half_saved(
    person: Person, page: FormsPage, save: Save
) -> None:
    path = save({"E3": "${aplied} = '1'"})
    _checks(person, page, path)
    path.write_bytes(b"")
    page.recheck()
    person.waits_for_the_worker()
    assert page.bench.trouble.isVisible()
    assert page.bench.findings.finding() is not None


def test_the_file_itself_is_never_changed(person: Person, page: FormsPage, save: Save) -> None:
    path = save({"E3": "${aplied} = '1'", "A7": "integr"})
    before = path.read_bytes()
    _checks(person, page, path)
    assert len(page.bench._all()) >= 2
    assert path.read_bytes() == before


def test_a_fault_in_the_largest_kit_is_walked_by_keys(
    person: Person, page: FormsPage, tmp_path: Path
) -> None:
    shutil.copytree(kits_folder() / "lists", tmp_path / "lists")
    shutil.copytree(kits_folder() / "returnee_entrepreneur", tmp_path / "kit")
    book = load_workbook(tmp_path / "kit" / "form.xlsx")
    sheet = book["survey"]
    relevant = [cell.value for cell in sheet[1]].index("relevant") + 1
    rows = [row for row in range(2, sheet.max_row) if "${" in str(sheet.cell(row, relevant).value)][10:12]
    for row in rows:
        sheet.cell(row, relevant).value = str(sheet.cell(row, relevant).value).replace("}", "q}", 1)
    book.save(tmp_path / "kit" / "form.xlsx")
    _checks(person, page, tmp_path / "kit" / "form.xlsx")
    seen = [page.bench.findings.finding()]
    person.presses(Qt.Key.Key_N)
    seen.append(page.bench.findings.finding())
    assert [finding.row for finding in seen if finding is not None] == rows


def test_both_languages_have_all_words(person: Person, page: FormsPage, save: Save) -> None:
    _checks(person, page, save({"E3": "${aplied} = '1'"}))
    person.stage.look.use_language("en")
    assert page.bench.told.copy.text() == "Copy fix"
    assert page.bench.chips["error"].text() == "Errors 1"
    person.stage.look.use_language("zh")
    assert page.bench.told.copy.text() == "复制改法"
