"""The live form. One `Interview` is one filled form: it recalculates itself and reports every change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from fieldapp.form import FormDefinition
from fieldapp.form.personal import Erased
from fieldapp.interview import reading, submission, values
from fieldapp.interview.actions import Actions
from fieldapp.interview.changes import (
    Change,
    Changes,
    Remark,
    RepeatAdded,
    RepeatRemoved,
    TreeLoaded,
    ValueChange,
)
from fieldapp.interview.choices import Choices
from fieldapp.interview.environment import Host, Surroundings
from fieldapp.interview.lists import Lists
from fieldapp.interview.outline import Numbering, Section, outline
from fieldapp.interview.program import Aspect, Spec, Trigger, program_of
from fieldapp.interview.reads import Reads
from fieldapp.interview.references import position_of, resolve
from fieldapp.interview.repeats import Repeats
from fieldapp.interview.screens import Screen, Screens
from fieldapp.interview.texts import Texts
from fieldapp.interview.tree import Node, dump, grow, load, replaced
from fieldapp.interview.values import Refused
from fieldapp.interview.wave import Wave
from fieldapp.xpath import Context


@dataclass(frozen=True, slots=True)
class Violation:
    """Why an answer does not hold; `message` is the author's, or "".

    kind: "required" or "constraint"; "warning" (unusual, to be confirmed) or "final" (looked at in the end).
    """

    reference: str
    kind: str
    message: str


class Interview:
    """Made by `start` or `restore`. All references carry positions on repeat instances."""

    def __init__(self, definition: FormDefinition, host: Host, language: str | None = None) -> None:
        self.definition = definition
        self.host = host
        zone = host.now().tzinfo
        assert zone is not None, "the host's clock is aware"
        self.zone = zone
        self.program = program_of(definition, zone)
        self._language = language if language in definition.languages else definition.default_language
        self.lists = Lists(definition, host.lists, getattr(host, "last_saved", None))
        self.environment = Surroundings(self)
        self.texts = Texts(self)
        self.choices = Choices(self)
        self.repeats = Repeats(self)
        self.reads = Reads()
        self.actions = Actions(self)
        self.root = Node(self.program.root, None, self)
        self.numbering = Numbering(self)
        self.initial: tuple[Change, ...] = ()
        self.erased: frozenset[str] = frozenset()
        """Questions of which an answer is no longer here, by reference without positions."""
        self._shown: tuple[Screen, ...] | None = None
        self._outlined: tuple[tuple[Screen, ...], tuple[Section, ...]] | None = None

    # Beginning

    @classmethod
    def start(cls, definition: FormDefinition, host: Host, language: str | None = None) -> Interview:
        """A new interview: defaults, preloads, first-load actions, then every rule once."""
        self = cls(definition, host, language)
        self.root = grow(self.program.root, None, self, definition.root)
        wave = Wave(self)
        self.actions.preload()
        self.actions.first_load(wave)
        wave.touched.update(self.root.walk())
        wave.push_all(self.program.root, self.root)
        wave.run()
        self.initial = (TreeLoaded("/" + self.root.name, dump(self.root)),)
        return self

    @classmethod
    def restore(
        cls, definition: FormDefinition, host: Host, steps: Iterable[Change], language: str | None = None
    ) -> Interview:
        """The interview that these journal steps left; values come from them alone, nothing is re-run."""
        self = cls(definition, host, language)
        wave = Wave(self, derived=True)
        for step in steps:
            self._replay(step)
        self._note_erased()
        wave.push_all(self.program.root, self.root)
        wave.run()
        self.initial = (TreeLoaded("/" + self.root.name, dump(self.root)),)
        return self

    @classmethod
    def reopen(
        cls,
        definition: FormDefinition,
        host: Host,
        saved: str | Iterable[Change],
        language: str | None = None,
    ) -> Interview:
        """A saved instance opened again by ODK's load rules: every rule runs, first-load actions do not.

        `saved` is its XML, or the journal steps that left it; these keep row ids and skipped answers.
        """
        self = cls(definition, host, language)
        if isinstance(saved, str):
            self.root = reading.read(self, saved)
        else:
            for step in saved:
                self._replay(step)
            self._note_erased()
        wave = Wave(self)
        self.actions.load(wave)
        wave.touched.update(self.root.walk())
        wave.push_all(self.program.root, self.root)
        wave.run()
        self.initial = (TreeLoaded("/" + self.root.name, dump(self.root)),)
        return self

    # Acting

    def answer(self, reference: str, value: str) -> Changes:
        """Give an answer; "" clears it. `Refused` when the type cannot hold it: nothing changes then."""
        node = self._need(reference)
        text = values.from_person(node.type, value, self.zone)
        wave = Wave(self)
        if not wave.write(node, text):
            wave.value_changed(node)  # even the same value again recalculates what reads it, as in JavaRosa
        wave.run()
        if wave.steps:
            self.actions.value_changed(wave, node)
        return self._finished(wave)

    def add_repeat(self, reference: str, index: int | None = None) -> Changes:
        """A new instance of the repeat at `reference` (no position), last or at `index` from 1."""
        parent, spec = self._range(reference)
        rows = parent.slots[spec.name]
        wave = Wave(self)
        self.repeats.add(wave, spec, parent, min(index or len(rows) + 1, len(rows) + 1))
        return self._finished(wave)

    def remove_repeat(self, reference: str) -> Changes:
        """Take out the instance at `reference` (with its position)."""
        wave = Wave(self)
        self.repeats.remove(wave, self._need(reference))
        return self._finished(wave)

    def apply(self, steps: Iterable[Change]) -> Changes:
        """Values as they stand in the steps: no calculates, no events (undo, redo, replay)."""
        wave = Wave(self, derived=True)
        for step in steps:
            self._apply(wave, step)
        if wave.structure or self.erased:
            self._note_erased()
        return self._finished(wave)

    def set_language(self, language: str) -> Changes:
        """Switch the language of the questions. No answer changes: a calculate keeps the words it holds."""
        if language not in self.definition.languages:
            raise ValueError(f"the form has no language {language}")
        self.language = language
        return Changes(touched=frozenset(node.reference for node in self.root.walk()))

    def finish(self) -> Changes:
        """Set the `end` timestamp, on finalising."""
        wave = Wave(self)
        for node, text in self.actions.finish():
            wave.write(node, text)
        return self._finished(wave)

    # Looking

    @property
    def language(self) -> str | None:
        """Language of the questions, None in a form without languages."""
        return self._language

    @language.setter
    def language(self, language: str | None) -> None:
        self._language = language
        self._shown = self._outlined = None

    @property
    def languages(self) -> tuple[str, ...]:
        return self.definition.languages

    def node(self, reference: str) -> Node | None:
        """The node at a reference; without a position, the first instance."""
        return resolve(self.root, reference)

    def rows(self, reference: str) -> Sequence[Node]:
        """Instances of the repeat at `reference` that are not hidden."""
        parent, spec = self._range(reference)
        return [row for row in parent.slots[spec.name] if not row.hidden]

    def screens(self) -> tuple[Screen, ...]:
        """The pages under the present relevance, in order; kept until something changes."""
        if self._shown is None:
            self._shown = Screens(self).all()
        return self._shown

    def outline(self, screens: tuple[Screen, ...] | None = None) -> tuple[Section, ...]:
        """Sections with their screens and counts; `screens` where the caller has them already."""
        screens = self.screens() if screens is None else screens
        if self._outlined is None or self._outlined[0] is not screens:
            self._outlined = (screens, outline(self, screens))
        return self._outlined[1]

    def violation(self, node: Node) -> Violation | None:
        """What is wrong with a node now; kept until something it reads changes."""
        if node.validity is None:
            node.validity = (self._violated(node),)
        kind = node.validity[0]
        if kind is None:
            return None
        bind = node.spec.definition.bind
        text = bind.required_message if kind == "required" else bind.constraint_message
        return Violation(node.reference, kind, self.texts.shown(text, node))

    def objection(self, node: Node) -> Violation | None:
        """What stands against finalising at a node: a violation, or a rule that is asked only in the end."""
        found = self.violation(node)
        if found is None and self._breaks(node, Aspect.FINAL):
            text = self.texts.shown(node.spec.definition.own.final_message, node)
            return Violation(node.reference, "final", text)
        return found

    def violations(self) -> list[Violation]:
        """All that stands against finalising, in document order."""
        found = (self.objection(node) for node in self.root.walk() if not node.slots)
        return [violation for violation in found if violation is not None]

    def warning(self, node: Node) -> Violation | None:
        """The soft check of a node that does not hold now: the answer is unusual, but may be right."""
        if node.value == "" or self._is_missing(node) or not self._breaks(node, Aspect.WARNING):
            return None
        text = self.texts.shown(node.spec.definition.own.warning_message, node)
        return Violation(node.reference, "warning", text)

    def warnings(self) -> list[Violation]:
        """Every answer that a soft check finds unusual, in document order."""
        watched = [spec for spec in self.program.root.walk() if Aspect.WARNING in spec.rules]
        if not watched:
            return []
        found = (self.warning(node) for node in self.root.walk() if not node.slots)
        return [violation for violation in found if violation is not None]

    def submission(
        self,
        instance_id: str | None = None,
        deprecated_id: str | None = None,
        said: Callable[[Node], str] = Node.text,
    ) -> str:
        """The instance as XML: nodes that are not relevant are left out (ODK XForms, "Submission").

        `said` gives what is written of an answer.
        """
        return submission.render(self, instance_id, deprecated_id, said)

    def answers(self) -> dict[str, Any]:
        """Relevant answers by path, repeats as lists of `{"row", "answers"}` (body of a revision)."""
        return submission.answers(self.root)

    def number(self, node: Node) -> str:
        """The question's number in its section, e.g. "B3"; it never moves with relevance."""
        return self.numbering.number(node.spec)

    @property
    def instance_name(self) -> str:
        """meta/instanceName, "" when the form has none."""
        node = resolve(self.root, f"/{self.root.name}/meta/instanceName")
        return node.value if node is not None else ""

    def named(self, standing: Callable[[Node], str | None]) -> str:
        """The name that the interview would have if these texts stood in its nodes; nothing changes.

        "" where the name is not calculated. `standing` gives None for a node that keeps its own text.
        """
        node = resolve(self.root, f"/{self.root.name}/meta/instanceName")
        rule = node.spec.rules.get(Aspect.CALCULATE) if node is not None else None
        if node is None or rule is None:
            return ""
        with replaced(self.root, standing):
            result = rule.evaluate(Context.at(node, self.environment))
            return values.from_expression(node.type, result, self.zone)

    def stands_on_erased(self, trigger: Trigger, node: Node) -> bool:
        """Whether a calculate would read a personal value that is no longer here: then it stays as it is."""
        if not self.erased:
            return False
        own = "/" + "/".join(trigger.spec.path)
        read = (one for one in trigger.expression.references if one.instance is None)
        return own in self.erased or any("/" + "/".join(one.path) in self.erased for one in read)

    def nearest(self, spec: Spec, context: object) -> Node | None:
        """The node of `spec` that stands in the same repeat instances as `context`, else the first."""
        row = context.repeat if isinstance(context, Node) else None
        while row is not None and row.spec not in spec.repeats:
            row = row.parent.repeat if row.parent is not None else None
        node: Node | None = row or self.root
        for name in spec.path[len(node.spec.path) if node is not None else 0 :]:
            node = next(iter(node.slots.get(name, ())), None) if node is not None else None
        return node

    def inherit(self, node: Node) -> None:
        """Give a new subtree the relevance and readonly of what it stands in."""
        for inner in node.walk():
            if inner.parent is not None:
                inner.relevant = inner.parent.relevant and inner.own_relevant and not inner.hidden
                inner.readonly = inner.parent.readonly or inner.own_readonly

    # Inside

    def _violated(self, node: Node) -> str | None:
        if not node.relevant:
            return None
        if node.value == "":
            return "required" if node.required else None
        if isinstance(node.value, Erased):
            return None  # it held when it was given
        rule = node.spec.rules.get(Aspect.CONSTRAINT)
        if rule is None or self._is_let_through(node) or rule.boolean(Context.at(node, self.environment)):
            return None
        return "constraint"

    @staticmethod
    def _is_let_through(node: Node) -> bool:
        """Whether the answer is a code that the question's own column `missing` takes: no rule is asked."""
        taken = node.spec.definition.bind.extras.get("missing", "").split()
        return any(node.value in (code, f"{code}.0") or node.value.startswith(f"{code}T") for code in taken)

    def _is_missing(self, node: Node) -> bool:
        """Whether the answer is a code like "refused"; of numbers only negative ones are sure to be one."""
        sure = node.value.startswith("-") or (node.control is not None and "select" in node.control.kind)
        return sure and node.value in self.definition.missing_codes

    def _breaks(self, node: Node, aspect: Aspect) -> bool:
        asked = node.relevant and not isinstance(node.value, Erased)
        rule = node.spec.rules.get(aspect) if asked else None
        return rule is not None and not rule.boolean(Context.at(node, self.environment))

    def _finished(self, wave: Wave) -> Changes:
        wave.run()
        self._shown = self._outlined = None
        return Changes(tuple(wave.steps), frozenset(node.reference for node in wave.touched), wave.structure)

    def _need(self, reference: str) -> Node:
        node = resolve(self.root, reference)
        if node is None:
            raise KeyError(reference)
        return node

    def _range(self, reference: str) -> tuple[Node, Spec]:
        """The node that holds a repeat, and the repeat's spec."""
        parent = self._need(reference.rpartition("/")[0])
        name = reference.rpartition("/")[2].partition("[")[0]
        spec = next((child for child in parent.spec.children if child.name == name and child.is_repeat), None)
        if spec is None:
            raise KeyError(reference)
        return parent, spec

    def _note_erased(self) -> None:
        """When answers are back from the journal; nothing is deleted while an interview is open."""
        found = (node for node in self.root.walk() if isinstance(node.value, Erased))
        self.erased = frozenset("/" + "/".join(node.spec.path) for node in found)

    def _replay(self, step: Change) -> None:
        """A journal step while restoring: the tree alone, rules come afterwards."""
        if isinstance(step, TreeLoaded):
            self.root = load(self.program.root, None, self, step.subtree)
        elif isinstance(step, ValueChange):
            self._need(step.reference).put(step.new, step.new_withheld)
        elif isinstance(step, RepeatAdded):
            parent, spec = self._range(step.reference)
            self.repeats.place(spec, parent, step, position_of(step.reference))
        elif isinstance(step, RepeatRemoved):
            self.repeats.lift(self._need(step.reference))

    def _apply(self, wave: Wave, step: Change) -> None:
        if isinstance(step, ValueChange):
            wave.write(self._need(step.reference), step.new, step.new_withheld)
        elif isinstance(step, RepeatAdded):
            parent, spec = self._range(step.reference)
            self.repeats.put_back(wave, spec, parent, step, position_of(step.reference))
        elif isinstance(step, RepeatRemoved):
            self.repeats.take_out(wave, self._need(step.reference), step)
        elif not isinstance(step, Remark):
            raise ValueError("a tree is loaded only when an interview is restored")


__all__ = ["Interview", "Refused", "Violation"]
