"""Errors of SQLite that come without their code."""

from pathlib import Path

import pytest
import sqlcipher3

from fieldapp.problems import DISK_FAILED, DISK_FULL, READ_ONLY, Problem
from fieldapp.store.errors import guarded


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("database or disk is full", DISK_FULL),
        ("disk I/O error", DISK_FAILED),
        ("attempt to write a readonly database", READ_ONLY),
    ],
)
def test_words_alone_say_what_it_was(said, kind):
    """So come the errors of `sqlcipher_export` and of sqlcipher3's `backup`."""
    with pytest.raises(Problem) as raised, guarded(Path("study.db")):
        raise sqlcipher3.OperationalError(said)
    assert raised.value.kind is kind


def test_a_mistake_of_ours_stays_what_it_is():
    with pytest.raises(sqlcipher3.OperationalError), guarded(Path("study.db")):
        raise sqlcipher3.OperationalError("no such table: nothing")
