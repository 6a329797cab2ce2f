"""Answers: text as it is typed, choices, rows, notes, undo; beginning and going on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from fieldapp.interview import Node, Refused
from fieldapp.robot.samples import candidates
from fieldapp.session import Session
from fieldapp.store import JournalRow
from fieldapp.study import Study
from tests.kill.auditor import Found
from tests.kill.day import Day, holds
from tests.kill.saying import digest
from tests.kill.scenes import fact, present, scene

TEXTS = ("王小明𠮷", "第一行\n第二行", "110105194912310028", "﨑㐂", "E07 no one at home ")


@scene(weight=60, aim=30)
def answer(day: Day) -> None:
    """One answer to any question."""
    session = begun(day)
    node = day.chance.choice(questions(session))
    value = next(iter(candidates(node, day.chance)), None)
    if value is not None:
        _write(day, lambda: session.answer(node.reference, value))


@scene(weight=15, aim=10)
def type_text(day: Day) -> None:
    """A text, letter by letter, in one visit."""
    session = begun(day)
    texts = [node for node in questions(session) if node.type == "string" and node.control.kind == "input"]
    node, text = day.chance.choice(texts), day.chance.choice(TEXTS)
    for end in range(1, len(text) + 1):
        _write(day, lambda end=end: session.answer(node.reference, text[:end], typing=True))


@scene(weight=20, aim=10)
def edit(day: Day) -> None:
    """Undo, redo, rows, notes, moving about, another language."""
    session = begun(day)
    somewhere = day.chance.choice(questions(session)).reference
    rows = [node for node in session.interview.root.walk() if node.row_id and node.relevant]
    acts: list[Callable[[], Any]] = [
        session.undo,
        session.redo,
        lambda: session.go(somewhere),
        lambda: session.note(somewhere, "再问一次\n𠮷"),
        lambda: session.flag(somewhere, somewhere not in session.flags),
        lambda: session.set_language(day.chance.choice(session.interview.languages)),
    ]
    if len(rows) < 12:
        acts += [lambda: session.add_repeat("/data/hh")] * 2
    if len(rows) > 2:
        acts.append(lambda: session.remove_repeat(day.chance.choice(rows).reference))
    _write(day, day.chance.choice(acts))


def questions(session: Session) -> list[Node]:
    """What can be answered now, without a file."""
    nodes = session.interview.root.walk()
    return [n for n in nodes if n.is_question and n.relevant and not n.readonly and n.type != "binary"]


def begun(day: Day) -> Session:
    """The interview in front; else a draft is gone on with or an interview begun."""
    if day.session is None or day.session.finalized:
        drafts = day.study.drafts()
        if drafts and (len(drafts) > 5 or day.chance.random() < 0.5):
            day.session = Session.resume(day.study, day.chance.choice(drafts).instance_id)
        else:
            with day.doing("steps/*", "place/*", "notes/*", "state/*") as facts:
                day.session = Session.start(day.study, day.study.forms()[0].sha256)
                facts.update(day.holds())
                facts[f"state/{day.session.instance_id}"] = "draft"
    return day.session


def _write(day: Day, act: Callable[[], Any]) -> None:
    with day.doing(*day.moves()) as facts:
        with suppress(Refused):
            act()
        facts.update(day.holds())


@fact("steps")
def steps(found: Found, name: str, told: list[Any], moving: bool) -> str:
    """Every step is there, and they make the form that was acknowledged."""
    step, seen = told
    rows = list(found.study.store.journal.rows(name))
    more = len(rows) - 1 - step
    if more < 0:
        return f"{-more} steps lost"
    if more > (1 if moving else 0):
        return f"{more} steps that nobody acknowledged"
    then = found.session(name) if not more else Session.resume(Until(found.study, step), name)
    same = found.erasing or digest(then.interview) == seen
    return "" if same else "other answers than acknowledged"


class Until:
    """A study whose journals end at a step."""

    def __init__(self, whole: Any, step: int) -> None:
        self._whole, self._step = whole, step

    def __getattr__(self, name: str) -> Any:
        inner = getattr(self._whole, name)
        return Until(inner, self._step) if name in ("store", "journal") else inner

    def rows(self, instance_id: str) -> Iterator[JournalRow]:
        """Of a journal: no step after the last."""
        return (row for row in self._whole.rows(instance_id) if row.step <= self._step)


@fact("place")
def place(found: Found, name: str, told: str, moving: bool) -> str:
    """The interview goes on at the same question."""
    position = found.session(name).position
    return "" if moving or position == told else f"at {position} instead of {told}"


@fact("notes")
def notes(found: Found, name: str, told: list[list[str]], moving: bool) -> str:
    """Notes and flags."""
    there = holds(found.session(name))[f"notes/{name}"]
    return "" if moving or there == told else f"{there} instead of {told}"


@present
def interviews(found: Found) -> dict[str, Any]:
    """All that is stored of all interviews."""
    return everything(found.study)


def everything(study: Study) -> dict[str, Any]:
    """The same of an open study."""
    facts: dict[str, Any] = {}
    for row in (*study.drafts(), *study.finalized(), *study.discarded()):
        facts |= holds(Session.resume(study, row.instance_id))
        facts[f"state/{row.instance_id}"] = "discarded" if row.discarded else row.revision or "draft"
    return facts
