"""Personal values on their way into the store and back: tokens there, values in the live form.

Everything of an interview that is written passes here: journal rows, subtrees, unfinished text, the
answers and the XML of a revision, the interview's name. Equal values of one question of a record keep
one token, so undo and redo are exact and an unchanged answer is the same in every revision.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from fieldapp.form import FormDefinition, NodeDefinition
from fieldapp.form.masking import HIDDEN
from fieldapp.form.personal import TOKEN, Erased
from fieldapp.interview import (
    Change,
    Interview,
    Node,
    Remark,
    TreeLoaded,
    ValueChange,
    change_from_json,
)
from fieldapp.interview.references import plain
from fieldapp.problems import Problem
from fieldapp.store import JournalRow, Store
from fieldapp.store.contacts import UNREADABLE, ContactRow, new_token

_SPOKEN = ("text", "answer")
"""The words of a `Remark` that hold what stood on the screen."""

Leaf = Callable[[str, str], str]
"""Question (a reference without positions) and text to the text in its place."""


class Keeper:
    """Tokens and values of one record. In a form without personal questions it does nothing."""

    def __init__(self, store: Store, definition: FormDefinition, record_id: str) -> None:
        self._contacts, self._definition, self._record_id = store.contacts, definition, record_id
        self._personal = definition.personal
        self._values: dict[str, str] = {}
        self._tokens: dict[tuple[str, str], str] = {}
        self._new: list[ContactRow] = []
        self._erased: dict[str, datetime] = {}
        if self._personal:
            self._load()

    def _load(self) -> None:
        for row in self._known():
            if row.erased:
                self._erased[row.token] = row.erased
                continue
            self._values[row.token] = row.value
            self._tokens.setdefault((row.question, row.value), row.token)

    def _known(self) -> list[ContactRow]:
        try:
            return self._contacts.of_record(self._record_id)
        except Problem as problem:
            if problem.kind not in UNREADABLE:
                raise
            return []

    # Into the store

    def steps(self, steps: Iterable[Change]) -> tuple[list[Any], ...]:
        """Steps as the journal keeps them; the values behind their tokens are committed."""
        with self._committing():
            return tuple(self._mapped(step, self._token).to_json() for step in steps)

    def text(self, reference: str, text: str) -> str:
        """Text typed into a question, or a token for it."""
        with self._committing():
            return self._leaf(plain(reference), text, self._token)

    def said(self, node: Node) -> str:
        """The answer of a node as it may be written."""
        return self.text("/" + "/".join(node.spec.path), node.value)

    def answers(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """The answers of a revision."""
        with self._committing():
            return self._hidden(answers)

    def label(self, interview: Interview) -> str:
        """The interview's name with a token for each personal value in it: what remains can be searched."""
        name = f"/{interview.root.name}/meta/instanceName"
        if name not in self._personal:
            return interview.instance_name
        with self._committing():
            return interview.named(self._standing) or self.said_at(interview, name)

    def said_at(self, interview: Interview, reference: str) -> str:
        """The same as `said`, by reference; "" where there is no such node."""
        node = interview.node(reference)
        return self.said(node) if node is not None else ""

    def _standing(self, node: Node) -> str | None:
        """The token of a personal node; None for others."""
        reference = "/" + "/".join(node.spec.path)
        return self._leaf(reference, node.value, self._token) if reference in self._personal else None

    def _hidden(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        return {
            reference: [{**row, "answers": self._hidden(row["answers"])} for row in said]
            if isinstance(said, list)
            else self._leaf(reference, said, self._token)
            for reference, said in answers.items()
        }

    def _token(self, question: str, text: str) -> str:
        if isinstance(text, Erased):
            return str(text)
        known = self._tokens.get((question, text))
        if known is None:
            known = self._tokens[question, text] = new_token()
            self._values[known] = text
            now = datetime.now().astimezone()
            self._new.append(ContactRow(known, self._record_id, question, text, now))
        return known

    @contextmanager
    def _committing(self) -> Iterator[None]:
        """Values first: whoever gets a token from here may commit it."""
        yield
        try:
            self._contacts.keep(self._new)
        except Exception:
            for row in self._new:
                del self._tokens[row.question, row.value]
                del self._values[row.token]
            raise
        finally:
            self._new = []

    # Out of the store

    def rows(self, rows: Iterable[JournalRow]) -> list[JournalRow]:
        """Journal rows with the values they were written with."""
        return [self._shown_row(row) for row in rows]

    def shown(self, reference: str, text: str) -> str:
        """What a text kept with a question said."""
        return self._leaf(plain(reference), text, self._value)

    def _shown_row(self, row: JournalRow) -> JournalRow:
        if not self._personal:
            return row
        steps = (self._mapped(change_from_json(change), self._value) for change in row.changes)
        return replace(row, changes=tuple(step.to_json() for step in steps))

    def _value(self, _question: str, text: str) -> str:
        """A draft begun before contacts were kept apart has values in its journal: they stay."""
        if text in self._values:
            return self._values[text]
        return Erased(text, self._erased.get(text)) if TOKEN.fullmatch(text) else text

    # Walking

    def _leaf(self, question: str, text: str, leaf: Leaf) -> str:
        return leaf(question, text) if text and question in self._personal else text

    def _mapped(self, step: Change, leaf: Leaf) -> Change:
        if not self._personal:
            return step
        question = plain(step.reference)
        if isinstance(step, Remark):
            return Remark(step.reference, self._words(step.said, leaf))
        if isinstance(step, ValueChange):
            texts = (step.old, step.new, step.old_withheld, step.new_withheld)
            return ValueChange(step.reference, *(self._leaf(question, text, leaf) for text in texts))
        node = self._definition.node(question)
        subtree = self._tree(node, step.subtree, leaf) if node is not None else step.subtree
        if isinstance(step, TreeLoaded):
            return TreeLoaded(step.reference, subtree)
        return type(step)(step.reference, step.row_id, subtree)

    def _words(self, said: dict[str, str], leaf: Leaf) -> dict[str, str]:
        """Texts that were read out may name people: each value of this record in them, the longest first."""
        if leaf == self._value:
            return {key: TOKEN.sub(self._word, text) for key, text in said.items()}
        known = sorted(self._values.items(), key=lambda pair: len(pair[1]), reverse=True)
        out = {}
        for key, text in said.items():
            for token, value in known if key in _SPOKEN else ():
                text = text.replace(value, token) if len(value.encode()) > 2 else text
            out[key] = text
        return out

    def _word(self, found: re.Match[str]) -> str:
        return self._values.get(found[0], HIDDEN)

    def _tree(self, node: NodeDefinition, subtree: Any, leaf: Leaf) -> Any:
        """A subtree as `interview.changes` describes it."""
        if isinstance(subtree, dict):
            inner = {child.name: child for child in node.children}
            return {name: self._tree(inner[name], below, leaf) for name, below in subtree.items()}
        if isinstance(subtree, list) and node.children:
            return [{**row, "of": self._tree(node, row["of"], leaf)} for row in subtree]
        if isinstance(subtree, list):
            return [self._leaf(node.reference, text, leaf) for text in subtree]
        return self._leaf(node.reference, subtree, leaf)


__all__ = ["Keeper"]
