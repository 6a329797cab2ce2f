"""A study of every released version is opened by this one: brought up to date, nothing lost, the old kept.

The files are made by `build/schema_fixture.py`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from fieldapp import files
from fieldapp import study as studies
from fieldapp.problems import DATABASE_NEWER, Problem
from fieldapp.session import Session
from fieldapp.store import Store
from fieldapp.store.schema import MIGRATIONS
from fieldapp.store.viewhash import view_hash

HERE = Path(__file__).parent / "schemas"
VERSIONS = sorted(int(path.name[1:].split(".")[0]) for path in HERE.glob("v*.tar.gz"))
_SPEC = importlib.util.spec_from_file_location(
    "schema_fixture", HERE.parents[2] / "build" / "schema_fixture.py"
)
assert _SPEC is not None
assert _SPEC.loader is not None
fixture = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(fixture)

RELEASED = (
    "56f9a49e1c603a6c39ceecf157a0afaa08561e09dccb4be4aee5e55e7ad918ed",
    "149c6c46d233f5986f9a2eddb0ad8a0c619287c86b0fda30e31d518abf447cb7",
)
"""SHA-256 of each migration that laptops in the field have run; a release adds its own."""


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path / "home"))


@pytest.fixture(params=[*VERSIONS, "present"])
def folder(request, tmp_path):
    """The study of one version, as it lay on its laptop; that of the present version is made now."""
    if request.param == "present":
        fixture.make(tmp_path)
        return tmp_path / "study"
    with tarfile.open(HERE / f"v{request.param}.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    return tmp_path / "study"


def version_of(path):
    with closing(sqlite3.connect(path)) as database:
        return database.execute("PRAGMA user_version").fetchone()[0]


def rows_of(path):
    """Every row of every table of this version, by table."""
    with closing(sqlite3.connect(path)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def test_there_is_one_of_each_released_version():
    assert [*range(1, len(RELEASED) + 1)] == VERSIONS, (
        "run build/schema_fixture.py when a version is released"
    )


def test_no_released_migration_was_edited():
    """A change to a table is a new migration; editing an old one would leave laptops with other tables."""
    found = tuple(hashlib.sha256(text.encode()).hexdigest() for text in MIGRATIONS[: len(RELEASED)])
    assert found == RELEASED


def test_it_opens_and_everything_is_there(folder):
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    with closing(studies.open(folder)) as opened:
        assert opened.store.database.version == len(MIGRATIONS)
        assert opened.store.check() == []
        assert opened.settings.get("theme") == "sunlight"
        (done,), (draft,) = opened.finalized(), opened.drafts()
        revision = opened.store.revisions.get(done.revision)
        assert revision is not None
        assert (done.label, revision.rev_id, revision.xml) == (
            fixture.NAME,
            expected["rev_id"],
            expected["xml"],
        )
        assert hashlib.sha256(revision.body).hexdigest() == revision.rev_id
        assert fixture.ID_NUMBER in revision.body.decode()
        (photo,) = opened.store.media.all()
        assert (opened.layout.media / photo.name).read_bytes() == fixture.PHOTO
        assert draft.instance_id != done.instance_id


def test_its_journal_replays_and_goes_on(folder):
    with closing(studies.open(folder)) as opened:
        session = Session.resume(opened, opened.drafts()[0].instance_id)
        interview = session.interview
        assert interview.node("/data/who").value == fixture.DRAFT
        assert interview.node("/data/kin[1]/k").value == "李梅"
        assert interview.node("/data/age").value == "", "it was undone"
        assert session.notes == {"/data/who": fixture.NOTE}
        session.redo()
        assert interview.node("/data/age").value == "7"
        villages = [choice.label for choice in interview.node("/data/vill").choices()]
        assert villages == ["石桥村", "𡋬上"]
        session.answer("/data/vill", "140932100902")
        revision = session.finalize()
        session.close()
        assert opened.store.revisions.get(revision.rev_id) is not None


def test_what_it_held_is_kept_before_it_is_brought_up_to_date(folder):
    layout = files.Layout(folder)
    before, version = rows_of(layout.database), version_of(layout.database)
    studies.open(folder).close()
    copies = list(layout.backups.glob("before-format-*.db"))
    assert len(copies) == (version < len(MIGRATIONS))
    for copy in copies:
        assert version_of(copy) == version
        assert rows_of(copy) == before


def test_no_row_is_lost_or_changed_on_the_way(folder):
    """New columns may come; what stood in the old ones stays, letter for letter."""
    path = files.Layout(folder).database
    before = rows_of(path)
    with closing(sqlite3.connect(path)) as old:
        columns = {
            name: [row[1] for row in old.execute(f"PRAGMA table_info({name})")]
            for name in before
            if not name.startswith("sqlite_")
        }
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as new:
        for name, names in columns.items():
            if name in ("tally",):  # counts and seals of the schema, which did change
                continue
            found = new.execute(f"SELECT {', '.join(names)} FROM {name}").fetchall()
            assert sorted(map(repr, found)) == sorted(map(repr, before[name]))


def test_a_second_opening_changes_nothing(folder):
    path = files.Layout(folder).database
    Store.open(path).close()
    with closing(Store.open(path, read_only=True)) as store:
        before = view_hash(store)
    Store.open(path).close()
    with closing(Store.open(path, read_only=True)) as store:
        assert view_hash(store) == before


def test_a_copy_that_went_wrong_stops_the_migration(folder, monkeypatch):
    path = files.Layout(folder).database
    if version_of(path) == len(MIGRATIONS):
        return
    before = rows_of(path)
    monkeypatch.setattr("fieldapp.store.copying.view_hash", lambda store: str(store.path))
    with pytest.raises(Problem):
        Store.open(path)
    assert rows_of(path) == before
    assert version_of(path) < len(MIGRATIONS)


def test_a_version_of_tomorrow_is_refused_and_left_as_it_is(folder):
    path = files.Layout(folder).database
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as newer:
        newer.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = path.read_bytes()
    with pytest.raises(Problem) as caught:
        studies.open(folder)
    assert caught.value.kind is DATABASE_NEWER
    assert str(len(MIGRATIONS) + 1) in str(caught.value)
    assert path.read_bytes() == before
