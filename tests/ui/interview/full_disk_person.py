"""Somebody at the window of a study on a small disk that runs full in the middle of an answer.

    python -m tests.ui.interview.full_disk_person FOLDER      (FOLDER lies on the small disk)

Prints what was seen, line by line.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pyxform.xls2xform import convert

from fieldapp import study as studies
from fieldapp.session import Session
from fieldapp.ui import app, icons
from tests.ui.interview.interviewer import Interviewer

FORM = """
| survey   |         |         |                 |                     |            |
|          | type    | name    | label::中文 (zh) | label::English (en) | appearance |
|          | text    | who     | 姓名             | Name                |            |
|          | text    | story   | 请说说           | Tell me             | multiline  |
| settings |         |         |                 |                     |            |
|          | form_id | version |                 |                     |            |
|          | full    | 1       |                 |                     |            |
"""
STORY = "三间房两亩地𠮷" * 400


def main() -> None:
    folder = Path(sys.argv[1])
    os.environ["FIELDAPP_HOME"] = str(folder / "home")
    (folder / "full.xml").write_text(convert(FORM, file_type=".md").xform, "utf-8")
    made = studies.create(folder / "s", "调查")
    made.add_form(folder / "full.xml")
    made.close()
    window = app.build(QApplication([]))
    icons.load()
    window.show()
    person = Interviewer(window, None)  # type: ignore[arg-type]
    person.opens_study(folder / "s")
    person.begins()
    person.answers("王建国")
    stuff = fill(folder / "stuff")
    shown = type_until_refused(person)
    frame = person.page.frame
    say("banner", frame.banner.isVisible(), frame.banner.text())
    say("bar", frame.top.save_text)
    say("on screen", person.card.asked.control.entry.plain() == shown)  # type: ignore[attr-defined]
    say("stored before", len(stored(person)) < len(shown))
    stuff.unlink()
    frame.again.click()
    person.settles()
    say("banner after", frame.banner.isVisible())
    say("stored after", stored(person) == shown)
    person.press("PgUp")
    person.press("Ctrl+A")
    person.answers("李梅")
    say("goes on", after_a_restart(person, "/data/who"))
    window.close()


def say(*what: object) -> None:
    sys.stdout.write(" ".join(map(str, what)) + "\n")


def fill(path: Path) -> Path:
    """A file that takes all the room there is."""
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass
    return path


def type_until_refused(person: Interviewer) -> str:
    """More and more text, until the window says that it cannot be saved."""
    for _ in range(200):
        person.types(STORY)
        person.page.flush()
        if person.page.frame.banner.isVisible():
            return person.card.asked.control.entry.plain()  # type: ignore[attr-defined, no-any-return]
    raise SystemExit("the disk was never full")


def stored(person: Interviewer) -> str:
    return after_a_restart(person, "/data/story")


def after_a_restart(person: Interviewer, reference: str) -> str:
    study = person.stage.desk.study
    assert study is not None
    node = Session.resume(study, person.session.instance_id).interview.node(reference)
    return node.value if node is not None else ""


if __name__ == "__main__":
    main()
