"""The first run: study, first person and protection in one go."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.problems import SECRET_WEAK, STUDY_LOCKED, Problem
from fieldapp.study import Beside, First, Right, Role, begin, entrance, open
from fieldapp.study.people import RECOVERY
from tests.people.conftest import LEAD, LI


@pytest.mark.parametrize("protect", [True, False])
def test_a_study_begins_with_its_first_person(tmp_path: Path, protect: bool) -> None:
    begun = begin(tmp_path / "s", "返乡 𠮷", First("E07", "李梅㐂", Role.ENUMERATOR, LEAD), protect=protect)
    study = begun.open()
    assert (study.protected, study.enumerator) == (protect, "E07")
    assert study.people.present is not None
    assert study.people.present.name == "李梅㐂"
    assert study.may(Right.MANAGE_PEOPLE), "who is alone may do everything"
    study.people.add("F01", "周教授", Role.LEAD, LI)
    assert not study.may(Right.MANAGE_PEOPLE)
    study.close()
    assert LEAD not in repr(begun)
    assert begun.recovery not in repr(begun)


@pytest.mark.parametrize("protect", [True, False])
def test_its_recovery_code_lets_a_lead_in(tmp_path: Path, protect: bool) -> None:
    begun = begin(tmp_path / "s", "返乡", First("E07", "李梅", Role.ENUMERATOR, LEAD), protect=protect)
    study = begun.open()
    door = entrance(study)
    door.enter(door.check(RECOVERY, begun.recovery))
    assert study.people.present is not None
    assert study.people.present.role is Role.LEAD
    study.people.reset("E07", LI)
    door = entrance(study)
    assert door.check("E07", LI).person.code == "E07"
    study.close()


def test_a_break_between_vault_and_database_is_made_good(tmp_path: Path) -> None:
    """The vault is written first; whatever it says is true when the study is opened again."""
    begun = begin(tmp_path / "s", "返乡", First("F01", "周", Role.LEAD, LEAD))
    study = begun.open()
    study.people.add("E01", "李梅", Role.ENUMERATOR, LI)
    study.people.adding("E02", "王﨑", Role.ENUMERATOR, LI).work()  # and then the power goes
    study.people._keeper.drop("E01")
    study.close()
    again = begun.open()
    assert [(person.code, person.active) for person in again.people.all()] == [
        ("E01", False), ("E02", True), ("F01", True)]  # fmt: skip
    again.close()


def test_nothing_is_made_of_a_weak_word(tmp_path: Path) -> None:
    for secret, kind in (("abc", "passphrase"), ("718294", "pin")):
        with pytest.raises(Problem) as caught:
            begin(tmp_path / "s", "返乡", First("E07", "李梅", Role.LEAD, secret, kind))  # type: ignore[arg-type]
        assert caught.value.kind is SECRET_WEAK
    assert not (tmp_path / "s").exists()


def test_a_pin_begins_a_study_that_is_not_encrypted(tmp_path: Path) -> None:
    begun = begin(tmp_path / "s", "返乡", First("E07", "李梅", Role.LEAD, "718294", "pin"), protect=False)
    study = begun.open()
    assert study.people.get("E07").kind == "pin"
    study.close()


def test_in_an_encrypted_study_people_have_slots_and_the_vault_vouches(tmp_path: Path) -> None:
    begun = begin(tmp_path / "s", "返乡", First("F01", "周教授", Role.LEAD, LEAD))
    study = begun.open()
    study.settings.set("pin_allowed", "1")
    study.people.add("E01", "王﨑", Role.ENUMERATOR, "718294", "pin")
    study.people.add("E02", "赵", Role.ENUMERATOR, LI)
    study.people.change("E02", name="赵𠮷", role=Role.SUPERVISOR)
    study.people.reset("E01", "271 828 三轮车", "passphrase")
    study.people.remove("E02")
    beside = Beside.of(study)
    reading = beside.open()
    assert reading.enumerator == "F01"
    reading.close()
    study.close()
    with pytest.raises(Problem) as caught:
        open(tmp_path / "s")
    assert caught.value.kind is STUDY_LOCKED
    from fieldapp.study import approach

    door = approach(tmp_path / "s")
    assert not isinstance(door, type(study))
    assert [(p.code, p.name, p.role, p.kind) for p in door.people] == [  # type: ignore[union-attr]
        ("F01", "周教授", Role.LEAD, "passphrase"), ("E01", "王﨑", Role.ENUMERATOR, "passphrase")]  # fmt: skip
    shown = door.check("E01", "271 828 三轮车")  # type: ignore[union-attr]
    again = door.enter(shown)  # type: ignore[union-attr]
    assert again.enumerator == "E01"
    assert [row.verifier for row in again.store.people.all()] == ["", "", ""]
    assert not again.may(Right.EXPORT)
    again.close()
