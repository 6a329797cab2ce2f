"""What an expression reads: absolute name paths, found without evaluating it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from fieldapp.xpath.model import Reference, XPathError
from fieldapp.xpath.parser import parse
from fieldapp.xpath.paths import instance_id, shared_steps
from fieldapp.xpath.tree import Call, Chain, Filter, Literal, Negate, Node, Number, Path, Step, Variable

Places = tuple[Reference, ...]
Names = tuple[str, ...]

_PASSING = frozenset(("if", "coalesce", "once", "depend", "randomize"))
"""Functions that may hand on the nodes of their arguments."""

_OWN = frozenset(("string", "number", "string-length", "normalize-space", "name", "local-name"))
"""Functions that without arguments read `.`."""

_TRUTHS = frozenset(("=", "!=", "<", "<=", ">", ">=", "and", "or"))


class Reader:
    """Walks one tree; `found` and `functions` are the result."""

    def __init__(self, tree: Node, names: Names) -> None:
        self.names = names
        self.origin: Places = (Reference(names, own=len(names)),)
        self.found: dict[Reference, None] = {}
        self.functions: set[str] = set()
        self.read(tree, self.origin)

    def read(self, node: Node, here: Places, position: bool = False) -> Places:
        """Note all that `node` reads when `.` is `here`; the places of its nodes."""
        places = self.places(node, here)
        self._note(places, position)
        return places

    def _note(self, places: Places, position: bool) -> None:
        for place in places:
            self.found[replace(place, position=position)] = None

    def places(self, node: Node, here: Places) -> Places:
        """The same without noting the places themselves: a path goes on from them."""
        match node:
            case Path(start, steps):
                return self._path(start, steps, here)
            case Call():
                self.functions.add(node.name)
                return self._call(node, here)
            case Chain(first, rest):
                return self._chain(first, rest, here)
            case Filter(operand, predicates):
                return self._filtered(self.places(operand, here), predicates)
            case Negate(operand, _):
                self.read(operand, here)
                return ()
            case Literal() | Number() | Variable():
                return ()

    def _path(self, start: Node | str | None, steps: list[Step], here: Places) -> Places:
        if start is None:
            places = here
        elif isinstance(start, str):
            shared = shared_steps(steps, self.names)
            places, steps = (Reference(self.names[:shared], own=shared),), steps[shared:]
        else:
            places = self.places(start, here)
        for step in steps:
            places = tuple(dict.fromkeys(_moved(place, step) for place in places))
            if step.axis.endswith("sibling"):
                self._note(places, position=True)
            self._filtered(places, step.predicates)
        return places

    def _filtered(self, places: Places, predicates: list[Node]) -> Places:
        for predicate in predicates:
            self.read(predicate, places)
            if not (isinstance(predicate, Chain) and predicate.rest[0][0] in _TRUTHS):
                self._note(places, position=True)
        return places

    def _chain(self, first: Node, rest: list[tuple[str, Node]], here: Places) -> Places:
        operands = [first, *(operand for _, operand in rest)]
        if rest[0][0] == "|":
            return _merged(self.places(operand, here) for operand in operands)
        for operand in operands:
            self.read(operand, here)
        return ()

    def _call(self, call: Call, here: Places) -> Places:
        name, args = call.name, call.args
        if name == "current":
            return self.origin
        if name == "instance":
            return self._instance(call, here)
        if name == "indexed-repeat":
            return self._indexed(args, here)
        if name in ("position", "last", "count"):
            self._positions(args, here)
            return ()
        if not args and name in _OWN:
            self._note(here, position=False)
        if name == "if" and args:
            self.read(args[0], here)
            args = args[1:]
        if name in _PASSING:
            return _merged([self.places(arg, here) for arg in args])
        for arg in args:
            self.read(arg, here)
        return ()

    def _instance(self, call: Call, here: Places) -> Places:
        id = instance_id(call)
        if id is None:
            for arg in call.args:
                self.read(arg, here)
            return ()
        return (Reference((), instance=id),)

    def _positions(self, args: list[Node], here: Places) -> None:
        for arg in args:
            self.read(arg, here, position=True)
        if not args:
            self._note(here, position=True)

    def _indexed(self, args: list[Node], here: Places) -> Places:
        for group in args[1::2]:
            self._note(tuple(replace(place, indexed=True) for place in self.places(group, here)), True)
        for index in args[2::2]:
            self.read(index, here)
        target = self.places(args[0], here) if args else ()
        above = [len(place.path) - 1 for group in args[1::2] for place in self.places(group, here)]
        if not above:
            return target
        return tuple(replace(place, own=min(place.own, *above), indexed=True) for place in target)


def _merged(groups: Iterable[Places]) -> Places:
    return tuple(dict.fromkeys(place for places in groups for place in places))


def _moved(place: Reference, step: Step) -> Reference:
    """Where one step leads. What cannot be named becomes "anything below"."""
    path, wildcard = _led(place, step)
    above = len(path) - 1 if step.axis.endswith("sibling") and not wildcard else len(path)
    return Reference(path, wildcard, place.instance, own=min(place.own, above))


def _led(place: Reference, step: Step) -> tuple[Names, bool]:
    path, wildcard = place.path, place.wildcard
    named = step.test[-1] not in "*)"
    match step.axis:
        case "self":
            return path, wildcard
        case "child" if named or step.test == "text()":
            return (path if wildcard or not named else (*path, step.test)), wildcard
        case "attribute" if named:
            return (path if wildcard else (*path, f"@{step.test}")), wildcard
        case "parent":
            return path[:-1], wildcard
        case "following-sibling" | "preceding-sibling":
            known = named and not wildcard
            return ((*path[:-1], step.test) if known else path[:-1]), not known
        case "ancestor" | "ancestor-or-self" | "following" | "preceding":
            return path[:1], True
        case _:
            return path, True


def plain_names(node: Node, names: Names) -> Names | None:
    """The absolute names a path of plain steps leads to; None for any other expression."""
    if not isinstance(node, Path):
        return None
    is_current = isinstance(node.start, Call) and node.start.name == "current"
    if not (node.start is None or node.start == "/" or is_current):
        return None
    found = () if node.start == "/" else names
    for step in node.steps:
        if step.plain_parent:
            found = found[:-1]
        elif step.plain_child:
            found = (*found, step.test)
        elif not step.plain_self:
            return None
    return found


def absolute(path: str, names: Names) -> str | None:
    """A path given as text, e.g. ` ../sex `, written out from the root: `/data/child/sex`."""
    try:
        found = plain_names(parse(path), names)
    except XPathError:
        return None
    return "/" + "/".join(found) if found else None
