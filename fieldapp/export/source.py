"""From a study's database to what an export needs. Works on any thread that has its own `Store`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing
from dataclasses import replace
from itertools import chain
from pathlib import Path

from fieldapp.export.options import DEFAULTS, Options
from fieldapp.export.personal import revealed
from fieldapp.export.records import Record
from fieldapp.export.workbook import Summary, export_workbook
from fieldapp.files import Layout
from fieldapp.form import FormDefinition, ListSource, read_xform
from fieldapp.problems import FORM_MISSING, Problem
from fieldapp.store import Store, TableList, list_path
from fieldapp.store.editions import OlderToo
from fieldapp.store.heads import Head, head_ids, heads

_CHARACTERS_OF_REVISION = 8


def export_study(
    store: Store,
    form_id: str,
    target: Path,
    options: Options = DEFAULTS,
    *,
    drafts: Iterable[Record] = (),
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
    lists_key: bytes | None = None,
) -> Summary:
    """Export the finished interviews of all versions of a form.

    Drafts live in the form engine, so whoever wants them hands them in as records. With `Personal.ONLY` it
    is the workbook of the contacts; whoever asks for that has the right, and enters it in the log. In an
    encrypted study the lists have a key of their own.
    """
    ids, versions = head_ids(store, form_id), definitions(store, form_id)
    said = revealed(store.contacts, versions, options)
    with ExitStack() as stack:
        return export_workbook(
            map(said, chain((record_of(head) for head in heads(store, form_id, ids)), drafts)),
            versions,
            target,
            options,
            lists=Tables(store, stack, lists_key).find,
            progress=lambda done: progress(done, len(ids)),
            cancelled=cancelled,
        )


def definitions(store: Store, form_id: str) -> dict[str, FormDefinition]:
    """All versions of a form, oldest first."""
    rows = [row for row in store.forms.all()[::-1] if row.form_id == form_id]
    if not rows:
        raise Problem(FORM_MISSING, where=form_id)
    read = {row.sha256: (row.title, store.forms.xml(row.sha256) or b"") for row in rows}
    return {sha: read_xform(xml, title) for sha, (title, xml) in read.items()}


def record_of(head: Head) -> Record:
    """A revision as a record. Two versions that wait for a decision are two rows with keys of their own."""
    meta = {
        "author": head.author,
        "device": head.device,
        "started": head.started,
        "finalized": head.wall_time,
        "revision": head.rev_id,
    }
    answers = json.loads(head.body)["answers"]
    record = Record(head.record_id, "finalized", head.form_sha256, answers, meta)
    if head.alone:
        return record
    key = f"{head.record_id}@{head.rev_id[:_CHARACTERS_OF_REVISION]}"
    return replace(record, key=key, state="conflict")


class Tables:
    """The lists of the forms, opened when first asked for and closed with the export."""

    def __init__(self, store: Store, stack: ExitStack, key: bytes | None) -> None:
        self._store, self._stack, self._key = store, stack, key
        self._layout = Layout(store.path.parent)
        self._open: dict[str, TableList] = {}
        self._hashes: dict[str, dict[str, str]] = {}

    def find(self, form_sha256: str, file_name: str) -> ListSource | None:
        """The list behind a file name in a version of the form."""
        if form_sha256 not in self._hashes:
            self._hashes[form_sha256] = self._store.forms.lists(form_sha256)
        sha256 = self._hashes[form_sha256].get(file_name)
        if not sha256:
            return None
        older = [self._table(one) for one in self._older(form_sha256, file_name) if one != sha256]
        return OlderToo(self._table(sha256), older) if older else self._table(sha256)

    def _older(self, form_sha256: str, file_name: str) -> list[str]:
        """Earlier versions of a list that are here, the last first."""
        rows = [row for row in self._store.editions.all(form_sha256) if row.file_name == file_name]
        hashes = dict.fromkeys(row.list_sha256 for row in rows[::-1])
        return [one for one in hashes if list_path(self._layout.lists, one).exists()]

    def _table(self, sha256: str) -> TableList:
        if sha256 not in self._open:
            table = TableList(list_path(self._layout.lists, sha256), self._key)
            self._open[sha256] = self._stack.enter_context(closing(table))
        return self._open[sha256]
