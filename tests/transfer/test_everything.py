"""Handing over everything again: for a stick that was lost, and for a supervisor who is new."""

from __future__ import annotations

from pathlib import Path

from fieldapp.merge import view
from fieldapp.transfer import look, series
from fieldapp.transfer.roster import TeamRole
from fieldapp.transfer.status import missing_files, state_of
from tests.transfer.crew import Crew
from tests.transfer.laptops import Laptop, Team


def _records(laptop: Laptop) -> set[str]:
    return set(view(state_of(laptop.study)).records)


def test_what_was_received_elsewhere_is_handed_over_too(team: Team, tmp_path: Path) -> None:
    a, s, t = team.laptop("a"), team.laptop("s"), team.laptop("t")
    paper = tmp_path / "照片.jpg"
    paper.write_bytes(bytes(range(256)))
    first = a.interviews("张三 𠮷", 1, paper=paper)
    a.sends(tmp_path / "one")
    s.takes(tmp_path / "one")
    s.sends(tmp_path / "back")
    a.takes(tmp_path / "back")
    second = a.interviews("李四", 2)
    a.sends(tmp_path / "two")
    t.takes(tmp_path / "two")
    assert _records(t) == {second}
    assert len(series.missing(t.study)) == 1
    a.sends(tmp_path / "all", everything=True)
    t.takes(tmp_path / "all")
    assert _records(t) == {first, second}
    assert series.missing(t.study) == []
    assert missing_files(t.study) == []
    a.sends(tmp_path / "after")
    assert a.sends(tmp_path / "after").written == 0, "the next bundle is an ordinary one"


def test_a_new_supervisor_can_read_what_was_sealed_before_and_what_others_made(
    crew: Crew, tmp_path: Path
) -> None:
    records = {crew.a.interviews("张𡋬", 41), crew.b.interviews("王五", 3)}
    for laptop in (crew.a, crew.b):
        laptop.sends(tmp_path / "old")
    crew.s.takes(tmp_path / "old")
    crew.s.sends(tmp_path / "back")
    for laptop in (crew.a, crew.b):
        laptop.takes(tmp_path / "back")
    new = crew.copy("new")
    crew.adds(new, "S02", TeamRole.SUPERVISOR)
    crew.spreads()
    crew.s.sends(tmp_path / "plain", onward=True)
    new.takes(tmp_path / "plain")
    assert not _records(new) & records, "those packs were made for the readers of then"
    crew.s.sends(tmp_path / "all", onward=True, everything=True)
    assert not list((crew.s.folder / "outbox").glob("again-*")), "they are made for one sending"
    offers = look(new.study, tmp_path / "all")
    assert not any(offer.damaged for offer in offers)
    new.takes(tmp_path / "all")
    assert _records(new) >= records
    assert state_of(new.study).revisions == state_of(crew.s.study).revisions


def test_the_twin_of_a_copied_laptop_is_in_it_too(team: Team, tmp_path: Path) -> None:
    a, s, t = team.laptop("a"), team.laptop("s"), team.laptop("t")
    twin = team.laptop("twin")
    twin.closes()
    twin.home = a.home
    twin.study = twin._open()
    records = {a.interviews("张三", 1), twin.interviews("李四", 2)}
    for laptop in (a, twin):
        laptop.sends(tmp_path / "one")
    s.takes(tmp_path / "one")
    s.sends(tmp_path / "all", onward=True, everything=True)
    t.takes(tmp_path / "all")
    assert _records(t) == records
