"""Who may come in, and what each may do."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp import wording
from fieldapp.problems import (
    LEAD_NEEDED,
    NOT_ALLOWED,
    PERSON_EXISTS,
    SECRET_WEAK,
    SIGN_IN_NEEDED,
    SIGN_IN_WAIT,
    WRONG_PASSPHRASE,
    Kind,
    Problem,
)
from fieldapp.session import Session
from fieldapp.study import Study
from fieldapp.study import open as open_study
from fieldapp.study.arriving import entrance, sign_in
from fieldapp.study.people import RECOVERY
from fieldapp.study.rights import TABLE, Right, Role
from fieldapp.study.tries import Tries, delay_after
from tests.people.conftest import LEAD, LI, WANG, Clock, as_person


def refused(kind: Kind, action: object) -> Problem:
    with pytest.raises(Problem) as caught:
        action()  # type: ignore[operator]
    assert caught.value.kind is kind
    return caught.value


def test_without_people_everybody_may_do_everything(study: Study) -> None:
    assert all(study.may(right) for right in Right)
    study.enumerator = "E09"
    assert study.enumerator == "E09"


def test_the_first_person_is_signed_in_and_may_do_everything_alone(study: Study) -> None:
    study.people.add("E01", "李梅", Role.ENUMERATOR, LI)
    assert study.enumerator == "E01"
    assert all(study.may(right) for right in Right)


@pytest.mark.parametrize("role", list(Role))
def test_the_table_is_what_is_in_force(team: Study, role: Role) -> None:
    code = {Role.LEAD: "F01", Role.SUPERVISOR: "S01", Role.ENUMERATOR: "E01"}[role]
    as_person(team, code)
    assert {right for right in Right if team.may(right)} == {r for r in Right if role in TABLE[r]}


def test_nobody_signed_in_may_do_nothing(team: Study) -> None:
    team.people.present = None
    assert not any(team.may(right) for right in Right)
    refused(SIGN_IN_NEEDED, lambda: Session.start(team, team.forms()[0].sha256))


def test_a_refusal_names_who_may_in_both_languages(team: Study) -> None:
    as_person(team, "E01")
    problem = refused(NOT_ALLOWED, lambda: team.exporting())
    assert wording.problem(problem) == "返乡创业调查：导出数据由督导或负责人来做。没有改动任何内容。"
    wording.use("en")
    assert wording.problem(problem).endswith(
        "Exporting data is for Supervisor or Study lead. Nothing was changed."
    )


def begun(study: Study, code: str) -> str:
    as_person(study, code)
    session = Session.start(study, study.forms()[0].sha256)
    session.close()
    return session.instance_id


def test_enumerators_see_their_own_interviews_only(team: Study) -> None:
    mine, hers = begun(team, "E01"), begun(team, "E02")
    as_person(team, "E01")
    assert [row.instance_id for row in team.drafts()] == [mine]
    assert [row.instance_id for row in team.search("")] == [mine]
    for door in (team.instance, team.discard, lambda one: Session.resume(team, one)):
        refused(NOT_ALLOWED, lambda door=door: door(hers))
    as_person(team, "S01")
    assert {row.instance_id for row in team.drafts()} == {mine, hers}
    team.settings.set("enumerators_see_all", "1")
    as_person(team, "E01")
    assert {row.instance_id for row in team.drafts()} == {mine, hers}
    refused(NOT_ALLOWED, lambda: team.exporting())


def test_doors_refuse_what_the_role_does_not_hold(team: Study, tmp_path: Path) -> None:
    as_person(team, "E01")
    refused(NOT_ALLOWED, lambda: team.add_form(tmp_path / "hh.xml"))
    refused(NOT_ALLOWED, lambda: team.people.add("E03", "赵", Role.ENUMERATOR, LI))
    refused(NOT_ALLOWED, lambda: team.people.remove("E02"))
    as_person(team, "S01")
    refused(NOT_ALLOWED, lambda: team.exporting(personal=True))
    assert team.exporting() is team.store


def test_someone_removed_keeps_their_work_and_name(team: Study) -> None:
    one = begun(team, "E01")
    as_person(team, "F01").remove("E01")
    assert team.store.people.owner(one) == "E01"
    assert team.people.get("E01").name == "李梅"
    assert "E01" not in [person.code for person in entrance(team).people]
    refused(PERSON_EXISTS, lambda: team.people.add("E01", "另一位", Role.ENUMERATOR, LI))
    team.people.reset("E01", WANG)
    assert sign_in(team, "E01", WANG).name == "李梅"


def test_several_people_need_a_lead(team: Study) -> None:
    for action in (
        lambda: team.people.remove("F01"),
        lambda: team.people.change("F01", role=Role.SUPERVISOR),
    ):
        refused(LEAD_NEEDED, action)
    assert team.people.get("F01").role is Role.LEAD


def test_the_right_passphrase_lets_in_and_the_acts_say_so(team: Study) -> None:
    assert sign_in(team, "E01", LI).code == "E01"
    refused(WRONG_PASSPHRASE, lambda: sign_in(team, "E02", LI))
    assert team.enumerator == "E01"
    sign_in(team, "E02", WANG)
    last = [(act.kind, act.subject, act.person, act.details) for act in team.store.acts.all()][-2:]
    assert last == [("sign-in", "E02", "E02", {}), ("wrong-tries", "E02", "E02", {"count": "1"})]
    assert team.store.acts.breaks() == []


def test_composed_and_decomposed_letters_are_the_same_passphrase(team: Study) -> None:
    assert sign_in(team, "E02", WANG.replace("é", "e\u0301").replace("í", "i\u0301")).code == "E02"


def test_the_lead_resets_and_a_person_changes_their_own(team: Study) -> None:
    as_person(team, "E01")
    refused(WRONG_PASSPHRASE, lambda: team.people.change_own(WANG, "新的 口令 一二三"))
    team.people.change_own(LI, "新的 口令 一二三")
    refused(WRONG_PASSPHRASE, lambda: sign_in(team, "E01", LI))
    as_person(team, "F01").reset("E01", LI)
    assert sign_in(team, "E01", LI).code == "E01"
    assert LI not in str([row.verifier for row in team.store.people.all()])


def test_the_recovery_code_lets_a_lead_in(team: Study) -> None:
    code = as_person(team, "F01").new_recovery_code()
    assert sign_in(team, RECOVERY, code.lower().replace("-", " ")).role is Role.LEAD
    team.people.reset("F01", LEAD)
    refused(WRONG_PASSPHRASE, lambda: sign_in(team, RECOVERY, code[:-1]))


@pytest.mark.parametrize(
    ("secret", "kind"),
    [("short", "passphrase"), ("aaaaaaaaaaaaaa", "passphrase"), ("好好好好好好", "passphrase"), ("ab", "passphrase"),
     ("1234", "pin"), ("7777", "pin"), ("83", "pin"), ("83 41", "pin"), ("８３４１", "pin")],
)  # fmt: skip
def test_weak_ones_are_refused_with_the_reason(team: Study, secret: str, kind: str) -> None:
    team.settings.set("pin_allowed", "1")
    refused(SECRET_WEAK, lambda: team.people.reset("E01", secret, kind))
    team.people.reset("E01", "8341", "pin")
    assert sign_in(team, "E01", "8341").kind == "pin"


def test_pins_are_for_the_study_to_allow(team: Study) -> None:
    refused(SECRET_WEAK, lambda: team.people.reset("E01", "834171", "pin"))


def test_the_wait_grows_from_ten_seconds_to_a_quarter_of_an_hour() -> None:
    assert [delay_after(wrong) for wrong in range(11)] == [0, 0, 0, 10, 20, 40, 80, 160, 320, 640, 900]
    assert delay_after(10_000) == 900


def test_waiting_survives_a_restart_and_forgives_nothing_but_the_right_word(
    team: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    for _ in range(3):
        Tries("s", clock).begin("E01", "x")
    problem = refused(SIGN_IN_WAIT, lambda: Tries("s", clock).begin("E01", "x"))
    assert problem.fields["seconds"] == 10
    assert Tries("s", clock).wait("E02") == 0, "another person does not wait"
    clock.now += 9.5
    assert Tries("s", clock).wait("E01") == 1
    monkeypatch.setattr(Tries, "_until", {})  # the program is started again, its monotonic clock begins anew
    clock.now = 3.0
    assert Tries("s", clock).wait("E01") == 10
    clock.now += 10
    Tries("s", clock).begin("E01", "x")
    assert Tries("s", clock).wait("E01") == 20
    Tries("s", clock).right("E01")
    assert (Tries("s", clock).wait("E01"), Tries("s", clock).wrong("E01")) == (0, 0)
    assert Tries("s", clock).untold() == {"E01": 3}


def test_a_try_counts_before_it_is_checked(team: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killing the program during the check gains nothing."""

    def killed(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr("fieldapp.study.verifier.matches", killed)
    with pytest.raises(KeyboardInterrupt):
        entrance(team).check("E01", LI)
    assert Tries(team.study_id).wrong("E01") == 1


def test_many_wrong_tries_change_nothing_in_the_study(team: Study) -> None:
    team.people.present = None
    before = team.layout.database.read_bytes(), list(team.store.acts.all())
    door = entrance(team)
    for _ in range(3):
        refused(WRONG_PASSPHRASE, lambda: door.check("E01", "不对 不对 不对 1"))
    refused(SIGN_IN_WAIT, lambda: door.check("E01", LI))
    assert (team.layout.database.read_bytes(), list(team.store.acts.all())) == before
    assert door.wait("E01") > 0
    assert door.check("F01", LEAD).person.code == "F01"


def test_everything_is_there_when_the_study_is_opened_again(team: Study) -> None:
    folder = team.folder
    team.close()
    again = open_study(folder)
    assert [person.code for person in again.people.all()] == ["E01", "E02", "F01", "S01"]
    refused(SIGN_IN_NEEDED, lambda: again.require(Right.CONDUCT))
    assert again.drafts() == []
    assert sign_in(again, "F01", LEAD).role is Role.LEAD
    again.close()
