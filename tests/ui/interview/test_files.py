"""Photos, drawings and other files: the answer names a copy inside the study."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from fieldapp.ui.controls.drawing import DrawingControl
from fieldapp.ui.controls.file import FileControl
from tests.ui.interview.interviewer import Interviewer

Talk = Callable[..., Interviewer]
FORM = """
    | survey |       |       |                 |                     |            |
    |        | type  | name  | label::中文 (zh) | label::English (en) | appearance |
    |        | image | photo | 照片             | Photo               |            |
    |        | image | sign  | 签名             | Signature           | signature  |
    |        | audio | voice | 录音             | Recording           |            |
    |        | text  | last  | 完              | End                 |            |
"""


def test_a_chosen_photo_is_copied_and_survives_its_source(talk: Talk, tmp_path: Path) -> None:
    person = talk(FORM)
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    source = tmp_path / "营业执照 𠮷.png"
    assert picture.save(str(source))
    control = person.card.asked.control
    assert isinstance(control, FileControl)
    control.take(source)
    source.unlink()
    name = person.stored("/data/photo")
    assert name.endswith(".png")
    assert QImage(str(person.session.media_path(name))).size() == picture.size()
    person.press("Del")
    assert person.stored("/data/photo") == ""
    person.press("Ctrl+Z")
    assert person.stored("/data/photo") == name


def test_a_file_that_cannot_be_read_is_said_and_nothing_is_stored(talk: Talk, tmp_path: Path) -> None:
    person = talk(FORM)
    control = person.card.asked.control
    assert isinstance(control, FileControl)
    control.take(tmp_path / "gone.jpg")
    assert person.page.frame.banner.isVisible()
    assert person.stored("/data/photo") == ""


def test_enter_goes_on_from_a_question_without_a_file(talk: Talk) -> None:
    person = talk(FORM)
    person.press("Enter", "Enter", "Enter")
    assert person.here == "/data/last"


def test_a_signature_is_drawn_and_kept(talk: Talk) -> None:
    person = talk(FORM)
    person.press("Enter")
    control = person.card.asked.control
    assert isinstance(control, DrawingControl)
    pad = control.pad
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    QTest.mouseMove(pad, QPoint(200, 90))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(200, 90))
    name = person.stored("/data/sign")
    drawn = QImage(str(person.session.media_path(name)))
    assert drawn.pixelColor(20, 20) != drawn.pixelColor(700, 5)
    person.press("Del")
    assert person.stored("/data/sign") == ""
