"""Interviews that come before their form: all of them is kept, and shown as soon as the form is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.transfer import look, send_file, take, take_back
from fieldapp.transfer.status import missing_files
from tests.transfer.laptops import Laptop, Team, write_form


@pytest.fixture
def late(team: Team) -> Laptop:
    """A laptop with the study from before it had a form."""
    return team.laptop("s", "bare")


def _day(team: Team, tmp_path: Path) -> tuple[Laptop, str]:
    """A laptop with an interview that has a photo, a roster and a personal answer."""
    paper = tmp_path / "证明.txt"
    paper.write_text("营业执照 㐂\n", "utf-8")
    a = team.laptop("a")
    return a, a.interviews("张𡋬", 41, "妻\n（在外）", paper=paper)


def _without_forms(path: Path, laptop: Laptop) -> None:
    """The bundle as if the pack with the form had stayed on a damaged stick."""
    for pack in (laptop.folder / "outbox").glob("form-*.pck"):
        (found,) = path.rglob(f"{pack.stem[-32:]}.pck")
        found.unlink()


def _is_all_there(s: Laptop, a: Laptop, record: str) -> None:
    (row,) = s.study.store.instances.all()
    assert row == a.study.store.instances.all()[0]
    assert row.record_id == record
    here, there = s.study.store.journal, a.study.store.journal
    assert list(here.rows(row.instance_id)) == list(there.rows(row.instance_id))
    s.study.store.seals.require_all()


def test_interviews_are_filled_in_when_their_form_comes(
    team: Team, late: Laptop, stick: Path, tmp_path: Path
) -> None:
    a, record = _day(team, tmp_path)
    a.sends(stick)
    _without_forms(stick, a)
    assert late.takes(stick).new == 1
    assert late.study.store.instances.all() == []
    assert missing_files(late.study) != []
    send_file(a.study, tmp_path / "form.fapp")
    again = take(late.study, look(late.study, tmp_path / "form.fapp"))
    assert (again.new, again.known, again.files) == (0, 1, 1)
    _is_all_there(late, a, record)
    assert missing_files(late.study) == []


def test_a_form_that_is_added_by_hand_fills_them_in_too(
    team: Team, late: Laptop, stick: Path, tmp_path: Path
) -> None:
    a, record = _day(team, tmp_path)
    a.sends(stick)
    _without_forms(stick, a)
    late.takes(stick)
    late.study.add_form(write_form(tmp_path / "people.xlsx"))
    _is_all_there(late, a, record)
    late.sends(tmp_path / "onward")  # the photo lay in the inbox
    assert missing_files(late.study) == []
    assert not late.study.store.arrivals.unfilled.files_sought()


def test_what_waits_for_its_form_is_taken_back_with_its_import(
    team: Team, late: Laptop, stick: Path, tmp_path: Path
) -> None:
    a, _ = _day(team, tmp_path)
    a.sends(stick)
    _without_forms(stick, a)
    late.takes(stick)
    take_back(late.study)
    late.study.add_form(write_form(tmp_path / "people.xlsx"))
    assert late.study.store.instances.all() == []
    assert late.study.store.arrivals.unfilled.count() == 0


def test_what_was_filled_in_is_taken_back_with_the_import_that_brought_it(
    team: Team, late: Laptop, stick: Path, tmp_path: Path
) -> None:
    a, _ = _day(team, tmp_path)
    a.sends(stick)
    _without_forms(stick, a)
    late.takes(stick)
    late.study.add_form(write_form(tmp_path / "people.xlsx"))
    take_back(late.study)
    assert late.study.store.instances.all() == []
