"""A day's work in an encrypted study leaves no answer, name or label readable in any file."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from fieldapp import logs, study
from fieldapp.cli.demo import conduct, scripts
from fieldapp.export import Options, export_study
from fieldapp.export.options import Personal
from fieldapp.keys import LIGHT, Protection
from fieldapp.session import Session
from fieldapp.study import Study
from fieldapp.ui import crash

HALF_A_WORD = "这句话才打了一半，人就走"
PLANTED = "崩溃信息里的回答：王建国𠮷"
NOTE = "备注：受访人的儿子在旁边插话㐂"
PHOTO = "照片里的文字：营业执照第一一〇号".encode() * 50
KITS = ("returnee_entrepreneur", "village_resident")
ENCODINGS = ("utf-8", "utf-16-le", "gb18030")
SHORTEST = 7
"""Bytes of a text that is looked for: shorter ones turn up in cipher text by chance."""


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, ...]]:
    """The study's folder, the person's own and the temporary one; nothing is written elsewhere."""
    folders = (tmp_path / "study", tmp_path / "home", tmp_path / "temp")
    folders[2].mkdir()
    monkeypatch.setenv("TMPDIR", str(folders[2]))
    monkeypatch.setattr(tempfile, "tempdir", None)
    log = logging.getLogger("fieldapp")
    before, level = list(log.handlers), log.level
    logs.start()
    yield folders
    log.handlers[:], log.level = before, level


def work(opened: Study, outside: Path) -> None:
    """Interviews finished and begun, half a word, a note, photos, a crash, an export, a backup, a search."""
    rows = {kit.parent.name: opened.add_form(kit) for kit in study.kit_forms() if kit.parent.name in KITS}
    sha256 = rows["returnee_entrepreneur"].sha256
    people = list(scripts(12))
    for number in (0, 3, 11):
        conduct(opened, sha256, people[number], seed=number)
    begun(opened, sha256)
    crash.write_report(opened.folder, failure())
    logging.getLogger("fieldapp").error("crash\n%s", crash.trace_of(failure()))
    key = opened.secrets.lists_key if opened.secrets else None
    for personal in Personal:
        options = Options(personal=personal)
        export_study(
            opened.store, "returnee_entrepreneur", outside / f"{personal}.xlsx", options, lists_key=key
        )
    opened.store.backup(opened.layout.backups / "noon.db")
    assert opened.search("ret")


def begun(opened: Study, sha256: str) -> None:
    """A draft that somebody left in the middle of a word."""
    session = Session.start(opened, sha256)
    session.answer("/data/cover/case_id", "RET-0042")
    session.note("/data/cover/case_id", NOTE)
    typed = next(node for node in session.interview.root.walk() if node.definition.name == "refusal_oth")
    session.answer(typed.reference, HALF_A_WORD, typing=True)
    session.attach_bytes("/data/cover/case_id", PHOTO, ".jpg")
    source = opened.folder.parent / "照片.jpg"
    source.write_bytes(PHOTO + b"2")
    session.attach("/data/cover/case_id", source)
    session.close()


def failure() -> BaseException:
    """A bug whose words quote an answer."""
    try:
        int(PLANTED)
    except ValueError as found:
        return found
    raise AssertionError


def secrets_of(opened: Study) -> set[str]:
    """Texts nobody may find: answers of every step, labels of interviews and choices, rows of the lists."""
    found = {HALF_A_WORD, PLANTED, NOTE, PHOTO[:60].decode("utf-8", "ignore")}
    for instance in opened.store.instances.all():
        for step in opened.store.journal.rows(instance.instance_id):
            found |= {str(change[3]) for change in step.changes if change[0] == "value"}
        found.add(instance.label)
    for row in opened.forms():
        definition = opened.definition(row.sha256)
        for name in definition.instances:
            listed = opened.lists(row.sha256)(name)
            for item in list(listed.rows())[:40] if listed is not None and hasattr(listed, "rows") else ():
                found |= {item.get("label"), item.get("name")}
    found |= {row.value for row in opened.store.contacts.all()}
    names = {row.name for row in opened.store.media.all()}  # a file is named so; its content is what counts
    return {text for text in found - names if len(text.encode()) >= SHORTEST}


def traces(folders: tuple[Path, ...], wanted: set[str]) -> list[tuple[str, str]]:
    """(file, text) of every text that stands in a file or in its name, in any of the encodings."""
    needles = {
        (text, data)
        for text in wanted
        for encoding in ENCODINGS
        if len(data := text.encode(encoding, "surrogatepass" if "utf" in encoding else "ignore")) >= SHORTEST
    }
    assert len(needles) > 600
    found = []
    for path in (path for folder in folders for path in folder.rglob("*")):
        content = os.fsencode(path.name) + (path.read_bytes() if path.is_file() else b"")
        found += [(path.name, text) for text, data in needles if data in content]
    return found


def texts_of(opened: Study) -> set[str]:
    """As many as a scan of all files takes in some seconds."""
    ordered = sorted(secrets_of(opened), key=lambda text: (-len(text.encode()), text))
    return set(ordered[:300] + ordered[-200:])


@pytest.mark.parametrize("encrypted", [True, False])
def test_a_days_work(
    tmp_path: Path, places: tuple[Path, ...], encrypted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same scan finds them all over an unprotected study, so it can find them."""
    protection = Protection("L01", "青山绿水长流", name="负责人", params=LIGHT) if encrypted else None
    outside = tmp_path / "outside"
    outside.mkdir()
    with closing(study.create(places[0], "返乡创业调查", protection=protection)) as opened:
        work(opened, outside)
        wanted = texts_of(opened)
        monkeypatch.undo()
        while_open = traces(places, wanted)
    after = traces(places, wanted)
    if encrypted:
        assert while_open == after == []
        return
    files = {name for name, _ in after}
    assert {"study.db", "noon.db"} <= files
    assert any(name.endswith(".jpg") for name in files)
    assert {HALF_A_WORD, NOTE} <= {text for _, text in after}
    assert PLANTED not in {text for _, text in after}, "crash reports and logs quote nobody"
    assert len({text for _, text in after}) > 0.9 * len(wanted)


def test_a_crash_report_with_the_words_of_the_failure_would_be_found(
    tmp_path: Path, places: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The scan sees what a report would hold if the words of an exception were kept."""
    monkeypatch.setattr(crash, "trace_of", repr)
    places[0].mkdir()
    crash.write_report(places[0], failure())
    content = b"".join(path.read_bytes() for path in places[0].rglob("*.txt"))
    assert PLANTED.encode() in content
    monkeypatch.undo()
    assert PLANTED not in crash.report(failure(), datetime.now().astimezone())


@pytest.mark.parametrize("writer", ["rustpy_xlsxwriter", "xlsxwriter"])
def test_an_export_uses_no_other_place_than_its_own(
    tmp_path: Path, places: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch, writer: str
) -> None:
    """The temporary folder takes nothing at all, and the workbook is written."""
    from fieldapp.export import writers

    write = writers.write_with_rust if writer == "rustpy_xlsxwriter" else writers.write_with_xlsxwriter
    monkeypatch.setattr("fieldapp.export.workbook.best_writer", lambda: write)
    with closing(study.create(places[0], "返乡")) as opened:
        form = next(kit for kit in study.kit_forms() if kit.parent.name == "returnee_entrepreneur")
        conduct(opened, opened.add_form(form).sha256, next(iter(scripts(1))), seed=1)
        places[2].rmdir()
        monkeypatch.setattr(tempfile, "tempdir", str(places[2]))
        (tmp_path / "outside").mkdir()
        export_study(opened.store, "returnee_entrepreneur", tmp_path / "outside" / "a.xlsx")
    assert [path.name for path in (tmp_path / "outside").iterdir()] == ["a.xlsx"]
