"""Arithmetic, comparison and logic. Values compare as in JavaRosa, many nodes as in XPath (any pair)."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence

from fieldapp.xpath.code import Code, Float, Truth, boolean, number, plain
from fieldapp.xpath.model import Context, Value
from fieldapp.xpath.values import NAN, Atom, to_boolean, to_number, to_string

Arithmetic = Callable[[float, float], float]


def divide(a: float, b: float) -> float:
    if b:
        return a / b
    return NAN if a == 0 or math.isnan(a) else math.copysign(math.inf, a) * math.copysign(1, b)


def modulo(a: float, b: float) -> float:
    """The sign is that of the dividend."""
    return NAN if b == 0 or math.isinf(a) else math.fmod(a, b)


_ARITHMETIC: dict[str, Arithmetic] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": divide,
    "mod": modulo,
}
_ORDER: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def chain(first: Code, rest: Sequence[tuple[str, Code]]) -> Code:
    """Operators of one precedence, left to right."""
    name = rest[0][0]
    if name in ("and", "or"):
        return logic(name, [boolean(first), *(boolean(code) for _, code in rest)])
    if name in _ARITHMETIC:
        return arithmetic(first, rest)
    if len(rest) == 1:
        return equality(name, first, rest[0][1]) if name in ("=", "!=") else ordering(name, first, rest[0][1])
    return _comparisons(first, rest)


def logic(name: str, parts: list[Truth]) -> Code:
    """Later parts are not asked once the answer is known."""
    decisive = name == "or"
    if len(parts) == 2:
        left, right = parts
        if decisive:
            return plain("boolean", lambda context: left(context) or right(context))
        return plain("boolean", lambda context: left(context) and right(context))

    def run(context: Context) -> bool:
        for part in parts:
            if part(context) is decisive:
                return decisive
        return not decisive

    return plain("boolean", run)


def arithmetic(first: Code, rest: Sequence[tuple[str, Code]]) -> Code:
    start = number(first)
    steps = [(_ARITHMETIC[name], number(code)) for name, code in rest]
    if len(steps) == 1:
        return plain("number", _one_step(start, *steps[0]))

    def run(context: Context) -> float:
        total = start(context)
        for join, operand in steps:
            total = join(total, operand(context))
        return total

    return plain("number", run)


def _one_step(left: Float, join: Arithmetic, right: Float) -> Float:
    return lambda context: join(left(context), right(context))


def negation(code: Code, count: int) -> Code:
    operand = number(code)
    if count % 2 == 0:
        return plain("number", operand)
    return plain("number", lambda context: -operand(context))


def equality(name: str, left: Code, right: Code) -> Code:
    wanted = name == "="
    a, b = left.peek, right.peek
    if isinstance(left.constant, str):
        a, b, right = b, a, left
    if isinstance(right.constant, str):
        return plain("boolean", _equals_text(a, right.constant, wanted))

    def run(context: Context) -> bool:
        x, y = a(context), b(context)
        if isinstance(x, list) or isinstance(y, list):
            return any_equal(x, y, wanted)
        return equal(x, y) is wanted

    return plain("boolean", run)


def _comparisons(first: Code, rest: Sequence[tuple[str, Code]]) -> Code:
    """`a = b = c`: the truth of the first comparison is compared with the next operand."""

    def run(context: Context) -> Value:
        value = first.peek(context)
        for name, code in rest:
            value = compared(name, value, code.peek(context))
        return value

    return plain("boolean", run)


def compared(name: str, x: Value, y: Value) -> bool:
    """Whether any value of one side stands so to any of the other."""
    if name in ("=", "!="):
        return any_equal(x, y, name == "=")
    holds, others = _ORDER[name], [to_number(atom) for atom in _atoms(y)]
    return any(holds(to_number(atom), other) for atom in _atoms(x) for other in others)


def _equals_text(run: Callable[[Context], Value], text: str, wanted: bool) -> Truth:
    def equals_text(context: Context) -> bool:
        value = run(context)
        if isinstance(value, str):
            return (value == text) is wanted
        return any_equal(value, text, wanted)

    return equals_text


def equal(x: Atom, y: Atom) -> bool:
    """Truth values before numbers before text."""
    if isinstance(x, str) and isinstance(y, str):
        return x == y
    if isinstance(x, bool) or isinstance(y, bool):
        return to_boolean(x) is to_boolean(y)
    if isinstance(x, float | int) or isinstance(y, float | int):
        a, b = to_number(x), to_number(y)
        return a == b or abs(a - b) < 1e-12
    return to_string(x) == to_string(y)


def any_equal(x: Value, y: Value, wanted: bool) -> bool:
    """Whether any value of one side is equal (or unequal) to any of the other."""
    others = _atoms(y)
    return any(equal(a, b) is wanted for a in _atoms(x) for b in others)


def ordering(name: str, left: Code, right: Code) -> Code:
    """Numbers only: text that is no number is neither smaller nor larger."""
    holds = _ORDER[name]
    a, b = left.peek, right.peek

    def run(context: Context) -> bool:
        x, y = a(context), b(context)
        if type(x) is float and type(y) is float:
            return holds(x, y)
        if isinstance(x, list) or isinstance(y, list):
            return compared(name, x, y)
        return holds(to_number(x), to_number(y))

    return plain("boolean", run)


def _atoms(value: Value) -> list[Atom]:
    return [node.typed() for node in value] if isinstance(value, list) else [value]
