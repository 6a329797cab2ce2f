"""Join cards: what a laptop shows of itself, and cards that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp import keys
from fieldapp.keys import DeviceKey
from fieldapp.problems import (
    CARD_OTHER_STUDY,
    CARD_UNREADABLE,
    Problem,
)
from fieldapp.transfer import cards
from tests.transfer.crew import NAME
from tests.transfer.laptops import Team


def test_a_card_says_the_same_words_to_everybody_in_both_languages(team: Team) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    card = cards.read(s.study, "看这里：\n" + cards.as_text(a.study, NAME) + "谢谢 THANKS")
    own = cards.own(a.study, NAME)
    assert card == own
    assert card.device == a.study.device_id
    assert len(card.words("en").split()) == len(card.words("zh").split()) == 8
    assert card.fits(card.words("zh"))
    assert card.fits(card.words("en").upper().replace(" ", "\n"))
    assert not card.fits(cards.own(s.study).words("en"))
    assert not card.fits("")


def test_the_words_are_those_of_the_published_lists() -> None:
    assert keys.words_of(bytes(32), "en", 2) == ["abandon", "abandon"]
    assert keys.words_of(bytes(32), "zh", 1) == ["的"]
    assert keys.words_of(b"\xff" * 32, "en", 1) == ["zoo"]
    assert keys.words_of(b"\xff" * 32, "zh", 1) == ["歇"]


def test_a_forged_card_is_none(team: Team) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    text = cards.as_text(a.study)
    spoiled = text.replace(text[60], "A" if text[60] != "A" else "B", 1)
    for wrong in (spoiled, text[:-20], "", "fieldapp-card-1:.", cards.PREFIX + "A" * 3_000 + ".", "é" * 9999):
        with pytest.raises(Problem) as failure:
            cards.read(s.study, wrong)
        assert failure.value.kind is CARD_UNREADABLE


def test_a_card_whose_key_would_keep_nothing_secret_is_refused(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    monkeypatch.setattr(DeviceKey, "recipient", property(lambda _self: bytes(32)))
    text = cards.as_text(a.study)
    with pytest.raises(Problem) as failure:
        cards.read(s.study, text)
    assert failure.value.kind is CARD_UNREADABLE


def test_a_card_of_another_study_is_refused(team: Team, tmp_path: Path) -> None:
    other = Team(tmp_path / "other")
    text = cards.as_text(other.laptop("a").study)
    with pytest.raises(Problem) as failure:
        cards.read(team.laptop("s").study, text)
    assert failure.value.kind is CARD_OTHER_STUDY
    other.close()
