"""Truth and choice between values."""

from __future__ import annotations

from fieldapp.xpath.code import Code, Kind, boolean, number, plain, string
from fieldapp.xpath.functions.strings import whole
from fieldapp.xpath.library import Site, function
from fieldapp.xpath.model import Context, Value
from fieldapp.xpath.values import to_boolean, to_number


@function("true", 0)
def _build_true(_: list[Code], __: Site) -> Code:
    return plain("boolean", lambda context: True)


@function("false", 0)
def _build_false(_: list[Code], __: Site) -> Code:
    return plain("boolean", lambda context: False)


@function("not", 1)
def _build_not(codes: list[Code], _: Site) -> Code:
    truth = boolean(codes[0])
    return plain("boolean", lambda context: not truth(context))


@function("boolean", 1)
def _build_boolean(codes: list[Code], _: Site) -> Code:
    return plain("boolean", boolean(codes[0]))


@function("boolean-from-string", 1)
def _build_from_string(codes: list[Code], _: Site) -> Code:
    text = string(codes[0])
    return plain("boolean", lambda context: text(context).lower() in ("true", "1"))


@function("if", 3)
def _build_if(codes: list[Code], _: Site) -> Code:
    """Only the branch taken is evaluated."""
    truth, kind = boolean(codes[0]), _common(codes[1:])
    a, b, peek_a, peek_b = codes[1].run, codes[2].run, codes[1].peek, codes[2].peek

    def run(context: Context) -> Value:
        return a(context) if truth(context) else b(context)

    def peek(context: Context) -> Value:
        return peek_a(context) if truth(context) else peek_b(context)

    return Code(kind, run, peek)


@function("coalesce", 2, None)
def _build_coalesce(codes: list[Code], _: Site) -> Code:
    """The first that is not empty; the last one otherwise."""
    earlier, last = codes[:-1], codes[-1]

    def chosen(context: Context) -> Code:
        return next((code for code in earlier if not _empty(code.peek(context))), last)

    def run(context: Context) -> Value:
        return chosen(context).run(context)

    return Code(_common(codes), run, lambda context: chosen(context).peek(context))


def _empty(value: Value) -> bool:
    return value == "" or value != value


@function("once", 1)
def _build_once(codes: list[Code], _: Site) -> Code:
    """The value the node has already, or a new one if it has none."""
    peek = codes[0].peek

    def run(context: Context) -> Value:
        held = context.origin.typed()
        return peek(context) if held == "" else held

    return plain("any", run)


@function("depend", 1, None)
def _build_depend(codes: list[Code], _: Site) -> Code:
    """The first; the others only make the expression be evaluated again when they change."""
    return codes[0]


@function("checklist", 2, None)
def _build_checklist(codes: list[Code], _: Site) -> Code:
    """Whether the number of true values lies between two bounds; a negative bound is none."""
    least, most, flags = number(codes[0]), number(codes[1]), codes[2:]

    def run(context: Context) -> bool:
        low, high = whole(least(context)), whole(most(context))
        count = sum(to_boolean(value) for value in _values(flags, context))
        return (low < 0 or count >= low) and (high < 0 or count <= high)

    return plain("boolean", run)


@function("weighted-checklist", 4, None, even=True)
def _build_weighted(codes: list[Code], _: Site) -> Code:
    """The same with weights; here every bound counts."""
    least, most, flags, weights = number(codes[0]), number(codes[1]), codes[2::2], codes[3::2]

    def run(context: Context) -> bool:
        pairs = zip(_values(flags, context), _values(weights, context), strict=False)
        total = sum(to_number(weight) for flag, weight in pairs if to_boolean(flag))
        return least(context) <= total <= most(context)

    return plain("boolean", run)


def _values(codes: list[Code], context: Context) -> list[Value]:
    """All values, those of the nodes where an argument is a path."""
    values: list[Value] = []
    for code in codes:
        value = code.run(context)
        values += [node.typed() for node in value] if isinstance(value, list) else [value]
    return values


def _common(codes: list[Code]) -> Kind:
    kinds = {code.kind for code in codes}
    return kinds.pop() if len(kinds) == 1 else "any"
