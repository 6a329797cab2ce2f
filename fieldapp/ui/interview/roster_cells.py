"""What stands in the cells of a roster: words for answers, answers for typed words. Pure, no Qt widgets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import takewhile

from fieldapp.interview import ChoiceItem, Node
from fieldapp.ui.controls import Around, kind_of, moments, numbers
from fieldapp.ui.controls.factory import missing_of
from fieldapp.ui.controls.missing import without
from fieldapp.ui.controls.number import meaning
from fieldapp.wording import tr

CHOICES = ("choose-one", "search-one", "choose-many", "search-many")
_NUMBERS = ("integer", "decimal", "range")
_DATES = {"date": moments.typed_date, "month": moments.typed_month, "year": moments.typed_year}
_DATE_LENGTH = {"date": 10, "month": 7, "year": 4}
TYPED = ("text", "lines", "digits", "masked", "time", "moment", *_NUMBERS, *_DATES)
MOST_COLUMNS = 9


def fits_a_grid(nodes: Sequence[Node]) -> bool:
    """Whether the questions of a row can stand as cells; else the roster is a list beside a form."""
    return len(nodes) <= MOST_COLUMNS and all(
        kind_of(node) in (*CHOICES, *TYPED, "calculated") for node in nodes
    )


def shown(node: Node, around: Around) -> str:
    """The answer as a cell shows it."""
    value, kind = node.value, kind_of(node)
    if not value:
        return ""
    if kind in CHOICES:
        labels = {choice.value: choice.label for choice in node.choices()}
        codes = value.split() if kind.endswith("many") else [value]
        return tr(", ").join(labels.get(code, code) for code in codes)
    if kind in _NUMBERS or kind == "calculated":
        return meaning(value, _codes(node, around)) or numbers.grouped(value)
    if kind in _DATE_LENGTH:
        return value[: _DATE_LENGTH[kind]]
    if kind == "time":
        return moments.shown_time(value)
    return f"{value[:10]} {moments.shown_time(value)}" if kind == "moment" else value.replace("\n", " ")


def _codes(node: Node, around: Around) -> tuple[str, ...]:
    """What means "no answer" in this number: a real 98 years of age is none."""
    below_nought = (code for code in around.missing_codes if code.startswith("-"))
    return (*missing_of(node, around).codes, *below_nought)


def editable(node: Node, around: Around) -> str:
    """The answer as it is edited in place."""
    kind = kind_of(node)
    return node.value if kind in ("text", "lines", *_NUMBERS) else shown(node, around)


def stored(node: Node, text: str) -> str | None:
    """The answer that typed text means; None while it means none."""
    kind, plain = kind_of(node), text.strip()
    if kind in ("text", "lines", "masked"):
        return text
    if not plain:
        return ""
    if kind in _NUMBERS:
        return numbers.stored(plain, kind != "integer") or None
    if kind in _DATES:
        day = date.today() if plain.casefold() == "t" else _DATES[kind](plain)
        return moments.stored_date(day) if day else None
    return _with_clock(kind, plain) if kind in ("time", "moment") else numbers.narrow(plain)


def _with_clock(kind: str, plain: str) -> str | None:
    """A time of day, or `20250618 1430`."""
    now = datetime.now().astimezone()
    if plain.casefold() == "t":
        clock = now.time().replace(second=0, microsecond=0)
        return (
            moments.stored_time(clock, now) if kind == "time" else moments.stored_datetime(now.date(), clock)
        )
    if kind == "time":
        found = moments.typed_time(plain)
        return moments.stored_time(found, now) if found else None
    head, tail = (plain[:8], plain[8:]) if plain[:8].isdigit() else _split(plain)
    day, clock_ = moments.typed_date(head), moments.typed_time(tail)
    return moments.stored_datetime(day, clock_) if day and clock_ else None


def _split(plain: str) -> tuple[str, str]:
    head, _, tail = plain.replace("T", " ").rpartition(" ")
    return head, tail


def is_yes_no(choices: Sequence[ChoiceItem]) -> bool:
    """A list of yes and no, whatever its words."""
    return [choice.value for choice in choices] in (["1", "0"], ["yes", "no"], ["1", "2"]) and all(
        len(choice.label) <= 3 for choice in choices
    )


def rows_of_choices(node: Node, around: Around) -> list[ChoiceItem]:
    """The choices of a cell without those that F7 and F8 write."""
    return without(node.choices(), missing_of(node, around))


def row_label(row: Node) -> str:
    """What names a row: a calculated name or label of it (`p_label` of the policy loop), "" without one."""
    for child in row.children:
        bind = child.definition.bind
        named = child.name.endswith(("label", "name", "title")) or "choice-name" in (bind.calculate or "")
        if bind.calculate and child.control is None and named and child.value:
            return child.shown
    return ""


def heading(first: str, second: str) -> str:
    """The head of a column: the question, with what differs from row to row left out."""
    if first == second or not second:
        return first
    head = _shared(first, second)
    tail = _shared(first[len(head) :][::-1], second[len(head) :][::-1])[::-1]
    return f"{head}…{tail}" if len(head) + len(tail) > 1 else first


def _shared(first: str, second: str) -> str:
    """The beginning that two texts have in common."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False))
    return "".join(char for char, _ in same)
