"""Pictures of every control and appearance, in all themes and both languages, and sheets of them.

    python build/gallery.py [FOLDER]          (.cache/gallery by default)

Each is the real page of the interview window with a made-up answer. FOLDER/sheet-*.png holds all of one theme
and language side by side.
"""

from __future__ import annotations

import csv
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["FIELDAPP_HOME"] = tempfile.mkdtemp()

from openpyxl import Workbook
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from fieldapp import study
from fieldapp.interview import Refused
from fieldapp.session import Session
from fieldapp.ui import app as application
from fieldapp.ui import icons
from fieldapp.ui.window import MainWindow

LANGUAGES = {"zh": "中文 (zh)", "en": "English (en)"}
THEMES = ("light", "dark", "sunlight")


Row = dict[str, str]
HERE = Path(__file__).parent


def table(name: str) -> list[Row]:
    """A sheet of the form; `value` is the made-up answer, and what begins with ! is left half typed."""
    with (HERE / f"gallery_{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


QUESTIONS, CHOICES = table("questions"), table("choices")
GRID = ("table-list", "grid", "以下说法您同意吗？", "Do you agree?")
GRID_ROWS = [("g1", "政策符合需要", "It fits my needs", "5"), ("g2", "办理方便", "Easy to apply", "2")]
DENSE = {"text", "masked", "integer", "integer_missing", "counter", "date", "datetime", "select_one",
         "columns_pack", "minimal", "minimal_many", "range", "rating", "picker", "acknowledge",
         "calculate"}  # fmt: skip
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 120">
<path id="roof" d="M20 60 L100 10 L180 60 Z" fill="#b0562e" stroke="#333"/>
<rect id="wall" x="35" y="60" width="130" height="55" fill="#e8dcc0" stroke="#333"/>
<rect id="door" x="88" y="78" width="24" height="37" fill="#7a5b3a" stroke="#333"/></svg>"""


def survey() -> list[Row]:
    """All rows of the survey sheet: the specimens one by one, a grid, and a page of many."""
    look, name, chinese, english = GRID
    grid = [{"type": "select_one agree", "name": row, "zh": zh, "en": en} for row, zh, en, _ in GRID_ROWS]
    dense = [{**row, "name": f"d_{row['name']}"} for row in QUESTIONS if row["name"] in DENSE]
    many = {
        "type": "begin_group",
        "name": "dense",
        "zh": "一页多题",
        "en": "Many",
        "appearance": "field-list",
    }
    return [
        *QUESTIONS,
        {"type": "begin_group", "name": name, "zh": chinese, "en": english, "appearance": look},
        *grid,
        {"type": "end_group"},
        many,
        *dense,
        {"type": "end_group"},
        {"type": "text", "name": "last", "zh": "完", "en": "End"},
    ]


def make_form(folder: Path) -> Path:
    """The form as a workbook, with its pictures beside it."""
    book = Workbook()
    _sheet(book, "survey", survey())
    _sheet(book, "choices", CHOICES)
    settings = {"form_title": "题型 / Controls", "form_id": "gallery", "version": "1",
                "default_language": "中文 (zh)", "missing_codes": "97 98 99 -98 -99"}  # fmt: skip
    _sheet(book, "settings", [settings])
    del book["Sheet"]
    path = folder / "gallery.xlsx"
    book.save(path)
    (folder / "house.svg").write_text(SVG, "utf-8")
    (folder / "words.mp3").write_bytes(b"ID3")
    draw_flower(folder / "flower.png", "#B0562E")
    draw_flower(folder / "leaf.png", "#0B6350")
    return path


def _sheet(book: Workbook, name: str, rows: list[Row]) -> None:
    sheet = book.create_sheet(name)
    heads = list(dict.fromkeys(head for row in rows for head in row if head != "value"))
    sheet.append([f"label::{LANGUAGES[head]}" if head in LANGUAGES else head for head in heads])
    for row in rows:
        sheet.append([row.get(head) or None for head in heads])


def draw_flower(path: Path, colour: str) -> None:
    """A picture that is ours."""
    image = QImage(300, 180, QImage.Format.Format_RGB32)
    image.fill(QColor("#F4F3EE"))
    painter = QPainter(image)
    painter.setBrush(QColor(colour))
    for across, down in ((150, 50), (110, 90), (190, 90), (150, 130)):
        painter.drawEllipse(across - 32, down - 32, 64, 64)
    painter.end()
    image.save(str(path))


def answer_all(session: Session) -> None:
    """The made-up answers; one that begins with ! is left half typed."""
    wanted = [(f"/data/{row['name']}", row["value"]) for row in QUESTIONS]
    wanted += [(f"/data/dense/d_{row['name']}", row["value"]) for row in QUESTIONS if row["name"] in DENSE]
    wanted += [(f"/data/grid/{name}", value) for name, _, _, value in GRID_ROWS]
    for reference, value in wanted:
        try:
            if value:
                session.answer(reference, value.removeprefix("!"))
        except Refused:
            continue


class Photographer:
    """Goes from question to question and takes the card, or the whole page."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self.window, self.folder = window, folder

    def settle(self) -> None:
        self.window.resize(1366, 768)
        for _ in range(4):
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def take(self, reference: str, name: str) -> QPixmap:
        """The page of a question, as it is on screen."""
        page = self.window.stage.interview
        assert page is not None
        page.go_to(reference)
        self.settle()
        picture = page.view.grab() if page.view is not None else QPixmap()
        picture.save(str(self.folder / f"{name}.png"))
        return picture


def contact_sheet(pictures: dict[str, QPixmap], path: Path, columns: int = 4) -> None:
    """All pictures side by side, each with its name, half as large."""
    cell = QRect(0, 0, 552, 340)
    lines = -(-len(pictures) // columns)
    sheet = QPixmap(columns * cell.width(), lines * cell.height())
    sheet.fill(QColor("#808080"))
    painter = QPainter(sheet)
    for at, (name, picture) in enumerate(pictures.items()):
        x, y = at % columns * cell.width(), at // columns * cell.height()
        painter.setPen(QColor("white"))
        painter.drawText(x + 8, y + 18, name)
        small = picture.scaledToWidth(cell.width() - 8, Qt.TransformationMode.SmoothTransformation)
        painter.drawPixmap(x + 4, y + 24, small.copy(0, 0, small.width(), cell.height() - 28))
    painter.end()
    sheet.save(str(path))


def places() -> dict[str, str]:
    """Name of the picture -> question it shows."""
    single = {row["name"]: f"/data/{row['name']}" for row in QUESTIONS}
    return {**single, "table_list": "/data/grid/g1", "field_list": "/data/dense/d_text",
            "field_list_end": "/data/dense/d_rating"}  # fmt: skip


def main() -> None:
    root = Path(__file__).parents[1]
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else root / ".cache" / "gallery"
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    window = application.build(app)
    icons.load()
    window.show()
    with tempfile.TemporaryDirectory() as temporary:
        session_id = begun(Path(temporary))
        window.stage.desk.open_study(Path(temporary) / "study")
        camera = Photographer(window, folder)
        camera.settle()
        window.stage.open_interview(session_id)
        camera.settle()
        for language in LANGUAGES:
            for look in THEMES:
                photograph(camera, language, look)
        window.stage.interview.pause()
        window.close()


def begun(folder: Path) -> str:
    """A study with the form, and an interview with all answers; its id."""
    (folder / "form").mkdir()
    place = study.create(folder / "study", "题型一览")
    session = Session.start(place, place.add_form(make_form(folder / "form")).sha256)
    answer_all(session)
    session.close()
    place.close()
    return session.instance_id


def photograph(camera: Photographer, language: str, look: str) -> None:
    """Every control in one theme and language, and their sheet."""
    stage = camera.window.stage
    stage.look.use_theme(look)
    stage.look.use_language(language)
    assert stage.interview is not None
    stage.interview.use_language(LANGUAGES[language])
    pictures = {
        name: camera.take(reference, f"{name}-{look}-{language}") for name, reference in places().items()
    }
    sheet = camera.folder / f"sheet-{look}-{language}.png"
    contact_sheet(pictures, sheet)
    print(sheet)


if __name__ == "__main__":
    main()
