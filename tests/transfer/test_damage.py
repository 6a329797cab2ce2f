"""The damage table in small, and the kill test in small; the long ones are in build/soak/transfer.py."""

from __future__ import annotations

import os
from pathlib import Path

from tests.transfer import damage
from tests.transfer.killing import Killing


def test_no_wrong_item_whatever_is_damaged(tmp_path: Path) -> None:
    lines, faults = damage.table(tmp_path, 1, 7)
    assert faults == []
    assert len(lines) == 2 + len(damage.DAMAGES)


if hasattr(os, "fork"):  # the way of Unix

    def test_killed_anywhere_it_can_be_done_again(tmp_path: Path) -> None:
        _, faults = Killing(tmp_path, 7).run(6)
        assert faults == []

    def test_without_care_in_writing_the_kill_test_finds_broken_packs(tmp_path: Path) -> None:
        torn = Killing(tmp_path, 7, torn=True)
        for share in (0.2, 0.4, 0.6, 0.8):
            torn.took["send"] = torn.took.get("send", 0.0) or _usual(torn)
            torn.once("send", share)
        assert any("is broken" in fault for fault in torn.faults)


def _usual(killing: Killing) -> float:
    killing.once("send", None)
    return killing.took["send"]
