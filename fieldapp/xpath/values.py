"""Conversions between the types of a value, as JavaRosa does them (docs/engine.md, Expressions)."""

from __future__ import annotations

import math
import re
from datetime import date

from fieldapp.xpath.model import Moment, NodeSet, Value

NAN = math.nan
Atom = str | float | bool | Moment
_EPOCH = date(1970, 1, 1).toordinal()
_NUMBER = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_ASCII_BLANKS = "".join(map(chr, range(33)))
_INT_MAX, _INT_MIN = 2**31 - 1, -(2**31)


def to_atom(value: Value) -> Atom:
    """The value itself, or that of the first node of a node-set; "" for an empty one."""
    if isinstance(value, list):
        return value[0].typed() if value else ""
    return value


def to_number(value: Value) -> float:
    """NaN where there is no number. No exponents, as in XPath; a comma counts as a decimal point."""
    value = to_atom(value)
    if isinstance(value, str):
        text = value.strip(_ASCII_BLANKS).replace(",", ".")
        return float(text) if _NUMBER.fullmatch(text) else NAN
    if isinstance(value, Moment):
        return NAN if value.kind == "time" else float(days(value))
    return float(value)


def to_boolean(value: Value) -> bool:
    """Empty text, zero and NaN are false, and so is a single node that is empty or holds a zero."""
    if isinstance(value, list) and len(value) > 1:
        return True
    value = to_atom(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, float | int):
        return abs(value) > 1e-12
    return value != ""


def to_string(value: Value) -> str:
    """What string() answers. A date and a dateTime become their date alone, a time stays one."""
    value = to_atom(value)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Moment):
        return moment_to_text(value, "time") if value.kind == "time" else value.when.date().isoformat()
    return number_to_string(value)


def number_to_string(number: float) -> str:
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if abs(number) < 1e-12:
        return "0"
    whole = max(_INT_MIN, min(_INT_MAX, int(number)))
    return str(whole) if abs(number - whole) < 1e-12 else java_double(number)


def java_double(number: float) -> str:
    """Java's Double.toString: 1.0E-6, 123.5, 1.23456789123E8."""
    if number == 0 or 1e-3 <= abs(number) < 1e7:
        return repr(float(number))
    mantissa, _, exponent = f"{number!r}".partition("e")
    sign, digits, point = _digits(mantissa)
    power = point - 1 + (int(exponent) if exponent else 0)
    return f"{sign}{digits[0]}.{digits[1:] or '0'}E{power}"


def _digits(mantissa: str) -> tuple[str, str, int]:
    """Sign, digits without zeros around them, and where the decimal point stands in them."""
    sign = "-" if mantissa.startswith("-") else ""
    whole, _, fraction = mantissa.lstrip("-").partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) - (len(whole + fraction) - len(digits))
    return sign, digits.rstrip("0") or "0", point


def days(moment: Moment) -> int:
    """Whole days from 1970-01-01 to the moment's own date."""
    return moment.when.toordinal() - _EPOCH


def to_text(value: Value, type: str = "string") -> str:
    """What a calculate stores into a node of this bind type. NaN is nothing.

    Unlike JavaRosa, a number that does not fit an int is stored whole instead of as 2147483647.
    """
    value = to_atom(value)
    if value == "" or value != value:
        return ""
    if isinstance(value, bool) or type == "boolean":
        return "1" if to_boolean(value) else "0"
    if isinstance(value, str):
        return value
    if isinstance(value, Moment):
        return moment_to_text(value, type)
    return _stored_number(value, type)


def _stored_number(number: float, type: str) -> str:
    if math.isinf(number):
        return "" if type == "int" else number_to_string(number)
    integral = abs(number) < 2**63 and abs(number - int(number)) < 1e-9
    return str(int(number)) if integral or type == "int" else java_double(number)


def moment_to_text(moment: Moment, type: str) -> str:
    """ISO 8601 in the moment's own time zone, with milliseconds; Z for UTC."""
    when = moment.when
    if type == "date":
        return when.date().isoformat()
    text = when.isoformat(timespec="milliseconds")
    if not when.utcoffset():
        text = text[:-6] + "Z"
    return text.partition("T")[2] if type == "time" else text


def first_or_empty(nodes: NodeSet) -> Value:
    """A node-set of one node as its value, of none as "", of more as itself."""
    if len(nodes) == 1:
        return nodes[0].typed()
    return nodes or ""
