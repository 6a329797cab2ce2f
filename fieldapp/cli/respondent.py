"""A scripted person: answers an interview to its end, the same way every time.

What the script does not say is made up from the type and the choices, by a seeded dice. An answer that
the form refuses is tried again with the next that comes to mind, as people do.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from fieldapp.form import NodeKind
from fieldapp.interview import Node
from fieldapp.session import Session

Script = Mapping[str, str | Sequence[str]]
"""Question name -> its answer, or its answers by row of its repeat (rows beyond them are made up)."""

MISSING = {"96", "97", "98", "99"}
NUMBERS = ("2", "1", "3", "5", "8", "12", "20", "30")
MORE_NUMBERS = ("50", "0", "1000", "36000", "80000", "2016", "2019", "2021")
REMARKS = (
    "资金周转不开，贷款要担保人，找不到。",
    "手续太多，跑了三趟。\n后来村里帮着办下来了。",
    "缺技术，也缺人手；年轻人都在外面。",
    "路不好走，果子运不出去，㐂事也难办。",
    "希望政策说得具体一点，不要只发文件。",
)  # fmt: skip


class Stuck(Exception):
    """A required question that no answer fits: the script or the form is wrong."""


class Respondent:
    """Conducts one interview with a script."""

    def __init__(self, session: Session, script: Script, seed: int) -> None:
        self.session = session
        self._script = script
        self._dice = random.Random(seed)
        self._asked: set[str] = set()

    def answer_all(self) -> int:
        """Answer every question that is asked, in order; returns how many were answered."""
        answered = 0
        self._open_rosters()
        while (node := next(self._open(), None)) is not None:
            self._asked.add(node.reference)
            answered += self._answer(node)
        return answered

    def _open_rosters(self) -> None:
        """One row in each repeat that people fill by themselves and that is empty."""
        interview = self.session.interview
        for definition in interview.definition.root.walk():
            if definition.kind is NodeKind.REPEAT and not definition.fixed and not definition.count:
                parent = interview.node(definition.reference.rpartition("/")[0])
                if parent is not None and parent.relevant and not interview.rows(definition.reference):
                    self.session.add_repeat(definition.reference)

    def _open(self) -> Iterator[Node]:
        """Questions to be answered now, in the order of the form."""
        for node in self.session.interview.root.walk():
            if node.is_question and node.relevant and not node.readonly and self._wanted(node):
                yield node

    def _wanted(self, node: Node) -> bool:
        """Scripted or required, not asked before, and still without an answer that holds."""
        if node.reference in self._asked:
            return False
        if node.value and node.violation is None:
            return node.name in self._script
        return node.required or node.name in self._script

    def _answer(self, node: Node) -> bool:
        """Try what comes to mind until the form is content."""
        for value in self._ideas(node):
            self.session.answer(node.reference, value)
            now = self.session.interview.node(node.reference)
            if now is not None and now.violation is None:
                return True
        raise Stuck(f"{node.reference}: no answer fits ({node.label})")

    def _ideas(self, node: Node) -> Iterator[str]:
        """The scripted answer first, then what the type and the choices suggest."""
        yield from self._scripted(node)
        kind = node.control.kind if node.control else ""
        if kind in ("select1", "select", "rank"):
            yield from self._picks(node, several=kind != "select1")
        elif kind == "trigger":
            yield "OK"
        else:
            yield from self._typed(node)

    def _scripted(self, node: Node) -> Iterator[str]:
        said = self._script.get(node.name, ())
        if isinstance(said, str):
            yield said
        elif node.repeat is not None and node.repeat.position <= len(said):
            yield said[node.repeat.position - 1]

    def _picks(self, node: Node, several: bool) -> Iterator[str]:
        """Real answers in any order, then "don't know" and its kin."""
        offered = [choice.value for choice in node.choices()]
        real = [value for value in offered if value not in MISSING]
        self._dice.shuffle(real)
        if several and len(real) > 2:
            yield " ".join(sorted(real[: self._dice.randint(1, 3)], key=offered.index))
        yield from real
        yield from (value for value in offered if value in MISSING)

    def _typed(self, node: Node) -> Iterator[str]:
        """Plausible answers to a question without choices."""
        today = datetime.now().astimezone()
        if node.type in ("int", "decimal"):
            yield from self._dice.sample(NUMBERS, len(NUMBERS))
            yield from (*MORE_NUMBERS, str(today.year - 3), str(today.year), "-98")
        elif node.type == "date":
            yield today.date().isoformat()
        elif node.type in ("dateTime", "time"):
            yield today.isoformat(timespec="seconds")
        else:
            yield self._dice.choice(REMARKS)
