"""The outline: sections with letters, stable question numbers, and what is answered in each."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fieldapp.form import BodyItem
from fieldapp.interview.program import Program, Spec
from fieldapp.interview.screens import Screen
from fieldapp.interview.tree import Node

if TYPE_CHECKING:
    from fieldapp.interview.interview import Interview

_LETTERED = re.compile(r"^\s*([A-Z])[\s.、:：]+(?=\S)")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form. `state`: "done", "error", "begun" or "empty"."""

    reference: str
    letter: str
    title: str
    screens: tuple[Screen, ...]
    answered: int
    total: int
    errors: int

    @property
    def state(self) -> str:
        if self.errors:
            return "error"
        if self.answered >= self.total:
            return "done"
        return "begun" if self.answered else "empty"


@dataclass(slots=True)
class _Part:
    reference: str
    label: str
    letter: str = ""


class Numbering:
    """Sections and numbers by the form alone, so that a question keeps its number whatever is skipped.

    A section is an outermost group with a label (groups without one are passed through). Where the labels
    carry letters of their own ("B Household") these are used, and other sections get digits.
    """

    def __init__(self, interview: Interview) -> None:
        self._interview = interview
        self._sections: dict[Spec, _Part] = {}
        self._numbers: dict[Spec, str] = {}
        self.parts: list[_Part] = []
        self._divide(interview.definition.body, interview.program, None)
        self._letter()
        self._count(interview.program)

    def number(self, spec: Spec) -> str:
        """For example "B3"; "" for notes and for what stands inside a roster."""
        return self._numbers.get(spec, "")

    def section(self, spec: Spec) -> str:
        part = self._sections.get(spec)
        return part.reference if part is not None else ""

    def _divide(self, items: tuple[BodyItem, ...], program: Program, part: _Part | None) -> None:
        for item in items:
            spec = program.spec(item.reference or "")
            inner = part
            if part is None and item.control.kind == "group" and (label := self._label(item)):
                inner = _Part(item.reference or label, label)
                self.parts.append(inner)
            elif part is None and item.control.kind not in ("group", "repeat"):
                inner = self._loose(item)
            if spec is not None and inner is not None:
                self._sections[spec] = inner
            self._divide(item.children, program, inner)

    def _loose(self, item: BodyItem) -> _Part:
        """A question outside all groups belongs to the section before it."""
        if not self.parts:
            self.parts.append(_Part(item.reference or "", ""))
        return self.parts[-1]

    def _label(self, item: BodyItem) -> str:
        return self._interview.texts.shown(item.control.label, None)

    def _letter(self) -> None:
        own = {id(part): match[1] for part in self.parts if (match := _LETTERED.match(part.label))}
        digits, letters = iter(range(1, len(self.parts) + 1)), iter(_letters())
        for part in self.parts:
            part.letter = own.get(id(part)) or (str(next(digits)) if own else next(letters))

    def _count(self, program: Program) -> None:
        counts: dict[str, int] = {}
        for spec in program.root.walk():
            part = self._sections.get(spec)
            if part is None or not _is_counted(spec):
                continue
            counts[part.letter] = counts.get(part.letter, 0) + 1
            dot = "." if part.letter.isdigit() else ""
            self._numbers[spec] = f"{part.letter}{dot}{counts[part.letter]}"

    def title(self, part: _Part) -> str:
        """The section's label in the present language, without its letter."""
        definition = self._interview.program.spec(part.reference)
        control = definition.definition.control if definition is not None else None
        label = self._interview.texts.shown(control.label, None) if control is not None else part.label
        return _LETTERED.sub("", label)


def _letters() -> Iterator[str]:
    yield from string.ascii_uppercase
    for first in string.ascii_uppercase:
        yield from (first + second for second in string.ascii_uppercase)


def _is_counted(spec: Spec) -> bool:
    """Questions and rosters have numbers; notes, labels of grids and cells of rosters have none."""
    if spec.is_repeat:
        return len(spec.repeats) == 1
    return spec.is_question and not spec.repeats and is_asked(spec)


def is_asked(spec: Spec) -> bool:
    """Whether a question wants an answer: a note (always readonly) and the head of a grid do not."""
    control = spec.definition.control
    if control is None or "label" in control.appearance:
        return False
    return (spec.definition.bind.readonly or "").strip() not in ("true()", "true")


def outline(interview: Interview, screens: tuple[Screen, ...]) -> tuple[Section, ...]:
    """The sections that have screens now, in order."""
    by_section: dict[str, list[Screen]] = {}
    for screen in screens:
        by_section.setdefault(screen.section, []).append(screen)
    return tuple(
        _section(interview, part, tuple(by_section[part.reference]))
        for part in interview.numbering.parts
        if part.reference in by_section
    )


def _section(interview: Interview, part: _Part, screens: tuple[Screen, ...]) -> Section:
    states = [state for screen in screens for state in _states(interview, screen)]
    return Section(
        reference=part.reference,
        letter=part.letter,
        title=interview.numbering.title(part),
        screens=screens,
        answered=sum(state in ("done", "error") for state in states),
        total=len(states),
        errors=states.count("error"),
    )


def _states(interview: Interview, screen: Screen) -> list[str]:
    if screen.kind == "roster":
        return [roster_state(interview, screen.rows)]
    return [state_of(interview, node) for node in screen.nodes if is_asked(node.spec)]


def state_of(interview: Interview, node: Node) -> str:
    """ "done", "error" (an answer that breaks a rule) or "empty"."""
    if node.value == "":
        return "empty"
    return "done" if interview.violation(node) is None else "error"


def roster_state(interview: Interview, rows: tuple[Node, ...]) -> str:
    """State of a roster, or of some of its instances, from their relevant questions."""
    cells = [cell for row in rows for cell in row.walk() if cell.spec.is_question and cell.relevant]
    found = [interview.violation(cell) for cell in cells]
    if any(violation is not None and violation.kind == "constraint" for violation in found):
        return "error"
    if not any(cell.value for cell in cells):
        return "empty"
    return "begun" if any(found) else "done"
