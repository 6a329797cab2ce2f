"""Who can read packs: the laptops they were sealed to."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from fieldapp import keys
from fieldapp import study as studies
from fieldapp.keys import Protection
from fieldapp.packs import PackFault, read, scan
from fieldapp.problems import (
    Problem,
)
from fieldapp.review import comment, returned, say
from fieldapp.transfer import cards, look, team
from fieldapp.transfer.outbox import kept
from fieldapp.transfer.place import opener
from fieldapp.transfer.roster import TeamRole
from tests.transfer.crew import Crew, opens, records_of
from tests.transfer.laptops import Team


def test_an_enumerator_cannot_open_what_another_one_hands_over_and_the_supervisor_can(crew: Crew) -> None:
    crew.a.interviews("张𡋬", 41, "妻")
    crew.a.sends(crew.stick)
    assert opens(crew.stick, crew.b, crew.a) - {True} == {False}
    rows = list(kept(crew.a.study))
    for pack in rows:
        with pytest.raises(PackFault):
            read(pack.path.read_bytes(), keys.verify, opener(crew.b.study))
    assert crew.b.takes(crew.stick).new == 0
    (offer,) = [one for one in look(crew.b.study, crew.stick) if one.device == crew.a.study.device_id]
    assert offer.sealed == 1
    assert not offer.damaged
    assert crew.s.takes(crew.stick).new == 1


def test_without_a_roster_another_enumerator_opens_it(team: Team, stick: Path) -> None:
    """The test of the loss: the packs are closed by the roster and by nothing else."""
    a, b = team.laptop("a"), team.laptop("b")
    a.interviews("张𡋬", 41)
    a.sends(stick)
    assert opens(stick, b, a) == {True}


def test_the_key_of_a_protected_study_opens_nothing_that_was_sealed_to_laptops(
    tmp_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "口令 很 长 的 一 句"
    given = partial(studies.open, unlock=studies.Unlock("L01", secret))
    monkeypatch.setattr(studies, "open", given)
    made = Team(tmp_path / "p", Protection("L01", secret, params=keys.LIGHT))
    lead, a, b = (made.laptop(name) for name in ("lead", "a", "b"))
    team.start(lead.study)
    for laptop, person in ((a, "E01"), (b, "E02")):
        laptop.study.settings.set("team_lead", lead.study.settings.get("team_lead"))
        team.add(lead.study, cards.read(lead.study, cards.as_text(laptop.study)), person)
    lead.sends(stick)
    a.takes(stick)
    a.interviews("张𡋬", 41)
    a.sends(stick)
    assert a.study.secrets is not None
    assert b.study.secrets is not None
    for path in (pack.path for pack in kept(a.study)):
        header = next(scan(path.read_bytes(), keys.verify))
        with pytest.raises(Problem):
            b.study.secrets.open(header.payload)
    assert lead.takes(stick).new == 1
    made.close()


def test_questions_of_the_supervisor_reach_the_enumerator_and_nobody_else(crew: Crew) -> None:
    mine, other = crew.a.interviews("张𡋬", 41), crew.b.interviews("王五", 3)
    for laptop in (crew.a, crew.b):
        laptop.sends(crew.stick)
    crew.s.takes(crew.stick)
    crew.s.corrects(mine, age=42)
    crew.s.corrects(other, age=4)
    crew.s.sends(crew.stick)
    assert crew.a.takes(crew.stick).changed == 1
    assert crew.b.takes(crew.stick).changed == 1
    assert records_of(crew.a) == {mine}
    assert records_of(crew.b) == {other}
    crew.lead.takes(crew.stick)
    assert records_of(crew.lead) == {mine, other}


def test_a_comment_goes_to_the_enumerator_and_its_answer_comes_back(crew: Crew) -> None:
    mine = crew.a.interviews("张𡋬", 41)
    crew.b.interviews("王五", 3)
    for laptop in (crew.a, crew.b):
        laptop.sends(crew.stick)
    crew.s.takes(crew.stick)
    (row,) = [one for one in crew.s.study.store.revisions.all() if one.record_id == mine]
    asked = comment(crew.s.study, row.rev_id, "/data/age", "年龄请再核对\n（﨑）")
    say(crew.s.study, row.rev_id, "has_issues", "年龄")
    crew.s.sends(crew.stick)
    for laptop in (crew.a, crew.b):
        laptop.takes(crew.stick)
    assert len(returned(crew.a.study)) == 1
    assert crew.b.study.store.team.events() == []
    comment(crew.a.study, row.rev_id, "/data/age", "是 42", answers=asked)
    crew.a.sends(crew.stick)
    crew.s.takes(crew.stick)
    assert len(crew.s.study.store.team.events(mine)) == 3


def test_what_nobody_has_received_is_packed_anew_for_a_new_supervisor(crew: Crew) -> None:
    crew.a.interviews("张𡋬", 41)
    crew.a.sends(crew.stick)
    new = crew.copy("s2")
    crew.adds(new, "S02", TeamRole.SUPERVISOR)
    crew.spreads()
    crew.a.sends(crew.stick)
    assert new.takes(crew.stick).new == 1
