"""Preloads and actions: what happens by itself when an interview or a repeat instance begins.

Order as in JavaRosa: preloads, then actions of the event, then all rules (so a first-load setvalue that
reads a calculate finds it empty; docs/engine.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fieldapp.form import Action
from fieldapp.interview import periods, values
from fieldapp.interview.program import Spec
from fieldapp.interview.tree import Node, instances_below
from fieldapp.xpath import Context, Moment

if TYPE_CHECKING:
    from fieldapp.interview.interview import Interview
    from fieldapp.interview.wave import Wave

FIRST_LOAD = ("odk-instance-first-load", "xforms-ready")
LOAD = ("odk-instance-load",)
NEW_REPEAT = ("odk-new-repeat", "jr-insert")
VALUE_CHANGED = ("xforms-value-changed",)
DEEPEST = 20
"""How far actions may set each other off: two that do so in a circle must end."""


class Actions:
    """Runs the form's preloads and `setvalue` actions."""

    def __init__(self, interview: Interview) -> None:
        self._interview = interview
        self._form = interview.definition
        self._depth = 0

    def preload(self) -> None:
        """Metadata of a new interview: start, today, device, user, instanceID."""
        for node in self._interview.root.walk():
            if node.spec.definition.bind.preload and (text := self._preloaded(node.spec)) != "":
                node.put(text)

    def preload_new(self, row: Node) -> None:
        """The same for a new repeat instance."""
        for node in row.walk():
            if node.spec.definition.bind.preload:
                node.put(self._preloaded(node.spec))

    def finish(self) -> Iterator[tuple[Node, str]]:
        """Nodes that are set on finalising, with their texts: the `end` timestamp."""
        for node in self._interview.root.walk():
            bind = node.spec.definition.bind
            if bind.preload == "timestamp" and bind.preload_params == "end":
                yield node, self._now(bind.type)

    def first_load(self, wave: Wave) -> None:
        for action in self._form.actions:
            if _on(action, (*FIRST_LOAD, *LOAD)):
                self._run_everywhere(wave, action)

    def load(self, wave: Wave) -> None:
        """Actions of every opening but the first."""
        for action in self._form.actions:
            if _on(action, LOAD):
                self._run_everywhere(wave, action)

    def new_repeat(self, wave: Wave, row: Node) -> None:
        for action in self._form.actions:
            target = self._interview.program.spec(action.target)
            if _on(action, NEW_REPEAT) and target is not None and row.spec in target.repeats:
                self._run_below(wave, action, target, row)

    def value_changed(self, wave: Wave, node: Node) -> None:
        """Actions nested in the control of `node`; in a repeat only on the same instance.

        Where a question outside a repeat sets a field of several instances nothing is set: both reference
        engines refuse, and answers given there would be overwritten.
        """
        reference = "/" + "/".join(node.spec.path)
        for action in self._form.actions:
            target = self._interview.program.spec(action.target)
            if action.source == reference and target is not None and _on(action, VALUE_CHANGED):
                base = _shared(target, node) or self._interview.root
                found: list[Node] = []
                instances_below(base, target.path[len(base.spec.path) :], found.append)
                if len(found) == 1:
                    self._run(wave, action, found[0])

    def _run_everywhere(self, wave: Wave, action: Action) -> None:
        target = self._interview.program.spec(action.target)
        if target is not None:
            self._run_below(wave, action, target, self._interview.root)

    def _run_below(self, wave: Wave, action: Action, target: Spec, base: Node) -> None:
        instances_below(base, target.path[len(base.spec.path) :], lambda node: self._run(wave, action, node))

    def _run(self, wave: Wave, action: Action, node: Node) -> None:
        if action.kind == "setgeopoint":
            self._locate(wave, node)
            return
        if action.kind != "setvalue":
            return  # recordings come from devices, which a later issue brings
        kind, zone = node.spec.definition.bind.type, self._interview.zone
        if not (action.expression or "").strip():
            self._write(wave, node, values.from_expression(kind, action.literal, zone))
            return
        expression = self._interview.program.actions[action]
        result = expression.evaluate(Context.at(node, self._interview.environment))
        self._write(wave, node, values.from_expression(kind, result, zone))

    def _write(self, wave: Wave, node: Node, text: str) -> None:
        """A value set by an action is a changed value to the actions that wait for one."""
        if wave.write(node, text) and self._depth < DEEPEST:
            self._depth += 1
            self.value_changed(wave, node)
            self._depth -= 1

    def _locate(self, wave: Wave, node: Node) -> None:
        """The present place, where the host can tell it."""
        location = getattr(self._interview.host, "location", None)
        text = location() if location is not None else None
        if text:
            self._write(wave, node, values.from_person("geopoint", text, self._interview.zone))

    def _preloaded(self, spec: Spec) -> str:
        bind = spec.definition.bind
        host = self._interview.host
        if bind.preload == "uid":
            return f"uuid:{host.uuid()}"
        if bind.preload == "timestamp":
            return self._now(bind.type) if bind.preload_params == "start" else ""
        if bind.preload == "date":
            today = self._interview.environment.now().date()
            return periods.date_of(bind.preload_params or "", today)
        if bind.preload == "property":
            return host.properties.get((bind.preload_params or "").lower(), "")
        return ""

    def _now(self, kind: str) -> str:
        return values.from_expression(kind, Moment(self._interview.environment.now()), self._interview.zone)


def _on(action: Action, events: tuple[str, ...]) -> bool:
    return any(event in events for event in action.events)


def _shared(target: Spec, node: Node) -> Node | None:
    """The innermost repeat instance that holds both."""
    row = node.repeat
    while row is not None and row.spec not in target.repeats:
        row = row.parent.repeat if row.parent is not None else None
    return row
