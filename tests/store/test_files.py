"""Whole files or nothing."""

import errno
import hashlib
import os
from pathlib import Path

import pytest

from fieldapp import files
from fieldapp.problems import (
    DISK_FAILED,
    DISK_FULL,
    FILE_IN_USE,
    FILE_MISSING,
    FILE_UNREADABLE,
    READ_ONLY,
    Kind,
    Problem,
)


def test_a_written_file_has_all_its_bytes_and_leaves_nothing_beside_it(tmp_path):
    target = tmp_path / "答案.xlsx"
    files.write(target, b"old")
    files.write(target, "𠮷野家".encode())
    assert target.read_text("utf-8") == "𠮷野家"
    assert list(tmp_path.iterdir()) == [target]


def test_a_write_that_fails_leaves_the_old_file(tmp_path):
    target = tmp_path / "a.txt"
    files.write(target, b"old")

    def half_way() -> None:
        with files.replacing(target) as temporary:
            temporary.write_bytes(b"half of the n")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_way()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_bytes_and_name_are_synced_in_this_order(tmp_path, monkeypatch):
    """First the bytes, then the new name, then the folder: in any other order a power cut shows."""
    order = []
    fsync, replace = os.fsync, os.replace

    def seen_fsync(descriptor):
        folder = Path(os.readlink(f"/proc/self/fd/{descriptor}")).is_dir()
        order.append("folder" if folder else "file")
        fsync(descriptor)

    def seen_replace(source, target):
        order.append("replace")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", seen_fsync)
    monkeypatch.setattr(os, "replace", seen_replace)
    files.write(tmp_path / "a", b"1")
    assert order == ["file", "replace", "folder"]


def test_a_private_file_is_its_owners_alone(tmp_path):
    files.write(tmp_path / "key", b"secret", private=True)
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DISK_FULL),
        (errno.EDQUOT, DISK_FULL),
        (errno.EROFS, READ_ONLY),
        (errno.EACCES, READ_ONLY),
        (errno.EPERM, READ_ONLY),
        (errno.ENOENT, FILE_MISSING),
        (errno.ENOTDIR, FILE_MISSING),
        (errno.EBUSY, FILE_IN_USE),
        (errno.EIO, DISK_FAILED),
    ],
)
def test_each_error_of_the_system_has_its_problem(number: int, kind: Kind):
    with pytest.raises(Problem) as caught, files.guarded("E:"):
        raise OSError(number, os.strerror(number))
    assert caught.value.kind is kind
    assert str(caught.value).startswith("E:")


def test_a_file_that_may_not_be_read_is_not_called_read_only():
    with pytest.raises(Problem) as caught, files.guarded("a", reading=True):
        raise OSError(errno.EACCES, "Permission denied")
    assert caught.value.kind is FILE_UNREADABLE


def test_a_folder_without_the_right_to_write(open_folder, ordinary):
    with ordinary(), pytest.raises(Problem) as caught:
        files.write(open_folder / "a", b"1")
    assert caught.value.kind is READ_ONLY
    assert list(open_folder.iterdir()) == []


def test_a_missing_file(tmp_path):
    with pytest.raises(Problem) as caught:
        files.read(tmp_path / "没有")
    assert caught.value.kind is FILE_MISSING


def test_adopting_copies_and_names_by_content(tmp_path):
    source, folder = tmp_path / "照片 1.JPG", tmp_path / "media"
    folder.mkdir()
    source.write_bytes(b"\xff\xd8picture")
    adopted = files.adopt(source, folder, lambda sha256: f"{sha256[:8]}.jpg")
    sha256 = hashlib.sha256(b"\xff\xd8picture").hexdigest()
    assert adopted == files.Adopted(folder / f"{sha256[:8]}.jpg", sha256, 9)
    assert adopted.path.read_bytes() == source.read_bytes()
    assert list(folder.iterdir()) == [adopted.path]


def test_adopting_what_is_not_there_says_so_about_the_source(tmp_path):
    with pytest.raises(Problem) as caught:
        files.adopt(tmp_path / "gone.jpg", tmp_path, str)
    assert caught.value.kind is FILE_MISSING
    assert "gone.jpg" in str(caught.value)


def test_too_little_space_is_seen_before_the_first_byte(tmp_path):
    files.require_space(tmp_path, 1)
    with pytest.raises(Problem) as caught:
        files.require_space(tmp_path, 1 << 62)
    assert caught.value.kind is DISK_FULL


def test_the_persons_own_folder_can_be_named(monkeypatch, tmp_path):
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path))
    assert files.home() == tmp_path
    monkeypatch.delenv("FIELDAPP_HOME")
    assert files.home().name == "fieldapp"
