"""A study with three people: cheap passphrases, a clock that tests move, a home folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from fieldapp import study as studies
from fieldapp.keys import argon
from fieldapp.study import Study
from fieldapp.study.people import People
from fieldapp.study.rights import Role
from fieldapp.study.tries import Tries
from tests.session.support import household_xml

LEAD, SUPERVISOR, LI, WANG = "麦田 水车 三轮 晚霞", "铁皮柜 北窗 二锅头", "𠮷祥如意 7 号院", "rén mín 公社 63"


@dataclass
class Clock:
    """The monotonic clock, moved by hand."""

    now: float = 1000.0
    moved: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(argon, "calibrated", lambda: argon.LIGHT)
    monkeypatch.setattr(Tries, "_until", {})
    monkeypatch.setattr(Tries, "_held", {})
    return tmp_path / "home"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Open, with one form and nobody defined."""
    source = tmp_path / "hh.xml"
    source.write_bytes(household_xml())
    made = studies.create(tmp_path / "调查", "返乡创业调查")
    made.add_form(source)
    yield made
    made.close()


@pytest.fixture
def team(study: Study) -> Study:
    """The same with a study lead, who is signed in, a supervisor and two enumerators."""
    add = study.people.add
    add("F01", "周教授", Role.LEAD, LEAD)
    add("S01", "陈督导", Role.SUPERVISOR, SUPERVISOR)
    add("E01", "李梅", Role.ENUMERATOR, LI)
    add("E02", "王建国㐂", Role.ENUMERATOR, WANG)
    return study


def as_person(study: Study, code: str) -> People:
    """Sign in without the passphrase, which is not what the test is about."""
    study.people.present = study.people.get(code)
    return study.people
