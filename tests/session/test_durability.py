"""What the operating system sees: one sync for each committed answer; a disk that is really full."""

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from fieldapp import study
from fieldapp.session import Session
from tests.session.support import household_study

ROOT = Path(__file__).parents[2]


def run(code, folder, *prefix):
    """Run a program that has the study's folder as its only argument."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [*prefix, sys.executable, "-c", textwrap.dedent(code), str(folder)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


ANSWERING = """
    import os, sys
    from pathlib import Path
    from fieldapp import study
    from fieldapp.session import Session
    made = study.open(Path(sys.argv[1]))
    session = Session.start(made, made.forms()[0].sha256)
    session.answer("/data/age", "1")
    for number in range(40):
        os.write(1, b"key\\n")
        session.answer("/data/name", "王" * number + "。", typing=number % 2 == 0)
        session.go("/data/age") if number == 20 else None
    os.write(1, b"done\\n")
"""


def test_each_answer_is_one_sync_of_the_log(tmp_path):
    made, _ = household_study(tmp_path)
    made.close()
    seen = tmp_path / "seen"
    calls = "trace=write,fsync,fdatasync,sync_file_range,msync"
    done = run(ANSWERING, made.folder, "strace", "-f", "-y", "-e", calls, "-o", str(seen))
    assert done.returncode == 0, done.stderr
    answers = re.split(r'write\(1<[^\n]*"(?:key|done)\\n"', seen.read_text())[1:-1]
    syncs = [re.findall(r"(?:fsync|fdatasync)\(\d+<([^>]*)>", calls_of_one) for calls_of_one in answers]
    log = f"{made.layout.database}-wal"
    assert len(syncs) == 40
    assert syncs == [[log] * (2 if number == 20 else 1) for number in range(40)]


def test_a_sync_comes_after_the_last_write_of_its_answer(tmp_path):
    made, _ = household_study(tmp_path)
    made.close()
    seen = tmp_path / "seen"
    run(ANSWERING, made.folder, "strace", "-f", "-y", "-e", "trace=write,pwrite64,fdatasync", "-o", str(seen))
    answers = re.split(r'write\(1<[^\n]*"(?:key|done)\\n"', seen.read_text())[1:-1]
    for calls_of_one in answers:
        calls = [line.split("(")[0].split()[-1] for line in calls_of_one.splitlines() if "-wal>" in line]
        assert calls[0] == "pwrite64"
        assert calls[-1] == "fdatasync"


FILLING = """
    import sys
    from pathlib import Path
    from fieldapp import study
    from fieldapp.problems import Problem
    from fieldapp.session import Session
    made = study.open(Path(sys.argv[1]))
    session = Session.resume(made, made.drafts()[0].instance_id)
    last = ""
    for number in range(100_000):
        text = f"{number} " + "长" * 2_000
        try:
            session.answer("/data/name", text)
        except Problem as failure:
            code = failure.kind.code
            break
        last = text
    else:
        raise SystemExit("the disk was never full")
    assert session.interview.node("/data/name").value == last
    print(code, len(last), last[:20].split()[0], sep="|")
"""

SMALL_DISK = """
set -e
mount -t tmpfs -o size=3m tmpfs "$1.disk" && cp -r "$1"/. "$1.disk" && cd /
eval "$4"
"$2" -c "$3" "$1.disk"
cp -r "$1.disk"/. "$1"
"""

OPENING = """
    import sys
    from pathlib import Path
    from fieldapp import study
    from fieldapp.problems import Problem
    try:
        study.open(Path(sys.argv[1]))
    except Problem as failure:
        print(failure.kind.code)
    beside = study.open(Path(sys.argv[1]), exclusive=False)
    print(len(beside.drafts()))
"""


def on_a_small_disk(folder, code, before=""):
    """Run a program on a file system of 3 MB, in a name space of its own, so no rights are needed."""
    folder.with_name(f"{folder.name}.disk").mkdir()
    own_mounts = "-m" if os.geteuid() == 0 else "-rm"  # root may, also where user name spaces are off
    inside = ["unshare", own_mounts, "sh", "-c", SMALL_DISK, "sh", str(folder), sys.executable]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [*inside, textwrap.dedent(code), before]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def filled(tmp_path):
    """A study with one draft, closed; and how to look at it afterwards."""
    made, sha256 = household_study(tmp_path)
    session = Session.start(made, sha256)
    session.answer("/data/age", "40")
    made.close()
    return made.folder


def check(folder, said):
    """The last acknowledged answer is there, whole, and the study goes on."""
    code, length, number = said.strip().split("|")
    made = study.open(folder)
    assert made.store.check() == []
    (row,) = made.drafts()
    session = Session.resume(made, row.instance_id)
    value = session.interview.node("/data/name").value
    assert (len(value), value.split()[0]) == (int(length), number)
    assert session.interview.node("/data/age").value == "40"
    session.answer("/data/name", "王")
    made.close()
    return code


def test_a_disk_that_runs_full_while_answering(filled):
    assert check(filled, on_a_small_disk(filled, FILLING)) == "disk-full"


def test_a_disk_that_is_full_when_the_study_is_opened(filled):
    """No room even for SQLite's helper files: said as it is, and reading still works."""
    stuff = 'head -c 9m /dev/zero > "$1.disk/stuff" 2>/dev/null || true'
    assert on_a_small_disk(filled, OPENING, stuff).split() == ["disk-full", "1"]


def test_a_limit_on_the_size_of_files(filled):
    """Another way for a write to fail half-way: the system takes part of it."""
    limit = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))\n"
    done = run(limit + textwrap.dedent(FILLING), filled)
    assert done.returncode == 0, done.stderr
    assert check(filled, done.stdout) == "disk-failed"
