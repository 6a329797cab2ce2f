"""A study is made whole, opened once, and holds forms by their exact bytes."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys

import pytest

from fieldapp import study
from fieldapp.problems import (
    DATABASE_DAMAGED,
    FORM_EXPRESSION,
    FORM_LIST_MISSING,
    FORM_MISSING,
    FORM_UNREADABLE,
    INSTANCE_MISSING,
    INTERVIEW_FINALIZED,
    READ_ONLY,
    SETTING_INVALID,
    STUDY_EXISTS,
    STUDY_MISSING,
    STUDY_OPEN,
    Problem,
)
from fieldapp.session import Session
from tests.session.support import household_study, household_xml


@pytest.fixture
def made(tmp_path):
    made, _ = household_study(tmp_path)
    yield made
    made.close()


@pytest.fixture
def sha256(made):
    return made.forms()[0].sha256


def fails(kind, act):
    with pytest.raises(Problem) as caught:
        act()
    assert caught.value.kind is kind
    return caught.value


def test_a_new_study_has_its_folders_and_its_name(tmp_path):
    made = study.create(tmp_path / "新建 研究", "  返乡创业调查 ")
    assert made.name == "返乡创业调查"
    assert len(made.study_id) == 32
    assert {path.name for path in made.folder.iterdir()} >= {
        "study.db",
        "forms",
        "media",
        "exports",
        "backups",
        "lock",
    }
    made.close()
    again = study.open(tmp_path / "新建 研究")
    assert again.name == "返乡创业调查"
    again.close()
    again.close()


def test_a_study_is_not_made_over_another(made):
    before = made.layout.database.read_bytes()
    fails(STUDY_EXISTS, lambda: study.create(made.folder, "x"))
    assert made.layout.database.read_bytes() == before


def test_a_study_needs_a_name(tmp_path):
    fails(SETTING_INVALID, lambda: study.create(tmp_path / "s", " "))
    assert not (tmp_path / "s").exists()


def test_a_folder_without_a_study(tmp_path):
    fails(STUDY_MISSING, lambda: study.open(tmp_path))
    fails(STUDY_MISSING, lambda: study.open(tmp_path / "no"))
    assert list(tmp_path.iterdir()) == []


def test_a_study_is_opened_once(made):
    problem = fails(STUDY_OPEN, lambda: study.open(made.folder))
    assert str(made.folder) in str(problem)
    made.close()
    study.open(made.folder).close()


def test_also_by_another_program_until_that_ends(made):
    code = "import sys, pathlib; from fieldapp import study; study.open(pathlib.Path(sys.argv[1]))"
    code += "; print('open', flush=True); sys.stdin.read()"
    made.close()
    with subprocess.Popen(
        [sys.executable, "-c", code, str(made.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout.readline() == "open\n"
        fails(STUDY_OPEN, lambda: study.open(made.folder))
        other.send_signal(signal.SIGKILL)
        other.wait()
        study.open(made.folder).close()


def test_reading_beside_an_open_window(made, sha256):
    beside = study.open(made.folder, exclusive=False)
    assert beside.read_only
    Session.start(made, sha256)
    assert len(beside.drafts()) == 1
    fails(READ_ONLY, lambda: beside.settings.set("theme", "dark"))
    beside.close()


def test_a_study_in_a_folder_without_the_right_to_write(made, sha256, open_folder, ordinary):
    """On a protected stick it can be read; opening it to work in says why not, and changes nothing."""
    draft = Session.start(made, sha256)
    made.close()
    stick = open_folder / "stick"
    shutil.copytree(made.folder, stick)
    before = {path: path.stat().st_mtime_ns for path in stick.rglob("*")}
    for path in (stick, *before):
        path.chmod(0o555)
    with ordinary():
        fails(READ_ONLY, lambda: study.open(stick))
        fails(READ_ONLY, lambda: study.create(open_folder / "new", "x"))
        beside = study.open(stick, exclusive=False)
        assert [row.instance_id for row in beside.drafts()] == [draft.instance_id]
        beside.close()
    assert {path: path.stat().st_mtime_ns for path in stick.rglob("*")} == before


def test_a_damaged_study_leaves_no_lock(made):
    made.close()
    made.layout.database.write_bytes(b"")
    fails(DATABASE_DAMAGED, lambda: study.open(made.folder))
    fails(DATABASE_DAMAGED, lambda: study.open(made.folder))


def test_a_form_keeps_its_exact_bytes_and_is_one_form(made, sha256, tmp_path):
    assert sha256 == hashlib.sha256(household_xml()).hexdigest()
    assert made.store.forms.xml(sha256) == household_xml()
    assert made.add_form(tmp_path / "hh.xml").sha256 == sha256
    assert len(made.forms()) == 1
    form = made.form(sha256)
    assert (form.form_id, form.version, form.title) == ("hh", "1", "住户问卷")
    assert made.definition(sha256) is made.definition(sha256)


def test_a_new_version_stands_beside_the_old_and_drafts_keep_theirs(made, sha256, tmp_path):
    draft = Session.start(made, sha256)
    newer = tmp_path / "hh2.xml"
    newer.write_bytes(
        household_xml().replace(b'version="1"', b'version="2"').replace("姓名".encode(), "全名".encode())
    )
    second = made.add_form(newer)
    assert [form.version for form in made.forms()] == ["2", "1"]
    assert Session.resume(made, draft.instance_id).interview.node("/data/name").label == "姓名"
    assert Session.start(made, second.sha256).interview.node("/data/name").label == "全名"


def test_a_form_that_is_none_is_refused_and_nothing_is_added(made, tmp_path):
    (tmp_path / "a.xml").write_bytes(b"<html/>")
    fails(FORM_UNREADABLE, lambda: made.add_form(tmp_path / "a.xml"))
    assert len(made.forms()) == 1


LISTED = """| survey | | | |
| | type | name | label |
| | select_one_from_file towns.csv | town | 乡镇 |
| settings | | | |
| | form_title | form_id | version |
| | 乡镇 | towns | 1 |
"""


@pytest.fixture
def listed(tmp_path):
    from pyxform.xls2xform import convert

    path = tmp_path / "towns" / "form.xml"
    path.parent.mkdir()
    path.write_text(convert(LISTED, validate=False).xform, "utf-8")
    return path


def test_a_form_without_its_list_is_refused_and_nothing_is_added(made, listed):
    assert "towns.csv" in str(fails(FORM_LIST_MISSING, lambda: made.add_form(listed)))
    assert len(made.forms()) == 1


def test_a_list_comes_with_its_form_and_can_be_renewed(made, listed):
    (listed.parent / "towns.csv").write_text("name,label\n007,𠮷镇\n", "utf-8")
    form = made.add_form(listed)
    town = Session.start(made, form.sha256).interview.node("/data/town")
    assert [(choice.value, choice.label) for choice in town.choices()] == [("007", "𠮷镇")]
    (listed.parent / "towns.csv").write_text("name,label\n007,𠮷镇\n008,老营\n", "utf-8")
    assert made.add_form(listed).sha256 == form.sha256
    town = Session.start(made, form.sha256).interview.node("/data/town")
    assert [choice.value for choice in town.choices()] == ["007", "008"]
    assert len(list(made.layout.lists.glob("*.db"))) == 2


def test_a_form_that_is_not_there(made):
    fails(FORM_MISSING, lambda: made.definition("no"))
    fails(FORM_MISSING, lambda: made.form("no"))


def test_search_takes_characters_pinyin_initials_and_numbers(made, sha256):
    for name in ("王小明", "李梅 RET-0007", "石泉"):
        Session.start(made, sha256).answer("/data/name", name)

    def found(text):
        return {row.label for row in made.search(text)}

    assert found("小明") == found("xiaoming") == found("wxm") == found("WXM") == {"王小明"}
    assert found("ret-0007") == found("0007 li") == {"李梅 RET-0007"}
    assert found("shiq") == found("sq") == {"石泉"}
    assert found("zhwj") == found("") == {"王小明", "李梅 RET-0007", "石泉"}, "the title 住户问卷"
    assert found("nothing like it") == set()


def test_discarding_is_undone(made, sha256):
    draft = Session.start(made, sha256)
    made.discard(draft.instance_id)
    assert (made.drafts(), [row.instance_id for row in made.discarded()]) == ([], [draft.instance_id])
    assert made.search("") == []
    made.restore(draft.instance_id)
    assert [row.instance_id for row in made.drafts()] == [draft.instance_id]


def test_a_finished_interview_is_not_discarded(made, sha256):
    session = Session.start(made, sha256)
    session.finalize()
    fails(INTERVIEW_FINALIZED, lambda: made.discard(session.instance_id))
    fails(INSTANCE_MISSING, lambda: made.discard("uuid:0"))
    fails(INSTANCE_MISSING, lambda: made.restore("uuid:0"))


def test_a_copied_study_is_another_device(made, home, monkeypatch, tmp_path):
    assert made.device_id == made.device_id
    key = home / "keys" / f"{made.study_id}.key"
    assert key.stat().st_mode & 0o777 == 0o600
    made.close()
    shutil.copytree(made.folder, tmp_path / "copy")
    assert b"private" not in b"".join(p.read_bytes() for p in (tmp_path / "copy").rglob("*") if p.is_file())
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path / "other laptop"))
    copy = study.open(tmp_path / "copy")
    mine = study.open(made.folder)
    assert copy.study_id == mine.study_id
    assert len(copy.store.devices.all()) == 1
    copy.device_id  # noqa: B018  made at the first need
    assert len(copy.store.devices.all()) == 2
    copy.close()
    mine.close()


@pytest.mark.parametrize("code", [" E07", "E\n07", "E07\t"])
def test_an_enumerators_code_is_plain(made, code):
    made.enumerator = "E01"
    fails(SETTING_INVALID, lambda: setattr(made, "enumerator", code))
    assert made.enumerator == "E01"


def test_recent_studies(tmp_path, home):
    assert study.recent() == []
    for name in ("甲", "乙"):
        study.create(tmp_path / name, name).close()
    assert [(entry.name, entry.folder) for entry in study.recent()] == [
        ("乙", tmp_path / "乙"),
        ("甲", tmp_path / "甲"),
    ]
    study.open(tmp_path / "甲").close()
    assert [entry.name for entry in study.recent()] == ["甲", "乙"]
    shutil.move(tmp_path / "甲", tmp_path / "stick")
    assert [entry.name for entry in study.recent()] == ["乙"]
    study.forget(tmp_path / "乙")
    shutil.move(tmp_path / "stick", tmp_path / "甲")
    assert [entry.name for entry in study.recent()] == ["甲"]


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b'[{"folder": 1}]', b"\xff"])
def test_a_damaged_list_of_recent_studies_counts_as_empty(tmp_path, home, damage):
    home.mkdir()
    (home / "recent.json").write_bytes(damage)
    assert study.recent() == []
    study.create(tmp_path / "s", "s").close()
    assert [entry.name for entry in study.recent()] == ["s"]


def test_a_home_that_cannot_be_written_to_does_not_stop_a_study(tmp_path, home):
    home.write_bytes(b"a file where the folder should be")
    study.create(tmp_path / "s", "s").close()
    assert study.recent() == []


def test_nothing_heavy_is_imported_with_these_rooms():
    heavy = (
        "pandas",
        "numpy",
        "openpyxl",
        "pyxform",
        "sqlite_utils",
        "qtawesome",
        "cryptography",
        "pypinyin",
    )
    code = "import sys, fieldapp.study, fieldapp.session, fieldapp.store, fieldapp.study.sample\n"
    code += f"print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout.strip() == "[]"


def test_lists_of_other_kinds(made, listed):
    """XML that is a table, XML that is a tree, GeoJSON."""
    xml = listed.read_bytes()
    tree = b'<region code="14"><town name="a">A</town></region>'
    table = "<root><item><name>b</name><label>乙</label></item></root>".encode()
    places = b'{"features": [{"id": "c", "geometry": {"type": "Point", "coordinates": [111.5, 39.4]}}]}'
    for name, content, check in (
        ("tree.xml", tree, lambda found: "code" in (found.xml or "")),
        ("towns.xml", table, lambda found: found.find("name", "b")[0].get("label") == "乙"),
        ("towns.geojson", places, lambda found: found.rows()[0].get("geometry") == "39.4 111.5 0 0"),
    ):
        source = b"jr://file/" + name.encode()
        listed.write_bytes(xml.replace(b"jr://file-csv/towns.csv", source))
        (listed.parent / name).write_bytes(content)
        form = made.add_form(listed)
        assert check(made.lists(form.sha256)("towns"))


DEFAULTED = """| survey | | | | |
| | type | name | label | default |
| | text | village | 村 | ${last-saved#village} |
| settings | | | | |
| | form_title | form_id | version | |
| | 村 | villages | 1 | |
"""


def test_a_default_may_be_what_was_saved_last_on_this_laptop(made, tmp_path):
    from pyxform.xls2xform import convert

    (tmp_path / "v.xml").write_text(convert(DEFAULTED, validate=False).xform, "utf-8")
    form = made.add_form(tmp_path / "v.xml")
    first = Session.start(made, form.sha256)
    assert first.interview.node("/data/village").value == ""
    first.answer("/data/village", "上𠮷村")
    assert Session.start(made, form.sha256).interview.node("/data/village").value == "", "not finished"
    first.finalize()
    assert Session.start(made, form.sha256).interview.node("/data/village").value == "上𠮷村"


def test_a_form_that_cannot_be_conducted_is_refused_whole(made, tmp_path):
    """Whatever pyxform lets pass: an unknown function, an open bracket, a rule with one value too many."""
    for number, rule in enumerate(("nonsense(.)", "(. &gt; 3", "not(1, 2)")):
        path = tmp_path / f"坏{number}.xml"
        path.write_text(household_xml().decode().replace("<bind ", f'<bind constraint="{rule}" ', 1), "utf-8")
        with pytest.raises(Problem) as caught:
            made.add_form(path)
        assert caught.value.kind is FORM_EXPRESSION
    assert len(made.forms()) == 1
