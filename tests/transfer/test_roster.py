"""The list of the team: who may change it, who believes it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from fieldapp.packs import Item, write
from fieldapp.problems import (
    ROSTER_MISSING,
    ROSTER_NOT_LEAD,
    WORDS_DIFFER,
    Problem,
)
from fieldapp.transfer import cards, look, members, team
from fieldapp.transfer.place import carrier
from fieldapp.transfer.roster import Laptop as Line
from fieldapp.transfer.roster import TeamRole, read_enrolment, read_roster, signed
from tests.transfer.crew import Crew, known_of, records_of
from tests.transfer.laptops import Team


def test_three_laptops_join_and_know_each_other(crew: Crew) -> None:
    for laptop in crew.team.laptops.values():
        known = known_of(laptop)
        assert {one.person for one in known.laptops.values()} >= {"S01", "E01", "E02"}
        assert known.roster is not None
        assert known.roster.number == 4
    assert known_of(crew.a).role is TeamRole.ENUMERATOR
    assert known_of(crew.lead).leads
    assert not known_of(crew.s).leads


def test_without_a_pinned_lead_a_roster_waits_for_the_words_of_the_lead(team: Team, stick: Path) -> None:
    from fieldapp.transfer import team as teams

    lead, a = team.laptop("lead"), team.laptop("a")
    teams.add(lead.study, cards.read(lead.study, cards.as_text(a.study)), "E01")
    lead.sends(stick)
    a.takes(stick)
    assert known_of(a).roster is None
    with pytest.raises(Problem) as failure:
        teams.join(a.study, cards.own(a.study).words())
    assert failure.value.kind is WORDS_DIFFER
    teams.join(a.study, cards.own(lead.study).words("zh"))
    assert known_of(a).role is TeamRole.ENUMERATOR
    with pytest.raises(Problem) as failure:
        teams.join(lead.study, "")
    assert failure.value.kind is ROSTER_MISSING


def test_a_forged_roster_and_one_of_a_stranger_count_for_nothing(crew: Crew) -> None:
    known = known_of(crew.a)
    assert known.roster is not None
    higher = dataclasses.replace(known.roster, number=99)
    stranger = signed(higher, crew.b.study.device)
    assert members.judged(known, [stranger.item]) == known
    real = signed(higher, crew.lead.study.device).item
    for forged in (
        Item("roster", real.data.replace(b'"99"', b'"98"'), real.about),
        Item("roster", real.data, {**real.about, "public": crew.b.study.device.public.hex()}),
        Item("roster", real.data, {}),
        Item("roster", b"[" * 5000, real.about),
        Item("roster", b" " * (2 << 20), real.about),
        Item("roster", b"\xff", real.about),
    ):
        assert read_roster(forged) is None
    assert members.judged(known, [real]).roster == read_roster(real)


def test_a_roster_without_end_is_none(crew: Crew) -> None:
    known = known_of(crew.lead)
    assert known.roster is not None
    line = known.roster.laptops[0]
    lines = tuple(dataclasses.replace(line, name=f"{at}") for at in range(3000))
    assert (
        read_roster(signed(dataclasses.replace(known.roster, laptops=lines), crew.lead.study.device).item)
        is None
    )
    twice = dataclasses.replace(known.roster, laptops=(line, line))
    assert read_roster(signed(twice, crew.lead.study.device).item) is None


def test_an_older_roster_after_a_newer_changes_nothing(crew: Crew) -> None:
    old = known_of(crew.a).roster
    assert old is not None
    team.revoke(crew.lead.study, crew.b.study.device_id)
    crew.spreads()
    known = known_of(crew.a)
    assert known.roster is not None
    assert known.roster.number == 5
    assert members.judged(known, [old.item]) == known


def test_two_rosters_with_one_number_are_an_alarm_that_the_next_one_ends(crew: Crew, tmp_path: Path) -> None:
    known = known_of(crew.lead)
    assert known.roster is not None
    other = signed(dataclasses.replace(known.roster, team="另一份名册"), crew.lead.study.device)
    assert other.number == known.roster.number
    pack = write([other.item], carrier(crew.b.study), "roster")
    (tmp_path / "two.fapp").write_bytes(pack)
    (offer,) = look(crew.a.study, tmp_path / "two.fapp")
    assert offer.alarm == "4"
    crew.a.takes(tmp_path / "two.fapp")
    assert known_of(crew.a).alarms == ("4",)
    assert known_of(crew.a).roster == known.roster
    assert "roster-alarm" in [act.kind for act in crew.a.study.store.acts.all()]
    crew.adds(crew.team.laptop("c"), "E03")
    crew.spreads()
    assert known_of(crew.a).alarms == ()


def test_only_the_lead_changes_the_roster(crew: Crew) -> None:
    card = cards.own(crew.team.laptop("c").study)
    for act in (
        lambda: team.add(crew.a.study, card, "E03"),
        lambda: team.add(crew.s.study, card, "E03", TeamRole.SUPERVISOR),
        lambda: team.revoke(crew.s.study, crew.a.study.device_id),
        lambda: team.start(crew.team.laptops["c"].study) and team.revoke(crew.s.study, "x"),
    ):
        with pytest.raises(Problem) as failure:
            act()
        assert failure.value.kind is ROSTER_NOT_LEAD


def test_a_supervisor_adds_an_enumerator_and_the_lead_takes_it_over(crew: Crew) -> None:
    c = crew.copy("c")
    team.add(crew.s.study, cards.read(crew.s.study, cards.as_text(c.study)), "E03")
    record = c.interviews("赵六", 50)
    c.sends(crew.stick)
    assert crew.s.takes(crew.stick).new == 1
    crew.s.sends(crew.stick)
    assert crew.lead.takes(crew.stick).new == 1
    assert record in records_of(crew.lead)
    crew.adds(crew.team.laptop("d"), "E04")
    known = known_of(crew.lead)
    assert known.roster is not None
    assert known.roster.laptop(c.study.device_id) is not None
    assert known.enrolments == ()


def test_an_addition_by_who_may_not_counts_for_nothing(crew: Crew) -> None:
    from fieldapp.transfer.roster import enrolment

    c = cards.own(crew.team.laptop("c").study)
    line = Line(c.public.hex(), c.recipient.hex(), "c", "E03", TeamRole.ENUMERATOR)
    item = enrolment(crew.a.study.study_id, line, crew.a.study.device).item
    assert members.judged(known_of(crew.lead), [item]) == known_of(crew.lead)
    boss = enrolment(
        crew.s.study.study_id, dataclasses.replace(line, role=TeamRole.LEAD), crew.s.study.device
    )
    assert read_enrolment(boss.item) is None
