"""A team with a roster: whose packs count, who can read them, and what happens to a lost laptop."""

from __future__ import annotations

import dataclasses
from functools import partial
from pathlib import Path

import pytest

from fieldapp import keys
from fieldapp import study as studies
from fieldapp.keys import DeviceKey, Protection
from fieldapp.merge import view
from fieldapp.packs import Fault, Item, PackFault, read, scan, write
from fieldapp.problems import (
    CARD_OTHER_STUDY,
    CARD_UNREADABLE,
    ROSTER_MISSING,
    ROSTER_NOT_LEAD,
    SHEET_DIFFERS,
    WORDS_DIFFER,
    Problem,
)
from fieldapp.review import comment, returned, say
from fieldapp.transfer import cards, look, members, quarantine, sheets, take, team
from fieldapp.transfer.outbox import kept
from fieldapp.transfer.place import carrier, opener
from fieldapp.transfer.roster import Laptop as Line
from fieldapp.transfer.roster import TeamRole, read_enrolment, read_roster, signed
from fieldapp.transfer.status import state_of
from tests.transfer.laptops import Laptop, Team

NAME = "李娜的电脑 𠮷 㐂"


@pytest.fixture
def crew(team: Team, stick: Path) -> Crew:
    return Crew(team, stick)


class Crew:
    """A lead who made the roster before the study was copied; supervisor and two enumerators joined."""

    def __init__(self, made: Team, stick: Path) -> None:
        self.team, self.stick = made, stick
        self.lead = made.laptop("lead")
        team.start(self.lead.study, "负责人的电脑")
        self.s, self.a, self.b = (self._copy(name) for name in ("s", "a", "b"))
        self.adds(self.s, "S01", TeamRole.SUPERVISOR)
        self.adds(self.a, "E01")
        self.adds(self.b, "E02")
        self.spreads()

    def _copy(self, name: str) -> Laptop:
        """The pin is in the copy, the roster is not yet."""
        laptop = self.team.laptop(name)
        laptop.study.settings.set("team_lead", self.lead.study.settings.get("team_lead"))
        return laptop

    def adds(self, laptop: Laptop, person: str, role: TeamRole = TeamRole.ENUMERATOR) -> None:
        card = cards.read(self.lead.study, cards.as_text(laptop.study, f"{person} 的电脑"))
        team.add(self.lead.study, card, person, role, enrols=role is TeamRole.SUPERVISOR)

    def spreads(self) -> None:
        """The lead's bundle goes round."""
        self.lead.sends(self.stick)
        for laptop in self.team.laptops.values():
            if laptop is not self.lead:
                laptop.takes(self.stick)


def _known(laptop: Laptop) -> members.Known:
    return members.load(laptop.study)


def _records(laptop: Laptop) -> set[str]:
    return set(view(state_of(laptop.study)).records)


def _opens(stick: Path, laptop: Laptop, by: Laptop) -> set[object]:
    """Whether this laptop opens the packs that another one wrote."""
    found: set[object] = set()
    for path in stick.rglob("*.pck"):
        data = path.read_bytes()
        header = next(scan(data, keys.verify)).header
        if header is not None and header.carrier == by.study.device_id and header.kind == "pack":
            try:
                read(data, keys.verify, opener(laptop.study))
                found.add(True)
            except PackFault as failure:
                found.add(False if failure.fault is Fault.SEALED else failure.fault)
    return found


# cards


def test_a_card_says_the_same_words_to_everybody_in_both_languages(team: Team) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    card = cards.read(s.study, "看这里：\n" + cards.as_text(a.study, NAME) + "谢谢 THANKS")
    own = cards.own(a.study, NAME)
    assert card == own
    assert card.device == a.study.device_id
    assert len(card.words("en").split()) == len(card.words("zh").split()) == 8
    assert card.fits(card.words("zh"))
    assert card.fits(card.words("en").upper().replace(" ", "\n"))
    assert not card.fits(cards.own(s.study).words("en"))
    assert not card.fits("")


def test_the_words_are_those_of_the_published_lists() -> None:
    assert keys.words_of(bytes(32), "en", 2) == ["abandon", "abandon"]
    assert keys.words_of(bytes(32), "zh", 1) == ["的"]
    assert keys.words_of(b"\xff" * 32, "en", 1) == ["zoo"]
    assert keys.words_of(b"\xff" * 32, "zh", 1) == ["歇"]


def test_a_forged_card_is_none(team: Team) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    text = cards.as_text(a.study)
    spoiled = text.replace(text[60], "A" if text[60] != "A" else "B", 1)
    for wrong in (spoiled, text[:-20], "", "fieldapp-card-1:.", cards.PREFIX + "A" * 3_000 + ".", "é" * 9999):
        with pytest.raises(Problem) as failure:
            cards.read(s.study, wrong)
        assert failure.value.kind is CARD_UNREADABLE


def test_a_card_whose_key_would_keep_nothing_secret_is_refused(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    monkeypatch.setattr(DeviceKey, "recipient", property(lambda _self: bytes(32)))
    text = cards.as_text(a.study)
    with pytest.raises(Problem) as failure:
        cards.read(s.study, text)
    assert failure.value.kind is CARD_UNREADABLE


def test_a_card_of_another_study_is_refused(team: Team, tmp_path: Path) -> None:
    other = Team(tmp_path / "other")
    text = cards.as_text(other.laptop("a").study)
    with pytest.raises(Problem) as failure:
        cards.read(team.laptop("s").study, text)
    assert failure.value.kind is CARD_OTHER_STUDY
    other.close()


# rosters


def test_three_laptops_join_and_know_each_other(crew: Crew) -> None:
    for laptop in crew.team.laptops.values():
        known = _known(laptop)
        assert {one.person for one in known.laptops.values()} >= {"S01", "E01", "E02"}
        assert known.roster is not None
        assert known.roster.number == 4
    assert _known(crew.a).role is TeamRole.ENUMERATOR
    assert _known(crew.lead).leads
    assert not _known(crew.s).leads


def test_without_a_pinned_lead_a_roster_waits_for_the_words_of_the_lead(team: Team, stick: Path) -> None:
    from fieldapp.transfer import team as teams

    lead, a = team.laptop("lead"), team.laptop("a")
    teams.add(lead.study, cards.read(lead.study, cards.as_text(a.study)), "E01")
    lead.sends(stick)
    a.takes(stick)
    assert _known(a).roster is None
    with pytest.raises(Problem) as failure:
        teams.join(a.study, cards.own(a.study).words())
    assert failure.value.kind is WORDS_DIFFER
    teams.join(a.study, cards.own(lead.study).words("zh"))
    assert _known(a).role is TeamRole.ENUMERATOR
    with pytest.raises(Problem) as failure:
        teams.join(lead.study, "")
    assert failure.value.kind is ROSTER_MISSING


def test_a_forged_roster_and_one_of_a_stranger_count_for_nothing(crew: Crew) -> None:
    known = _known(crew.a)
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
    known = _known(crew.lead)
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
    old = _known(crew.a).roster
    assert old is not None
    team.revoke(crew.lead.study, crew.b.study.device_id)
    crew.spreads()
    known = _known(crew.a)
    assert known.roster is not None
    assert known.roster.number == 5
    assert members.judged(known, [old.item]) == known


def test_two_rosters_with_one_number_are_an_alarm_that_the_next_one_ends(crew: Crew, tmp_path: Path) -> None:
    known = _known(crew.lead)
    assert known.roster is not None
    other = signed(dataclasses.replace(known.roster, team="另一份名册"), crew.lead.study.device)
    assert other.number == known.roster.number
    pack = write([other.item], carrier(crew.b.study), "roster")
    (tmp_path / "two.fapp").write_bytes(pack)
    (offer,) = look(crew.a.study, tmp_path / "two.fapp")
    assert offer.alarm == "4"
    crew.a.takes(tmp_path / "two.fapp")
    assert _known(crew.a).alarms == ("4",)
    assert _known(crew.a).roster == known.roster
    assert "roster-alarm" in [act.kind for act in crew.a.study.store.acts.all()]
    crew.adds(crew.team.laptop("c"), "E03")
    crew.spreads()
    assert _known(crew.a).alarms == ()


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
    c = crew._copy("c")
    team.add(crew.s.study, cards.read(crew.s.study, cards.as_text(c.study)), "E03")
    record = c.interviews("赵六", 50)
    c.sends(crew.stick)
    assert crew.s.takes(crew.stick).new == 1
    crew.s.sends(crew.stick)
    assert crew.lead.takes(crew.stick).new == 1
    assert record in _records(crew.lead)
    crew.adds(crew.team.laptop("d"), "E04")
    known = _known(crew.lead)
    assert known.roster is not None
    assert known.roster.laptop(c.study.device_id) is not None
    assert known.enrolments == ()


def test_an_addition_by_who_may_not_counts_for_nothing(crew: Crew) -> None:
    from fieldapp.transfer.roster import enrolment

    c = cards.own(crew.team.laptop("c").study)
    line = Line(c.public.hex(), c.recipient.hex(), "c", "E03", TeamRole.ENUMERATOR)
    item = enrolment(crew.a.study.study_id, line, crew.a.study.device).item
    assert members.judged(_known(crew.lead), [item]) == _known(crew.lead)
    boss = enrolment(
        crew.s.study.study_id, dataclasses.replace(line, role=TeamRole.LEAD), crew.s.study.device
    )
    assert read_enrolment(boss.item) is None


# whose packs count


def test_a_bundle_of_an_unknown_laptop_waits_in_the_quarantine_until_it_is_added(crew: Crew) -> None:
    c = crew._copy("c")
    record = c.interviews("陌生人", 33)
    c.sends(crew.stick)
    offers = [one for one in look(crew.s.study, crew.stick) if one.device == c.study.device_id]
    assert [(one.unknown, one.packs, one.counts.new) for one in offers] == [(True, (), 0)]
    assert offers[0].set_aside == len(offers[0].held)
    taken = crew.s.takes(crew.stick)
    assert (taken.new, taken.held) == (0, offers[0].set_aside)
    assert record not in _records(crew.s)
    assert len(quarantine.names(crew.s.study)) == len(offers[0].held) > 0
    crew.adds(c, "E03")
    crew.lead.sends(crew.stick)
    assert crew.s.takes(crew.stick).new == 1  # the same files
    assert record in _records(crew.s)


def test_the_quarantine_itself_can_be_taken_in_after_the_laptop_was_added(crew: Crew, tmp_path: Path) -> None:
    c, far = crew._copy("c"), tmp_path / "far"
    far.mkdir()
    c.interviews("陌生人", 33, paper=_paper(tmp_path))
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
    c = crew._copy("c")
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
    assert before in _records(crew.s)
    assert after not in _records(crew.s)
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
    assert _opens(crew.stick, crew.s, crew.a) == {False}
    assert _opens(crew.stick, crew.lead, crew.a) == {True}


# who can read them


def test_an_enumerator_cannot_open_what_another_one_hands_over_and_the_supervisor_can(crew: Crew) -> None:
    crew.a.interviews("张𡋬", 41, "妻")
    crew.a.sends(crew.stick)
    assert _opens(crew.stick, crew.b, crew.a) - {True} == {False}
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
    assert _opens(stick, b, a) == {True}


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
    assert _records(crew.a) == {mine}
    assert _records(crew.b) == {other}
    crew.lead.takes(crew.stick)
    assert _records(crew.lead) == {mine, other}


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
    new = crew._copy("s2")
    crew.adds(new, "S02", TeamRole.SUPERVISOR)
    crew.spreads()
    crew.a.sends(crew.stick)
    assert new.takes(crew.stick).new == 1


# the sheet


def test_a_sheet_counts_only_after_what_was_typed_from_it_opens_a_pack(crew: Crew) -> None:
    study = crew.lead.study
    sheet = sheets.new(study)
    for lead, hq in (
        (sheet.lead, sheet.lead),
        (sheet.hq, sheet.hq),
        ("", ""),
        (sheet.lead, sheet.hq[:-1] + "0"),
    ):
        with pytest.raises(Problem) as failure:
            sheets.prove(study, sheet, lead, hq if hq != sheet.hq else sheet.hq[::-1])
        assert failure.value.kind is SHEET_DIFFERS
    assert sheets.made(study) == ""
    recipient = sheets.prove(study, sheet, sheet.lead.lower().replace("-", " "), f" {sheet.hq} ")
    team.add_reader(study, sheets.HQ, recipient)
    sheets.remember(study)
    assert sheets.made(study)
    crew.spreads()
    crew.a.interviews("张𡋬", 41)
    crew.a.sends(crew.stick)
    secret = sheets.read_code(sheet.hq)
    assert secret is not None
    (pack,) = list(kept(crew.a.study))
    payload = next(scan(pack.path.read_bytes(), keys.verify)).payload
    assert keys.unseal(payload, [secret]) is not None


def test_with_the_sheet_another_laptop_leads_on(crew: Crew) -> None:
    sheet = sheets.new(crew.lead.study)
    secret = sheets.read_code(sheet.lead)
    assert secret is not None
    team.take_over(crew.s.study, keys.from_private(secret))
    assert _known(crew.s).leads
    crew.s.sends(crew.stick)
    crew.a.takes(crew.stick)
    known = _known(crew.a)
    assert known.lead == crew.s.study.device.public.hex()
    assert known.is_revoked(crew.lead.study.device_id)
    old = _known(crew.lead).roster
    assert old is not None
    thief = signed(dataclasses.replace(old, number=77), crew.lead.study.device)
    assert members.judged(known, [thief.item]) == known


def _paper(folder: Path) -> Path:
    path = folder / "证明.txt"
    path.write_text("营业执照 㐂\n", "utf-8")
    return path
