"""Whose packs count where a roster rules; the others wait apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.transfer import look, quarantine, take, team
from tests.transfer.crew import Crew, opens, paper, records_of
from tests.transfer.laptops import Team


def test_a_bundle_of_an_unknown_laptop_waits_in_the_quarantine_until_it_is_added(crew: Crew) -> None:
    c = crew.copy("c")
    record = c.interviews("陌生人", 33)
    c.sends(crew.stick)
    offers = [one for one in look(crew.s.study, crew.stick) if one.device == c.study.device_id]
    assert [(one.unknown, one.packs, one.counts.new) for one in offers] == [(True, (), 0)]
    assert offers[0].set_aside == len(offers[0].held)
    taken = crew.s.takes(crew.stick)
    assert (taken.new, taken.held) == (0, offers[0].set_aside)
    assert record not in records_of(crew.s)
    assert len(quarantine.names(crew.s.study)) == len(offers[0].held) > 0
    crew.adds(c, "E03")
    crew.lead.sends(crew.stick)
    assert crew.s.takes(crew.stick).new == 1  # the same files
    assert record in records_of(crew.s)


def test_the_quarantine_itself_can_be_taken_in_after_the_laptop_was_added(crew: Crew, tmp_path: Path) -> None:
    c, far = crew.copy("c"), tmp_path / "far"
    far.mkdir()
    c.interviews("陌生人", 33, paper=paper(tmp_path))
    c.sends(far)
    crew.s.takes(far)
    crew.adds(c, "E03")
    crew.spreads()
    taken = crew.s.takes(quarantine.folder(crew.s.study))
    assert (taken.new, taken.files) == (1, 1)
    assert quarantine.names(crew.s.study) == set()


def test_without_a_roster_the_same_bundle_is_taken_at_once(team: Team, stick: Path) -> None:
    """The test of the loss: what the roster keeps away comes in where there is none."""
    c, s = team.laptop("c"), team.laptop("s")
    c.interviews("陌生人", 33)
    c.sends(stick)
    assert s.takes(stick).new == 1


def test_the_quarantine_has_an_end(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    c = crew.copy("c")
    c.interviews("陌生人", 33)
    c.sends(crew.stick)
    monkeypatch.setattr(quarantine, "MOST", 10)
    assert crew.s.takes(crew.stick).held == 0
    assert quarantine.names(crew.s.study) == set()


def test_of_a_lost_laptop_the_earlier_work_counts_and_the_later_waits(crew: Crew) -> None:
    before = crew.b.interviews("之前", 1)
    crew.b.sends(crew.stick)
    crew.lead.takes(crew.stick)
    loss = team.revoke(crew.lead.study, crew.b.study.device_id)
    assert (loss.safe, loss.interviews, loss.missing, loss.readable) == (1, 1, 0, True)
    after = crew.b.interviews("之后", 2)
    crew.b.sends(crew.stick)
    crew.spreads()
    assert before in records_of(crew.s)
    assert after not in records_of(crew.s)
    held = crew.s.takes(crew.stick)
    assert held.held == 1
    assert quarantine.names(crew.s.study)
    assert "laptop-revoke" in [act.kind for act in crew.lead.study.store.acts.all()]


def test_looking_says_what_a_roster_on_the_same_stick_sets_aside(crew: Crew) -> None:
    crew.b.interviews("之前", 1)
    crew.b.sends(crew.stick)
    crew.lead.takes(crew.stick)
    team.revoke(crew.lead.study, crew.b.study.device_id)
    crew.b.interviews("之后", 2)
    crew.b.sends(crew.stick)
    crew.lead.sends(crew.stick)  # the roster that says so, which the supervisor has not seen
    offers = look(crew.s.study, crew.stick)
    (lost,) = (one for one in offers if one.device == crew.b.study.device_id)
    assert (lost.revoked, lost.set_aside, lost.counts.new) == (True, 1, 1)
    taken = take(crew.s.study, offers)
    assert (taken.held, taken.new) == (1, 1)


def test_a_lost_laptop_can_read_nothing_that_is_packed_afterwards(crew: Crew) -> None:
    crew.a.interviews("张𡋬", 41)
    team.revoke(crew.lead.study, crew.s.study.device_id)
    crew.spreads()
    crew.a.sends(crew.stick)
    assert opens(crew.stick, crew.s, crew.a) == {False}
    assert opens(crew.stick, crew.lead, crew.a) == {True}
