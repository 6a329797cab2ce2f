"""The log of acts, taken away and verified; the log file, which holds no answer; the support bundle."""

from __future__ import annotations

import csv
import io
import json
import logging
import zipfile
from pathlib import Path

import pytest

from fieldapp import logs
from fieldapp.__main__ import main
from fieldapp.problems import NOT_ALLOWED, SIGN_IN_NEEDED, Problem
from fieldapp.session import Session
from fieldapp.study import Study, support
from fieldapp.study import log as acts_of
from tests.people.conftest import LEAD, LI, as_person

# What people said and are called: must be in no log and in no bundle.
SECRETS = (
    "王﨑养蜂𠮷",
    "李梅",
    "周教授",
    "13800001234",
    "110101199003072316",
    "返乡创业调查",
    LEAD,
    LI,
    "太行山下",
)


@pytest.fixture
def lived_in(team: Study) -> Study:
    """A study with answers, notes, people, acts, settings, a log and a crash report."""
    as_person(team, "E01")
    session = Session.start(team, team.forms()[0].sha256)
    name = next(node.reference for node in session.interview.root.walk() if node.name == "name")
    session.answer(name, "王﨑养蜂𠮷")
    session.note(name, "电话 13800001234\n身份证 110101199003072316")
    session.close()
    as_person(team, "F01")
    team.settings.set("email", "limei@example.cn 太行山下")
    team.act("export", "返乡创业调查-李梅.xlsx", path="/home/太行山下/x.xlsx")
    logs.start()
    log = logging.getLogger("fieldapp.test")
    try:
        raise ValueError("王﨑养蜂𠮷 13800001234")
    except ValueError:
        log.exception("answer '王﨑养蜂𠮷' of 110101199003072316 in %s", team.folder / "太行山下")
    crash = team.folder / "crash" / "crash-20261122-010101-1.txt"
    crash.parent.mkdir()
    crash.write_text(
        'fieldapp 1\n  File "/home/太行山下/x.py", line 3, in f\n    answer("王﨑养蜂𠮷")\n李梅 13800001234',
        "utf-8",
    )
    return team


def terminal(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = main(["--language", "en", *map(str, words)])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_the_log_file_holds_no_answer_but_says_what_happened(lived_in: Study) -> None:
    text = "".join(path.read_text("utf-8") for path in logs.kept())
    assert "ERROR fieldapp.test" in text
    assert "ValueError" in text
    assert "test_log.py" in text
    assert not [secret for secret in SECRETS if secret in text]


def test_a_line_without_the_mask_would_hold_them(lived_in: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above bites: with the mask off the answer is in the file."""
    monkeypatch.setattr(logs, "_MASKS", ())
    record = logging.LogRecord("fieldapp", logging.INFO, "x", 1, "13800001234", (), None)
    assert "13800001234" in logs.line(record)


def test_the_log_file_is_turned_over(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_MOST", 500)
    logs.start()
    for number in range(40):
        logging.getLogger("fieldapp.test").warning("line %d", number)
    assert [path.name for path in logs.kept()] == ["fieldapp.log", "fieldapp.1.log"]
    assert all(path.stat().st_size < 1000 for path in logs.kept())
    assert logs.kept()[0].read_text().endswith("line 39\n")


def test_a_disk_that_takes_no_log_stops_nobody(home: Path) -> None:
    home.mkdir()
    (home / "log").write_text("a file where the folder should be")
    logs.start()
    logging.getLogger("fieldapp.test").warning("still here")
    assert (home / "log").read_text() == "a file where the folder should be"


def test_the_bundle_holds_figures_and_no_one(lived_in: Study, tmp_path: Path) -> None:
    target = tmp_path / "bundle.zip"
    content = support.items(lived_in, {"qt": "6"})
    support.write(target, content)
    with zipfile.ZipFile(target) as archive:
        texts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    assert set(texts) >= {"about.json", "study.json", "settings.json", "forms.csv", "acts.csv", "files.csv",
                          "log/fieldapp.log", "crash/crash-20261122-010101-1.txt"}  # fmt: skip
    assert texts == {item.name: item.text for item in content}, "what was shown is what was saved"
    whole = "\n".join([*texts, *texts.values()])
    assert not [secret for secret in SECRETS if secret in whole]
    assert whole.isascii() or "…" in whole
    study = json.loads(texts["study.json"])
    assert study["database"]["rows of journal"] > 1
    assert study["people"] == {"enumerator": 2, "lead": 1, "supervisor": 1}
    assert study["acts that do not follow"] == []
    assert lived_in.forms()[0].sha256 in texts["forms.csv"]
    assert {row["kind"] for row in csv.DictReader(io.StringIO(texts["acts.csv"]))} >= {"person-add", "export"}
    assert lived_in.device.private.hex() not in whole


def test_the_bundle_is_made_without_a_study_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = terminal(capsys, "support", tmp_path / "b.zip", "--show")
    assert code == 0
    assert '"fieldapp"' in out
    assert (tmp_path / "b.zip").exists()


def test_the_log_is_for_those_who_may_see_it(team: Study) -> None:
    as_person(team, "E01")
    with pytest.raises(Problem) as caught:
        acts_of.acts(team)
    assert caught.value.kind is NOT_ALLOWED


def test_the_log_is_exported_whole_and_verified(
    team: Study, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    team.act("export", "=cmd 返乡\n𠮷.xlsx", rows="604")
    folder, count = team.folder, len(list(team.store.acts.all()))
    assert terminal(capsys, "log", folder)[0] == SIGN_IN_NEEDED.exit_code
    monkeypatch.setenv("FIELDAPP_PERSON", "F01")
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", LEAD)
    code, out, _ = terminal(capsys, "log", folder, "--csv", tmp_path / "log.csv")
    assert code == 0
    assert f"{count + 1} acts" in out, "and the sign-in of this command"
    rows = list(csv.DictReader(io.StringIO((tmp_path / "log.csv").read_text("utf-8-sig"))))
    exported = next(row for row in rows if row["kind"] == "export")
    assert exported["subject"] == "'=cmd 返乡\n𠮷.xlsx"
    assert [row["prev"] for row in rows[1:]] == [row["hash"] for row in rows[:-1]]
    _, out, _ = terminal(capsys, "log", folder, "--json")
    last = [json.loads(line) for line in out.splitlines()][-2]
    assert (last["kind"], last["person"]) == ("log-export", "F01")


def test_a_changed_act_is_named(
    team: Study, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIELDAPP_PERSON", "F01")
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", LEAD)
    trigger = team.store.database.one("SELECT sql FROM sqlite_schema WHERE name = 'act_stays'")
    assert trigger
    team.store.database.run("DROP TRIGGER act_stays")
    team.store.database.run("UPDATE act SET entry = CAST(replace(entry, 'E01', 'E09') AS BLOB)")
    team.store.database.run(trigger[0])
    code, _, err = terminal(capsys, "log", team.folder, "--verify")
    assert code == 1
    number = next(act.seq for act in team.store.acts.all() if act.subject == "E09")
    assert str(number) in err
