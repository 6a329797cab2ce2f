"""Loading a list of cases: first looked at, with every fault by its row; then all of it or nothing.

Loading again changes what differs. An empty cell, or a column that is not there, changes nothing, so a
list can grow without taking back what was handed out meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from fieldapp.cases import columns, table
from fieldapp.cases.desk import Desk
from fieldapp.cases.reading import Fault, Reading, Wanted
from fieldapp.cases.saying import plan_word
from fieldapp.form.personal import TOKEN
from fieldapp.merge import CaseView, Plan, case_key, case_views, read_event
from fieldapp.merge.cases import FIELDS, Attempt, Case
from fieldapp.problems import CASES_FAULTY, CASES_UNREADABLE, Problem
from fieldapp.signing import Word, say_all
from fieldapp.store.contacts import ContactRow, new_token
from fieldapp.wording import tr


@dataclass(frozen=True, slots=True)
class Loading:
    """A file that was looked at; `new`, `changed` and `same` count its rows."""

    name: str
    rows: tuple[Wanted, ...] = ()
    faults: tuple[Fault, ...] = ()
    new: int = 0
    changed: int = 0
    same: int = 0
    moved: int = 0
    """Of the changed ones: those that another enumerator would have."""
    filled: tuple[str, ...] = ()
    """Columns whose values are filled in when an interview begins."""
    unfitting: tuple[str, ...] = ()
    """Columns that no question of the forms goes by: kept, shown, filled in nowhere."""
    personal: tuple[str, ...] = ()
    """Columns that are kept among the contacts."""
    derived: tuple[str, ...] = ()
    """Columns that are not read: they follow from what was done."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file changed."""

    new: int
    changed: int
    same: int


def look(desk: Desk, path: Path, form: str = "") -> Loading:
    """What a file would change; nothing is written. `form`: the form_id where the file names none.

    `CASES_UNREADABLE`, `CASES_TOO_MANY`, `FILE_MISSING` where it cannot be read at all.
    """
    found = table.read(path)
    reading = Reading(desk, found, form)
    if "case_id" not in reading.fields:
        raise Problem(CASES_UNREADABLE, where=path.name, why="no column case_id")
    repeated = sorted({one for one in found.headings if one and found.headings.count(one) > 1})
    reading.faults += [Fault(0, tr("column {name} is there twice", name=name)) for name in repeated]
    rows, known = reading.rows(), _known(desk)
    reading.faults += _disputed(rows, known)
    if not found.rows:
        reading.faults.append(Fault(0, tr("no row below the headings")))
    loading = Loading(path.name, tuple(rows), tuple(sorted(reading.faults, key=lambda one: one.row)))
    counts = _changes(desk, rows, known)[1]
    counted = replace(
        loading, new=counts.new, changed=counts.changed, same=counts.same, moved=_moved(rows, known)
    )
    return _named(desk, counted, found.headings, reading)


def load(desk: Desk, loading: Loading) -> Loaded:
    """Load what was looked at; `CASES_FAULTY` and nothing where a row has a fault.

    What identifies people is committed among the contacts first, then all cases in one transaction.
    """
    if loading.faults:
        raise Problem(CASES_FAULTY, where=loading.name, count=len(loading.faults))
    words, counts = _changes(desk, loading.rows, _known(desk), keep=True)
    say_all(desk, words)
    desk.act("cases-load", loading.name, new=str(counts.new), changed=str(counts.changed))
    return counts


def _disputed(rows: Iterable[Wanted], known: Mapping[str, CaseView]) -> list[Fault]:
    """A file does not settle what two people said differently."""
    torn = (row for row in rows if (shown := known.get(_key(row))) is not None and shown.disputed)
    return [Fault(row.row, tr("case {case} is disputed: settle it first", case=row.case_id)) for row in torn]


def _moved(rows: Iterable[Wanted], known: Mapping[str, CaseView]) -> int:
    had = ((row.fields.get("enum", ""), known[_key(row)].plan.enum) for row in rows if _key(row) in known)
    return sum(bool(new and old and new != old) for new, old in had)


def _key(row: Wanted) -> str:
    return case_key(row.case_id, row.wave)


def _changes(
    desk: Desk, rows: Sequence[Wanted], known: Mapping[str, CaseView], *, keep: bool = False
) -> tuple[list[Word], Loaded]:
    """What is to be said, against what holds now. `keep`: with new contacts committed."""
    secrets = _Secrets(desk)
    secrets.load(known.values())
    words: list[Word] = []
    new = 0
    for row in rows:
        shown = known.get(_key(row))
        plan = _plan(row, shown, secrets)
        if shown is None or shown.plans != (plan,):
            new += shown is None or not shown.plans
            words.append(plan_word(shown or CaseView(row.case_id, row.wave, (), (), (), (), (), ()), plan))
    if keep:
        secrets.commit()
    return words, Loaded(new, len(words) - new, len(rows) - len(words))


def _known(desk: Desk) -> dict[str, CaseView]:
    events = [read_event(body) for body in desk.store.cases.bodies()]
    tried = [one for one in events if isinstance(one, Attempt)]
    return case_views([one for one in events if isinstance(one, Case)], tried)


def _plan(row: Wanted, shown: CaseView | None, secrets: _Secrets) -> Plan:
    """What holds, changed by what the row says."""
    old = shown.plan if shown is not None else Plan()
    said = {name: row.fields.get(name, getattr(old, name)) for name in FIELDS}
    values = {**dict(old.values), **row.values}
    for column, text in row.personal.items():
        values[column] = secrets.token(_key(row), column, text, values.get(column, ""))
    plan = Plan(**said, state=row.state or old.state, values=tuple(sorted(values.items())))
    if shown is None:
        return plan
    in_force = shown.appointments[0] if shown.appointments else ""
    if plan.appointment not in (old.appointment, in_force):
        return plan
    return old if replace(plan, appointment=old.appointment) == old else replace(plan, appointment=in_force)


class _Secrets:
    """Tokens of what identifies people, and what is new among it."""

    def __init__(self, desk: Desk) -> None:
        self._contacts = desk.store.contacts
        self._values: dict[str, str] = {}
        self._new: list[ContactRow] = []

    def load(self, known: Iterable[CaseView]) -> None:
        """What stands behind the tokens there are."""
        plans = (plan for shown in known for plan in shown.plans)
        tokens = [said for plan in plans for _, said in plan.values if TOKEN.fullmatch(said)]
        self._values = self._contacts.values(tokens) if tokens else {}

    def token(self, key: str, column: str, text: str, before: str) -> str:
        """The token there was, where it says the same; else a new one."""
        if before and self._values.get(before) == text:
            return before
        made = ContactRow(new_token(), key, column, text, datetime.now().astimezone())
        self._new.append(made)
        return made.token

    def commit(self) -> None:
        """On the disk when this returns."""
        self._contacts.keep(self._new)


def _named(desk: Desk, loading: Loading, headings: Sequence[str], reading: Reading) -> Loading:
    """What becomes of each column."""
    others = [name for name, kept in zip(headings, reading.fields, strict=True) if name and not kept]
    derived = [name for name in others if name.casefold() in columns.DERIVED]
    personal = [name for name in others if name not in derived and reading.is_personal(name)]
    rest = [name for name in others if name not in (*derived, *personal)]
    questions = _questions(desk, {row.fields["form_id"] for row in loading.rows}) if rest else set()
    return replace(
        loading,
        filled=tuple(name for name in rest if name in questions),
        unfitting=tuple(name for name in rest if name not in questions),
        personal=tuple(personal),
        derived=tuple(derived),
    )


def _questions(desk: Desk, form_ids: Iterable[str]) -> set[str]:
    """The names of the questions of these forms."""
    wanted = set(form_ids)
    found: set[str] = set()
    for form in desk.forms():
        if form.form_id in wanted:
            wanted.discard(form.form_id)  # the last version only
            found |= {node.name for node in desk.definition(form.sha256).root.walk() if not node.children}
    return found


__all__ = ["Fault", "Loaded", "Loading", "Wanted", "load", "look"]
