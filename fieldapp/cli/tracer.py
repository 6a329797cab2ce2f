"""Runs one job of `form trace`: a form, steps, and the state after them, as JSON.

The format is that of the reference oracles (ODK Web Forms, JavaRosa), so any tool that compares those two
can hold our engine beside them. Jobs and answers are described in docs/trace.md.
"""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from fieldapp.form import FormDefinition, Listed, MemoryList, NodeKind, read_external_file, read_xform
from fieldapp.interview import Interview, Node, Refused
from fieldapp.problems import Problem

Json = dict[str, Any]
T = TypeVar("T")
FIXED_NOW = datetime(2026, 1, 15, 10, 30, tzinfo=UTC)


class TraceHost:
    """A repeatable world: clock and chance are fixed unless the job asks for real ones."""

    def __init__(self, job: Json, definition: FormDefinition) -> None:
        now = job.get("now")
        self._fixed = None if now == "real" else datetime.fromisoformat(now) if now else FIXED_NOW
        self._random = random.Random(job.get("seed", 1))
        self._folder = Path(job["attachments"]) if job.get("attachments") else None
        self._location: str | None = job.get("location")
        self._strict = job.get("missing") == "error"
        self._definition = definition
        given: Mapping[str, str] = job.get("properties") or {}
        self.properties = {
            "deviceid": "oracle-device",
            "username": "oracle",
            "email": "oracle@example.org",
            "phonenumber": "000",
            **{key.lower(): value for key, value in given.items()},
        }

    def now(self) -> datetime:
        return (self._fixed or datetime.now(UTC)).astimezone()

    def random(self) -> float:
        return self._random.random()

    def uuid(self) -> str:
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

    def location(self) -> str | None:
        return self._location

    @property
    def lists(self) -> Callable[[str], Listed | None]:
        return self._list

    def _list(self, id_: str) -> Listed | None:
        """A file beside the form; a missing one is an empty list unless the job wants an error."""
        name = self._definition.instances[id_].file_name or ""
        path = self._folder / Path(name).name if self._folder else None
        if path is not None and path.is_file():
            return read_external_file(path)
        if self._strict:
            raise FileNotFoundError(name)
        if self._definition.instances[id_].implied:
            return None
        return MemoryList(("name", "label"), ())


class Tracer:
    """One job from load to submission."""

    def __init__(self, job: Json) -> None:
        self._job = job
        self._choices = bool(job.get("choices", True))
        self._most = int(job.get("max_choices") or 0)
        self._stage = "read"
        self._timing: dict[str, Any] = {}

    def run(self) -> Json:
        """The answer; a form or step that fails is an `error` with its stage, never an exception."""
        out: Json = {"id": self._job["id"]} if "id" in self._job else {}
        try:
            self._run(out)
        except Problem as problem:
            out["error"] = {"type": problem.kind.code, "message": str(problem), "stage": self._stage}
        except Exception as error:
            out["error"] = {"type": type(error).__name__, "message": str(error), "stage": self._stage}
        if self._job.get("timing", True):
            out["timing"] = self._timing
        return out

    def _run(self, out: Json) -> None:
        self._stage = "load"
        definition = self._timed("load_ms", lambda: read_xform(self._xml()))
        self._host = TraceHost(self._job, definition)
        out["load"] = "success"
        out["languages"] = list(definition.languages)
        self._stage = "create"
        self._interview = self._timed("create_ms", lambda: self._open(definition))
        self._stage = "steps"
        trace = self._job.get("trace", "final")
        before = self.state() if trace != "final" or self._job.get("initial") else None
        if before is not None:
            out["initial"] = before
        out["steps"] = [self._step(step, trace) for step in self._steps(before)]
        self._stage = "state"
        out["final"] = self._timed("state_ms", self.state)
        self._stage = "submission"
        out["submission"] = self._submission()

    def _steps(self, before: Json | None) -> list[Json]:
        self._before = before
        self._timing["steps_ms"] = []
        steps: list[Json] = self._job.get("steps") or []
        return steps

    def _xml(self) -> bytes:
        if self._job.get("xml") is not None:
            return str(self._job["xml"]).encode("utf-8")
        return Path(self._job["form"]).read_bytes()

    def _open(self, definition: FormDefinition) -> Interview:
        if self._job.get("instance"):
            return Interview.reopen(definition, self._host, self._job["instance"])
        return Interview.start(definition, self._host)

    def _step(self, step: Json, trace: str) -> Json:
        begun = time.perf_counter()
        try:
            result = self._apply(step)
        except Exception as error:
            result = {"error": {"type": type(error).__name__, "message": str(error)}}
        self._timing["steps_ms"].append(_ms(begun))
        if trace == "each" or "snapshot" in step:
            result["state"] = self.state()
        elif trace == "delta":
            after = self.state()
            result.update(difference(self._before or {"nodes": []}, after))
            self._before = after
        return result

    def _apply(self, step: Json) -> Json:
        if "snapshot" in step:
            return {"ok": True}
        if "language" in step:
            if step["language"] not in self._interview.languages:
                return _skipped("no such language")
            self._interview.set_language(step["language"])
            return {"ok": True}
        if "reopen" in step:
            return self._reopen()
        if "add_repeat" in step or "remove_repeat" in step:
            return self._repeat(step)
        return self._answer(step)

    def _reopen(self) -> Json:
        xml = self._interview.submission()
        self._interview = Interview.reopen(self._interview.definition, self._host, xml)
        return {"ok": True}

    def _answer(self, step: Json) -> Json:
        reference = step.get("set") or step.get("clear") or step.get("pick")
        node = self._interview.node(reference) if reference else None
        if node is None:
            return _skipped("no such node")
        if not node.is_question:
            return _skipped("not a question")
        if not step.get("force") and (not node.relevant or node.readonly):
            return _skipped("readonly" if node.relevant else "not relevant")
        result: Json = {"ok": True}
        value = "" if "clear" in step else str(step.get("value", ""))
        if "pick" in step:
            offered = [choice.value for choice in node.choices()]
            if not offered:
                return _skipped("no choices")
            value = result["picked"] = _picked(step, offered)
        try:
            self._interview.answer(node.reference, _joined(node, value))
        except Refused as refused:
            result["refused"] = str(refused)
            self._interview.answer(node.reference, "")
        return {**result, "at": node.reference, "value": node.value}

    def _repeat(self, step: Json) -> Json:
        reference = step.get("add_repeat") or step["remove_repeat"]
        try:
            rows = self._interview.rows(reference)
            holder = self._interview.node(reference.rpartition("/")[0])
        except KeyError:
            return _skipped("no such node")
        spec = self._interview.program.spec(_plain(reference))
        if "add_repeat" in step:
            if spec is None or spec.definition.fixed or holder is None or not holder.relevant:
                return _skipped("no new repeat here")
            self._interview.add_repeat(reference, step.get("index"))
        else:
            at = step.get("index", len(rows))
            if not 1 <= at <= len(rows):
                return _skipped("no such instance")
            self._interview.remove_repeat(rows[at - 1].reference)
        return {"ok": True, "instances": len(self._interview.rows(reference))}

    def state(self) -> Json:
        """All nodes, as the oracles describe them."""
        nodes = [self._node(node) for node in self._interview.root.walk() if _is_listed(node)]
        violations = [violation.reference for violation in self._interview.violations()]
        return {
            "language": self._interview.language,
            "nodes": nodes,
            "violations": violations,
            "instance": self._interview.submission(),
        }

    def _node(self, node: Node) -> Json:
        out: Json = {
            "ref": node.reference,
            "node": _kind(node),
            "relevant": node.relevant,
            "readonly": node.readonly,
            "required": node.required,
        }
        if not node.slots:
            out.update(self._leaf(node))
        if node.control is not None:
            _put(out, "label", node.label if node.control.label is not None else None)
            _put(out, "hint", node.hint if node.control.hint is not None else None)
        if node.is_question and self._choices and (choices := node.choices()):
            shown = choices[: self._most] if self._most else choices
            out["choices"] = [{"value": choice.value, "label": choice.label} for choice in shown]
        return out

    def _leaf(self, node: Node) -> Json:
        violation = node.violation
        kind = violation.kind if violation is not None else None
        out: Json = {
            "type": node.type,
            "value": node.value,
            "valid": violation is None,
            "constraint_ok": kind != "constraint",
            "required_ok": kind != "required",
        }
        if violation is not None:
            out["violation"] = kind
            if kind == "constraint":
                out["message"] = violation.message
        return out

    def _submission(self) -> Json:
        status = "pending" if self._interview.violations() else "ready"
        self._interview.finish()
        return {"status": status, "xml": self._interview.submission(), "files": []}

    def _timed(self, key: str, action: Callable[[], T]) -> T:
        begun = time.perf_counter()
        try:
            return action()
        finally:
            self._timing[key] = _ms(begun)


def difference(before: Json, after: Json) -> Json:
    """Nodes that changed and references that went, between two states."""
    old = {node["ref"]: node for node in before["nodes"]}
    changed = [node for node in after["nodes"] if old.pop(node["ref"], None) != node]
    return {"changed": changed, "removed": list(old)}


def _picked(step: Json, offered: list[str]) -> str:
    if "mask" in step:
        return " ".join(value for at, value in enumerate(offered) if step["mask"] >> (at % 31) & 1)
    return offered[int(step.get("nth", 0)) % len(offered)]


def _joined(node: Node, value: str) -> str:
    multiple = node.control is not None and node.control.kind in ("select", "rank")
    return " ".join(value.split()) if multiple else value


def _kind(node: Node) -> str:
    if node.is_question:
        return "question"
    if node.kind is NodeKind.REPEAT:
        return "repeat-instance"
    return "group" if node.slots else "model-value"


def _plain(reference: str) -> str:
    from fieldapp.interview.references import plain

    return plain(reference)


def _skipped(why: str) -> Json:
    return {"skipped": why}


def _is_listed(node: Node) -> bool:
    return node.parent is not None and not node.definition.is_attribute


def _put(out: Json, key: str, value: str | None) -> None:
    if value is not None:
        out[key] = value


def _ms(begun: float) -> float:
    return round((time.perf_counter() - begun) * 1000, 2)
