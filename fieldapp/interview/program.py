"""A form compiled for interviews: specs (nodes with compiled rules) and the dependency graph.

Every rule is a `Trigger`. A trigger knows which paths its expression reads; the graph knows, for each
path, which triggers read it. Triggers have a rank in topological order, so that one wave of
recalculation runs each at most once, in an order where what it reads is settled
(JavaRosa's dag.md describes the same idea).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from enum import IntEnum

from fieldapp.form import Action, FormDefinition, NodeDefinition, NodeKind, Output, Text
from fieldapp.interview import values
from fieldapp.problems import FORM_EXPRESSION, Problem
from fieldapp.xpath import Expression, Moment, Reference, XPathError
from fieldapp.xpath import compile as compile_xpath

Path = tuple[str, ...]


class Aspect(IntEnum):
    """What a trigger settles. The first two write answers; from CONSTRAINT on they only mark as touched."""

    CALCULATE = 0
    COUNT = 1
    RELEVANT = 2
    REQUIRED = 3
    READONLY = 4
    CONSTRAINT = 5
    CHOICES = 6
    TEXT = 7
    WARNING = 8
    FINAL = 9

    @property
    def writes(self) -> bool:
        return self <= Aspect.COUNT

    @property
    def lazy(self) -> bool:
        return self >= Aspect.CONSTRAINT


class Spec:
    """One node of the form with its rules compiled; the live nodes point here."""

    def __init__(self, definition: NodeDefinition, parent: Spec | None, zone: tzinfo) -> None:
        self.definition = definition
        self.name = definition.name
        self.parent = parent
        self.zone = zone
        self.path: Path = (*(parent.path if parent else ()), definition.name)
        self.is_repeat = definition.kind is NodeKind.REPEAT
        control = definition.control
        self.is_question = definition.kind is NodeKind.LEAF and control is not None
        self.repeats: tuple[Spec, ...] = (
            *(parent.repeats if parent else ()),
            *((self,) if self.is_repeat else ()),
        )
        self.children: tuple[Spec, ...] = tuple(Spec(child, self, zone) for child in definition.children)
        self.rules: dict[Aspect, Expression] = {}
        self.triggers: list[Trigger] = []

    def walk(self) -> Iterator[Spec]:
        yield self
        for child in self.children:
            yield from child.walk()

    def typed(self, text: str) -> str | float | bool | Moment:
        """The stored text as expressions read it."""
        return values.typed(self.definition.bind.type, text, self.zone)

    def loaded(self, default: str) -> str:
        """A default of the model as it is stored: normalised where its type allows, else as it stands."""
        try:
            return (
                values.from_person(self.definition.bind.type, default.strip(), self.zone) if default else ""
            )
        except values.Refused:
            return default


@dataclass(eq=False, slots=True)
class Trigger:
    """One rule on one spec. `shared`: the repeats of the spec of which it reads its own instance only.

    `tracked`: only indexed-repeat() leads it to other instances, so what it read is noted each time it
    runs. `direct` are then the paths, and those above them, that it reads without indexed-repeat().
    """

    spec: Spec
    aspect: Aspect
    expression: Expression
    shared: tuple[Spec, ...] = ()
    rank: int = 0
    tracked: bool = False
    direct: frozenset[Path] = frozenset()


@dataclass(slots=True)
class Program:
    """The compiled form."""

    form: FormDefinition
    root: Spec
    triggers: list[Trigger] = field(default_factory=list)
    readers: dict[Path, list[Trigger]] = field(default_factory=dict)
    """Triggers that read the value of a path."""
    below: dict[Path, list[Trigger]] = field(default_factory=dict)
    """Triggers that read anything at or below a path: those to run when it turns relevant or not."""
    places: dict[Path, list[Trigger]] = field(default_factory=dict)
    """Triggers that read the number or the place of a repeat's instances."""
    specs: dict[str, Spec] = field(default_factory=dict)

    actions: dict[Action, Expression] = field(default_factory=dict)
    """Compiled values of actions."""

    def spec(self, reference: str) -> Spec | None:
        """The spec at a reference without positions."""
        return self.specs.get(reference)


class Compiler:
    """Builds a `Program`; `FORM_EXPRESSION` names the node and the expression that cannot be read."""

    def __init__(self, form: FormDefinition, zone: tzinfo) -> None:
        self.program = Program(form, Spec(form.root, None, zone))
        self.program.specs = {"/" + "/".join(spec.path): spec for spec in self.program.root.walk()}

    def compile(self) -> Program:
        for spec in self.program.root.walk():
            self._rules(spec)
            self._texts(spec)
        self._actions()
        self._read_by()
        _rank(self.program)
        return self.program

    def _actions(self) -> None:
        for action in self.program.form.actions:
            target = self.program.spec(action.target)
            if target is not None and (action.expression or "").strip():
                self.program.actions[action] = self._expression(action.expression or "", target.path, target)

    def _rules(self, spec: Spec) -> None:
        bind = spec.definition.bind
        self._add(spec, Aspect.RELEVANT, bind.relevant)
        self._add(spec, Aspect.CALCULATE, bind.calculate if not spec.children else None)
        self._add(spec, Aspect.REQUIRED, bind.required)
        self._add(spec, Aspect.READONLY, bind.readonly)
        self._add(spec, Aspect.CONSTRAINT, bind.constraint)
        self._add(spec, Aspect.WARNING, spec.definition.own.warning)
        self._add(spec, Aspect.FINAL, spec.definition.own.final)
        if spec.is_repeat:
            self._add(spec, Aspect.COUNT, spec.definition.count)
        control = spec.definition.control
        if control is not None and control.itemset is not None:
            self._add(spec, Aspect.CHOICES, control.itemset.nodeset)
        elif control is not None and control.search:
            self._add(spec, Aspect.CHOICES, f"concat({', '.join(control.search)})")

    def _add(self, spec: Spec, aspect: Aspect, text: str | None) -> None:
        if text is None or not text.strip():
            return
        expression = self._expression(text, spec.path, spec)
        trigger = Trigger(spec, aspect, expression)
        spec.rules[aspect] = expression
        spec.triggers.append(trigger)
        self.program.triggers.append(trigger)

    def _texts(self, spec: Spec) -> None:
        """Outputs in labels, hints and messages: they mark their node as touched."""
        for output in outputs_of(self.program.form, spec.definition):
            expression = self._expression(output, spec.path, spec)
            trigger = Trigger(spec, Aspect.TEXT, expression)
            spec.triggers.append(trigger)
            self.program.triggers.append(trigger)

    def _expression(self, text: str, path: Path, spec: Spec) -> Expression:
        try:
            return compile_xpath(text, path)
        except XPathError as error:
            where = f"{self.program.form.form_id} {spec.definition.reference}"
            raise Problem(FORM_EXPRESSION, where=where, expression=text.strip(), why=error.why) from error

    def _read_by(self) -> None:
        for trigger in self.program.triggers:
            trigger.shared = self._shared(trigger)
            self._track(trigger)
            for path, place in self._paths(trigger):
                (self.program.places if place else self.program.readers).setdefault(path, []).append(trigger)
        below: dict[Path, dict[Trigger, None]] = {}
        for path, triggers in (*self.program.readers.items(), *self.program.places.items()):
            for end in range(1, len(path) + 1):
                below.setdefault(path[:end], {}).update(dict.fromkeys(triggers))
        self.program.below = {path: list(triggers) for path, triggers in below.items()}

    def _track(self, trigger: Trigger) -> None:
        if trigger.aspect.lazy or trigger.aspect is Aspect.COUNT or trigger.shared == trigger.spec.repeats:
            return
        if self._shared(trigger, indexed=False) == trigger.spec.repeats:
            paths = [_plain(r) for r in trigger.expression.references if r.instance is None and not r.indexed]
            trigger.tracked = True
            trigger.direct = frozenset(path[:end] for path in paths for end in range(1, len(path) + 1))

    def _shared(self, trigger: Trigger, indexed: bool = True) -> tuple[Spec, ...]:
        """Outermost repeats around the spec through which no reference reaches another instance."""
        shared: list[Spec] = []
        for repeat in trigger.spec.repeats:
            depth = len(repeat.path)
            through = (
                r
                for r in trigger.expression.references
                if r.instance is None and (indexed or not r.indexed) and _goes(r, repeat.path)
            )
            if any(reference.own < depth for reference in through):
                break
            shared.append(repeat)
        return tuple(shared)

    def _paths(self, trigger: Trigger) -> set[tuple[Path, bool]]:
        """The form paths a trigger reads, each with whether it reads places (positions, counts)."""
        found: set[tuple[Path, bool]] = set()
        for reference in trigger.expression.references:
            if reference.instance is not None:
                continue
            path = _plain(reference)
            found.add((path, reference.position))
            spec = self.program.specs.get("/" + "/".join(path))
            if reference.wildcard and spec is not None:
                found.update((inner.path, False) for inner in spec.walk())
            if spec is not None:  # a node-set through a repeat also changes when instances come and go
                found.update((repeat.path, True) for repeat in spec.repeats if repeat not in trigger.shared)
        return found


def _plain(reference: Reference) -> Path:
    return tuple(name.rpartition(":")[2] for name in reference.path)


def _goes(reference: Reference, path: Path) -> bool:
    return _plain(reference)[: len(path)] == path


def outputs_of(form: FormDefinition, node: NodeDefinition) -> Iterator[str]:
    """Expressions shown inside a node's texts, in any language."""
    control = node.control
    texts: list[Text | None] = [node.bind.constraint_message, node.bind.required_message]
    texts += [node.own.warning_message, node.own.final_message]
    if control is not None:
        texts += [control.label, control.hint]
        texts += [choice.label for choice in control.choices]
    seen: set[str] = set()
    for text in texts:
        for part in _pieces(form, text):
            if isinstance(part, Output) and part.expression not in seen:
                seen.add(part.expression)
                yield part.expression


def has_outputs(form: FormDefinition, text: Text) -> bool:
    """Whether a text shows an expression, in any language."""
    return text.expression is not None or any(isinstance(piece, Output) for piece in _pieces(form, text))


def _pieces(form: FormDefinition, text: object) -> Iterator[object]:
    if not isinstance(text, Text):
        return
    yield from text.message
    if text.itext is not None:
        for texts in form.translations.values():
            for message in texts.get(text.itext, {}).values():
                yield from message


def _rank(program: Program) -> None:
    """Topological ranks by depth-first search; an edge that closes a circle is passed over."""
    followers = {trigger: _followers(program, trigger) for trigger in program.triggers}
    state: dict[Trigger, int] = {}
    order: list[Trigger] = []
    for start in reversed(program.triggers):
        if start in state:
            continue
        stack = [(start, iter(followers[start]))]
        state[start] = 1
        while stack:
            trigger, rest = stack[-1]
            following = next((one for one in rest if one not in state), None)
            if following is None:
                order.append(trigger)
                stack.pop()
            else:
                state[following] = 1
                stack.append((following, iter(followers[following])))
    for rank, trigger in enumerate(reversed(order)):
        trigger.rank = rank


def _followers(program: Program, trigger: Trigger) -> list[Trigger]:
    """Triggers that must run after this one."""
    path = trigger.spec.path
    if trigger.aspect is Aspect.CALCULATE:
        return program.readers.get(path, [])
    if trigger.aspect is Aspect.RELEVANT:
        inner = [
            own for spec in trigger.spec.walk() for own in spec.triggers if own.aspect is Aspect.CALCULATE
        ]
        return [*program.below.get(path, []), *inner]
    if trigger.aspect is Aspect.COUNT:
        inner = [own for spec in trigger.spec.walk() for own in spec.triggers if own is not trigger]
        return [*program.below.get(path, []), *inner]
    return []


def compile_form(form: FormDefinition) -> None:
    """Read every expression of a form once; `FORM_EXPRESSION` for the first that cannot be understood."""
    program_of(form, UTC)


_programs: dict[tuple[str, str], Program] = {}
_KEPT = 8


def program_of(form: FormDefinition, zone: tzinfo) -> Program:
    """The compiled form; the last few are kept, since every interview of a form shares one."""
    key = (form.sha256, str(zone))
    if key not in _programs:
        while len(_programs) >= _KEPT:
            _programs.pop(next(iter(_programs)))
        _programs[key] = Compiler(form, zone).compile()
    return _programs[key]
