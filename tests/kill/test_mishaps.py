"""Clocks that jump, two programs, a program that stands still, a folder that gets another name."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from fieldapp import study
from fieldapp.problems import STUDY_OPEN, Problem
from fieldapp.session import Session
from tests.kill.auditor import look
from tests.kill.day import cheap_guesses, unlock
from tests.kill.killer import ROOT
from tests.kill.layer import above
from tests.kill.ledger import Facts, Ledger, Line, heard
from tests.kill.making import make
from tests.kill.scenes import load
from tests.kill.world import World


@pytest.fixture(autouse=True)
def _home_that_is_given_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Worlds have homes of their own; and passphrases that cost nothing."""
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("fieldapp.keys.argon.calibrated", None)
    cheap_guesses()
    load()


def facts_of(world: World) -> Facts:
    return dict(json.loads((world.root / "facts.json").read_text("utf-8")))


def working(world: World, **job: object) -> subprocess.Popen[bytes]:
    """Somebody at work, who says what they do."""
    job = {"root": str(world.root), "facts": facts_of(world), "seed": 5, "aloud": True, **job}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.kill.day", json.dumps(job)],
        stdout=subprocess.PIPE,
        env={**above(world.root), "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
    )


def lines(output: bytes) -> list[Line]:
    return [line for text in output.splitlines() if (line := heard(text))]


@pytest.mark.parametrize("kind", ["plain", "protected"])
def test_a_clock_that_jumps_by_years_loses_nothing(tmp_path, kind):
    """Steps are in the order in which they were made, acts and logs follow, the newest backup stays."""
    world = make(kind, tmp_path / kind)
    with working(world, acts=40, clock=True) as person:
        said, _ = person.communicate()
    assert person.returncode == 0
    ledger = Ledger(facts_of(world)).read(lines(said))
    assert ledger.done > 40
    assert look(world, ledger).faults == []


def test_a_program_that_stands_still_keeps_others_out_and_goes_on(tmp_path):
    """Stopped in the middle of its work (a laptop that sleeps, a debugger): nobody else may write meanwhile."""
    world = make("protected", tmp_path / "protected")
    world.enter()
    with working(world, acts=25, ordinary=True) as person:
        assert person.stdout is not None
        said = b"".join(person.stdout.readline() for _ in range(12))
        os.kill(person.pid, signal.SIGSTOP)
        try:
            stands_still(world, Ledger(facts_of(world)).read(lines(said)))
        finally:
            os.kill(person.pid, signal.SIGCONT)
        rest, _ = person.communicate()
    assert person.returncode == 0
    assert look(world, Ledger(facts_of(world)).read(lines(said + rest))).faults == []


def stands_still(world: World, told: Ledger) -> None:
    """Nobody else gets in, but for reading."""
    key = unlock(told.facts)
    with pytest.raises(Problem) as raised:
        study.open(world.study, unlock=key)
    assert raised.value.kind is STUDY_OPEN
    with closing(study.open(world.study, exclusive=False, unlock=key)) as beside:
        begun = {name.removeprefix("steps/") for name in told.facts if name.startswith("steps/")}
        assert begun <= {row.instance_id for row in beside.drafts()}


@pytest.mark.parametrize("kind", ["plain", "protected"])
def test_a_folder_that_gets_another_name_while_it_is_open(tmp_path, kind):
    """What is acknowledged afterwards is in the folder of the new name; or it is refused with a sentence."""
    world = make(kind, tmp_path / kind)
    world.enter()
    key = unlock(facts_of(world))
    opened = study.open(world.study, unlock=key)
    session = Session.start(opened, opened.forms()[0].sha256)
    session.answer("/data/age", "40")
    moved = world.root / "另一个名字"
    world.study.rename(moved)
    acknowledged = "40"
    try:
        session.answer("/data/age", "41")
        acknowledged = "41"
        session.attach_bytes("/data/paper", b"\x89PNG", ".png")
    except Problem:
        assert session.interview.node("/data/age").value == acknowledged
    opened.close()
    with closing(study.open(moved, unlock=key)) as again:
        assert again.store.check() == []
        resumed = Session.resume(again, session.instance_id)
        assert resumed.interview.node("/data/age").value == acknowledged
    assert not world.study.exists() or not (world.study / "study.db").exists()
    shutil.rmtree(world.study, ignore_errors=True)
