"""A lost or damaged file of choices costs the choice, never the start."""

from __future__ import annotations

import pytest

from fieldapp.problems import Problem
from fieldapp.ui import preferences
from fieldapp.ui.preferences import Preferences


def test_choices_come_back() -> None:
    preferences.save(Preferences("en", "sunlight", 34))
    assert preferences.load() == Preferences("en", "sunlight", 34)


def test_without_a_file_there_are_defaults() -> None:
    assert preferences.load() == Preferences("zh", "light", 26)


@pytest.mark.parametrize(
    "damaged", [b"", b"\xff\xfe{", b"[1]", b'{"theme": "pink", "language": 7, "text_step": "26", "other": 1}']
)
def test_what_cannot_be_read_falls_back(damaged: bytes) -> None:
    preferences.place().parent.mkdir(parents=True)
    preferences.place().write_bytes(damaged)
    assert preferences.load() == Preferences()


def test_one_bad_choice_does_not_cost_the_others() -> None:
    preferences.place().parent.mkdir(parents=True)
    preferences.place().write_text('{"theme": "dark", "language": "fr"}', "utf-8")
    assert preferences.load() == Preferences(theme="dark")


def test_a_folder_that_cannot_be_made_is_a_problem() -> None:
    preferences.place().parent.parent.mkdir(parents=True, exist_ok=True)
    preferences.place().parent.write_text("a file where the folder should be", "utf-8")
    with pytest.raises(Problem):
        preferences.save(Preferences())
