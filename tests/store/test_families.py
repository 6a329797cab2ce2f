"""Each family of tables gives back what it was given, to the last character."""

import hashlib
import uuid
from dataclasses import replace
from datetime import UTC, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.problems import DISK_FULL, Problem
from fieldapp.store import DeviceRow, FormRow, JournalRow, LogEntry, MediaRow, Progress, RevisionRow, Store
from tests.store.support import NOW, Refused, step

TEXTS = [
    "王小明",
    "𠮷野﨑㐂",
    "110105194912310028",
    "第一行\n第二行\r\n\t",
    " 前后有空格 ",
    "'); DROP TABLE journal;--",
    "\0",
    "é é",
]


def test_a_form_keeps_its_exact_bytes(store):
    xml = "<?xml version='1.0'?>\r\n<h:html>𠮷</h:html>\n".encode()
    row = FormRow("f1", "hh", "2", "住户问卷", NOW)
    store.forms.add(row, xml, "住户.xlsx")
    store.forms.add(replace(row, title="other"), b"other", "other")
    assert store.forms.xml("f1") == xml
    assert store.forms.get("f1") == row
    assert [form.sha256 for form in store.forms.all()] == ["f1", "f0"]
    assert store.forms.get("no") is None
    assert store.forms.xml("no") is None


def test_a_newer_list_takes_the_place_of_the_older_under_its_name(store):
    store.forms.add_list("f0", "enumerators.csv", "l1", 3)
    store.forms.add_list("f0", "enumerators.csv", "l2", 4)
    assert store.forms.lists("f0") == {"enumerators.csv": "l2"}


@pytest.mark.parametrize("text", TEXTS)
def test_settings_keep_text_as_it_is(store, text):
    store.settings.set("k", text)
    assert store.settings.get("k") == text


def test_an_unset_setting_has_the_default(store):
    assert store.settings.get("theme", "light") == "light"
    store.settings.set("theme", "")
    assert store.settings.get("theme", "light") == ""


@pytest.mark.parametrize("text", [*TEXTS, "\ud842", "a\udfb7b"])
def test_the_journal_keeps_text_as_typed_even_a_broken_paste(store, text):
    store.instances.add("uuid:1", "f0", NOW)
    row = step(0, changes=(["value", "/data/name", "", text],))
    store.journal.append("uuid:1", row)
    assert list(store.journal.rows("uuid:1")) == [row]


def test_a_step_number_is_taken_once(store):
    store.instances.add("uuid:1", "f0", NOW)
    store.journal.append("uuid:1", step(0))
    with pytest.raises(Refused):
        store.journal.append("uuid:1", step(0))


def test_an_interview_needs_a_form(store):
    with pytest.raises(Refused):
        store.instances.add("uuid:1", "nowhere", NOW)


def test_interviews_are_listed_by_moment_not_by_text(store):
    """18:30 in Beijing is before 10:45 in London."""
    store.instances.add("uuid:1", "f0", NOW)
    store.instances.add("uuid:2", "f0", NOW.astimezone(UTC) + timedelta(minutes=15))
    assert [row.instance_id for row in store.instances.all("draft")] == ["uuid:2", "uuid:1"]


def test_an_interviews_row_follows_its_steps(store):
    store.instances.add("uuid:1", "f0", NOW)
    store.instances.touch(
        "uuid:1", NOW + timedelta(hours=1), Progress("/data/hh[2]/age", "中文 (zh)", "王𠮷-w1", 3, 9)
    )
    row = store.instances.get("uuid:1")
    assert row is not None
    assert (row.position, row.language, row.label) == ("/data/hh[2]/age", "中文 (zh)", "王𠮷-w1")
    assert (row.answered, row.total, row.state) == (3, 9, "draft")
    assert (row.form_id, row.title, row.record_id) == ("hh", "住户问卷", "uuid:1")
    assert row.updated - row.created == timedelta(hours=1)


def test_discarding_is_a_mark(store):
    store.instances.add("uuid:1", "f0", NOW)
    store.instances.discard("uuid:1", NOW)
    assert store.instances.all() == []
    assert [row.discarded for row in store.instances.all(discarded=True)] == [NOW]
    store.instances.discard("uuid:1", None)
    assert [row.instance_id for row in store.instances.all("draft")] == ["uuid:1"]


def test_annotations(store):
    store.instances.add("uuid:1", "f0", NOW)
    for text in ("再问", "再问一次\n谢谢"):
        store.annotations.put("uuid:1", "note", "/data/age", text, NOW)
    store.annotations.put("uuid:1", "flag", "/data/age", "", NOW)
    assert store.annotations.all("uuid:1", "note") == {"/data/age": "再问一次\n谢谢"}
    store.annotations.remove("uuid:1", "note", "/data/age")
    assert store.annotations.all("uuid:1", "note") == {}
    assert store.annotations.all("uuid:1", "flag") == {"/data/age": ""}


def test_media(store):
    store.instances.add("uuid:1", "f0", NOW)
    row = MediaRow("1-a.jpg", "aa", 9, "uuid:1", "照片 1.JPG")
    store.media.add(row, NOW)
    store.media.add(row, NOW)
    assert store.media.get("1-a.jpg") == row
    assert store.media.all() == [row]


def test_devices_are_seen_first_once(store):
    row = DeviceRow("d1", "ab", "", NOW)
    store.devices.add(row)
    store.devices.add(replace(row, first_seen=NOW + timedelta(days=1)))
    assert store.devices.all() == [row]


def digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def revision(rev_id: str, seq: int, parents: tuple[str, ...] = ()) -> tuple[RevisionRow, LogEntry]:
    body = rev_id.encode()
    row = RevisionRow(
        digest(rev_id),
        "uuid:1",
        "uuid:1",
        "content",
        "f0",
        "hh",
        parents,
        "E07",
        "d1",
        seq,
        NOW.isoformat(),
        "",
        body,
        "<data/>",
    )
    return row, LogEntry("d1", seq, "", f"entry {seq}".encode(), f"h{seq}", b"signature")


def test_heads_are_the_revisions_that_nothing_corrects(store):
    store.revisions.add(*revision("r1", 1))
    store.revisions.add(*revision("r2", 2, (digest("r1"),)))
    store.revisions.add(*revision("r3", 3))
    assert [row.rev_id for row in store.revisions.all("f0")] == [*map(digest, ("r1", "r2", "r3"))]
    assert [row.rev_id for row in store.revisions.heads()] == [*map(digest, ("r2", "r3"))]
    assert store.revisions.get(digest("r2")) == revision("r2", 2, (digest("r1"),))[0]
    assert store.revisions.last("d1") == revision("r3", 3)[1]
    assert [entry.seq for entry in store.revisions.log("d1")] == [1, 2, 3]


def test_a_number_of_a_device_is_given_once(store):
    store.revisions.add(*revision("r1", 1))
    with pytest.raises(Refused), store.transaction():
        store.revisions.add(*revision("r2", 1))
    assert [row.rev_id for row in store.revisions.all()] == [digest("r1")]


def test_a_transaction_is_all_or_nothing(store):
    def half_way() -> None:
        with store.transaction():
            store.settings.set("a", "1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_way()
    assert store.settings.get("a") == ""


def test_a_full_disk_inside_sqlite(store):
    """SQLite's own limit stands in for the disk's: the same error, the same way out."""
    store.instances.add("uuid:1", "f0", NOW)
    pages = store.database.one("PRAGMA page_count")[0]
    store.database.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Problem) as caught, store.transaction():
        store.journal.append("uuid:1", step(0, changes=(["value", "/data/a", "", "长" * 99_999],)))
    assert caught.value.kind is DISK_FULL
    assert list(store.journal.rows("uuid:1")) == []
    assert store.check() == []
    store.database.connection.execute("PRAGMA max_page_count = 4294967294")
    store.journal.append("uuid:1", step(0))
    assert [row.step for row in store.journal.rows("uuid:1")] == [0]


JSON = st.recursive(
    st.text() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(changes=st.lists(JSON, max_size=3), reference=st.text(st.characters(codec="utf-8")))
def test_any_step_comes_back_equal(store: Store, changes: list[object], reference: str):
    row: JournalRow = step(0, changes=tuple(changes), reference=reference)
    name = f"uuid:{uuid.uuid4()}"  # the store is shared by the examples
    store.instances.add(name, "f0", NOW)
    store.journal.append(name, row)
    assert list(store.journal.rows(name)) == [row]
