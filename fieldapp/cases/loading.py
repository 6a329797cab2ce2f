"""Loading a list of cases: first looked at, with every fault by its row; then all of it or nothing.

Loading again changes what differs. An empty cell, or a column that is not there, changes nothing, so a
list can grow without taking back what was handed out meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from fieldapp.cases import columns, table
from fieldapp.cases.columns import NAMES, is_personal, moment
from fieldapp.cases.desk import Desk
from fieldapp.cases.saying import Word, plan_word, sign
from fieldapp.form.personal import TOKEN
from fieldapp.merge import CaseView, Plan, case_key, case_views, read_event
from fieldapp.merge.cases import FIELDS, Attempt, Case, CaseState
from fieldapp.problems import CASES_FAULTY, CASES_UNREADABLE, Problem
from fieldapp.store.contacts import ContactRow, new_token
from fieldapp.wording import tr

LONGEST = 100
"""Of the number of a case."""
_CLOSED = {"closed", "已关闭", "关闭"}
_OPEN = {"open", "重新打开"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row of the file, as people count rows; 0 for the file as a whole."""

    row: int
    what: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """One row: what it says, empty cells left out. `personal`: column -> what identifies somebody."""

    row: int
    case_id: str
    wave: str
    fields: Mapping[str, str]
    values: Mapping[str, str]
    personal: Mapping[str, str]
    state: CaseState | None = None


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


@dataclass
class _Reading:
    """One file, row by row."""

    desk: Desk
    table: table.Table
    form: str
    fields: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    seen: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.fields = columns.fields_of(self.table.headings)
        self.form_ids = list(dict.fromkeys(one.form_id for one in self.desk.forms()))
        listed = {code for code, _ in self.desk.enumerators()}
        self.codes = listed | {one.code for one in self.desk.people.active()} if listed else set()

    def rows(self) -> list[Wanted]:
        found = [self._row(at, cells) for at, cells in self.table.rows]
        return [one for one in found if one is not None]

    def _row(self, at: int, cells: Sequence[str]) -> Wanted | None:
        before = len(self.faults)
        said, values, personal = self._sorted(at, cells)
        if len(self.faults) > before:
            return None
        case_id, wave = said.pop("case_id", ""), said.pop("wave", "")
        status = said.pop("status", "")
        self._number(at, case_id, wave)
        said["form_id"] = self._form(at, said.get("form_id", ""))
        if (code := said.get("enum", "")) and self.codes and code not in self.codes:
            self._fault(at, tr("enumerator {code} is not on the list", code=code))
        if (when := said.get("appointment", "")) and not (read := moment(when)):
            self._fault(at, tr("appointment “{text}” is no date like 2026-11-23 14:30", text=when))
        elif when:
            said["appointment"] = read or ""
        state: CaseState | None = "closed" if status in _CLOSED else "open" if status in _OPEN else None
        if len(self.faults) > before:
            return None
        return Wanted(at, case_id, wave, said, values, personal, state)

    def _sorted(self, at: int, cells: Sequence[str]) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
        """The cells that say something, by what they are."""
        said: dict[str, str] = {}
        values: dict[str, str] = {}
        personal: dict[str, str] = {}
        for place, cell in enumerate(cells):
            heading = self.table.headings[place] if place < len(self.table.headings) else ""
            if not cell:
                continue
            if (at, place) in self.table.rounded:
                why = tr(
                    "column {name}: Excel rounds long numbers; make it text and enter it again", name=heading
                )
                self._fault(at, why)
            elif not _storable(cell):
                self._fault(at, tr("column {name}: signs that cannot be kept", name=heading))
            elif not heading:
                self._fault(at, tr("a cell without a heading: {text}", text=cell[:40]))
            elif kept := self.fields[place]:
                said.setdefault(kept, cell)
            elif heading.casefold() not in columns.DERIVED:
                (personal if self.is_personal(heading) else values)[heading] = cell
        return said, values, personal

    def is_personal(self, heading: str) -> bool:
        """By its name, or because a question of that name is."""
        return is_personal(heading) or heading in self.secret

    @cached_property
    def secret(self) -> set[str]:
        """Names of questions that the forms mark as identifying."""
        found = (self.desk.definition(form.sha256).personal for form in self.desk.forms())
        return {path.rpartition("/")[2] for paths in found for path in paths}

    def _number(self, at: int, case_id: str, wave: str) -> None:
        if not case_id:
            self._fault(at, tr("no case number"))
        elif len(case_id) > LONGEST or ":" in wave or len(wave) > LONGEST:
            self._fault(
                at, tr("the case number is longer than {n} signs, or the wave holds a colon", n=LONGEST)
            )
        elif (before := self.seen.setdefault((case_id, wave), at)) != at:
            self._fault(at, tr("case {case} stands in row {row} too", case=case_id, row=before))

    def _form(self, at: int, told: str) -> str:
        """The form of the row, that which was asked for, or the only one of the study."""
        form = told or self.form or (self.form_ids[0] if len(self.form_ids) == 1 else "")
        if not form:
            self._fault(at, tr("no form: add a column form_id, or say which one"))
        elif form not in self.form_ids:
            self._fault(at, tr("form {form} is not in the study", form=form))
        return form

    def _fault(self, row: int, what: str) -> None:
        self.faults.append(Fault(row, what))


def look(desk: Desk, path: Path, form: str = "") -> Loading:
    """What a file would change; nothing is written. `form`: the form_id where the file names none.

    `CASES_UNREADABLE`, `CASES_TOO_MANY`, `FILE_MISSING` where it cannot be read at all.
    """
    found = table.read(path)
    reading = _Reading(desk, found, form)
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
    sign(desk, words)
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


def _named(desk: Desk, loading: Loading, headings: Sequence[str], reading: _Reading) -> Loading:
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


def _storable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return all(letter >= " " or letter in "\n\r\t" for letter in text)


__all__ = ["NAMES", "Fault", "Loaded", "Loading", "Wanted", "load", "look"]
