"""A stick that is really full, at every amount of room: the earlier backup is whole, the sentence is right."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).parents[2]

INSIDE = """
    import subprocess, sys
    from pathlib import Path
    from fieldapp import study
    from fieldapp.backup import Policy, Source, back_up, backups, verify
    from fieldapp.problems import DISK_FULL, Problem

    def room(kilobytes):
        subprocess.run(["mount", "-o", f"remount,size={kilobytes}k", stick], check=True)

    folder, stick = Path(sys.argv[1]), Path(sys.argv[2])
    beside = study.open(folder, exclusive=False)
    source = Source(beside.store, beside.layout, beside.device_id)
    first = back_up(source, stick).backup
    used = sum(path.stat().st_blocks // 2 for path in stick.rglob("*"))
    refused = 0
    for more in range(0, 2_000, 16):
        if len(backups(stick)) > 1:
            break
        room(used + more)
        try:
            back_up(source, stick, policy=Policy(last=5))
        except Problem as problem:
            assert problem.kind is DISK_FULL, problem
            assert [one.folder for one in backups(stick)] == [first.folder]
            assert verify(first) == []
            refused += 1
    assert all(verify(one) == [] for one in backups(stick))
    print(refused)
"""


def test_a_stick_that_is_full_at_any_point(study, tmp_path):
    study.close()
    stick = tmp_path / "stick"
    stick.mkdir()
    own_mounts = "-m" if os.geteuid() == 0 else "-rm"  # root may, also where user name spaces are off
    script = 'mount -t tmpfs -o size=8m tmpfs "$1" && "$2" -c "$3" "$4" "$1"'
    call = ["unshare", own_mounts, "sh", "-c", script, "sh", str(stick), sys.executable]
    done = subprocess.run(
        [*call, textwrap.dedent(INSIDE), str(study.folder)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 5
