"""What stands beside the answers: notes, flags, confirmations, text that is no answer yet.

It is in the journal, but no part of undo.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from fieldapp.session.anchors import anchor, resolve
from fieldapp.session.recorder import Recorder
from fieldapp.store import AnnotationKind


class Notebook:
    """What people wrote beside the answers of one interview."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def texts(self, kind: AnnotationKind) -> dict[str, str]:
        """Present reference -> text. What stood in a removed row is hidden until the row comes back."""
        recorder = self._recorder
        kept = recorder.store.annotations.all(recorder.instance_id, kind)
        found = {resolve(recorder.interview, anchored): text for anchored, text in kept.items()}
        there = {reference: text for reference, text in found.items() if reference}
        if kind != "typed":
            return there  # a person's own words, which no column of the form marks
        return {reference: recorder.keeper.shown(reference, text) for reference, text in there.items()}

    def put(
        self, kind: AnnotationKind, reference: str, text: str | None, position: str | None = None
    ) -> None:
        """Set, or with None take away."""
        anchored = anchor(self._recorder.interview, reference)
        write = self.writing(kind, reference, text)
        self._recorder.record(kind, anchored, also=write, position=position)

    def writing(self, kind: AnnotationKind, reference: str, text: str | None) -> Callable[[datetime], None]:
        """The same as part of another step."""
        annotations, instance_id = self._recorder.store.annotations, self._recorder.instance_id
        anchored = anchor(self._recorder.interview, reference)
        if text is None:
            return lambda at: annotations.remove(instance_id, kind, anchored)
        kept = self._recorder.keeper.text(reference, text) if kind == "typed" else text
        return lambda at: annotations.put(instance_id, kind, anchored, kept, at)
