"""Two versions of a form, question by question.

Questions are the same when they have the same name and are asked as often: groups do not matter, repeats do.
That is how an export puts versions into one table.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from fieldapp.form import differences as kinds
from fieldapp.form.comparing import Reader, compare_lists
from fieldapp.form.definition import FormDefinition, NodeDefinition, NodeKind
from fieldapp.form.differences import Difference, Kind, differs

Key = tuple[str, ...]
Nodes = dict[Key, NodeDefinition]
_WIDER = {
    ("int", "decimal"),
    ("int", "string"),
    ("decimal", "string"),
    ("select1", "select"),
    ("date", "dateTime"),
}
_PATH = re.compile(r"('[^']*'|\"[^\"]*\")|(?:(?:\.\./)+|current\(\)/(?:\.\./)*|/)(?:[\w.-]+/)*([\w.-]+)")
_ALIKE = 0.85


def compare(old: FormDefinition, new: FormDefinition) -> list[Difference]:
    """All differences: the form, then its questions in the order of the new version, then its lists."""
    return [*_forms(old, new), *_Pairs(old, new).differences(), *compare_lists(Reader(old), Reader(new))]


def _forms(old: FormDefinition, new: FormDefinition) -> Iterator[Difference]:
    if old.form_id != new.form_id:
        yield differs(kinds.FORM_ID, old=old.form_id, new=new.form_id)
    elif old.version == new.version and old.sha256 != new.sha256:
        yield differs(kinds.SAME_VERSION, old=old.version)
    yield from (differs(kinds.LANGUAGE_ADDED, new=one) for one in new.languages if one not in old.languages)
    yield from (differs(kinds.LANGUAGE_REMOVED, old=one) for one in old.languages if one not in new.languages)


def keyed(definition: FormDefinition) -> Nodes:
    """Repeats around it and its name; names that are not unique there get all their groups."""
    found: list[tuple[Key, NodeDefinition]] = []
    _collect(definition.root, (), found)
    counts = Counter(key for key, _ in found)
    return {key if counts[key] == 1 else tuple(node.reference.split("/")): node for key, node in found}


def _collect(node: NodeDefinition, repeats: Key, found: list[tuple[Key, NodeDefinition]]) -> None:
    for child in node.children:
        if child.reference.endswith("/meta") or child.is_attribute or _counts(child, node):
            continue
        found.append(((*repeats, child.name), child))
        _collect(child, (*repeats, child.name) if child.kind is NodeKind.REPEAT else repeats, found)


def _counts(node: NodeDefinition, parent: NodeDefinition) -> bool:
    """The node that pyxform writes for a count: it is told with its repeat."""
    repeat = next((one for one in parent.children if f"{one.name}_count" == node.name and one.count), None)
    return repeat is not None and node.control is None and plain(repeat.count) == node.name


class _Pairs:
    """The questions of both versions, paired."""

    def __init__(self, old: FormDefinition, new: FormDefinition) -> None:
        self.old, self.new = Reader(old), Reader(new)
        self.before, self.after = keyed(old), keyed(new)
        self.gone = [key for key in self.before if key not in self.after]
        self.fresh = [key for key in self.after if key not in self.before]

    def differences(self) -> Iterator[Difference]:
        pairs = dict(self._moved_level()) | dict(self._renamed())
        yield from (self._told(old, new) for new, old in pairs.items())
        told = set(pairs.values())
        yield from (differs(kinds.ADDED, name=self.after[key].name) for key in self.fresh if key not in pairs)
        yield from (
            differs(kinds.REMOVED, name=self.before[key].name) for key in self.gone if key not in told
        )
        yield from self._reordered()
        for key, node in self.after.items():
            if key in self.before:
                yield from self._same(self.before[key], node)

    def _told(self, old: Key, new: Key) -> Difference:
        if old[-1] == new[-1]:
            return differs(kinds.MOVED_LEVEL, name=new[-1], old=_level(old), new=_level(new))
        return differs(kinds.RENAMED, old=old[-1], new=new[-1])

    def _moved_level(self) -> Iterator[tuple[Key, Key]]:
        by_name = {key[-1]: key for key in self.gone if key[0] != ""}
        return ((key, by_name[key[-1]]) for key in self.fresh if key[-1] in by_name and key[0] != "")

    def _renamed(self) -> Iterator[tuple[Key, Key]]:
        """Gone here and new there, with the same type and nearly the same words."""
        moved = dict(self._moved_level())
        left = [key for key in self.gone if key not in moved.values()]
        for key in self.fresh:
            old = next((one for one in left if key not in moved and self._alike(one, key)), None)
            if old is not None:
                left.remove(old)
                yield key, old

    def _alike(self, old: Key, new: Key) -> bool:
        a, b = self.before[old], self.after[new]
        if old[:-1] != new[:-1] or a.kind is not b.kind or type_of(a) != type_of(b):
            return False
        texts = self.old.texts(a, "label"), self.new.texts(b, "label")
        shared = [language for language in texts[0] if texts[0][language] and language in texts[1]]
        return any(SequenceMatcher(None, texts[0][one], texts[1][one]).ratio() >= _ALIKE for one in shared)

    def _reordered(self) -> Iterator[Difference]:
        """The fewest questions that must be moved to get from one order to the other."""
        place = {key: at for at, key in enumerate(self.before)}
        shared = [key for key in self.after if key in place]
        kept = _longest([place[key] for key in shared])
        for key in shared:
            here, there = self.after[key], self.before[key]
            if place[key] not in kept and _group(here) == _group(there):
                yield differs(kinds.REORDERED, name=here.name)

    def _same(self, old: NodeDefinition, new: NodeDefinition) -> Iterator[Difference]:
        name = new.name
        if _group(old) != _group(new):
            yield differs(kinds.MOVED, name=name, old=_group(old), new=_group(new))
        if type_of(old) != type_of(new):
            wider = (type_of(old), type_of(new)) in _WIDER
            yield differs(kinds.WIDER if wider else kinds.TYPE, name=name, old=type_of(old), new=type_of(new))
        counts = self.old.count(old), self.new.count(new)
        for kind, before, after in [*_rules(old, new), (kinds.COUNT, *counts)]:
            if plain(before) != plain(after):
                yield differs(kind, name=name, old=plain(before), new=plain(after))
        for kind, part in ((kinds.LABEL, "label"), (kinds.HINT, "hint")):
            yield from self._texts(kind, part, old, new)

    def _texts(self, kind: Kind, part: str, old: NodeDefinition, new: NodeDefinition) -> Iterator[Difference]:
        before, after = self.old.texts(old, part), self.new.texts(new, part)
        for language in after:
            if language in before and before[language] != after[language]:
                yield differs(
                    kind, name=new.name, old=before[language], new=after[language], language=language
                )


def _rules(old: NodeDefinition, new: NodeDefinition) -> list[tuple[Kind, str | None, str | None]]:
    a, b = old.bind, new.bind
    return [
        (kinds.RELEVANT, a.relevant, b.relevant),
        (kinds.REQUIRED, a.required, b.required),
        (kinds.CONSTRAINT, a.constraint, b.constraint),
        (kinds.CALCULATION, a.calculate, b.calculate),
        (kinds.FILTER, _choices(old), _choices(new)),
        (kinds.PERSONAL, old.own.personal, new.own.personal),
    ]


def _choices(node: NodeDefinition) -> str | None:
    control = node.control
    return control.itemset.nodeset if control is not None and control.itemset is not None else None


def type_of(node: NodeDefinition) -> str:
    """The kind of question: of a select its control, of a typed answer its data type."""
    if node.kind is not NodeKind.LEAF:
        return node.kind.value
    kind = node.control.kind if node.control is not None else "input"
    return node.bind.type if kind == "input" else kind


def plain(expression: str | None) -> str:
    """With names in place of paths, so that a move alone changes nothing."""
    return " ".join(_PATH.sub(r"\1\2", expression or "").split())


def _group(node: NodeDefinition) -> str:
    return "/".join(node.reference.split("/")[2:-1])


def _level(key: Key) -> str:
    return key[-2] if len(key) > 1 else ""


def _longest(numbers: list[int]) -> set[int]:
    """A longest rising subsequence."""
    tails: list[int] = []
    links: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(tails, number)
        links[number] = tails[at - 1] if at else None
        tails[at : at + 1] = [number]
    kept: set[int] = set()
    last: int | None = tails[-1] if tails else None
    while last is not None:
        kept.add(last)
        last = links[last]
    return kept
