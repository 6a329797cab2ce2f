"""Entities that one form makes are choices of the next at once; they come and go with the revision."""

from __future__ import annotations

import csv
import hashlib
import io
import subprocess
import sys
import textwrap
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from fieldapp import study
from fieldapp.form import MemoryList
from fieldapp.problems import FORM_LIST_MISSING, Problem
from fieldapp.session import Session
from fieldapp.store import EntityRow, MergedList, TableList, add_list, list_path
from tests.form.list_contract import COLUMNS, ROWS, check_contract

REGISTER = """
| survey   |           |       |       |          |         |
|          | type      | name  | label | relevant | save_to |
|          | text      | who   | 姓名  |          | full_name |
|          | integer   | age   | 年龄  |          | age     |
|          | text      | phone | 电话  | ${age} > 17 | phone |
| entities |           |       |       |          |         |
|          | list_name | label | create_if |      |         |
|          | people    | concat('【', ${who}, '】') | ${age} > 3 | | |
| settings |           |       |       |          |         |
|          | form_title | form_id | version |      |         |
|          | 登记      | reg   | 1     |          |         |
"""
VISIT = """
| survey   |                                 |      |       |         |
|          | type                            | name | label | save_to |
|          | select_one_from_file people.csv | p    | 谁    |         |
|          | integer                         | age  | 年龄  | age     |
|          | text                            | job  | 工作  | job     |
| entities |                                 |      |       |         |
|          | list_name                       | entity_id | |         |
|          | people                          | ${p} |       |         |
| settings |                                 |      |       |         |
|          | form_title                      | form_id | version |    |
|          | 回访                            | visit | 1    |         |
"""
TREES = """
| survey   |              |      |       |         |
|          | type         | name | label | save_to |
|          | text         | farm | 场    |         |
|          | begin_repeat | tree | 树    |         |
|          | text         | a    | 种    | species |
|          | end_repeat   |      |       |         |
| entities |              |      |       |         |
|          | list_name    | label | repeat |       |
|          | trees        | ${a} | ${tree} |       |
| settings |              |      |       |         |
|          | form_title   | form_id | version |    |
|          | 树           | trees | 1    |         |
"""


@pytest.fixture
def made(tmp_path):
    with closing(study.create(tmp_path / "s", "住户调查")) as opened:
        yield opened


@pytest.fixture
def add(made, tmp_path):
    """Add a form, with the lists that stand beside it."""

    def add_form(table, **lists):
        content = convert(table, validate=False).xform.encode()
        folder = tmp_path / hashlib.sha256(content).hexdigest()[:8]
        folder.mkdir(exist_ok=True)
        for name, text in lists.items():
            (folder / f"{name}.csv").write_text(text, "utf-8")
        (folder / "form.xml").write_bytes(content)
        return made.add_form(folder / "form.xml").sha256

    return add_form


def register(made, sha256, who="王𠮷", age="31", phone="13800000000"):
    session = Session.start(made, sha256)
    for name, value in (("who", who), ("age", age), ("phone", phone)):
        if session.interview.node(f"/data/{name}").relevant:
            session.answer(f"/data/{name}", value)
    return session


def offered(made, sha256, reference="/data/p"):
    node = Session.start(made, sha256).interview.node(reference)
    return [(choice.value, choice.label) for choice in node.choices()]


def test_a_person_registered_is_a_choice_of_the_next_form_at_once(made, add):
    reg, visit = add(REGISTER), add(VISIT)
    assert offered(made, visit) == []
    session = register(made, reg)
    assert offered(made, visit) == [], "a draft makes nothing"
    revision = session.finalize()
    (person,) = made.store.entities.all("people")
    assert offered(made, visit) == [(person.id, "【王𠮷】")]
    assert person.properties == {"full_name": "王𠮷", "age": "31", "phone": "13800000000"}
    assert (person.version, person.created, person.revision) == (1, True, revision.rev_id)
    assert f'id="{person.id}"' in revision.xml
    (row,) = made.lists(visit)("people").rows()
    assert row.get("__version") == "1"


def test_no_entity_where_its_condition_does_not_hold(made, add):
    register(made, add(REGISTER), age="2").finalize()
    assert made.store.entities.all("people") == []


def test_skipped_answers_are_no_properties(made, add):
    register(made, add(REGISTER), age="12").finalize()
    (person,) = made.store.entities.all("people")
    assert person.properties == {"full_name": "王𠮷", "age": "12"}


def test_undo_in_between_counts_as_it_stands_at_the_end(made, add):
    session = register(made, add(REGISTER))
    session.answer("/data/who", "错名")
    session.answer("/data/age", "99")
    session.undo()
    session.undo()
    session.finalize()
    (person,) = made.store.entities.all("people")
    assert (person.label, person.properties["age"]) == ("【王𠮷】", "31")


def test_a_correction_changes_the_same_entity(made, add):
    reg = add(REGISTER)
    first = register(made, reg)
    first.finalize()
    (before,) = made.store.entities.all("people")
    correction = Session.reopen(made, first.instance_id, "名字写错")
    correction.answer("/data/who", "王㐂")
    revision = correction.finalize()
    (after,) = made.store.entities.all("people")
    assert (after.id, after.label, after.version) == (before.id, "【王㐂】", 2)
    assert after.properties["full_name"] == "王㐂"
    assert after.revision == revision.rev_id


def test_a_follow_up_keeps_what_it_does_not_name_and_counts_up(made, add):
    reg, visit = add(REGISTER), add(VISIT)
    register(made, reg).finalize()
    (person,) = made.store.entities.all("people")
    for number, age in ((2, "32"), (3, "33")):
        session = Session.start(made, visit)
        session.answer("/data/p", person.id)
        session.answer("/data/age", age)
        session.answer("/data/job", "木匠\n（散工）")
        xml = session.finalize().xml
        assert f'baseVersion="{number - 1}"' in xml
        (now,) = made.store.entities.all("people")
        assert (now.version, now.label, now.properties["phone"]) == (number, "【王𠮷】", "13800000000")
        assert (now.properties["age"], now.properties["job"]) == (age, "木匠\n（散工）")


def test_an_update_lies_over_the_row_of_the_shipped_list(made, add):
    people = "name,label,__version,age,village\np1,李梅,4,50,﨑村\np2,张三,1,60,东村\n"
    reg, visit = add(REGISTER), add(VISIT, people=people)
    session = Session.start(made, visit)
    session.answer("/data/p", "p1")
    session.answer("/data/age", "51")
    session.finalize()
    register(made, reg).finalize()
    source = made.lists(visit)("people")
    (row,) = source.find("name", "p1")
    assert (row.position, row.get("label"), row.get("age"), row.get("village")) == (0, "李梅", "51", "﨑村")
    assert (row.get("__version"), row.get("job")) == ("5", "")
    assert [found.get("label") for found in source.rows()] == ["李梅", "张三", "【王𠮷】"]
    assert list(source.find("age", "50")) == []
    assert [found.get("name") for found in source.find("age", "51")] == ["p1"]


def test_an_update_of_what_nobody_made_is_no_new_row(made, add):
    visit = add(VISIT.replace("select_one_from_file people.csv", "text").replace("| p ", "| p "))
    session = Session.start(made, visit)
    session.answer("/data/p", "nobody")
    session.finalize()
    (row,) = made.store.entities.all("people")
    assert not row.created
    assert list(MergedList(None, [row]).rows()) == []


def test_each_instance_of_a_repeat_makes_its_own(made, add):
    session = Session.start(made, add(TREES))
    for number, species in enumerate(("松", "柏", "𠮷"), 1):
        if number > len(session.interview.rows("/data/tree")):
            session.add_repeat("/data/tree")
        session.answer(f"/data/tree[{number}]/a", species)
    session.remove_repeat("/data/tree[2]")
    session.finalize()
    trees = made.store.entities.all("trees")
    assert [(tree.label, tree.properties) for tree in trees] == [
        ("松", {"species": "松"}),
        ("𠮷", {"species": "𠮷"}),
    ]
    assert len({tree.id for tree in trees}) == 2
    correction = Session.reopen(made, session.instance_id, "少了一棵")
    correction.add_repeat("/data/tree")
    correction.answer("/data/tree[3]/a", "杉")
    correction.finalize()
    assert [(tree.label, tree.version) for tree in made.store.entities.all("trees")] == [
        ("松", 2),
        ("𠮷", 2),
        ("杉", 1),
    ]


def test_entities_come_with_the_revision_or_not_at_all(made, add, monkeypatch):
    session = register(made, add(REGISTER))

    def fails(*_):
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr("fieldapp.store.journal.Journal.append", fails)
        with pytest.raises(RuntimeError):
            session.finalize()
    with closing(made.reader()) as reader:
        assert reader.entities.all("people") == []
        assert reader.revisions.all() == []
    session.finalize()
    (person,) = made.store.entities.all("people")
    assert person.version == 1


KILLED = """
    import os, sys
    from pathlib import Path
    from fieldapp import study
    from fieldapp.session import Session
    from fieldapp.store.journal import Journal
    made = study.open(Path(sys.argv[1]))
    assert not made.store.revisions.all()
    session = Session.resume(made, made.drafts()[0].instance_id)
    Journal.append = lambda *_: os._exit(len(made.store.entities.all("people")))
    session.finalize()
"""


def test_a_process_that_dies_between_entity_and_journal_leaves_neither(tmp_path, made, add):
    session = register(made, add(REGISTER))
    made.close()
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(made.folder)]
    died = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, check=False)
    assert died.returncode == 1, "the entity was written and not committed"
    with closing(study.open(made.folder)) as again:
        assert (again.store.entities.all("people"), again.store.revisions.all()) == ([], [])
        Session.resume(again, session.instance_id).finalize()
        (person,) = again.store.entities.all("people")
        assert person.version == 1


def test_a_list_that_no_form_makes_is_still_needed(made, add):
    add(REGISTER)
    with pytest.raises(Problem) as caught:
        add(VISIT.replace("people", "others").replace("|          | others  ", "|          | elsewhere"))
    assert caught.value.kind is FORM_LIST_MISSING


def test_a_form_sees_what_it_made_itself(made, add):
    own = REGISTER.replace(
        "| entities |", "|  | select_one_from_file people.csv | p | 配偶 | | |\n| entities |"
    )
    sha256 = add(own)
    register(made, sha256, "甲").finalize()
    assert [label for _, label in offered(made, sha256)] == ["【甲】"]


def entity(id_, label="", version=2, created=False, **properties):
    return EntityRow("d", id_, created, label, version, properties, datetime.now(UTC), "r")


def test_a_merged_list_is_a_list():
    check_contract(lambda columns, rows: MergedList(MemoryList(columns, rows), []))


def test_a_merged_list_finds_as_one_that_was_written_out():
    base = MemoryList(COLUMNS, ROWS)
    merged = MergedList(
        base,
        [entity("007", "新﨑村", parent="1"), entity("n1", "新村", 1, True, parent="140932", area="5")],
    )
    columns = (*COLUMNS, "__version", "area")
    assert tuple(merged.columns) == columns
    written = MemoryList(columns, [[row.get(name) for name in columns] for row in merged.rows()])
    for column, value in (("parent", "140932"), ("parent", "1"), ("area", "5"), ("area", ""), ("x", "1")):
        assert list(merged.find(column, value)) == list(written.find(column, value))
        found = merged.find_all([(column, value), ("name", "007")])
        assert {row.position for row in written.find("name", "007")} & {
            row.position for row in written.find(column, value)
        } <= {row.position for row in found}
    for text, limit in (("村", 1), ("村", 5), ("1409", 2)):
        assert list(merged.search(text, limit)) == list(written.search(text, limit))
    assert [merged.rows()[number] for number in range(len(merged.rows()))] == list(written.rows())
    assert merged.rows()[1:3] == list(written.rows())[1:3]


NAMES = st.sampled_from(("", "a", "b", "𠮷", "007", "7"))
TEXTS = st.sampled_from(("", "x", "X村", "㐂\n", "5"))
ENTITY = st.builds(
    lambda id_, label, created, properties: entity(id_, label, 2, created, **properties),
    NAMES.filter(bool),
    TEXTS,
    st.booleans(),
    st.dictionaries(st.sampled_from(("parent", "area", "面积")), TEXTS),
)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(NAMES, TEXTS, TEXTS), max_size=6),
    entities=st.lists(ENTITY, max_size=4, unique_by=lambda one: one.id),
    in_table=st.booleans(),
)
def test_a_merged_list_answers_like_one_in_memory(rows, entities, in_table, tmp_path_factory):
    with ExitStack() as stack:
        base = MemoryList(COLUMNS, rows)
        if in_table:
            text = io.StringIO(newline="")
            csv.writer(text).writerows([COLUMNS, *rows])
            folder = tmp_path_factory.mktemp("lists")
            sha256, _ = add_list(folder, text.getvalue().encode(), "d.csv")
            base = stack.enter_context(closing(TableList(list_path(folder, sha256))))
        merged = MergedList(base, entities)
        columns = merged.columns
        written = MemoryList(columns, [[row.get(name) for name in columns] for row in merged.rows()])
        assert list(merged.rows()) == list(written.rows())
        assert len(merged.rows()) == len(written.rows())
        for column in (*columns, "nothing"):
            for value in ("", "a", "5", "2"):
                assert list(merged.find(column, value)) == list(written.find(column, value))
                both = [row for row in written.find(column, value) if row.get("name") == "a"]
                found = merged.find_all([(column, value), ("name", "a")])
                assert [row for row in found if row in both] == both
                assert [row.position for row in found] == sorted(row.position for row in found)
        for limit in (0, 1, 9):
            assert list(merged.search("x", limit)) == list(written.search("x", limit))
        for one in entities:
            present = merged.find("name", one.id)
            assert bool(present) == (one.created or any(row[0] == one.id for row in rows))
            assert all(row.get("__version") == "2" for row in present)
