"""A list of cases row by row: what each says, and what is wrong in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from fieldapp.cases import columns, table
from fieldapp.cases.columns import is_personal, moment
from fieldapp.cases.desk import Desk
from fieldapp.merge.cases import CaseState
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


@dataclass
class Reading:
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


def _storable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return all(letter >= " " or letter in "\n\r\t" for letter in text)
