"""What is known before an interview begins is answered by the journal, and nothing else."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from fieldapp import study as studies
from fieldapp.session import Session
from tests.cases.support import write_form

KNOWN = {
    "case_id": "RET-0001", "b_birth": "1988", "age": "四十一", "who": "王﨑", "v_note": "行里", "hh_none": "x",
    "instanceID": "uuid:别的",
}  # fmt: skip


def test_questions_are_filled_in_and_survive(tmp_path: Path) -> None:
    with closing(studies.create(tmp_path / "s", "返乡")) as study:
        form = study.add_form(write_form(tmp_path / "f.xlsx"))
        session = Session.start(study, form.sha256, case="case::RET-0001", known=KNOWN)
        assert session.position == "", "the person begins where an interview begins"
        session.close()
        again = Session.resume(study, session.instance_id)
        said = {
            name: again.interview.node(f"/data/{name}").value for name in ("case_id", "b_birth", "age", "who")
        }  # type: ignore[union-attr]
        assert said == {"case_id": "RET-0001", "b_birth": "1988", "age": "", "who": "王﨑"}
        assert again.instance_id != "uuid:别的"
        row = again.interview.node("/data/visits[1]/v_note")
        assert row is None or row.value == ""
        assert b"\xe7\x8e\x8b\xef\xa8\x91" not in study.layout.database.read_bytes(), "who is a contact"
        assert study.store.cases.drafts() == {"case::RET-0001": session.instance_id}
        while again.undo() is not None:
            pass
        assert again.interview.node("/data/case_id").value == ""  # type: ignore[union-attr]
        again.close()


def test_rows_of_a_roster_come_first_and_an_empty_one_follows(tmp_path: Path) -> None:
    rows = {"visits": [{"v_note": "门锁着 𠮷"}, {"v_note": "㐂 不在"}], "hh_none": [{"x": "1"}]}
    with closing(studies.create(tmp_path / "s", "返乡")) as study:
        form = study.add_form(write_form(tmp_path / "f.xlsx"))
        session = Session.start(study, form.sha256, rows=rows)
        session.close()
        again = Session.resume(study, session.instance_id)
        notes = [
            row.interview.node(f"{row.reference}/v_note").value
            for row in again.interview.rows("/data/visits")
        ]  # type: ignore[union-attr]
        assert notes == ["门锁着 𠮷", "㐂 不在", ""]
        assert again.position == ""
        again.close()
