"""A renewed list travels to every laptop; interviews keep the choices they were given."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from fieldapp.merge.canonical import canonical
from fieldapp.packs import Item
from fieldapp.session import Session
from fieldapp.store import list_path
from fieldapp.transfer import lists, look
from tests.transfer.crew import Crew
from tests.transfer.laptops import Laptop, Team

LISTED = """| survey | | | |
| | type | name | label |
| | select_one_from_file enumerators.csv | by | 访员 |
| | text | who | 姓名 |
| settings | | | |
| | form_title | form_id | version |
| | 访员 | by | 1 |
"""
FIRST = "name,label\nE01,李梅\nE02,张三\n"
SECOND = "name,label\nE01,李梅娜\nE12,王𠮷 㐂\n"
THIRD = "name,label\nE12,王𠮷 㐂\n"


def _adds(laptop: Laptop, folder: Path, rows: str) -> str:
    """Add the form, or renew its list; the form."""
    folder.mkdir(exist_ok=True)
    (folder / "form.xml").write_text(convert(LISTED, validate=False).xform, "utf-8")
    (folder / "enumerators.csv").write_text(rows, "utf-8")
    return laptop.study.add_form(folder / "form.xml").sha256


def _begins(laptop: Laptop, form: str, code: str) -> Session:
    session = Session.start(laptop.study, form)
    session.answer("/data/by", code)
    return session


def _shown(session: Session) -> dict[str, str]:
    return {one.value: one.label for one in session.interview.node("/data/by").choices()}


def _carry(source: Laptop, target: Laptop, stick: Path) -> None:
    source.sends(stick)
    target.takes(stick)


@pytest.fixture
def pair(team: Team, tmp_path: Path) -> tuple[Laptop, Laptop, str]:
    """The lead's laptop and one that has taken the form in from it."""
    lead, a = team.laptop("lead"), team.laptop("a")
    form = _adds(lead, tmp_path / "form", FIRST)
    _carry(lead, a, tmp_path / "stick")
    return lead, a, form


def test_new_interviews_have_the_new_list_and_others_the_one_they_began_with(
    pair: tuple[Laptop, Laptop, str], tmp_path: Path
) -> None:
    lead, a, form = pair
    draft, done = _begins(a, form, "E02"), _begins(a, form, "E01")
    done.finalize()
    _adds(lead, tmp_path / "form", SECOND)
    (offer,) = look(a.study, tmp_path / "stick")
    assert offer.counts.news == ()
    lead.sends(tmp_path / "stick")
    (offer,) = look(a.study, tmp_path / "stick")
    assert offer.counts.news == (("list", "enumerators.csv"),)
    assert _shown(Session.start(a.study, form)) == {"E01": "李梅", "E02": "张三"}, "looking changes nothing"
    a.takes(tmp_path / "stick")
    assert _shown(Session.start(a.study, form)) == {"E01": "李梅娜", "E12": "王𠮷 㐂"}
    for session in (draft, done):
        again = Session.resume(a.study, session.instance_id)
        assert _shown(again) == {"E01": "李梅", "E02": "张三"}
    (offer,) = look(a.study, tmp_path / "stick")
    assert offer.counts.news == ()


def test_a_finished_interview_shows_its_choices_on_the_supervisors_laptop_too(
    pair: tuple[Laptop, Laptop, str], tmp_path: Path
) -> None:
    lead, a, form = pair
    old = _begins(a, form, "E02")
    old.finalize()
    _adds(lead, tmp_path / "form", SECOND)
    _carry(lead, a, tmp_path / "stick")
    new = _begins(a, form, "E12")
    new.finalize()
    _adds(lead, tmp_path / "form", THIRD)
    _carry(a, lead, tmp_path / "back")
    shown = [_shown(Session.resume(lead.study, one.instance_id)) for one in (old, new)]
    assert shown == [{"E01": "李梅", "E02": "张三"}, {"E01": "李梅娜", "E12": "王𠮷 㐂"}]
    correction = Session.reopen(lead.study, old.instance_id, "复核")
    assert "E02" in _shown(correction)
    again = Session.resume(lead.study, correction.instance_id)
    assert "E02" in _shown(again)


def test_an_export_knows_the_label_of_a_code_that_left_the_list(
    pair: tuple[Laptop, Laptop, str], tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    from fieldapp.export import Options, export_study

    lead, _, form = pair
    _begins(lead, form, "E02").finalize()
    _adds(lead, tmp_path / "form", THIRD)
    export_study(lead.study.store, "by", tmp_path / "out.xlsx", Options(values="labels"))
    cells = {cell.value for row in load_workbook(tmp_path / "out.xlsx").worksheets[0] for cell in row}
    assert "张三" in cells


def test_whatever_the_order_every_laptop_has_the_same_list_in_force(
    pair: tuple[Laptop, Laptop, str], tmp_path: Path
) -> None:
    """Two laptops renewed the list in the same hour: one of the two is chosen, the same everywhere."""
    lead, a, form = pair
    _adds(lead, tmp_path / "form", SECOND)
    _adds(a, tmp_path / "other", THIRD)
    _carry(lead, a, tmp_path / "one")
    _carry(a, lead, tmp_path / "two")
    assert len({one.study.store.forms.lists(form)["enumerators.csv"] for one in (lead, a)}) == 1
    _adds(lead, tmp_path / "form", FIRST + "E03,新\n")
    _carry(lead, a, tmp_path / "three")
    assert "E03" in _shown(Session.start(a.study, form))


def test_a_laptop_that_gets_the_form_later_has_all_versions(
    pair: tuple[Laptop, Laptop, str], team: Team, tmp_path: Path
) -> None:
    lead, _, form = pair
    old = _begins(lead, form, "E02")
    old.finalize()
    _adds(lead, tmp_path / "form", SECOND)
    late = team.laptop("late")
    _carry(lead, late, tmp_path / "late")
    assert _shown(Session.start(late.study, form)) == {"E01": "李梅娜", "E12": "王𠮷 㐂"}
    assert "E02" in _shown(Session.resume(late.study, old.instance_id))


def test_where_a_roster_rules_an_enumerators_list_counts_for_nothing(crew: Crew, tmp_path: Path) -> None:
    form = _adds(crew.lead, tmp_path / "form", FIRST)
    for laptop in (crew.a, crew.s):
        _carry(crew.lead, laptop, tmp_path / "stick")
    _adds(crew.a, tmp_path / "mine", THIRD)
    _carry(crew.a, crew.s, tmp_path / "of a")
    assert _shown(Session.start(crew.s.study, form)) == {"E01": "李梅", "E02": "张三"}
    assert not list((crew.a.folder / "outbox").glob("word-*"))
    crew.lead.study.settings.set("x", "")
    _adds(crew.s, tmp_path / "theirs", SECOND)
    _carry(crew.s, crew.b, tmp_path / "of s")
    crew.b.takes(tmp_path / "stick")
    crew.b.takes(tmp_path / "of s")
    assert "E12" in _shown(Session.start(crew.b.study, form))


def test_a_forged_pack_of_an_enumerator_is_left_out_on_arrival(crew: Crew, tmp_path: Path) -> None:
    """A changed program packs lists all the same: the receiver does not take them."""
    from fieldapp.transfer import directing, members

    form = _adds(crew.lead, tmp_path / "form", FIRST)
    for laptop in (crew.a, crew.s):
        _carry(crew.lead, laptop, tmp_path / "stick")
    _adds(crew.a, tmp_path / "mine", THIRD)
    (item,) = lists.list_items(crew.a.study)
    known = members.load(crew.s.study)
    assert directing.counting(known, crew.a.study.device_id, [item]) == ()
    assert len(directing.counting(known, crew.lead.study.device_id, [item])) == 1
    assert _shown(Session.start(crew.s.study, form)) == {"E01": "李梅", "E02": "张三"}


def test_a_list_waits_until_all_its_files_have_come(pair: tuple[Laptop, Laptop, str], tmp_path: Path) -> None:
    lead, a, form = pair
    _adds(lead, tmp_path / "form", SECOND)
    (item,) = lists.list_items(lead.study)
    assert lists.take_lists(a.study, item, {}) is None
    assert a.study.store.editions.all() == []
    lead.sends(tmp_path / "stick")
    pack = next((lead.folder / "outbox").glob("word-lists-*.pck"))
    on_stick = next(path for path in (tmp_path / "stick").rglob("*.pck") if path.stem == pack.stem[-32:])
    whole = on_stick.read_bytes()
    on_stick.write_bytes(whole[:-5])
    a.takes(tmp_path / "stick")
    assert _shown(Session.start(a.study, form)) == {"E01": "李梅", "E02": "张三"}
    on_stick.write_bytes(whole)
    a.takes(tmp_path / "stick")
    assert "E12" in _shown(Session.start(a.study, form))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"\xff", b"[" * 5000, canonical({"v": "2"}),
        canonical({"v": "1", "form": "ab", "name": "x.csv", "editions": []}),
        canonical({"v": "1", "form": "a" * 64, "name": "../x.csv", "editions": [["1", "b" * 64, "", ""]]}),
        canonical({"v": "1", "form": "a" * 64, "name": "x.csv", "editions": [["-1", "b" * 64, "", ""]]}),
        canonical({"v": "1", "form": "a" * 64, "name": "x.csv", "editions": [["1", "../b", "", ""]]}),
    ],
)  # fmt: skip
def test_what_is_no_list_changes_nothing(team: Team, data: bytes) -> None:
    a = team.laptop("a")
    assert not lists.take_lists(a.study, Item("lists", data), {})
    assert lists.would_renew(a.study, Item("lists", data)) == "" or a.study.store.editions.all() == []
    assert a.study.store.editions.all() == []


def test_a_list_that_was_lost_from_the_disk_gives_way_to_the_one_in_force(
    pair: tuple[Laptop, Laptop, str], tmp_path: Path
) -> None:
    lead, _, form = pair
    old = _begins(lead, form, "E02")
    first = lead.study.store.forms.lists(form)["enumerators.csv"]
    _adds(lead, tmp_path / "form", SECOND)
    lead.closes()
    list_path(lead.folder / "forms" / "lists", first).unlink()
    lead.study = lead._open()
    assert "E12" in _shown(Session.resume(lead.study, old.instance_id))
