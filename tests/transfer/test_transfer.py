"""From laptop to laptop and back: what is sent arrives, nothing else, and only once."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from fieldapp import study as studies
from fieldapp.merge import view, view_hash
from fieldapp.packs import Fault
from fieldapp.problems import IMPORT_BUILT_UPON, IMPORT_NONE, Problem
from fieldapp.transfer import delivered, look, send_file, take, take_back
from fieldapp.transfer.status import state_of
from tests.transfer.laptops import Laptop, Team


def _shown(laptop: Laptop) -> str:
    return view_hash(view(state_of(laptop.study)))


def _tree(folder: Path) -> dict[str, str]:
    paths = (
        path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(("-shm", "-wal"))
    )
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_an_interview_arrives_with_all_that_belongs_to_it(team: Team, stick: Path, tmp_path: Path) -> None:
    paper = tmp_path / "证明.txt"
    paper.write_text("营业执照 㐂\n", "utf-8")
    a, s = team.laptop("a"), team.laptop("s")
    record = a.interviews("张𡋬", 41, "妻\n（在外）", "子", paper=paper)
    a.sends(stick)
    taken = s.takes(stick)
    assert (taken.new, taken.changed, taken.known, taken.files, taken.refused) == (1, 0, 0, 1, 0)
    here, there = s.study.store, a.study.store
    (row,) = here.revisions.all()
    assert row == there.revisions.all()[0]
    assert row.record_id == record
    instance = here.instances.get(row.instance_id)
    assert instance == there.instances.get(row.instance_id)
    assert list(here.journal.rows(row.instance_id)) == list(there.journal.rows(row.instance_id))
    (media,) = here.media.all()
    assert (s.study.layout.media / media.name).read_bytes() == paper.read_bytes()
    assert [one.value for one in here.contacts.of_record(record)] == ["张𡋬"]


def test_looking_changes_nothing_anywhere(team: Team, stick: Path) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    a.interviews("张𡋬", 41)
    a.sends(stick)
    before = _tree(stick), _tree(s.folder), _shown(s)
    (offer,) = look(s.study, stick)
    assert (offer.counts.new, offer.number, offer.device) == (1, 1, a.study.device_id)
    assert (_tree(stick), _tree(s.folder), _shown(s)) == before


def test_the_same_bundle_twice_brings_nothing(team: Team, stick: Path) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    a.interviews("张三", 1)
    a.sends(stick)
    s.takes(stick)
    shown = _shown(s)
    again = s.takes(stick)
    assert (again.new, again.changed, again.known) == (0, 0, 1)
    assert _shown(s) == shown


def test_only_new_packs_are_copied_and_bundles_are_numbered(team: Team, stick: Path) -> None:
    a = team.laptop("a")
    a.interviews("张三", 1)
    first = a.sends(stick)
    a.interviews("李四", 2)
    second = a.sends(stick)
    assert (first.number, second.number) == (1, 2)
    assert second.written == 1
    assert second.packs == first.packs + 1


def test_edits_on_both_sides_are_a_conflict_on_both_sides(team: Team, stick: Path) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    record = a.interviews("张三", 30)
    a.sends(stick)
    s.takes(stick)
    a.corrects(record, age=31)
    s.corrects(record, age=32)
    a.sends(stick)
    s.sends(stick)
    assert look(s.study, stick)[0].counts.conflicts + look(s.study, stick)[1].counts.conflicts == 1
    assert s.takes(stick).conflicts == 1
    a.takes(stick)
    assert len(view(state_of(a.study)).records[record].heads) == 2
    assert _shown(a) == _shown(s)


def test_what_was_received_travels_back_as_a_receipt_and_stays_away_after(team: Team, stick: Path) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    a.interviews("张三", 1)
    sent = a.sends(stick)
    assert delivered(a.study) == []
    s.takes(stick)
    s.sends(stick)
    a.takes(stick)
    (receipt,) = delivered(a.study)
    assert (receipt.device, receipt.seq, receipt.complete) == (s.study.device_id, 1, True)
    assert a.sends(stick).packs == sent.packs - 1


def test_one_file_for_the_post(team: Team, tmp_path: Path) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    a.interviews("张三", 1)
    send_file(a.study, tmp_path / "张三 的数据.fapp")
    assert s.takes(tmp_path / "张三 的数据.fapp").new == 1


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.95])
def test_a_cut_file_gives_what_is_whole_and_says_that_something_is_missing(
    team: Team, tmp_path: Path, share: float
) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    for number in range(3):
        a.interviews(f"张{number}", number)
        a.sends(tmp_path / "elsewhere")
    path = tmp_path / "cut.fapp"
    send_file(a.study, path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    offers = look(s.study, path)
    assert share == 0.0 or any(offer.damaged for offer in offers)
    taken = take(s.study, offers)
    assert taken.new <= 3
    path.write_bytes(whole)
    assert take(s.study, look(s.study, path)).new == 3 - taken.new
    assert len(s.study.store.revisions.all()) == 3


def test_a_spoiled_pack_is_named_and_the_others_are_taken(team: Team, stick: Path) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    a.interviews("张三", 1)
    a.sends(stick)
    a.interviews("李四", 2)
    a.sends(stick)
    packs = sorted(stick.rglob("*.pck"), key=lambda path: path.stat().st_size)
    data = bytearray(packs[0].read_bytes())
    data[-1] ^= 1
    packs[0].write_bytes(bytes(data))
    damaged = [one for offer in look(s.study, stick) for one in offer.damaged]
    assert packs[0].stem in {one.name for one in damaged}
    assert Fault.DAMAGED in {one.fault for one in damaged}
    s.takes(stick)
    a.sends(stick)  # the laptop puts a good copy in its place
    s.takes(stick)
    assert len(s.study.store.revisions.all()) == 2


def test_another_study_brings_nothing(team: Team, stick: Path, tmp_path: Path) -> None:
    a = team.laptop("a")
    a.interviews("张三", 1)
    a.sends(stick)
    other = studies.create(tmp_path / "other", "另一项调查")
    offers = look(other, stick)
    assert [offer.other_study for offer in offers] == [True]
    assert take(other, offers).new == 0
    other.close()


def test_an_import_is_taken_back_and_answers_given_since_stay(team: Team, stick: Path) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    a.interviews("张三", 1)
    a.sends(stick)
    before = _shown(s)
    s.takes(stick)
    mine = s.interviews("王五", 3)
    take_back(s.study)
    assert set(view(state_of(s.study)).records) == {mine}
    assert _shown(s) != before
    assert s.takes(stick).new == 1
    assert len(view(state_of(s.study)).records) == 2


def test_what_was_built_upon_cannot_be_taken_back(team: Team, stick: Path) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    record = a.interviews("张三", 1)
    a.sends(stick)
    s.takes(stick)
    s.corrects(record, age=2)
    shown = _shown(s)
    with pytest.raises(Problem) as failure:
        take_back(s.study)
    assert failure.value.kind is IMPORT_BUILT_UPON
    assert _shown(s) == shown


def test_without_an_import_there_is_nothing_to_take_back(team: Team) -> None:
    with pytest.raises(Problem) as failure:
        take_back(team.laptop("a").study)
    assert failure.value.kind is IMPORT_NONE


def test_a_copied_laptop_is_noticed_and_nothing_of_it_is_lost(
    team: Team, stick: Path, tmp_path: Path
) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    twin = team.laptop("twin")
    twin.closes()
    twin.home = a.home  # the disk was copied, key and all
    twin.study = twin._open()
    a.interviews("张三", 1)
    twin.interviews("李四", 2)
    a.sends(stick)
    twin.sends(stick)
    taken = s.takes(stick)
    assert taken.forks == 1
    assert len(view(state_of(s.study)).records) == 2


@pytest.mark.parametrize("content", [b"", b"FAPPACK\x01", "不是数据包".encode(), bytes(100_000)])
def test_foreign_files_bring_nothing_and_break_nothing(team: Team, tmp_path: Path, content: bytes) -> None:
    s = team.laptop("s")
    (tmp_path / "x.fapp").write_bytes(content)
    assert take(s.study, look(s.study, tmp_path / "x.fapp")).new == 0
    (tmp_path / "empty").mkdir()
    assert look(s.study, tmp_path / "empty") == []


def test_what_is_handed_on_for_others_is_not_taken_for_missing(team: Team, tmp_path: Path) -> None:
    """The manifest names packs that another laptop carried; they lie there under that laptop's name."""
    a, b, s = team.laptop("a"), team.laptop("b"), team.laptop("s")
    a.interviews("张三", 1)
    a.sends(tmp_path / "one")
    b.takes(tmp_path / "one")
    b.interviews("李四", 2)
    b.sends(tmp_path / "two", onward=True)
    offers = look(s.study, tmp_path / "two")
    assert [offer.damaged for offer in offers] == [(), ()]
