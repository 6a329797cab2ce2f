"""Types of questions: how a cell of the column `type` is read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fieldapp.form.check import words

_SELECTS = {
    "select_one": "select_one", "select one": "select_one", "select1": "select_one",
    "select one from": "select_one",
    "add select one prompt using": "select_one", "select_multiple": "select_multiple",
    "select multiple": "select_multiple", "select all that apply": "select_multiple",
    "select all that apply from": "select_multiple", "select multiple from": "select_multiple",
    "add select multiple prompt using": "select_multiple", "select_one_external": "select_one_external",
    "select_one_from_file": "select_one_from_file", "select one from file": "select_one_from_file",
    "select_multiple_from_file": "select_multiple_from_file",
    "select multiple from file": "select_multiple_from_file", "rank": "rank",
}  # fmt: skip
_SELECT = re.compile(
    rf"^(?P<command>{'|'.join(sorted(map(re.escape, _SELECTS), key=len, reverse=True))})"
    r"(?:\s+(?P<list>\S+)(?P<other>\s+(?:or_other|or specify other|or other))?)?$"
)
_CONTROL = re.compile(
    r"^(?P<edge>begin|end)[\s_](?P<kind>group|repeat|loop|lgroup|looped group)(?:\s+over\s+(?P<list>\S+))?$"
)
_VALUES = {
    "text": "text string note_text barcode username email phonenumber deviceid subscriberid simserial imei",
    "number": "integer int decimal range",
    "date": "date today",
    "dateTime": "dateTime datetime start end",
    "time": "time",
    "note": "note",
    "calculate": "calculate hidden",
    "place": "geopoint geotrace geoshape gps location start-geopoint background-geopoint",
    "file": "image photo audio video file osm audit background-audio",
    "trigger": "acknowledge trigger",
    "": "csv-external xml-external percentage",
}
_VALUE_OF = {name: value for value, names in _VALUES.items() for name in names.split()}
_VALUE_OF |= {
    f"{verb} {name}{tail}": _VALUE_OF.get(name, "")
    for verb, tail in (("q", ""), ("add", " prompt"))
    for name in words.OLD_TYPES
}
_VALUE_OF |= dict.fromkeys(
    ("get phone number", "phone number", "get device id", "device id", "get sim id", "sim id",
                 "get subscriber id", "subscriber id", "uri:subscriberid", "uri:phonenumber", "uri:simserial",
                 "uri:deviceid", "uri:username", "uri:email"), "text",
)  # fmt: skip
_VALUE_OF |= {"get start time": "dateTime", "start time": "dateTime", "get end time": "dateTime"}
_VALUE_OF |= {"end time": "dateTime", "get today": "date", "q date time": "dateTime", "date time": "dateTime"}
_VALUE_OF |= {"add date time prompt": "dateTime"}
_VALUE_OF |= {f"number of days in last {unit}": "text" for unit in ("month", "six months", "year")}
SILENT = {
    "calculate", "hidden", "start", "end", "today", "deviceid", "username", "email", "phonenumber",
    "subscriberid", "simserial", "imei", "audit", "start-geopoint", "background-geopoint", "background-audio",
    "csv-external", "xml-external",
}  # fmt: skip
"""Types that show nothing, so they need no label."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`base`: the type in one spelling. `value`: what answers are ("" for unknown). `edge`: begin or end."""

    base: str
    value: str = ""
    list_name: str = ""
    other: bool = False
    edge: str = ""

    @property
    def is_select(self) -> bool:
        return self.value in ("select_one", "select_multiple", "rank")

    @property
    def several(self) -> bool:
        """Several codes may be the answer."""
        return self.value in ("select_multiple", "rank")

    @property
    def from_file(self) -> bool:
        return self.base.endswith("_from_file")

    @property
    def silent(self) -> bool:
        return self.base in SILENT or (self.value == "text" and self.base.startswith(("get ", "uri:")))


def read_kind(text: str) -> Kind | None:
    """The kind of a row, None for a type that nobody knows."""
    text = " ".join(text.split())
    control = _CONTROL.match(text)
    if control:
        kind = "repeat" if control["kind"] in ("lgroup", "looped group") else control["kind"]
        return Kind(kind, list_name=control["list"] or "", edge=control["edge"])
    select = _SELECT.match(text)
    if select:
        return _select(select)
    return Kind(text, _VALUE_OF[text]) if text in _VALUE_OF else _odd(text)


def _select(match: re.Match[str]) -> Kind:
    base = _SELECTS[match["command"]]
    value = "rank" if base == "rank" else "select_multiple" if "multiple" in base else "select_one"
    return Kind(base, value, match["list"] or "", bool(match["other"]))


def _odd(text: str) -> Kind | None:
    """Old types that carry a word of their own: `osm tags`."""
    head = text.partition(" ")[0]
    return Kind(head, _VALUE_OF[head], text.partition(" ")[2]) if head == "osm" else None
