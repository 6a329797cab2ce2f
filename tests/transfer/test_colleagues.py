"""A person added at the lead's laptop is known on the others, and gets in where that is safe."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from fieldapp import files, keys
from fieldapp import study as studies
from fieldapp.keys import LIGHT, Protection, Unlock, Vault
from fieldapp.merge.canonical import canonical
from fieldapp.packs import Item
from fieldapp.problems import WRONG_PASSPHRASE, Problem
from fieldapp.study.rights import Role
from fieldapp.transfer import colleagues, look, members
from fieldapp.transfer.roster import TeamRole
from tests.transfer.crew import Crew
from tests.transfer.laptops import Laptop, Team

ONE = {"code": "E1", "name": "x", "role": "lead", "state": "active"}
SECRET, OTHER = "很长的口令 一二三", "另一个口令 四五六"


def _people(laptop: Laptop) -> dict[str, colleagues.Colleague]:
    return colleagues.colleagues(laptop.study, members.load(laptop.study))


def _carry(source: Laptop, target: Laptop, stick: Path) -> None:
    source.sends(stick)
    target.takes(stick)


def _signs_in(laptop: Laptop, code: str, secret: str) -> str:
    """Close, and come in as somebody."""
    laptop.closes()
    home = Path(laptop.home)
    before = os.environ.get("FIELDAPP_HOME")
    os.environ["FIELDAPP_HOME"] = str(home)
    try:
        laptop.study = studies.open(laptop.folder, unlock=Unlock(code, secret))
        assert laptop.study.device_id
    finally:
        os.environ["FIELDAPP_HOME"] = before or ""
    person = laptop.study.people.present
    return f"{person.code} {person.name} {person.role}" if person else ""


# known


def test_who_was_added_at_the_leads_laptop_is_known_elsewhere(team: Team, tmp_path: Path) -> None:
    lead, a = team.laptop("lead"), team.laptop("a")
    lead.study.people.add("L01", "王芳", Role.LEAD, SECRET)
    lead.study.people.add("E12", "李𠮷 㐂", Role.ENUMERATOR, OTHER)
    lead.sends(tmp_path / "stick")
    (offer,) = look(a.study, tmp_path / "stick")
    assert ("person", "E12 李𠮷 㐂, L01 王芳") in offer.counts.news
    assert _people(a) == {}, "looking changes nothing"
    a.takes(tmp_path / "stick")
    assert {code: (one.name, one.here) for code, one in _people(a).items()} == {
        "E12": ("李𠮷 㐂", False), "L01": ("王芳", False),
    }  # fmt: skip
    assert not a.study.people.defined, "nobody has to sign in here because of it"
    lead.study.people.remove("E12")
    _carry(lead, a, tmp_path / "stick")
    assert not _people(a)["E12"].active


def test_an_older_list_after_a_newer_changes_nothing(team: Team, tmp_path: Path) -> None:
    lead, a = team.laptop("lead"), team.laptop("a")
    lead.study.people.add("L01", "王芳", Role.LEAD, SECRET)
    lead.sends(tmp_path / "old")
    lead.study.people.add("E12", "李𠮷 㐂", Role.ENUMERATOR, OTHER)
    _carry(lead, a, tmp_path / "new")
    a.takes(tmp_path / "old")
    assert sorted(_people(a)) == ["E12", "L01"]


def test_without_a_roster_no_passphrase_travels(team: Team, tmp_path: Path) -> None:
    lead = team.laptop("lead")
    lead.study.people.add("L01", "王芳", Role.LEAD, SECRET)
    (item,) = colleagues.people_items(lead.study, members.load(lead.study))
    assert all(set(one) == {"code", "name", "role", "state"} for one in json.loads(item.data)["people"])


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[" * 5000, b"\xff", canonical({"v": "1", "number": "0", "people": []}),
        canonical({"v": "1", "number": "1", "people": [{"code": "E1"}]}),
        canonical({"v": "1", "number": "1", "people": [{**ONE, "code": "E\n1"}]}),
        canonical({"v": "1", "number": "1", "people": [{**ONE, "role": "king"}]}),
    ],
)  # fmt: skip
def test_what_is_no_list_of_people_changes_nothing(team: Team, data: bytes) -> None:
    a = team.laptop("a")
    item = Item("people", data, {"carrier": "f" * 16})
    assert colleagues.take_people(a.study, members.load(a.study), item) == []
    assert _people(a) == {}


# getting in, where the study is not encrypted


def test_with_a_roster_a_new_person_signs_in_on_the_other_laptop(crew: Crew, tmp_path: Path) -> None:
    for laptop in (crew.lead, crew.a):
        laptop.study.people.add("L01", "王芳", Role.LEAD, SECRET)
    crew.lead.study.people.add("E12", "李𠮷 㐂", Role.ENUMERATOR, OTHER)
    _carry(crew.lead, crew.a, tmp_path / "stick")
    assert _signs_in(crew.a, "E12", OTHER) == "E12 李𠮷 㐂 enumerator"
    assert crew.b.study.people.all() == []
    crew.b.takes(tmp_path / "stick")
    assert not crew.b.study.people.defined, "where nobody signs in, nobody has to from now on"


def test_a_passphrase_that_was_changed_here_stays(crew: Crew, tmp_path: Path) -> None:
    for laptop, secret in ((crew.lead, SECRET), (crew.a, OTHER)):
        laptop.study.people.add("L01", "王芳", Role.LEAD, secret)
    _carry(crew.lead, crew.a, tmp_path / "stick")
    assert _signs_in(crew.a, "L01", OTHER).startswith("L01")


def test_a_supervisors_laptop_tells_names_and_lets_nobody_in(crew: Crew, tmp_path: Path) -> None:
    for laptop in (crew.s, crew.a):
        laptop.study.people.add("L01", "王芳", Role.LEAD, SECRET)
    crew.s.study.people.add("X66", "陌生人", Role.LEAD, OTHER)
    _carry(crew.s, crew.a, tmp_path / "stick")
    assert _people(crew.a)["X66"].here is False
    with pytest.raises(Problem):
        _signs_in(crew.a, "X66", OTHER)


# getting in, where it is encrypted


@pytest.fixture
def sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Crew]:
    """The same crew in an encrypted study; each laptop opens with the lead's passphrase."""
    monkeypatch.setattr(keys.argon, "calibrated", lambda *_: LIGHT)
    folder = tmp_path / "sealed"
    folder.mkdir()
    protection = Protection("L01", SECRET, name="王芳", params=LIGHT)

    class Locked(Laptop):
        def _open(self) -> studies.Study:
            _signs_in(self, "L01", SECRET)
            return self.study

        def closes(self) -> None:
            if "study" in self.__dict__:
                super().closes()

    monkeypatch.setattr("tests.transfer.laptops.Laptop", Locked)
    stick = tmp_path / "sealed stick"
    stick.mkdir()
    made = Crew(Team(folder, protection), stick)
    yield made
    made.team.close()


def _vault(laptop: Laptop) -> Vault:
    return Vault.read(files.Layout(laptop.folder).keys)


def test_a_new_person_opens_the_copy_of_another_laptop(sealed: Crew, tmp_path: Path) -> None:
    sealed.lead.study.people.add("E12", "李𠮷 㐂", Role.ENUMERATOR, OTHER)
    before = _vault(sealed.a)
    _carry(sealed.lead, sealed.a, tmp_path / "one")
    after = _vault(sealed.a)
    assert after.slots[: len(before.slots)] == before.slots, "nothing that was there is changed"
    assert [slot.person for slot in after.slots[len(before.slots) :]] == ["E12"]
    sealed.a.takes(tmp_path / "one")
    assert _vault(sealed.a).data() == after.data(), "the same twice changes nothing"
    assert _signs_in(sealed.a, "L01", SECRET).startswith("L01 王芳")
    assert _signs_in(sealed.a, "E12", OTHER) == "E12 李𠮷 㐂 enumerator"
    with pytest.raises(Problem) as failure:
        _signs_in(sealed.a, "E12", SECRET)
    assert failure.value.kind is WRONG_PASSPHRASE


def test_the_keys_that_come_with_it_are_those_of_this_copy(sealed: Crew, tmp_path: Path) -> None:
    """Where this copy got new keys, the new person gets those, not the lead's."""
    sealed.lead.study.people.add("E12", "李𠮷 㐂", Role.ENUMERATOR, OTHER)
    (item,) = colleagues.people_items(sealed.lead.study, members.load(sealed.lead.study))
    slot = next(one["slot"] for one in json.loads(item.data)["people"] if one["code"] == "E12")
    assert slot["masters"] == "", "no key of the study is in a bundle"


def test_whoever_has_a_way_in_keeps_it_and_who_was_removed_stays_out(sealed: Crew, tmp_path: Path) -> None:
    sealed.a.study.people.add("E12", "李𠮷 㐂", Role.ENUMERATOR, "本机口令 七八九")
    sealed.a.study.people.add("E13", "张三", Role.ENUMERATOR, "本机口令 七八九")
    sealed.a.study.people.remove("E13")
    for code in ("E12", "E13"):
        sealed.lead.study.people.add(code, "李𠮷 㐂", Role.LEAD, OTHER)
    before = _vault(sealed.a).data()
    _carry(sealed.lead, sealed.a, tmp_path / "one")
    assert _vault(sealed.a).data() == before
    assert _signs_in(sealed.a, "E12", "本机口令 七八九").endswith("enumerator")


def test_only_the_leads_laptop_lets_in(sealed: Crew, tmp_path: Path) -> None:
    sealed.s.study.people.add("E12", "李𠮷 㐂", Role.LEAD, OTHER)
    (item,) = colleagues.people_items(sealed.s.study, members.load(sealed.s.study))
    assert not any("slot" in one for one in json.loads(item.data)["people"])
    known = members.load(sealed.a.study)
    forged = colleagues.people_items(sealed.s.study, _as_lead(sealed))[0]
    before = _vault(sealed.a).data()
    told = Item("people", forged.data, {"carrier": sealed.s.study.device_id})
    colleagues.take_people(sealed.a.study, known, told)
    assert _vault(sealed.a).data() == before, "a changed program sends it all the same"


def _as_lead(crew: Crew) -> members.Known:
    """What a changed program would say of itself."""
    import dataclasses

    known = members.load(crew.s.study)
    assert known.roster is not None
    lines = tuple(dataclasses.replace(one, role=TeamRole.LEAD) for one in known.roster.laptops)
    return dataclasses.replace(known, roster=dataclasses.replace(known.roster, laptops=lines))


def test_a_slot_of_somebody_else_or_of_another_kind_is_no_way_in(sealed: Crew) -> None:
    sealed.lead.study.people.add("E12", "李𠮷 㐂", Role.ENUMERATOR, OTHER)
    lead = sealed.lead.study.device_id
    plain = json.loads(colleagues.people_items(sealed.lead.study, members.load(sealed.lead.study))[0].data)
    before = _vault(sealed.a).data()
    for change in ({"person": "E99"}, {"role": "lead"}, {"kind": "recovery"}, {"id": 7}, {"params": {}}):
        people = [
            {**one, "slot": {**one["slot"], **change}} if one["code"] == "E12" else one
            for one in plain["people"]
        ]
        item = Item("people", canonical({**plain, "people": people}), {"carrier": lead})
        colleagues.take_people(sealed.a.study, members.load(sealed.a.study), item)
        assert _vault(sealed.a).data() == before, change


def test_a_break_while_the_keys_are_written_loses_nothing(
    sealed: Crew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed.lead.study.people.add("E12", "李𠮷 㐂", Role.ENUMERATOR, OTHER)
    sealed.lead.sends(tmp_path / "one")
    for at in range(1, 4):
        with monkeypatch.context() as patch:
            _break_at(patch, at)
            with suppress(Problem):
                sealed.a.takes(tmp_path / "one")
        assert _signs_in(sealed.a, "L01", SECRET).startswith("L01")
    sealed.a.takes(tmp_path / "one")
    assert _signs_in(sealed.a, "E12", OTHER).startswith("E12")


def _break_at(patch: pytest.MonkeyPatch, at: int) -> None:
    """The disk fails at the nth file of keys that is written."""
    from fieldapp.keys import vaultfile
    from fieldapp.problems import DISK_FAILED

    real, count = files.write, [0]

    def write(path: Path, data: bytes, private: bool = False) -> None:
        count[0] += 1
        if count[0] >= at:
            raise Problem(DISK_FAILED, where=path, why="pulled")
        real(path, data, private)

    patch.setattr(vaultfile.files, "write", write)
