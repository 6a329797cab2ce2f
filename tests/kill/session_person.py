"""A person without a window: acts at random through a real session, until killed.

    python -m tests.kill.session_person FOLDER SEED INSTANCE|new [--late N] [--synchronous OFF] [--acts N]

Two switches take durability away, to show that the witness notices: `--late N` commits a step only N
steps later, `--synchronous OFF` leaves the syncing to the system. `--acts N` ends after N acts.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from fieldapp import study
from fieldapp.interview import Node, Refused
from fieldapp.robot.samples import candidates
from fieldapp.session import Session
from fieldapp.store.database import Database
from tests.kill.saying import Acknowledged, digest, say

MOST = 10_000


class Person:
    """Chooses what to do next."""

    def __init__(self, session: Session, seed: int) -> None:
        self.session = session
        self.chance = random.Random(seed)
        self.acts: list[Callable[[], None]] = [
            *[self.answer] * 8,
            *[self.type] * 4,
            *[self.go] * 2,
            self.undo,
            self.undo,
            self.redo,
            self.add,
            self.remove,
            self.note,
            self.language,
        ]

    def live(self, acts: int) -> None:
        """Act until killed, and say so after each act has returned."""
        self.acknowledge()
        for _ in range(acts):
            self.chance.choice(self.acts)()

    def acknowledge(self) -> None:
        """Say what must from now on be found on the disk."""
        session = self.session
        step = session._recorder.next_step - 1
        say(Acknowledged(session.instance_id, step, digest(session.interview), session.position))

    def questions(self) -> list[Node]:
        """What can be answered now."""
        nodes = self.session.interview.root.walk()
        return [node for node in nodes if node.is_question and node.relevant and not node.readonly]

    def give(self, reference: str, value: str, typing: bool = False) -> None:
        """One answer; what the type refuses is no step."""
        try:
            self.session.answer(reference, value, typing=typing)
        except Refused:
            return
        self.acknowledge()

    def answer(self) -> None:
        node = self.chance.choice(self.questions())
        for value in islice(candidates(node, self.chance), 1):
            self.give(node.reference, value)

    def type(self) -> None:
        """A text, letter by letter, in one visit."""
        texts = [node for node in self.questions() if node.type == "string" and node.control.kind == "input"]
        if texts:
            node, text = (
                self.chance.choice(texts),
                self.chance.choice(("王小明𠮷", "第一行\n第二行", "110105194912310028")),
            )
            for end in range(1, len(text) + 1):
                self.give(node.reference, text[:end], typing=True)

    def go(self) -> None:
        self.session.go(self.chance.choice(self.questions()).reference)
        self.acknowledge()

    def undo(self) -> None:
        self.session.undo()
        self.acknowledge()

    def redo(self) -> None:
        self.session.redo()
        self.acknowledge()

    def rows(self) -> list[Node]:
        """Rows that people may add to and take from."""
        nodes = self.session.interview.root.walk()
        return [node for node in nodes if node.row_id and node.relevant and not node.definition.fixed]

    def add(self) -> None:
        if (rows := self.rows()) and len(rows) < 30:
            self.session.add_repeat(self.chance.choice(rows).reference.rpartition("[")[0])
            self.acknowledge()

    def remove(self) -> None:
        rows = self.rows()
        if len(rows) > 3:
            self.session.remove_repeat(self.chance.choice(rows).reference)
            self.acknowledge()

    def note(self) -> None:
        self.session.note(self.chance.choice(self.questions()).reference, "再问一次\n𠮷")
        self.acknowledge()

    def language(self) -> None:
        if languages := self.session.interview.languages:
            self.session.set_language(self.chance.choice(languages))
            self.acknowledge()


def commit_late(steps: int) -> None:
    """Durability off: transactions stay open over `steps` further ones."""
    waiting = 0

    @contextmanager
    def transaction(self: Database) -> Iterator[None]:
        nonlocal waiting
        if self.connection.in_transaction and waiting >= steps:
            self.connection.execute("COMMIT")
            waiting = 0
        if not self.connection.in_transaction:
            self.connection.execute("BEGIN IMMEDIATE")
        waiting += 1
        yield

    Database.transaction = transaction  # type: ignore[method-assign]


def arguments() -> argparse.Namespace:
    """The command line of every person."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("seed", type=int)
    parser.add_argument("instance")
    parser.add_argument("--late", type=int, default=0)
    parser.add_argument("--synchronous", default="")
    parser.add_argument("--acts", type=int, default=0)
    return parser.parse_args()


def main() -> None:
    """Open the study, begin or go on, live."""
    given = arguments()
    made = study.open(given.folder)
    if given.instance == "new":
        session = Session.start(made, made.forms()[0].sha256)
    else:
        session = Session.resume(made, given.instance)
    if given.late:
        commit_late(given.late)
    if given.synchronous:
        made.store.database.connection.execute(f"PRAGMA synchronous = {given.synchronous}")
    Person(session, given.seed).live(given.acts or MOST)
    if given.acts:
        os._exit(0)  # without closing: the log stays as it is
    time.sleep(60)  # a person who has done everything waits to be killed


if __name__ == "__main__":
    main()
