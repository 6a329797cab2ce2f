"""The recovery sheet: keys on paper, proven by a test."""

from __future__ import annotations

import dataclasses

import pytest

from fieldapp import keys
from fieldapp.packs import scan
from fieldapp.problems import (
    SHEET_DIFFERS,
    Problem,
)
from fieldapp.transfer import members, sheets, team
from fieldapp.transfer.outbox import kept
from fieldapp.transfer.roster import signed
from tests.transfer.crew import Crew, known_of


def test_a_sheet_counts_only_after_what_was_typed_from_it_opens_a_pack(crew: Crew) -> None:
    study = crew.lead.study
    sheet = sheets.new(study)
    for lead, hq in (
        (sheet.lead, sheet.lead),
        (sheet.hq, sheet.hq),
        ("", ""),
        (sheet.lead, sheet.hq[:-1] + "0"),
    ):
        with pytest.raises(Problem) as failure:
            sheets.prove(study, sheet, lead, hq if hq != sheet.hq else sheet.hq[::-1])
        assert failure.value.kind is SHEET_DIFFERS
    assert sheets.made(study) == ""
    recipient = sheets.prove(study, sheet, sheet.lead.lower().replace("-", " "), f" {sheet.hq} ")
    team.add_reader(study, sheets.HQ, recipient)
    sheets.remember(study)
    assert sheets.made(study)
    crew.spreads()
    crew.a.interviews("张𡋬", 41)
    crew.a.sends(crew.stick)
    secret = sheets.read_code(sheet.hq)
    assert secret is not None
    (pack,) = list(kept(crew.a.study))
    payload = next(scan(pack.path.read_bytes(), keys.verify)).payload
    assert keys.unseal(payload, [secret]) is not None


def test_with_the_sheet_another_laptop_leads_on(crew: Crew) -> None:
    sheet = sheets.new(crew.lead.study)
    secret = sheets.read_code(sheet.lead)
    assert secret is not None
    team.take_over(crew.s.study, keys.from_private(secret))
    assert known_of(crew.s).leads
    crew.s.sends(crew.stick)
    crew.a.takes(crew.stick)
    known = known_of(crew.a)
    assert known.lead == crew.s.study.device.public.hex()
    assert known.is_revoked(crew.lead.study.device_id)
    old = known_of(crew.lead).roster
    assert old is not None
    thief = signed(dataclasses.replace(old, number=77), crew.lead.study.device)
    assert members.judged(known, [thief.item]) == known
