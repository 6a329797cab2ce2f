"""Cases from the supervisor to the enumerator and back, through packs on a stick and two studies."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from fieldapp import cases, repair, review
from fieldapp import study as studies
from fieldapp.cases import Entry
from fieldapp.keys import Protection, Unlock
from fieldapp.merge import Made
from fieldapp.merge.canonical import canonical
from fieldapp.session import Session
from fieldapp.signing import say_all
from fieldapp.study import Study
from fieldapp.transfer import cards
from fieldapp.transfer import team as teams
from fieldapp.transfer.roster import TeamRole
from tests.cases.support import LIST, csv, write_form
from tests.transfer.laptops import Laptop, Team


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Team]:
    """Supervisor S and enumerators A and B, with a form that asks for the case."""
    team = Team(tmp_path)
    made = studies.open(tmp_path / "study")
    made.add_form(write_form(tmp_path / "cases.xlsx"))
    made.close()
    for name, code in (("s", "S01"), ("a", "E07"), ("b", "E03")):
        team.laptop(name).study.enumerator = code
    (tmp_path / "stick").mkdir()
    yield team
    team.close()


def _carry(team: Team, *names: str) -> None:
    """One stick: each writes, the next takes in."""
    stick = team.folder / "stick"
    for giver, taker in pairwise(names):
        team.laptops[giver].sends(stick)
        team.laptops[taker].takes(stick)


def _loads(laptop: Laptop, text: str = LIST) -> None:
    path = csv(laptop.folder, text)
    cases.load(laptop.study, cases.look(laptop.study, path))


def _one(study: Study, number: str = "RET-0001") -> Entry:
    return next(one for one in cases.cases(study) if one.case_id == number)


def _hand_out(team: Team) -> None:
    """A roster of three laptops; the packs are sealed to whom they are for."""
    lead = team.laptops["s"]
    teams.start(lead.study, "督导的电脑")
    for name, person in (("a", "E07"), ("b", "E03")):
        study = team.laptops[name].study
        study.settings.set("team_lead", lead.study.settings.get("team_lead"))
        teams.add(lead.study, cards.read(lead.study, cards.as_text(study, f"{person} 的电脑")), person,
                  TeamRole.ENUMERATOR)  # fmt: skip
    _carry(team, "s", "a")
    _carry(team, "s", "b")


def _interview(study: Study, number: str) -> str:
    entry = _one(study, number)
    known = {**dict(entry.plan.values), "case_id": entry.case_id}
    session = Session.start(study, study.forms()[0].sha256, case=entry.key, known=known)
    session.answer("/data/outcome", "110")
    row = session.finalize()
    session.close()
    return row.rev_id


@pytest.mark.parametrize("sealed", [False, True])
def test_a_day_of_two_laptops(crew: Team, sealed: bool) -> None:
    s, a = crew.laptops["s"].study, crew.laptops["a"].study
    if sealed:
        _hand_out(crew)
    _loads(crew.laptops["s"])
    _carry(crew, "s", "a")
    assert {one.case_id for one in cases.own(cases.cases(a), "E07")} == {"RET-0001", "110101199003070018"}
    assert a.store.contacts.values(dict(_one(a).plan.values).values()).keys(), "name and phone came too"
    cases.record(a, _one(a), "224", appointment="2026-11-24 18:30", note="门锁着 𠮷")
    rev_id = _interview(a, "110101199003070018")
    _carry(crew, "a", "s")
    assert (_one(s).status, _one(s).tries, _one(s).last.note) == ("progress", 1, "门锁着 𠮷")  # type: ignore[union-attr]
    assert _one(s).appointment.startswith("2026-11-24T18:30")
    assert _one(s, "110101199003070018").status == "done"
    review.say(s, rev_id, "has_issues", "年龄？")
    _carry(crew, "s", "a")
    assert _one(a, "110101199003070018").status == "returned"
    review.say(s, rev_id, "approved")
    _carry(crew, "s", "a")
    assert _one(a, "110101199003070018").status == "approved"


def test_a_case_moves_to_another_enumerator_and_the_first_learns_it(crew: Team) -> None:
    _hand_out(crew)
    s, a, b = (crew.laptops[name].study for name in "sab")
    _loads(crew.laptops["s"])
    _carry(crew, "s", "a")
    _carry(crew, "s", "b")
    assert cases.cases(b) == [], "what is for another laptop cannot be opened here"
    cases.record(a, _one(a), "211")
    _carry(crew, "a", "s")
    cases.assign(s, [_one(s)], "E03")
    _carry(crew, "s", "a")
    _carry(crew, "s", "b")
    assert _one(a).plan.enum == "E03"
    assert not [one for one in cases.own(cases.cases(a), "E07") if one.case_id == "RET-0001"]
    assert [one.case_id for one in cases.own(cases.cases(b), "E03")] == ["RET-0001"]
    values = dict(_one(b).plan.values)
    assert b.store.contacts.values(values.values())[values["phone"]] == "13812345678"


def test_two_supervisors_hand_out_the_same_case(crew: Team) -> None:
    s, t = crew.laptops["s"].study, crew.laptop("t").study
    _loads(crew.laptops["s"])
    _carry(crew, "s", "t")
    cases.assign(s, [_one(s)], "E03")
    cases.assign(t, [_one(t)], "E05")
    _carry(crew, "s", "t", "s")
    assert _one(s).status == _one(t).status == "disputed"
    assert _one(s).shown == _one(t).shown
    cases.assign(t, [_one(t)], "E05")
    _carry(crew, "t", "s")
    assert (_one(s).status, _one(s).plan.enum) == ("assigned", "E05")
    _carry(crew, "s", "t", "s")
    assert _one(s).status == "assigned", "an old stick opens nothing again"


def test_an_event_that_is_not_known_yet_is_kept_and_handed_on(crew: Team) -> None:
    a, b, s = (crew.laptops[name].study for name in "abs")

    def later(made: Made) -> bytes:
        return canonical(
            {**made.fields, "v": "2", "kind": "case-visit", "record_id": "case::RET-0001", "新": "字段"}
        )

    (event,) = say_all(a, [("case::RET-0001", later)])
    crew.laptops["a"].sends(crew.folder / "stick")
    crew.laptops["s"].takes(crew.folder / "stick")
    crew.laptops["s"].sends(crew.folder / "stick", onward=True)
    crew.laptops["b"].takes(crew.folder / "stick")
    for study in (s, b):
        assert any("case-visit" in body.decode() for body in study.store.cases.bodies())
        assert cases.cases(study) == []
        assert study.store.check() == []
    assert event


def test_taking_a_bundle_back_takes_its_cases(crew: Team) -> None:
    from fieldapp.transfer import take_back

    a = crew.laptops["a"].study
    _loads(crew.laptops["s"])
    _carry(crew, "s", "a")
    take_back(a)
    assert cases.cases(a) == []
    _carry(crew, "s", "a")
    assert len(cases.cases(a)) == 3


def test_in_an_encrypted_study_too(tmp_path: Path) -> None:
    made = studies.create(tmp_path / "s", "返乡", protection=Protection("L01", "口令 𠮷 足够长"))
    made.add_form(write_form(tmp_path / "f.xlsx"))
    cases.load(made, cases.look(made, csv(tmp_path)))
    made.close()
    data = b"".join(path.read_bytes() for path in (tmp_path / "s").rglob("*") if path.is_file())
    assert "石桥村".encode() not in data
    assert b"13812345678" not in data
    again = studies.open(tmp_path / "s", unlock=Unlock("L01", "口令 𠮷 足够长"))
    assert len(cases.cases(again)) == 3
    again.close()


def test_a_rebuilt_study_has_its_cases(crew: Team) -> None:
    s = crew.laptops["s"].study
    _loads(crew.laptops["s"])
    cases.record(s, _one(s), "224", note="㐂")
    session = Session.start(s, s.forms()[0].sha256, case=_one(s).key)
    session.close()
    before = cases.cases(s)
    s.close()
    repair.rebuild(s.layout, crew.folder / "rebuilt")
    again = studies.open(crew.folder / "rebuilt")
    assert cases.cases(again) == before
    assert _one(again).draft == session.instance_id
    again.close()
