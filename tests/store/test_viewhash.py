"""The view hash: the same for the same rows, wherever they lie; another for any other row."""

from contextlib import closing
from datetime import timedelta

import pytest

from fieldapp.problems import DATABASE_DAMAGED, Problem
from fieldapp.store import FormRow, Store, connect
from fieldapp.store.copying import copy_pages, require_equal
from fieldapp.store.viewhash import row_counts, view_hash
from tests.store.support import NOW, step


def filled(store):
    store.instances.add("uuid:1", "f0", NOW)
    store.journal.append("uuid:1", step(1, changes=(["value", "/data/name", "", "𠮷㐂﨑\n第二行\0"],)))
    store.settings.set("id", "110101199003074514")
    return store


def test_a_copy_says_the_same(store, tmp_path, key):
    filled(store)
    store.backup(tmp_path / "copy.db")
    with closing(Store.open(tmp_path / "copy.db", key, read_only=True)) as copy:
        assert view_hash(copy) == view_hash(store)
        assert row_counts(copy) == row_counts(store)


def test_neither_pages_nor_rowids_nor_the_order_of_writing_matter(store, tmp_path, key):
    later = NOW + timedelta(days=1)
    rows = [FormRow("f1", "hh", "2", "问卷", NOW), FormRow("f2", "hh", "3", "问卷", later)]
    other = Store.create(tmp_path / "other.db", {"name": "返乡创业调查"}, key)
    other.settings.set("gone", "x" * 100_000)
    other.database.run("DELETE FROM setting WHERE name = 'gone'")
    for row in (*reversed(rows), FormRow("f0", "hh", "1", "住户问卷", NOW)):
        other.forms.add(row, b"<h:html/>", "hh.xlsx")
    for row in rows:
        store.forms.add(row, b"<h:html/>", "hh.xlsx")
    assert view_hash(other) == view_hash(store)
    other.close()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal SET changes = changes || ' '",
        "DELETE FROM journal",
        "UPDATE setting SET value = '110101199003074515' WHERE name = 'id'",
        "UPDATE form SET xml = CAST(xml AS TEXT)",
        "UPDATE instance SET discarded = ''",
        "CREATE TABLE more (a)",
    ],
)
def test_any_change_gives_another(store, tmp_path, change):
    filled(store)
    before = view_hash(store)
    assert store.database.run(change)
    assert view_hash(store) != before


def test_values_do_not_run_into_each_other(store):
    store.settings.set("a", "1:b")
    one = view_hash(store)
    store.database.run("DELETE FROM setting WHERE name = 'a'")
    store.settings.set("a1", ":b")
    assert view_hash(store) != one


def test_tables_can_be_left_out(store):
    before = view_hash(store, without=("setting",))
    store.settings.set("theme", "dark")
    assert view_hash(store, without=("setting",)) == before


def test_inside_a_snapshot_it_is_the_hash_of_that_moment(store, path, key):
    with closing(Store.open(path, key, read_only=True)) as reader, reader.snapshot():
        before = view_hash(reader)
        store.settings.set("theme", "dark")
        assert view_hash(reader) == before
    assert view_hash(store) != before


def test_no_column_holds_fractions_whose_text_could_differ_between_versions_of_sqlite(store):
    rows = store.database.all(
        "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE c.type = 'REAL'"
    )
    assert rows == []


def test_a_copy_that_is_read_back_differently_is_no_copy(store, tmp_path, key):
    store.backup(tmp_path / "copy.db")
    with closing(connect(tmp_path / "copy.db", key)) as copy:
        copy.execute("UPDATE form SET title = '住户问巻'")
    with pytest.raises(Problem) as caught:
        require_equal(store, Store.open(tmp_path / "copy.db", key, read_only=True))
    assert caught.value.kind is DATABASE_DAMAGED


def test_answers_given_while_it_is_copied_do_not_wait_and_are_not_in_it(
    store, path, tmp_path, monkeypatch, key
):
    """Each step of the copying a commit from another connection: none is refused, the copy is one moment."""
    monkeypatch.setattr("fieldapp.store.copying._PAGES", 1)
    filled(store)
    given = 0
    with closing(Store.open(path, key, read_only=True)) as reader:

        def answer(_done, _total):
            nonlocal given
            given += 1
            store.journal.append("uuid:1", step(1 + given))

        with reader.snapshot():
            before = view_hash(reader)
            reader.backup(tmp_path / "copy.db", answer)
    with closing(Store.open(tmp_path / "copy.db", key, read_only=True)) as copy:
        assert view_hash(copy) == before
    assert given > 10
    assert len(list(store.journal.rows("uuid:1"))) == 1 + given


def test_without_the_snapshot_every_answer_makes_it_begin_again(store, path, tmp_path, monkeypatch, key):
    """What the protection is worth: the same answers, and the copy never ends."""
    monkeypatch.setattr("fieldapp.store.copying._PAGES", 1)
    filled(store)
    seen = []

    class Endless(Exception):
        pass

    def answer(done, total):
        seen.append(done)
        store.journal.append("uuid:1", step(1 + len(seen)))
        if done < total and len(seen) > 3 * total / 4096:
            raise Endless

    with closing(Store.open(path, key, read_only=True)) as reader, pytest.raises(Endless):
        copy_pages(reader.database, tmp_path / "copy.db", answer, key)
