"""Three days of five laptops, two supervisors and headquarters, told in several orders: all end with the same.

A lost stick, a copied laptop, a clock nine years off, a stolen laptop, a stick of another study, bundles twice,
imports taken back, questions answered, a conflict that two supervisors settle differently.
What must come out is gathered from what each laptop signed, at the moment it did, and joined as sets; what
came out is read from the databases.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from fieldapp import study as studies
from fieldapp.merge import State, View, merge, state_from, view, view_hash
from fieldapp.merge.state import Revision
from fieldapp.repair import Level, check
from fieldapp.review import comment, open_questions, returned, say
from fieldapp.session import Session
from fieldapp.transfer import cards, look, quarantine, send_file, take, take_back, team
from fieldapp.transfer.roster import TeamRole
from fieldapp.transfer.status import missing_files, state_of
from tests.transfer.laptops import Laptop, Team

ENUMERATORS, SUPERVISORS, LEAD = ("a", "b", "c", "d", "e"), ("s1", "s2"), "hq"
YEARS_OFF = timedelta(days=9 * 365)


class Slow(datetime):
    """The clock of a laptop whose battery was empty."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime.now(tz) - YEARS_OFF


@contextmanager
def slow_clock() -> Iterator[None]:
    """Every module of ours that asks for the time."""
    ours = [name for name in list(sys.modules) if name.startswith("fieldapp.")]
    found = [name for name in ours if getattr(sys.modules[name], "datetime", None) is datetime]
    patches = [patch.object(sys.modules[name], "datetime", Slow) for name in found]
    for one in patches:
        one.start()
    try:
        yield
    finally:
        for one in patches:
            one.stop()


class Story:
    """The people, what they did, and what must come out."""

    def __init__(self, made: Team, folder: Path, seed: int) -> None:
        self.team, self.folder, self.chance = made, folder, random.Random(seed)
        self.at: dict[str, Laptop] = {LEAD: made.laptop(LEAD)}
        self.made, self.signed = State(), dict[str, int]()
        self.lost = set[str]()
        team.start(self[LEAD].study, "省里")
        pin = self[LEAD].study.settings.get("team_lead")
        for name in (*SUPERVISORS, *ENUMERATORS):
            self.at[name] = made.laptop(name)
            self[name].study.settings.set("team_lead", pin)
            role = TeamRole.SUPERVISOR if name in SUPERVISORS else TeamRole.ENUMERATOR
            team.add(self[LEAD].study, cards.own(self[name].study, name), name.upper(), role)

    def __getitem__(self, name: str) -> Laptop:
        return self.at[name]

    def stick(self, name: str) -> Path:
        path = self.folder / "sticks" / name
        path.mkdir(parents=True, exist_ok=True)
        return path

    # what people do

    def interviews(self, name: str, who: str, age: int, **more: Any) -> str:
        record = self[name].interviews(who, age, "妻\n（在外）", **more)
        self.note(name)
        return record

    def corrects(self, name: str, record: str, age: int) -> None:
        """The version that this laptop shows."""
        study, (head, *_) = self[name].study, self.heads(name, record)
        row = next(row for row in study.store.instances.all("finalized") if row.revision == head)
        session = Session.reopen(study, row.instance_id, "复核 㐂")
        session.answer("/data/age", str(age))
        session.finalize()
        session.close()
        self.note(name)

    def settles(self, name: str, record: str, age: int) -> None:
        heads = self.heads(name, record)
        assert len(heads) > 1
        answers = {**self.answers(name, heads[0]), "/data/age": str(age)}
        session = Session.settle(self[name].study, heads, answers, "问过户主 﨑")
        session.finalize()
        session.close()
        self.note(name)

    def says(self, name: str, record: str, state: Any, note: str = "") -> None:
        for head in self.heads(name, record):
            say(self[name].study, head, state, note)
        self.note(name)

    def asks(self, name: str, record: str, text: str, answers: str = "") -> None:
        comment(self[name].study, self.heads(name, record)[0], "/data/age", text, answers)
        self.note(name)

    # what is carried

    def gives(self, name: str, stick: str) -> None:
        self[name].sends(self.stick(stick), onward=name not in ENUMERATORS)

    def takes(self, name: str, stick: str) -> None:
        """Now and then the same once more, or a try that is taken back."""
        chance = self.chance.random()
        taken = self[name].takes(self.stick(stick))
        if chance < 0.25:
            take_back(self[name].study)
            again = self[name].takes(self.stick(stick))
            assert (again.new, again.changed) == (taken.new, taken.changed)
        elif chance < 0.5:
            again = self[name].takes(self.stick(stick))
            assert (again.new, again.changed, again.events) == (0, 0, 0)

    def evening(self, day: int, *, up: bool = True) -> None:
        """Enumerators to one of the supervisors, supervisors to headquarters, and back, in any order."""
        for name in self.shuffled([name for name in self.at if name not in (LEAD, *SUPERVISORS, *self.lost)]):
            near = self.chance.choice(SUPERVISORS)
            self.gives(name, f"{day}{near}")
        for name in self.shuffled(SUPERVISORS):
            self.takes(name, f"{day}{name}") if up else None
            self.gives(name, f"{day}hq")
        self.takes(LEAD, f"{day}hq")
        self.gives(LEAD, f"{day}back")
        for name in self.shuffled([name for name in self.at if name not in (LEAD, *self.lost)]):
            self.takes(name, f"{day}back")

    def shuffled(self, names: Any) -> list[str]:
        return self.chance.sample(list(names), len(names))

    # what is known

    def heads(self, name: str, record: str) -> tuple[str, ...]:
        return view(state_of(self[name].study)).records[record].heads

    def answers(self, name: str, rev_id: str) -> dict[str, Any]:
        row = self[name].study.store.revisions.get(rev_id)
        assert row is not None
        found: dict[str, Any] = json.loads(row.body)["answers"]
        return found

    def shown(self, name: str) -> str:
        return view_hash(view(state_of(self[name].study)))

    def note(self, name: str) -> None:
        """What the laptop has signed since, as sets."""
        study = self[name].study
        entries = study.store.team.entries(study.device_id, self.signed.get(name, 0))
        self.signed[name] = entries[-1].seq
        for parcel in map(study.store.team.parcel, entries):
            assert parcel is not None
            self.made = merge(self.made, _as_state(parcel.kind, parcel.subject))

    def copies_disk(self, name: str, twin: str) -> None:
        """A laptop is set up from the image of another, key and all."""
        self[name].closes()
        shutil.copytree(self[name].folder, self.team.folder / twin)
        self.at[name] = self.team.laptops[name] = Laptop(self[name].folder, self[name].home)
        self.at[twin] = self.team.laptops[twin] = Laptop(self.team.folder / twin, self[name].home)
        self.signed[twin] = self.signed[name]


def _as_state(kind: str, subject: bytes) -> State:
    if kind == "event":
        return state_from((), [subject])
    told = json.loads(subject)
    from fieldapp.merge.canonical import digest

    files = tuple(sorted(sha256 for sha256, _ in told["attachments"].values()))
    revision = Revision(digest(subject), told["record_id"], tuple(told["parents"]), told["kind"], files)
    return State(frozenset({revision}), blobs=frozenset(files))


def _first_day(story: Story, paper: Path) -> dict[str, str]:
    made = {f"a{n}": story.interviews("a", f"张{n} 𡋬", 40 + n, paper=paper) for n in range(2)}
    made |= {
        "b0": story.interviews("b", "李四 110101199003070018", 30),
        "c0": story.interviews("c", "王五", 20),
    }
    with slow_clock():
        made["d0"] = story.interviews("d", "赵六 𠮷", 60)
    made["e0"] = story.interviews("e", "钱七", 70)
    story.gives("a", "lost")
    shutil.rmtree(story.stick("lost"))
    story.evening(1)
    assert all(len(view(state_of(one.study)).records) == 6 for one in story.at.values())
    return made


def _second_day(story: Story, made: dict[str, str]) -> None:
    story.copies_disk("c", "c-twin")
    story.asks("s1", made["a0"], "年龄与身份证不符？")
    story.says("s1", made["a0"], "has_issues", "请再核对")
    story.says("s2", made["d0"], "approved")
    made["c1"] = story.interviews("c", "孙八", 21)
    made["t1"] = story.interviews("c-twin", "周九", 22)
    story.corrects("a", made["a1"], 51)
    story.corrects("s1", made["a1"], 52)
    story.corrects("b", made["b0"], 31)
    story.corrects("s2", made["b0"], 32)
    with slow_clock():
        story.corrects("d", made["d0"], 61)
        story.gives("d", "2s1")
    _stolen(story)
    story.evening(2)
    story.evening(21)


def _stolen(story: Story) -> None:
    """The lead strikes the laptop off; what it signs afterwards counts nowhere."""
    team.revoke(story[LEAD].study, story["e"].study.device_id)
    story["e"].interviews("不算数的人", 99)
    story.gives("e", "thief")
    story.lost.add("e")
    story.gives(LEAD, "roster")
    for name in story.shuffled(SUPERVISORS):
        story[name].takes(story.stick("roster"))
        assert story[name].takes(story.stick("thief")).new == 0
        assert quarantine.names(story[name].study)


def _third_day(story: Story, made: dict[str, str]) -> None:
    (asked,) = open_questions(story["a"].study, made["a0"])
    assert made["a0"] in {one.record_id for one in returned(story["a"].study).values()}
    story.corrects("a", made["a0"], 39)
    story.asks("a", made["a0"], "户口本上是 39 岁", asked.event_id)
    for name in SUPERVISORS:
        assert len(story.heads(name, made["b0"])) == 2
    story.settles("s1", made["b0"], 33)
    story.settles("s2", made["b0"], 34)
    story.settles("s2", made["a1"], 53)
    story.evening(3)
    story.evening(31)
    story.settles(LEAD, made["b0"], 35)
    story.says(LEAD, made["d0"], "approved", "时钟慢了，内容无误")
    for day in (32, 33):
        story.evening(day)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_the_order_all_end_with_the_same(team: Team, tmp_path: Path, seed: int) -> None:
    paper = tmp_path / "证明.jpg"
    paper.write_bytes(bytes(range(256)) * 50)
    story = Story(team, tmp_path, seed)
    made = _first_day(story, paper)
    _another_study(story, tmp_path)
    _second_day(story, made)
    _third_day(story, made)
    expected = view(story.made)
    office = (LEAD, *SUPERVISORS)
    assert {name: story.shown(name) for name in office} == dict.fromkeys(office, view_hash(expected))
    for name in office:
        _ends_well(story, name, made)
    for name in ("a", "b", "c", "c-twin", "d"):
        _has_its_own(story, name, made, expected)


def _another_study(story: Story, folder: Path) -> None:
    """Somebody else's stick is in the heap."""
    other = studies.create(folder / "other", "另一项调查")
    send_file(other, folder / "别的.fapp")
    other.close()
    shown = story.shown("s1")
    offers = look(story["s1"].study, folder / "别的.fapp")
    assert [one.other_study for one in offers] == [True]
    assert take(story["s1"].study, offers).new == 0
    assert story.shown("s1") == shown


def _ends_well(story: Story, name: str, made: dict[str, str]) -> None:
    study, records = story[name].study, view(state_of(story[name].study)).records
    assert set(records) == set(made.values())
    ages = {one: story.answers(name, records[record].heads[0])["/data/age"] for one, record in made.items()}
    assert ages == {
        "a0": "39",
        "a1": "53",
        "b0": "35",
        "c0": "20",
        "d0": "61",
        "e0": "70",
        "c1": "21",
        "t1": "22",
    }
    assert not any(one.in_conflict or one.waiting_for or one.missing for one in records.values())
    assert set(records[made["d0"]].reviews.values()) == {"approved"}
    assert set(records[made["a0"]].reviews.values()) == {"received"}
    assert open_questions(study, made["a0"]) == []
    assert study.store.team.forks() == [(story["c"].study.device_id, 2)]
    assert missing_files(study) == []
    assert not [one for one in check(study.layout, None).findings if one.level is Level.DAMAGE]


def _has_its_own(story: Story, name: str, made: dict[str, str], expected: View) -> None:
    """What the office said and settled of an interview comes to the laptop that made it, and to no other."""
    own = [record for key, record in made.items() if key[0] in ("ct" if name[0] == "c" else name)]
    shown = view(state_of(story[name].study)).records
    assert {one: shown[one] for one in own} == {one: expected.records[one] for one in own}
    assert missing_files(story[name].study) == []
    assert not [one for one in check(story[name].study.layout, None).findings if one.level is Level.DAMAGE]
