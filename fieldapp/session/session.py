"""`Session`: one open interview."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from fieldapp.interview import Change, Changes, Interview, Refused, Remark, RepeatAdded, Violation
from fieldapp.interview.references import plain
from fieldapp.problems import INTERVIEW_FINALIZED, NOT_FINALIZABLE, REASON_MISSING, Problem
from fieldapp.session import checks, evidence, opening, settling, timing
from fieldapp.session.anchors import after_removal
from fieldapp.session.annotating import Notebook
from fieldapp.session.attaching import Folder
from fieldapp.session.clock import ClockFault, ClockGuard
from fieldapp.session.filling import fill, fill_rows
from fieldapp.session.finalizing import finalize
from fieldapp.session.history import Group
from fieldapp.session.place import Place
from fieldapp.session.recorder import Recorder
from fieldapp.store import InstanceRow, JournalKind, RevisionRow


class Session:
    """Made by `start`, `resume` or `reopen`; the package says what it promises."""

    def __init__(self, place: Place, row: InstanceRow, recorder: Recorder) -> None:
        self.instance_id = row.instance_id
        self.form_sha256 = row.form_sha256
        self._record_id = row.record_id
        self.finalized = row.state == "finalized"
        self.correction = row.reason if row.base else ""
        """Why a finished interview is corrected; "" in its first version."""
        self._place = place
        self._recorder = recorder
        self._notebook = Notebook(recorder)
        self._folder = Folder(place, row.instance_id)
        self._clock = ClockGuard(recorder.interview.host.now, place.store.instances.last_touched())

    # Beginning and ending

    @classmethod
    def start(
        cls,
        place: Place,
        form_sha256: str,
        language: str | None = None,
        *,
        case: str = "",
        known: Mapping[str, str] | None = None,
        rows: Mapping[str, Sequence[Mapping[str, str]]] | None = None,
    ) -> Session:
        """A new interview with a form of the study; it is a draft on the disk when this returns.

        `case` is the key of the case it is for, `known` what is known before, by names of questions, `rows`
        the same of rosters.
        """
        session = cls(place, *opening.start(place, form_sha256, language, case))
        fill(session._recorder, known or {})
        fill_rows(session._recorder, rows or {})
        return session

    @classmethod
    def resume(cls, place: Place, instance_id: str) -> Session:
        """Go on exactly where it stopped: the journal replayed, nothing re-run. Finalized: to read."""
        return cls(place, *opening.resume(place, instance_id))

    @classmethod
    def reopen(cls, place: Place, instance_id: str, reason: str) -> Session:
        """Correct a finalized interview: a new draft whose revision will have the old one as its parent.

        A correction that was begun before and not finished is gone on with.
        """
        return cls(place, *opening.reopen(place, instance_id, reason))

    @classmethod
    def settle(cls, place: Place, parents: Sequence[str], answers: Mapping[str, Any], reason: str) -> Session:
        """Join versions of an interview: a draft with the answers decided on, which ends the conflict."""
        return cls(place, *settling.settle(place, parents, answers, reason))

    def finalize(self) -> RevisionRow:
        """Make the revision, which never changes; `NOT_FINALIZABLE` while something is to be settled."""
        self._draft()
        if points := self.open_points():
            self._recorder.record("refused", "")
            raise Problem(NOT_FINALIZABLE, where=self._named(), count=len(points))
        revision = finalize(self._place, self._recorder)
        self.finalized = True
        return revision

    def close(self) -> None:
        """Nothing is left to be saved: every step was committed. Further steps are refused."""
        self._recorder.closed = True

    @property
    def seconds(self) -> float:
        """How long somebody was at it, over all openings; pauses and the locked window left out."""
        return self._recorder.seconds

    def seconds_per_question(self) -> dict[str, float]:
        """Reference -> seconds at that question over all visits, as the journal has them."""
        return timing.seconds_per_question(self._place.store.journal.rows(self.instance_id))

    # Answering

    @property
    def interview(self) -> Interview:
        """The live form, to read from."""
        return self._recorder.interview

    def answer(self, reference: str, value: str, typing: bool = False) -> Changes:
        """Give an answer; committed when this returns.

        `interview.Refused` if its type cannot hold it (yet): the answer stays, and the text is kept, also
        over a crash, in `unfinished` until the question has an answer again.
        """
        self._draft()
        exact = self._exact(reference)
        try:
            changes = self.interview.answer(exact, value)
        except Refused:
            self._keep_unfinished(exact, value)
            raise
        also = _all(self._finished(exact), self._no_longer_confirmed(exact) if changes.steps else None)
        if not changes.steps and not also:
            return changes
        changes = self._with_evidence(exact, value, changes)
        group = self._recorder.group_for(exact) if changes.steps else None
        kind: JournalKind = "answer" if changes.steps else "typed"
        return self._recorder.record(
            kind, exact, changes, position=exact, group=group, typing=typing, also=also
        )

    def add_repeat(self, reference: str, index: int | None = None) -> Changes:
        """A new instance of the repeat, last or at `index` from 1; the position moves to it."""
        self._draft()
        changes = self.interview.add_repeat(reference, index)
        added = next(step.reference for step in changes.steps if isinstance(step, RepeatAdded))
        return self._recorder.record("repeat-add", added, changes, position=added)

    def remove_repeat(self, reference: str) -> Changes:
        """Take out a repeat instance; the journal keeps all it held."""
        self._draft()
        removed = self._exact(reference)
        changes = self.interview.remove_repeat(removed)
        return self._recorder.record("repeat-remove", removed, changes, position=self._without(removed))

    # Undoing

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return not self.finalized and self._recorder.history.to_undo is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return not self.finalized and self._recorder.history.to_redo is not None

    def undo(self) -> Changes | None:
        """Write the old values back, raw; None when there is nothing to undo."""
        self._draft()
        if (group := self._recorder.history.to_undo) is None:
            return None
        return self._again("undo", group, group.inverse(), group.place_undone)

    def redo(self) -> Changes | None:
        """Do again what was undone; None when there is nothing."""
        self._draft()
        if (group := self._recorder.history.to_redo) is None:
            return None
        return self._again("redo", group, group.steps, group.after)

    def _again(self, kind: JournalKind, group: Group, steps: Sequence[Change], position: str) -> Changes:
        changes = self.interview.apply(steps)
        self._recorder.visit(position)
        also = self._finished(group.reference)
        return self._recorder.record(
            kind, group.reference, changes, position=position, group=group.first, also=also
        )

    # Moving about

    @property
    def position(self) -> str:
        """Reference of the question or screen in focus, as committed."""
        return self._recorder.position

    def go(self, reference: str) -> None:
        """Say where the person is now. A new visit begins, also at the same place."""
        self._draft()
        exact = self._exact(reference)
        self._recorder.visit(exact)
        if exact != self.position:
            self._recorder.record("go", exact, position=exact)

    @property
    def language(self) -> str:
        """Language of the questions; "" in a form without languages."""
        return self.interview.language or ""

    def set_language(self, name: str) -> Changes:
        """Switch the language of the questions."""
        self._draft()
        before = self.language
        changes = self.interview.set_language(name)
        try:
            return self._recorder.record("language", name, changes)
        except Problem:
            self.interview.language = before
            raise

    # Notes, flags, confirmations: see `annotating`

    @property
    def notes(self) -> dict[str, str]:
        """Notes by the reference of their question."""
        return self._notebook.texts("note")

    @property
    def flags(self) -> set[str]:
        """References that are flagged."""
        return set(self._notebook.texts("flag"))

    @property
    def confirmed(self) -> dict[str, str]:
        """Why an answer that a soft check found unusual is right."""
        return self._notebook.texts("confirm")

    @property
    def unfinished(self) -> dict[str, str]:
        """Text that was typed into a question and is no answer of its type yet, e.g. "-" for a number."""
        return self._notebook.texts("typed")

    def note(self, reference: str, text: str) -> None:
        """Put a note on a question; "" takes it away."""
        self._draft()
        self._notebook.put("note", reference, text or None)

    def flag(self, reference: str, on: bool) -> None:
        """Flag a question, or take the flag away."""
        self._draft()
        self._notebook.put("flag", reference, "" if on else None)

    # Soft checks: see `checks`

    def warnings(self) -> list[Violation]:
        """Unusual answers that nobody called right yet, in document order."""
        return checks.unconfirmed(self.interview, self.confirmed)

    def open_points(self) -> list[Violation]:
        """All that stands against finalising."""
        return checks.open_points(self.interview, self.confirmed)

    def wants_reason(self, reference: str) -> bool:
        """Whether the form asks why an unusual answer is right."""
        return checks.wants_reason(self.interview, reference)

    def confirm(self, reference: str, reason: str = "") -> None:
        """The answer is unusual and right; `REASON_MISSING` where the form wants to know why.

        The next answer to the question is looked at anew.
        """
        self._draft()
        if not reason.strip() and self.wants_reason(reference):
            raise Problem(REASON_MISSING, where=self._named())
        self._notebook.put("confirm", reference, reason)

    def unconfirm(self, reference: str) -> None:
        """Take a confirmation back."""
        self._draft()
        self._notebook.put("confirm", reference, None)

    # What the journal keeps beside the answers

    def held(self, reference: str) -> None:
        """The person wanted to go on and a rule held him at this question."""
        self._draft()
        self._recorder.record("check", self._exact(reference))

    def reviewed(self) -> None:
        """The person looks at all answers."""
        self._draft()
        self._recorder.record("review", "")

    def away(self) -> None:
        """Nobody is at the window (it is locked): time from here to `back` is no one's."""
        self._draft()
        self._recorder.record("away", "")

    def back(self) -> None:
        """Somebody is at the window again."""
        self._draft()
        self._recorder.record("back", "")

    def check_clock(self) -> ClockFault | None:
        """Hold the wall clock against the other one; a fault is returned once and kept in the journal."""
        fault = self._clock.look()
        if fault is not None and not self.finalized and not self._recorder.closed:
            said = {
                "kind": fault.kind,
                "expected": fault.expected.isoformat(timespec="seconds"),
                "found": fault.found.isoformat(timespec="seconds"),
                "seconds": str(fault.seconds),
            }
            self._recorder.record("clock", "", Changes((Remark("", said),)))
        return fault

    # Files that answer questions

    def attach(self, reference: str, path: Path) -> str:
        """Copy a file into the study, hashed and synced; gives the name to answer `reference` with."""
        self._draft()
        personal = plain(reference) in self.interview.definition.personal_files
        return self._folder.take(path, "" if personal else path.name)

    def attach_bytes(self, reference: str, data: bytes, suffix: str) -> str:
        """The same for what was drawn or recorded here; `suffix` is e.g. ".png"."""
        self._draft()
        return self._folder.keep(data, suffix)

    def reveal(self, reference: str) -> str:
        """A personal answer in a view that masks it; Problem without the right. Each look is in the log."""
        node = self.interview.node(reference)
        if node is None or not node.value:
            return ""
        self._place.reveal(self._record_id, plain(node.reference))
        return node.shown

    def media(self, name: str) -> bytes:
        """The content of the file behind an answer, in memory, also of a sealed one; none once it was
        deleted with the contacts."""
        return b"" if name in self._place.store.contacts.erased_files() else self._folder.read(name)

    def media_path(self, name: str) -> Path | None:
        """The file behind an answer, for other programs; None in an encrypted study, where it is sealed."""
        return None if self._place.secrets else self._folder.path(name)

    def form_file(self, name: str) -> Path | None:
        """A picture, sound or film that the form shows; None where it did not lie beside the form."""
        path = self._place.layout.form_files(self.form_sha256) / Path(name).name
        return path if Path(name).name and path.is_file() else None

    def save_media(self, name: str, target: Path) -> None:
        """A readable copy at a place that somebody chose; out of an encrypted study this is an act."""
        self._folder.save(name, target)
        if self._place.secrets:
            self._place.act("media-copy", name)

    # Inside

    def _keep_unfinished(self, reference: str, text: str) -> None:
        if self.unfinished.get(reference) != text:
            self._notebook.put("typed", reference, text, position=reference)

    def _finished(self, reference: str) -> Callable[[datetime], None] | None:
        """Forgets the unfinished text of a question that has an answer again, in the step of that answer."""
        return self._notebook.writing("typed", reference, None) if reference in self.unfinished else None

    def _no_longer_confirmed(self, reference: str) -> Callable[[datetime], None] | None:
        """A confirmation is about one answer."""
        node = self.interview.node(reference)
        watched = node is not None and node.definition.own.warning is not None
        if not watched or reference not in self.confirmed:
            return None
        return self._notebook.writing("confirm", reference, None)

    def _with_evidence(self, reference: str, value: str, changes: Changes) -> Changes:
        """An answer to a consent question takes along what was read out."""
        node = self.interview.node(reference)
        if node is None or not changes.steps or not evidence.asks_consent(node):
            return changes
        said = evidence.shown(self.interview, node, value)
        return Changes((*changes.steps, said), changes.touched, changes.structure)

    def _named(self) -> str:
        """For messages, which also stand in logs: personal values in the name are masked."""
        label = self._recorder.keeper.label(self.interview)
        return self._place.store.contacts.masked([label])[0] or self._place.name

    def _draft(self) -> None:
        if self._recorder.closed:
            raise RuntimeError("this session is closed")
        if self.finalized:
            raise Problem(INTERVIEW_FINALIZED, where=self._named())

    def _exact(self, reference: str) -> str:
        """The reference with positions on every repeat instance."""
        node = self.interview.node(reference)
        return node.reference if node else reference

    def _without(self, removed: str) -> str:
        """Where the person is once `removed` is gone: the row in its place, the last, or what held it."""
        if (stayed := after_removal(self.position, removed)) is not None:
            return stayed
        if self.interview.node(removed):
            return removed
        parent, _, name = removed.rpartition("/")
        node = self.interview.node(parent)
        rows = node.slots.get(name.partition("[")[0], []) if node else []
        return rows[-1].reference if rows else parent


def _all(*writings: Callable[[datetime], None] | None) -> Callable[[datetime], None] | None:
    """Several things to write in one step."""
    wanted = [write for write in writings if write is not None]
    if not wanted:
        return None

    def write_all(at: datetime) -> None:
        for write in wanted:
            write(at)

    return write_all
