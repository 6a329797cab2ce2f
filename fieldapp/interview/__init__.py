"""The live form: a tree that recalculates itself.

Owns: nodes and their state, recalculation, repeats, choices, texts, screens and the outline, the
submission. Does not: do IO; clock, chance and lists are handed in by a `Host`.
May import: form, xpath, wording, problems.
"""

from fieldapp.interview.changes import (
    Change,
    Changes,
    Remark,
    RepeatAdded,
    RepeatRemoved,
    TreeLoaded,
    ValueChange,
    change_from_json,
)
from fieldapp.interview.choices import ChoiceItem
from fieldapp.interview.environment import Host
from fieldapp.interview.interview import Interview, Refused, Violation
from fieldapp.interview.outline import Section
from fieldapp.interview.program import compile_form
from fieldapp.interview.screens import Screen
from fieldapp.interview.tree import Node

__all__ = [
    "Change",
    "Changes",
    "ChoiceItem",
    "Host",
    "Interview",
    "Node",
    "Refused",
    "Remark",
    "RepeatAdded",
    "RepeatRemoved",
    "Screen",
    "Section",
    "TreeLoaded",
    "ValueChange",
    "Violation",
    "change_from_json",
    "compile_form",
]
