"""What the world can do to an export: nothing is lost silently, nothing half written."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from fieldapp import wording
from fieldapp.export import (
    Cancelled,
    Multiple,
    Options,
    Record,
    Values,
    Writer,
    tables,
    write_with_rust,
    write_with_xlsxwriter,
    writers,
)
from fieldapp.export.writers import Sheet
from fieldapp.form import FormDefinition
from fieldapp.problems import (
    DISK_FULL,
    EXPORT_COLUMN,
    EXPORT_LANGUAGE,
    EXPORT_TOO_LARGE,
    FILE_MISSING,
    FORM_MISSING,
    Kind,
    Problem,
)
from tests.export.forms import choice, export, form, question, read, record

HOW = [choice("how", "01", "电视", "TV"), choice("how", "02", "亲友", "Friends")]


@pytest.fixture
def definition(tmp_path: Path) -> FormDefinition:
    survey = [
        question("text", "a"),
        question("begin repeat", "hh"),
        question("text", "b"),
        question("end repeat"),
    ]
    return form(tmp_path, survey)


def refused(kind: Kind, action: Callable[[], object]) -> Problem:
    with pytest.raises(Problem) as caught:
        action()
    assert caught.value.kind is kind
    assert wording.problem(caught.value)
    return caught.value


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".xlsx" or path.name == "out.xlsx")


def test_too_long_texts_stand_in_full_at_the_end(
    tmp_path: Path, definition: FormDefinition, writer: Writer
) -> None:
    long, rows = "𠮷乡\n" * 30_000, [("r1", {"b": "短"}), ("r2", {"b": "响\x07铃"})]
    summary = export(tmp_path, definition, [record(definition, a=long, hh=rows)], writer=writer)
    sheets = read(summary.path)
    assert long.startswith(sheets["study"][0]["a"].removesuffix("…"))
    assert sheets["hh"][1]["b"] == "响\ufffd铃"
    listed = sheets["Read me"]
    parts = [row for row in listed if str(row["Subject"]).startswith("study | uuid:1 | a | ")]
    assert "".join(row["Explanation"] for row in parts) == long
    assert len(parts) == 4
    assert listed[-1] == {"Subject": "hh | uuid:1/r2 | b | 1", "Explanation": "响\\u0007铃"}
    assert "2 answers do not fit a cell as they are." in summary.notes[0]


def test_a_code_without_a_column_is_not_lost(tmp_path: Path) -> None:
    definition = form(tmp_path, [question("select_multiple how", "how")], HOW)
    options = Options(multiple=Multiple.COLUMNS, values=Values.CODES)
    summary = export(tmp_path, definition, [record(definition, how="01 77")], options)
    sheets = read(summary.path)
    assert sheets["study"][0]["how/01"] == 1
    assert sheets["Read me"][-1] == {"Subject": "study | uuid:1 | how/01 | 1", "Explanation": "01 77"}


def test_too_many_rows(tmp_path: Path, definition: FormDefinition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 4)
    fits = [record(definition, f"uuid:{number}", a="x") for number in range(3)]
    assert export(tmp_path, definition, fits).rows == 3
    (tmp_path / "out.xlsx").unlink()
    refused(EXPORT_TOO_LARGE, lambda: export(tmp_path, definition, [*fits, record(definition)]))
    many = record(definition, hh=[(str(number), {"b": "x"}) for number in range(4)])
    problem = refused(EXPORT_TOO_LARGE, lambda: export(tmp_path, definition, [many]))
    assert (problem.fields["where"], problem.fields["rows"]) == ("hh", 4)
    assert left_in(tmp_path) == []


def test_too_many_columns(
    tmp_path: Path, definition: FormDefinition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MOST_COLUMNS", 8)
    problem = refused(EXPORT_TOO_LARGE, lambda: export(tmp_path, definition, _unread()))
    assert problem.fields["columns"] == 10


def _unread() -> Iterator[Record]:
    raise AssertionError("no record is read before the columns are known to fit")
    yield


def test_a_language_that_the_form_lacks(tmp_path: Path, definition: FormDefinition) -> None:
    problem = refused(EXPORT_LANGUAGE, lambda: export(tmp_path, definition, [], Options(language="fr")))
    assert problem.fields["known"] == "中文 (zh), English (en)"


def test_a_column_that_cannot_be_repeated(tmp_path: Path, definition: FormDefinition) -> None:
    options = Options(parent_columns=("a", "village"))
    problem = refused(EXPORT_COLUMN, lambda: export(tmp_path, definition, [], options))
    assert (problem.fields["value"], problem.fields["known"]) == ("village", "a")


def test_an_interview_of_another_form(tmp_path: Path, definition: FormDefinition) -> None:
    stranger = Record("uuid:9", "finalized", "0" * 64, {})
    refused(FORM_MISSING, lambda: export(tmp_path, definition, [stranger]))
    assert left_in(tmp_path) == []


def test_a_folder_that_is_gone(tmp_path: Path, definition: FormDefinition) -> None:
    gone = tmp_path / "stick"
    refused(FILE_MISSING, lambda: export(gone, definition, [record(definition, a="x")]))


def test_a_full_disk_leaves_the_old_workbook(
    tmp_path: Path, definition: FormDefinition, writer: Writer
) -> None:
    (tmp_path / "out.xlsx").write_bytes(b"old")

    def full(path: Path, sheets: Sequence[Sheet]) -> None:
        writer(path, sheets)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    refused(DISK_FULL, lambda: export(tmp_path, definition, [record(definition, a="x")], writer=full))
    assert (tmp_path / "out.xlsx").read_bytes() == b"old"
    assert left_in(tmp_path) == ["out.xlsx"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is Linux's")
def test_rust_says_that_the_disk_is_full(tmp_path: Path, definition: FormDefinition) -> None:
    def to_full_device(path: Path, sheets: Sequence[Sheet]) -> None:
        write_with_rust(Path("/dev/full"), sheets)

    refused(
        DISK_FULL, lambda: export(tmp_path, definition, [record(definition, a="x")], writer=to_full_device)
    )


class PanicException(BaseException):
    """What rust's own failures look like; the real class cannot be imported."""


def test_a_panic_for_want_of_space_is_a_full_disk() -> None:
    message = 'Couldn\'t write to xml file: Os { code: 28, kind: StorageFull, message: "No space left" }'
    with pytest.raises(OSError, match="No space left") as caught, writers.system_errors():
        raise PanicException(message)
    assert caught.value.errno == errno.ENOSPC


def test_a_bug_is_not_taken_for_a_full_disk() -> None:
    with pytest.raises(PanicException), writers.system_errors():
        raise PanicException("index out of bounds")


def test_xlsxwriter_says_that_the_disk_is_full(
    tmp_path: Path, definition: FormDefinition, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object, **more: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("xlsxwriter.workbook.ZipFile", full)
    answered = [record(definition, a="x")]
    refused(DISK_FULL, lambda: export(tmp_path, definition, answered, writer=write_with_xlsxwriter))


def test_cancelling_writes_nothing(tmp_path: Path, definition: FormDefinition, writer: Writer) -> None:
    told: list[int] = []
    records = [record(definition, f"uuid:{number}", a="x") for number in range(1_000)]
    with pytest.raises(Cancelled):
        export(
            tmp_path,
            definition,
            records,
            writer=writer,
            progress=told.append,
            cancelled=lambda: len(told) == 3,
        )
    assert told == [100, 200, 300]
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("mark", ["~$out.xlsx", ".~lock.out.xlsx#"])
def test_a_workbook_that_is_open_gets_a_new_number(
    tmp_path: Path, definition: FormDefinition, mark: str
) -> None:
    first = export(tmp_path, definition, [record(definition, a="旧")]).path
    (tmp_path / mark).touch()
    second = export(tmp_path, definition, [record(definition, a="新")]).path
    assert (first.name, second.name) == ("out.xlsx", "out-2.xlsx")
    assert read(first)["study"][0]["a"] == "旧"
    (tmp_path / mark).unlink()
    assert export(tmp_path, definition, [record(definition, a="新")]).path == first
    assert read(first)["study"][0]["a"] == "新"


def test_a_name_left_behind_by_a_program_that_crashed_does_no_harm(
    tmp_path: Path, definition: FormDefinition
) -> None:
    (tmp_path / "~$out.xlsx").touch()
    assert export(tmp_path, definition, []).path.name == "out.xlsx"
