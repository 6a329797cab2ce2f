"""What is said of a bundle, at the window and in a terminal alike."""

from __future__ import annotations

import pytest

from fieldapp.packs import Fault
from fieldapp.transfer import Damage, damage_words


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (None, "缺少"),
        (Fault.NEWER, "更新的版本"),
        (Fault.SEALED, "不是给这台电脑看的"),
        (Fault.FORGED, "签名与所称的电脑不符"),
        (Fault.NO_PACK, "不是我们的数据包"),
        (Fault.CUT, "损坏或不完整"),
        (Fault.DAMAGED, "损坏或不完整"),
    ],
)
def test_each_fault_has_its_own_cure(fault: Fault | None, words: str) -> None:
    said = damage_words(Damage("返乡.fapp", fault))
    assert said.startswith("返乡.fapp")
    assert words in said
