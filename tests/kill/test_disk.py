"""What files.py promises, on the most forgetful disk there is: nothing is kept but what was synced."""

import random
import subprocess
import sys
import textwrap

import pytest

from tests.kill.disk import Disk
from tests.kill.killer import ROOT
from tests.kill.layer import above, recorded


@pytest.fixture
def left(tmp_path):
    """`left(code)` runs a program in a folder and gives what a disk has of it that forgot all unsynced."""

    def run(code):
        root, log = tmp_path / "root", tmp_path / "log"
        root.mkdir()
        (root / "old").write_bytes(b"old")
        disk = Disk(root)
        begin = (
            "import sys, os\nfrom pathlib import Path\nfrom fieldapp import files\nroot = Path(sys.argv[1])\n"
        )
        command = [sys.executable, "-c", begin + textwrap.dedent(code), str(root)]
        subprocess.run(command, env={**above(root, log), "PYTHONPATH": str(ROOT)}, check=True)
        for call in recorded(log):
            disk.follow(call)
        disk.after_a_cut(tmp_path / "after", random.Random(), "nothing")
        after = tmp_path / "after"
        return {str(p.relative_to(after)): p.is_dir() or p.read_bytes() for p in sorted(after.rglob("*"))}

    return run


def test_a_file_that_was_written_is_there(left):
    assert left("files.write(root / 'new', b'new')") == {"new": b"new", "old": b"old"}


def test_a_file_that_was_replaced_is_the_new_one(left):
    assert left("files.write(root / 'old', b'new')") == {"old": b"new"}


def test_folders_above_a_new_folder_are_there_too(left):
    assert left("files.make_folder(root / 'a/b/c')") == {"a": True, "a/b": True, "a/b/c": True, "old": b"old"}


def test_a_file_that_was_copied_in_is_there(left):
    found = left("files.adopt(root / 'old', root, lambda sha256: 'copy')")
    assert found == {"copy": b"old", "old": b"old"}


def test_what_nobody_synced_is_forgotten(left):
    assert left("(root / 'new').write_bytes(b'new'); (root / 'old').write_bytes(b'new')") == {"old": b"old"}


def test_a_name_without_its_bytes(left):
    """Synced is the folder, not the file: the name is there, and nothing in it."""
    code = "(root / 'new').write_bytes(b'new')\nos.fsync(os.open(root, os.O_RDONLY))"
    assert left(code) == {"new": b"", "old": b"old"}
