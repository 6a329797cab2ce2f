"""Numbers. `floor` and `ceiling` come from XPath; JavaRosa has neither."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from decimal import Context as Precision

from fieldapp.wording import tr
from fieldapp.xpath.code import Code, Float, nodes, number, plain
from fieldapp.xpath.functions.strings import whole
from fieldapp.xpath.library import Site, function, of_numbers
from fieldapp.xpath.model import Context, Moment, Value
from fieldapp.xpath.moments import fractional_days
from fieldapp.xpath.values import NAN, java_double, to_atom, to_number

Calculation = Callable[..., float]


@function("number", 0, 1)
def _build_number(codes: list[Code], _: Site) -> Code:
    if codes:
        return plain("number", number(codes[0]))
    return plain("number", lambda context: to_number([context.node] if context.node.relevant else ""))


def _truncated(value: float) -> float:
    return value if not math.isfinite(value) else float(math.trunc(value))


_EXACT = Precision(prec=400)


def rounded(value: float, places: float = 0.0) -> float:
    """To `places` decimals, halves up (-2.5 to -2) by the digits the number is written with."""
    digits = whole(places)
    if not math.isfinite(value):
        return value
    if abs(digits) > 30:
        return NAN
    if digits >= 0:
        mode = ROUND_HALF_DOWN if value < 0 else ROUND_HALF_UP
        exact = Decimal(java_double(value))
        return float(exact.quantize(Decimal(1).scaleb(-digits), mode, _EXACT))
    scaled = float(Decimal(java_double(value)).scaleb(digits))
    return float(Decimal(math.trunc(scaled + 0.5)).scaleb(-digits))


of_numbers("int", "number", _truncated, 1)
of_numbers("round", "number", rounded, 1, 2)
of_numbers("floor", "number", lambda value: float(math.floor(value)) if math.isfinite(value) else value, 1)
of_numbers("ceiling", "number", lambda value: float(math.ceil(value)) if math.isfinite(value) else value, 1)


def _calculating(calculation: Calculation) -> Calculation:
    """NaN outside the function's domain, infinity beyond the largest number."""

    def calculate(*numbers: float) -> float:
        try:
            return calculation(*numbers)
        except ValueError:
            return NAN
        except OverflowError:
            return math.inf

    return calculate


def _power(base: float, exponent: float) -> float:
    if base == 0 and exponent < 0:
        return math.inf
    if abs(base) == 1 and math.isinf(exponent):
        return NAN
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 == 1 else math.inf


def _log(base: Callable[[float], float]) -> Callable[[float], float]:
    return lambda value: -math.inf if value == 0 else base(value)


_CALCULATIONS: dict[str, tuple[int, Calculation]] = {
    "abs": (1, abs),
    "acos": (1, math.acos),
    "asin": (1, math.asin),
    "atan": (1, math.atan),
    "atan2": (2, math.atan2),
    "cos": (1, math.cos),
    "exp": (1, math.exp),
    "exp10": (1, lambda value: math.pow(10.0, value)),
    "log": (1, _log(math.log)),
    "log10": (1, _log(math.log10)),
    "pow": (2, _power),
    "sin": (1, math.sin),
    "sqrt": (1, math.sqrt),
    "tan": (1, math.tan),
}


def _register(name: str, count: int, calculation: Calculation) -> None:
    """In these functions a date counts with its time of day."""
    answer = _calculating(calculation)

    @function(name, count)
    def build(codes: list[Code], _: Site) -> Code:
        args = [_with_fraction(code) for code in codes]
        return plain("number", lambda context: answer(*[arg(context) for arg in args]))


def _with_fraction(code: Code) -> Float:
    peek = code.peek

    def run(context: Context) -> float:
        value = to_atom(peek(context))
        return fractional_days(value) if isinstance(value, Moment) else to_number(value)

    return run


for _name, (_count, _calculation) in _CALCULATIONS.items():
    _register(_name, _count, _calculation)


@function("pi", 0)
def _build_pi(_: list[Code], __: Site) -> Code:
    return plain("number", lambda context: math.pi)


def _numbers(codes: list[Code], context: Context) -> Iterable[float]:
    """Of all nodes where an argument is a path; what is no number is left out."""
    for code in codes:
        value = code.run(context)
        values: Iterable[Value] = [node.typed() for node in value] if isinstance(value, list) else [value]
        for item in values:
            result = item if type(item) is float else to_number(item)
            if result == result:
                yield result


@function("max", 1, None)
def _build_max(codes: list[Code], _: Site) -> Code:
    return plain("number", lambda context: max(_numbers(codes, context), default=NAN))


@function("min", 1, None)
def _build_min(codes: list[Code], _: Site) -> Code:
    return plain("number", lambda context: min(_numbers(codes, context), default=NAN))


@function("sum", 1)
def _build_sum(codes: list[Code], _: Site) -> Code:
    """0 for no nodes; what is no number is left out."""
    if codes[0].kind not in ("nodes", "any"):
        raise ValueError(tr("a path is needed between its brackets"))
    found = nodes(codes[0])

    def run(context: Context) -> float:
        total = 0.0
        for node in found(context):
            value = node.typed()
            number = value if type(value) is float else to_number(value)
            total += number if number == number else 0.0
        return total

    return plain("number", run)
