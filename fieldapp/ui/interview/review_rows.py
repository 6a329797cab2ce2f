"""What the review page lists: sections, their questions, what is wrong with them. Pure, no Qt."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fieldapp.interview import Interview, Node, Screen, Section
from fieldapp.interview.outline import is_asked
from fieldapp.ui.controls import Around
from fieldapp.ui.interview import roster_cells as cells
from fieldapp.ui.interview import words
from fieldapp.ui.interview.asking import Soft, soft_check
from fieldapp.ui.interview.outline_rows import title_of
from fieldapp.ui.interview.veil import Veil
from fieldapp.wording import tr, trn

FILTERS = ("all", "unfilled", "error", "warn", "optional", "note", "flag", "skipped")


@dataclass(frozen=True, slots=True)
class Entry:
    """A question (or a roster as a whole).

    `state` is ok, unfilled, error, empty, skipped, or kept: switched off by a skip, the answer kept.
    `unusual`: a soft check does not pass; "wanted" (its reason is demanded), "open" or "confirmed".
    """

    reference: str
    section: str
    number: str
    title: str
    answer: str
    state: str
    message: str = ""
    note: str = ""
    flagged: bool = False
    unusual: str = ""
    veiled: bool = False
    """A personal answer, masked: V shows it."""
    spent: float = 0.0
    """Seconds at the question over all visits, where that is shown; 0 elsewhere."""

    @property
    def is_problem(self) -> bool:
        """Whether it stands against finalising."""
        return self.state in ("unfilled", "error") or self.unusual == "wanted"

    @property
    def is_asked(self) -> bool:
        """Whether it belongs to the interview as it stands."""
        return self.state not in ("skipped", "kept")

    def fits(self, wanted: str) -> bool:
        """Whether a filter shows it."""
        found = {
            "all": self.is_asked,
            "skipped": not self.is_asked,
            "note": bool(self.note),
            "flag": self.flagged,
            "warn": bool(self.unusual),
            "optional": self.state == "empty",
        }
        return found.get(wanted, self.state == wanted)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list: a section's head, or one of its questions."""

    kind: str
    section: str
    entry: Entry | None = None
    letter: str = ""
    title: str = ""
    summary: str = ""
    faulty: bool = False
    open: bool = False


@dataclass
class Review:
    """Everything there is to review, and the counts of the filters."""

    sections: Sequence[Section]
    entries: list[Entry] = field(default_factory=list)

    @property
    def problems(self) -> list[Entry]:
        """What stands against finalising, in order."""
        return [entry for entry in self.entries if entry.is_problem]

    def count(self, wanted: str) -> int:
        """How many a filter would show."""
        return sum(entry.fits(wanted) for entry in self.entries)

    def lines(self, wanted: str, opened: Collection[str], closed: Collection[str]) -> list[Line]:
        """Heads and questions under a filter; sections with problems are open unless closed by hand."""
        out: list[Line] = []
        for section in self.sections:
            mine = [entry for entry in self.entries if entry.section == section.reference]
            shown = [entry for entry in mine if entry.fits(wanted)]
            if not shown:
                continue
            faulty = any(entry.is_problem for entry in mine)
            natural = faulty or wanted != "all" or section.reference in opened
            is_open = natural and section.reference not in closed
            out.append(_head(section, mine, faulty, is_open))
            if is_open:
                visible = shown if section.reference in opened or wanted != "all" else _worth_a_look(shown)
                out += [Line("entry", section.reference, entry) for entry in visible]
        return out


def _worth_a_look(entries: list[Entry]) -> list[Entry]:
    """Of a section that opened by itself: what is wrong, unusual, noted or flagged."""
    return [entry for entry in entries if _stands_out(entry)]


def _stands_out(entry: Entry) -> bool:
    return bool(entry.is_problem or entry.unusual or entry.note or entry.flagged)


def _head(section: Section, mine: list[Entry], faulty: bool, is_open: bool) -> Line:
    return Line(
        kind="section",
        section=section.reference,
        letter=section.letter,
        title=words.plain(section.title),
        summary=_summary(mine),
        faulty=faulty,
        open=is_open,
    )


def _summary(mine: list[Entry]) -> str:
    """`1 error, 2 not filled`, or how many questions there are."""
    errors = sum(entry.state == "error" for entry in mine)
    unfilled = sum(entry.state == "unfilled" for entry in mine)
    unusual = sum(entry.unusual in ("open", "wanted") for entry in mine)
    asked = sum(entry.is_asked for entry in mine)
    skipped, notes = len(mine) - asked, sum(bool(entry.note) for entry in mine)
    parts = [trn("{n} error", "{n} errors", errors)] if errors else []
    parts += [trn("{n} not filled", "{n} not filled", unfilled)] if unfilled else []
    parts += [trn("{n} to confirm", "{n} to confirm", unusual)] if unusual else []
    if not parts:
        parts = [trn("{n} question", "{n} questions", asked)]
    parts += (
        [trn("{n} skipped by rule", "{n} skipped by rule", skipped)]
        if skipped and not (errors or unfilled)
        else []
    )
    parts += [trn("{n} note", "{n} notes", notes)] if notes else []
    return tr(", ").join(parts)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the answers, by reference."""

    notes: Mapping[str, str]
    flags: Collection[str]
    veil: Veil
    whole: bool = False
    """Whether every answered cell of a roster is listed, not only what stands out."""

    def note(self, reference: str) -> str:
        """The note, in which a name may stand."""
        return self.veil.text(self.notes.get(reference, ""))


def collect(
    interview: Interview,
    sections: Sequence[Section],
    around: Around,
    notes: Mapping[str, str],
    flags: Collection[str],
    revealed: Collection[str] = (),
    *,
    whole: bool = False,
) -> Review:
    """Every question in order; of rosters one line, and one for each cell that needs a look."""
    review = Review(_with_hidden(interview, sections))
    beside = Beside(notes, flags, Veil(interview, revealed), whole)
    for section in sections:
        for screen in section.screens:
            review.entries += _of_screen(section.reference, screen, around, beside)
    review.entries += _skipped(interview, around, beside)
    return review


def _with_hidden(interview: Interview, sections: Sequence[Section]) -> list[Section]:
    """The sections that are switched off stand in their places too; only the filter "skipped" shows them."""
    shown = {section.reference: section for section in sections}
    return [
        shown.get(part.reference)
        or Section(part.reference, part.letter, interview.numbering.title(part), (), 0, 0, 0)
        for part in interview.numbering.parts
    ]


def _of_screen(section: str, screen: Screen, around: Around, beside: Beside) -> Iterator[Entry]:
    if screen.kind != "roster":
        asked = [node for node in screen.nodes if is_asked(node.spec)]
        yield from (_entry(section, node, node.number or screen.number, around, beside) for node in asked)
        return
    yield _roster(section, screen, beside)
    for row in screen.rows:
        for node in row.walk():
            if node.is_question and node.relevant and node.repeat is row:
                entry = _entry(section, node, _place(screen, row), around, beside)
                if _stands_out(entry) or (beside.whole and entry.answer):
                    yield entry


def _place(screen: Screen, row: Node) -> str:
    return f"{screen.number}/{row.position}"


def _entry(section: str, node: Node, number: str, around: Around, beside: Beside) -> Entry:
    violation = node.interview.objection(node)
    state = "ok" if node.value else "empty"
    if violation is not None:
        state = "unfilled" if violation.kind == "required" else "error"
    soft = soft_check(node, around) if violation is None else None
    return Entry(
        reference=node.reference,
        section=section,
        number=number,
        title=beside.veil.text(words.plain(node.label)),
        answer=beside.veil.answer(node, cells.shown(node, around)),
        state=state,
        message=beside.veil.text(words.why(violation) if violation is not None else _of_soft(soft)),
        note=beside.note(node.reference),
        flagged=node.reference in beside.flags,
        unusual=_unusual(node, soft),
        veiled=beside.veil.covers(node),
    )


def _of_soft(soft: Soft | None) -> str:
    if soft is None:
        return ""
    message = words.unusual(soft.message)
    return message if soft.reason is None else words.confirmed(message, soft.reason)


def _unusual(node: Node, soft: Soft | None) -> str:
    if soft is None:
        return ""
    if soft.reason is not None:
        return "confirmed"
    return "wanted" if node.definition.own.warning_reason else "open"


def _roster(section: str, screen: Screen, beside: Beside) -> Entry:
    return Entry(
        reference=screen.reference,
        section=section,
        number=screen.number,
        title=beside.veil.text(words.plain(title_of(screen))),
        answer=trn("{n} row", "{n} rows", len(screen.rows)),
        state="ok",
        note=beside.note(screen.reference),
        flagged=screen.reference in beside.flags,
    )


def _skipped(interview: Interview, around: Around, beside: Beside) -> Iterator[Entry]:
    """Questions that the answers switched off; of those in rosters only what was answered before."""
    for node in interview.root.walk():
        asked = node.is_question and not node.relevant and is_asked(node.spec)
        if asked and (node.value or node.repeat is None):
            yield Entry(
                reference=node.reference,
                section=interview.numbering.section(node.spec),
                number=node.number or _number_in_roster(interview, node),
                title=beside.veil.text(words.plain(node.label)),
                answer=beside.veil.answer(node, cells.shown(node, around)),
                state="kept" if node.value else "skipped",
                note=beside.note(node.reference),
                flagged=node.reference in beside.flags,
                veiled=beside.veil.covers(node),
            )


def _number_in_roster(interview: Interview, node: Node) -> str:
    outer = node.spec.repeats[0] if node.spec.repeats else None
    if outer is None or node.repeat is None:
        return ""
    return f"{interview.numbering.number(outer)}/{node.repeat.position}"
