"""Location paths to closures: the plain ones by climbing, the rest step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from fieldapp.xpath import climb, lookup, steps
from fieldapp.xpath.axes import document
from fieldapp.xpath.code import Code, Nodes, nodes
from fieldapp.xpath.model import Context, NodeSet, XNode
from fieldapp.xpath.tree import Call, Literal, Node, Path, Step

Compile = Callable[[Node], Code]


def location(path: Path, names: tuple[str, ...], compile: Compile) -> Code:
    """A path that stands in an expression on the node `names`."""
    if path.start == "/":
        return _absolute(path.steps, names, compile)
    if path.start is None:
        return _from_node(_Route(False, path.steps), compile)
    assert not isinstance(path.start, str)
    if isinstance(path.start, Call) and path.start.name == "current":
        return _from_node(_Route(True, path.steps), compile)
    if instance_id(path.start) is not None:
        return _from_instance(str(instance_id(path.start)), path.steps, compile)
    return _general(nodes(compile(path.start)), path.steps, compile)


def instance_id(node: Node) -> str | None:
    """The id of `instance('id')` when it is written out."""
    if isinstance(node, Call) and node.name == "instance" and len(node.args) == 1:
        argument = node.args[0]
        return argument.value if isinstance(argument, Literal) else None
    return None


@dataclass(slots=True)
class _Route:
    """Steps split into those up, those down by plain names, and those that need the general walk."""

    from_origin: bool
    steps: list[Step]
    ups: int = 0
    downs: list[str] = field(default_factory=list)

    def split(self) -> list[Step]:
        rest = list(self.steps)
        while rest and (rest[0].plain_parent or rest[0].plain_self):
            self.ups += rest.pop(0).plain_parent
        while rest and (rest[0].plain_child or rest[0].plain_self):
            step = rest.pop(0)
            self.downs += [] if step.plain_self else [step.test]
        return rest


def _absolute(path: list[Step], names: tuple[str, ...], compile: Compile) -> Code:
    """What the path shares with the own place in the form means the own instance, as in JavaRosa."""
    shared = shared_steps(path, names)
    if shared == 0:
        return _general(_root, path, compile)
    return _from_node(_Route(True, path[shared:], ups=len(names) - shared), compile)


def shared_steps(path: list[Step], names: tuple[str, ...]) -> int:
    """How many steps of an absolute path lead along the own place. A predicate ends it."""
    shared = 0
    for step, name in zip(path, names, strict=False):
        if not step.plain_child or step.test != name:
            break
        shared += 1
    return shared


def _root(context: Context) -> NodeSet:
    return [document(context.origin)]


def _from_node(route: _Route, compile: Compile) -> Code:
    rest = route.split()
    start, names = climb.climbing(route.from_origin, route.ups), tuple(route.downs)
    if not rest:
        return climb.path(start, names)

    def begin(context: Context) -> NodeSet:
        node = start(context)
        return [] if node is None else _children([node], names)

    return _general(begin, rest, compile)


def _children(found: list[XNode], names: tuple[str, ...]) -> NodeSet:
    for name in names:
        found = [child for node in found for child in node.named(name)]
    return found


def _from_instance(id: str, path: list[Step], compile: Compile) -> Code:
    """A list. Its first filter may be answered by an index instead of by reading every row."""
    keeps = [[steps.predicate(compile(node)) for node in step.predicates] for step in path]

    def whole(context: Context) -> NodeSet:
        root = context.environment.instance(id)
        return [] if root is None else [root]

    walk = steps.walking(path, keeps)
    plan = lookup.plan(id, path, compile)
    if plan is None:
        return _walked(whole, walk)
    walk_on = steps.walking(path[2:], keeps[2:])

    def run(context: Context) -> NodeSet:
        rows = plan(context)
        if rows is None:
            return steps.relevant(walk(context, whole(context)))
        for keep in keeps[1]:
            rows = keep(context, rows)
        return steps.relevant(walk_on(context, rows))

    return Code("nodes", run, lambda context: climb.unwrap(run(context)))


def _walked(begin: Nodes, walk: steps.Walk) -> Code:
    def run(context: Context) -> NodeSet:
        return steps.relevant(walk(context, begin(context)))

    return Code("nodes", run, lambda context: climb.unwrap(run(context)))


def _general(begin: Nodes, path: list[Step], compile: Compile) -> Code:
    keeps = [[steps.predicate(compile(node)) for node in step.predicates] for step in path]
    return _walked(begin, steps.walking(path, keeps))
