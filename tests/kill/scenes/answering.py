"""Answers: text as it is typed, choices, rows, notes, undo; beginning and going on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from fieldapp.interview import Node, Refused
from fieldapp.robot.samples import candidates
from fieldapp.session import Session
from tests.kill.auditor import Found
from tests.kill.day import Day, holds
from tests.kill.saying import digest
from tests.kill.scenes import fact, present, scene
from tests.kill.witness import replayed

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
    row = found.study.store.instances.get(name)
    assert row is not None
    then = replayed(found.study, row.form_sha256, rows[: step + 1])
    return "" if digest(then) == seen else "other answers than acknowledged"


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
    facts: dict[str, Any] = {}
    study = found.study
    for row in (*study.drafts(), *study.finalized(), *study.discarded()):
        facts |= holds(found.session(row.instance_id))
        facts[f"state/{row.instance_id}"] = "discarded" if row.discarded else row.revision or "draft"
    return facts
