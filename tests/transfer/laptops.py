"""Laptops of one team in one test: each has a copy of the study and a key of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from fieldapp import study as studies
from fieldapp.session import Session
from fieldapp.study import Study
from fieldapp.transfer import Sent, Taken, look, send, take
from tests import workbooks

SURVEY = [
    ["type", "name", "label::中文 (zh)", "required", "pd"],
    ["text", "who", "受访者姓名", "yes", "D"],
    ["integer", "age", "年龄", "", ""],
    ["begin repeat", "hh", "家里人", "", ""],
    ["text", "kin", "称呼", "", ""],
    ["end repeat", "", "", "", ""],
    ["file", "paper", "材料", "", ""],
]
SETTINGS = [["form_id", "version", "form_title", "default_language"], ["people", "1", "人口表", "中文 (zh)"]]


def write_form(path: Path) -> Path:
    """A small form with a personal question, a roster and a file."""
    return workbooks.write(path, survey=SURVEY, settings=SETTINGS)


class Laptop:
    """One laptop with its study open."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder, self.home = folder, home
        self.study = self._open()

    def _open(self) -> Study:
        """The key of the laptop comes from its own folder; it is read here, while that is the one in force."""
        before = os.environ.get("FIELDAPP_HOME")
        os.environ["FIELDAPP_HOME"] = str(self.home)
        try:
            study = studies.open(self.folder)
            assert study.device_id
            return study
        finally:
            os.environ.pop("FIELDAPP_HOME")
            if before is not None:
                os.environ["FIELDAPP_HOME"] = before

    @property
    def form(self) -> str:
        return self.study.forms()[0].sha256

    def interviews(self, who: str, age: int, *kin: str, paper: Path | None = None) -> str:
        """Conduct and finish an interview; its record id."""
        session = Session.start(self.study, self.form)
        session.answer("/data/who", who)
        session.answer("/data/age", str(age))
        for number, name in enumerate(kin, 1):
            if number > 1 or session.interview.node("/data/hh[1]") is None:
                session.add_repeat("/data/hh")
            session.answer(f"/data/hh[{number}]/kin", name)
        if paper is not None:
            session.answer("/data/paper", session.attach("/data/paper", paper))
        row = session.finalize()
        session.close()
        return row.record_id

    def corrects(self, record_id: str, **answers: Any) -> None:
        """Correct the last version of a record on this laptop."""
        rows = [row for row in self.study.store.instances.all("finalized") if row.record_id == record_id]
        session = Session.reopen(self.study, rows[0].instance_id, "复核")
        for name, value in answers.items():
            session.answer(f"/data/{name}", str(value))
        session.finalize()
        session.close()

    def sends(self, stick: Path, **options: bool) -> Sent:
        return send(self.study, stick, **options)

    def takes(self, source: Path) -> Taken:
        return take(self.study, look(self.study, source))

    def closes(self) -> None:
        with suppress(Exception):
            self.study.close()


class Team:
    """A study that was made once and copied to each laptop."""

    def __init__(
        self, folder: Path, protection: Any = None, form: Callable[[Path], Path] = write_form
    ) -> None:
        self.folder, self.laptops = folder, dict[str, Laptop]()
        made = studies.create(folder / "study", "返乡创业调查", protection=protection)
        shutil.copytree(made.folder, folder / "bare", ignore=shutil.ignore_patterns("lock"))
        made.add_form(form(folder / "people.xlsx"))
        made.close()

    def laptop(self, name: str, study: str = "study") -> Laptop:
        """`study`: "bare" for a copy from before there was a form."""
        if name not in self.laptops:
            shutil.copytree(self.folder / study, self.folder / name)
            self.laptops[name] = Laptop(self.folder / name, self.folder / f"home-{name}")
        return self.laptops[name]

    def close(self) -> None:
        for laptop in self.laptops.values():
            laptop.closes()
