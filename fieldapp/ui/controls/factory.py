"""Which control a question gets."""

from __future__ import annotations

from collections.abc import Callable

from fieldapp.interview import Node
from fieldapp.ui.controls import date, identity, missing
from fieldapp.ui.controls.around import NOTHING_AROUND, Around
from fieldapp.ui.controls.base import Control
from fieldapp.ui.controls.choicekeys import LONGEST_LIST_WITH_KEYS
from fieldapp.ui.controls.choices import ChoicesControl
from fieldapp.ui.controls.datetime import DateTimeControl
from fieldapp.ui.controls.drawing import DrawingControl
from fieldapp.ui.controls.file import FileControl
from fieldapp.ui.controls.imagemap import ImageMapControl
from fieldapp.ui.controls.longlist import LongListControl
from fieldapp.ui.controls.number import CounterControl, NumberControl
from fieldapp.ui.controls.place import PlaceControl
from fieldapp.ui.controls.plain import AcknowledgeControl, CalculatedControl, NoteControl
from fieldapp.ui.controls.range import RangeControl
from fieldapp.ui.controls.rank import RankControl
from fieldapp.ui.controls.rating import PickerControl, RatingControl
from fieldapp.ui.controls.text import DigitsControl, LinesControl, MaskedControl, SecretControl, TextControl
from fieldapp.wording import tr

MOST_ROWS_AMONG_OTHERS = 12
_SEARCHED = {"minimal", "autocomplete", "search"}
_DRAWN = {"signature", "draw", "annotate"}
_NUMBERS = ("int", "integer", "long", "decimal")
Maker = Callable[[Node, Around, int], Control]


def make_control(
    node: Node, around: Around = NOTHING_AROUND, columns: int = 1, *, dense: bool = False
) -> Control:
    """The control of a node; choices stand in `columns` columns. `dense`: one of several on a page."""
    kind = kind_of(node, dense=dense)
    if kind.startswith("search"):
        return LongListControl(node, around, floating=dense)
    return _MAKERS[kind](node, around, columns)


def kind_of(node: Node, *, dense: bool = False) -> str:
    """One word for how a node is answered. On a page of several questions lists are searched sooner."""
    if node.control is None:
        return "calculated"
    kind = {"trigger": "acknowledge", "rank": "rank", "range": "range"}.get(node.control.kind)
    if kind:
        return kind
    if node.control.kind in ("select1", "select"):
        return _select_kind(node, MOST_ROWS_AMONG_OTHERS if dense else LONGEST_LIST_WITH_KEYS)
    if node.control.kind == "upload":
        return _upload_kind(node)
    return "note" if is_note(node) else _input_kind(node)


def is_note(node: Node) -> bool:
    """A text to read: read-only, and nothing calculated to show."""
    bind = node.definition.bind
    fixed = bind.readonly is not None and bind.readonly.replace(" ", "") == "true()"
    return fixed and not bind.calculate and not node.value and bind.type == "string"


def _select_kind(node: Node, most: int) -> str:
    assert node.control is not None
    long = _SEARCHED & set(node.control.appearance) or len(node.choices()) > most
    return ("search" if long else "choose") + ("-many" if node.control.kind == "select" else "-one")


def _upload_kind(node: Node) -> str:
    assert node.control is not None
    family = node.control.attributes.get("mediatype", "").split("/")[0]
    if family == "image" and _DRAWN & set(node.control.appearance):
        return "drawing"
    return family if family in ("image", "audio", "video") else "file"


def _input_kind(node: Node) -> str:
    assert node.control is not None
    looks = set(node.control.appearance)
    if node.definition.bind.calculate and node.readonly:
        return "calculated"
    if node.type in _NUMBERS:
        return "decimal" if node.type == "decimal" else "integer"
    if node.type == "date":
        return "month" if "month-year" in looks else "year" if "year" in looks else "date"
    if node.type in ("time", "dateTime", "geopoint"):
        return {"time": "time", "dateTime": "moment", "geopoint": "position"}[node.type]
    if looks & {"multiline", "textarea"} or node.control.attributes.get("rows"):
        return "lines"
    if looks & {"masked", "hidden-answer", "resident-id", "credit-code"}:
        return "text"
    return "digits" if "numbers" in looks else "masked" if _mask(node) else "text"


def _looks(node: Node) -> set[str]:
    return set(node.control.appearance) if node.control is not None else set()


def _mask(node: Node) -> str:
    assert node.control is not None
    return node.control.attributes.get("mask", "")


def _choices(node: Node, around: Around, columns: int) -> Control:
    maker = ImageMapControl if "image-map" in _looks(node) else ChoicesControl
    return maker(node, around, columns)


def _text(node: Node, around: Around, _columns: int) -> Control:
    looks = _looks(node)
    if number := {"resident-id": identity.RESIDENT, "credit-code": identity.CREDIT}.get(
        next((look for look in looks if look in ("resident-id", "credit-code")), "")
    ):
        return identity.IdentityControl(node, number, around)
    return SecretControl(node, around) if looks & {"masked", "hidden-answer"} else TextControl(node, around)


def _whole(node: Node, around: Around, _columns: int) -> Control:
    return CounterControl(node, around) if "counter" in _looks(node) else NumberControl(node, around)


def _range(node: Node, around: Around, _columns: int) -> Control:
    looks = _looks(node)
    if "rating" in looks:
        return RatingControl(node, around)
    return PickerControl(node, around) if "picker" in looks else RangeControl(node, around)


def _file(node: Node, around: Around, _columns: int) -> Control:
    return FileControl(node, around)


def _dated(kind: date.Kind) -> Maker:
    return lambda node, around, _columns: date.DateControl(node, kind, around)


def _with(maker: Callable[[Node, Around], Control]) -> Maker:
    return lambda node, around, _columns: maker(node, around)


def _just(maker: Callable[[Node], Control]) -> Maker:
    return lambda node, _around, _columns: maker(node)


_MAKERS: dict[str, Maker] = {
    "calculated": _just(CalculatedControl),
    "note": _just(NoteControl),
    "acknowledge": _just(AcknowledgeControl),
    "rank": _just(RankControl),
    "range": _range,
    "choose-one": _choices,
    "choose-many": _choices,
    "drawing": _with(DrawingControl),
    "image": _file,
    "audio": _file,
    "video": _file,
    "file": _file,
    "integer": _whole,
    "decimal": _with(NumberControl),
    "date": _dated(date.DAY),
    "month": _dated(date.MONTH),
    "year": _dated(date.YEAR),
    "time": _dated(date.TIME),
    "moment": _with(DateTimeControl),
    "position": _with(PlaceControl),
    "lines": _with(LinesControl),
    "digits": _with(DigitsControl),
    "masked": lambda node, around, _columns: MaskedControl(node, _mask(node), around),
    "text": _text,
}


def wording_of(kind: str) -> str:
    """What a person calls this kind of question."""
    return {
        "calculated": tr("Worked out"),
        "note": tr("To read out"),
        "acknowledge": tr("To confirm"),
        "rank": tr("Put in order"),
        "range": tr("Number"),
        "choose-one": tr("One choice"),
        "search-one": tr("One choice"),
        "choose-many": tr("Several choices"),
        "search-many": tr("Several choices"),
        "drawing": tr("Signature or drawing"),
        "image": tr("Photo"),
        "audio": tr("Sound"),
        "video": tr("Video"),
        "file": tr("File"),
        "integer": tr("Whole number"),
        "decimal": tr("Number"),
        "date": tr("Date"),
        "month": tr("Month"),
        "year": tr("Year"),
        "time": tr("Time"),
        "moment": tr("Date and time"),
        "position": tr("Position"),
    }.get(kind, tr("Text"))


def missing_of(node: Node, around: Around) -> missing.Missing:
    """Don't know and refused, as this question can take them."""
    return missing.of_node(node, around.missing_codes)
