"""Kills a person at random moments and holds the disk against what the person had been told.

The person is any program that opens the study named on its command line and writes `saying` lines to
its standard output: `session_person` acts through the session, a window person through widgets.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fieldapp import study
from fieldapp.interview import Interview, change_from_json
from fieldapp.problems import Problem
from fieldapp.session import Session
from fieldapp.session.personal import Keeper
from fieldapp.store import JournalRow
from fieldapp.study import Study
from tests.kill.saying import Acknowledged, Contradicted, Line, Opened, Shown, digest, heard

ROOT = Path(__file__).parents[2]
SESSION_PERSON = ("-m", "tests.kill.session_person")
WINDOW_PERSON = ("-m", "tests.kill.window_person")
HALF_TYPED = 0.3  # seconds of typing that may be lost


@dataclass(slots=True)
class Report:
    """What a number of runs found."""

    runs: int = 0
    acknowledged: int = 0
    lost_steps: int = 0
    runs_with_loss: int = 0
    different: int = 0
    wrong_place: int = 0
    half_typed_lost: int = 0
    damaged: int = 0
    broken: int = 0
    contradicted: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def faults(self) -> int:
        """Everything that must be zero."""
        faults = self.lost_steps + self.different + self.wrong_place + self.half_typed_lost
        return faults + self.damaged + self.broken + self.contradicted

    def __str__(self) -> str:
        return (
            f"{self.runs} runs, {self.acknowledged} acknowledged steps: lost {self.lost_steps}"
            f" (in {self.runs_with_loss} runs), other than acknowledged {self.different},"
            f" wrong question after resume {self.wrong_place}, half-typed text lost {self.half_typed_lost},"
            f" databases damaged {self.damaged}, programs broken {self.broken},"
            f" fields that show another text {self.contradicted}"
        )


@dataclass(frozen=True, slots=True)
class Expected:
    """What the next start of the app has to show."""

    instance_id: str
    position: str
    answers: dict[str, str]


class Witness:
    """Runs a person again and again on one study folder."""

    def __init__(
        self,
        template: Path,
        folder: Path,
        seed: int,
        person: Sequence[str] = SESSION_PERSON,
        more: Sequence[str] = (),
    ) -> None:
        self._template = template
        self._folder = folder
        self._chance = random.Random(seed)
        self._person = person
        self._more = more
        self._instance = "new"
        self._expected: Expected | None = None
        at_once = tuple(person) == SESSION_PERSON
        self._under_way = 1 if at_once else 3  # one key may leave a field and a page
        self._longest = 100 if at_once else 300
        self.report = Report()

    def run(self, runs: int) -> Report:
        """Kill and look, `runs` times. An interview is mostly gone on with, as after a real power cut."""
        for _ in range(runs):
            if self._instance == "new" or self._chance.random() < 0.3:
                self._anew()
            lines = self._kill()
            self.look(lines)
        return self.report

    def _anew(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        shutil.copytree(self._template, self._folder)
        self._instance = "new"

    def _kill(self) -> list[Line]:
        """Let the person act, then SIGKILL somewhere between two sayings or in the middle of a commit."""
        seed = str(self._chance.randrange(1 << 30))
        command = [sys.executable, *self._person, str(self._folder), seed, self._instance, *self._more]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        complaints = self._folder.with_name("complaints")
        with (
            complaints.open("wb") as stderr,
            subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=stderr, env=environment, cwd=ROOT
            ) as process,
        ):
            assert process.stdout is not None
            said = [process.stdout.readline() for _ in range(self._chance.randrange(3, self._longest))]
            moment = time.monotonic() + self._chance.random() * 0.004
            while time.monotonic() < moment:
                pass
            process.kill()
            said += process.stdout.readlines()
        self._complain(complaints.read_text("utf-8", "replace"), seed, ended=b"" in said)
        return [line for line in map(heard, said) if line]

    def _complain(self, text: str, seed: str, *, ended: bool) -> None:
        """The person's program broke, froze, or ended by itself before it was killed."""
        if ended or "Traceback" in text or "most recent call first" in text:
            self.report.broken += 1
            self.report.told.append(f"seed {seed}, interview {self._instance}: {text}")

    def look(self, lines: Sequence[Line]) -> None:
        """Open the study as the next start of the app would, and hold it against what was said."""
        self.report.runs += 1
        told = [line for line in lines if isinstance(line, Acknowledged)]
        if not told:  # it ended before its first word, and was counted as broken
            return
        self.report.acknowledged += len(told)
        try:
            opened = study.open(self._folder)
        except Problem as refused:  # nothing wrong is shown, and nothing can be gone on with
            self.report.damaged += 1
            self.report.told.append(str(refused))
            return
        try:
            self.report.damaged += bool(opened.store.check())
            wrong = [line for line in lines if isinstance(line, Contradicted)]
            self.report.contradicted += len(wrong)
            self.report.told += map(str, wrong[:3])
            self._resumed_at(lines)
            self._compare(opened, told[-1], lines)
        finally:
            opened.close()

    def _compare(self, opened: Study, told: Acknowledged, lines: Sequence[Line]) -> None:
        """Nothing that was acknowledged is missing; at most what was under way is there besides."""
        self._expected = None
        self._instance = told.instance_id
        row = opened.store.instances.get(told.instance_id)
        rows = list(opened.store.journal.rows(told.instance_id)) if row else []
        lost = told.step - (rows[-1].step if rows else -1)
        if lost > 0:
            self.report.lost_steps += lost
            self.report.runs_with_loss += 1
            self._instance = told.instance_id if rows else "new"
            return
        resumed = Session.resume(opened, told.instance_id)
        record_id = row.record_id if row else ""
        then = replayed(opened, resumed.form_sha256, rows[: told.step + 1], record_id)
        self.report.different += digest(then) != told.digest or lost < -self._under_way
        places = {told.position} if lost == 0 else {rows[-1].position}
        self.report.wrong_place += resumed.position not in places or rows[told.step].position != told.position
        self._half_typed(resumed, lines)
        self._expected = Expected(told.instance_id, resumed.position, texts(resumed.interview))

    def _resumed_at(self, lines: Sequence[Line]) -> None:
        """The window opened at the question of the journal's last row, with the text that is on the disk."""
        opened = next((line for line in lines if isinstance(line, Opened)), None)
        if opened is None or self._expected is None or opened.instance_id != self._expected.instance_id:
            return
        if not same_place(opened.reference, self._expected.position):
            self.report.wrong_place += 1
            self.report.told.append(f"{opened}: the journal says {self._expected.position}")
        acted = next(number for number, line in enumerate(lines) if isinstance(line, Acknowledged))
        for line in lines[:acted]:  # what stands there before the first key; later it may have been undone
            if isinstance(line, Shown) and self._expected.answers[line.reference] != line.text:
                self.report.half_typed_lost += 1
                self.report.told.append(f"{line}: resumed from {self._expected.answers[line.reference]!r}")

    def _half_typed(self, session: Session, lines: Sequence[Line]) -> None:
        """The disk holds what stood in the field 300 ms before the last sign of life, or newer."""
        typed = [line for line in lines if isinstance(line, Shown)]
        if not typed:
            return
        last = [line for line in typed if line.reference == typed[-1].reference]
        old = [line for line in last if line.at < typed[-1].at - HALF_TYPED]
        allowed = {line.text for line in last[max(len(old) - 1, 0) :]}
        node = session.interview.node(typed[-1].reference)
        if node is None or node.value not in allowed:
            self.report.half_typed_lost += 1
            self.report.told.append(f"{typed[-1]}: on the disk {node.value if node else None!r}")


def same_place(shown: str, position: str) -> bool:
    """The question itself, or the first one of the screen or row that was the position."""
    return shown == position or shown.startswith((position + "/", position + "["))


def texts(interview: Interview) -> dict[str, str]:
    """Every answer by its reference."""
    return {node.reference: node.value for node in interview.root.walk() if node.is_question}


def replayed(opened: Study, sha256: str, rows: Sequence[JournalRow], record_id: str) -> Interview:
    """The form as these rows leave it; `record_id` is whose personal values they speak of."""
    keeper = Keeper(opened.store, opened.definition(sha256), record_id)
    steps = [change_from_json(change) for row in keeper.rows(rows) for change in row.changes]
    return Interview.restore(opened.definition(sha256), opened.host(sha256), steps)
