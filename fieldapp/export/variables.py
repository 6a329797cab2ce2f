"""From the versions of a form to the variables of each sheet. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from fieldapp.export.kinds import Kind, kind_of, wider
from fieldapp.form.definition import FormDefinition, NodeDefinition, NodeKind
from fieldapp.form.personal import classes, is_file

Path = tuple[str, ...]


_DERIVED = {"instanceID", "deprecatedID", "audit"}


@dataclass(frozen=True, slots=True, eq=False)
class Variable:
    """One question on one sheet, through all versions that have it (newest first)."""

    name: str
    kind: Kind
    nodes: Mapping[str, NodeDefinition]
    """SHA-256 of the version -> its node."""
    personal: str = ""

    @staticmethod
    def of_repeat(name: str, repeats: Mapping[str, NodeDefinition]) -> Variable:
        """A repeat seen as a question, for its label."""
        return Variable(name, Kind.TEXT, repeats)

    @property
    def is_file(self) -> bool:
        """Answered by a file."""
        return any(is_file(node) for node in self.nodes.values())

    def as_code(self) -> Variable:
        """The same with a code in place of each answer."""
        return replace(self, kind=Kind.TEXT)

    @property
    def newest(self) -> NodeDefinition:
        """The question as it stands in the newest version that has it."""
        return next(iter(self.nodes.values()))

    @property
    def asked(self) -> bool:
        """Put to a person, so that an empty answer says something."""
        return any(node.control is not None and not _shown_only(node) for node in self.nodes.values())


@dataclass(frozen=True, slots=True)
class Level:
    """One unit of analysis: the interviews, or the rows of one repeat."""

    name: str
    repeats: Mapping[str, NodeDefinition]
    """SHA-256 of the version -> its repeat; empty for the interviews."""
    variables: tuple[Variable, ...]
    children: tuple[Level, ...]

    def walk(self) -> Iterator[Level]:
        """This level and all below, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class _Version:
    """What is known of a whole version: classes of personal data, and what actions write to."""

    personal: Mapping[str, str]
    written: frozenset[str]

    @staticmethod
    def of(definition: FormDefinition) -> _Version:
        written = frozenset(action.target for action in definition.actions)
        return _Version(personal_classes(definition), written)


@dataclass(slots=True)
class _Found:
    """What one version has on one level."""

    version: _Version

    leaves: list[tuple[Path, NodeDefinition]] = field(default_factory=list)
    repeats: list[tuple[Path, NodeDefinition]] = field(default_factory=list)


def levels(definitions: Iterable[FormDefinition]) -> Level:
    """The union of all versions, oldest given first; the newest decides the order."""
    newest_first = list(definitions)[::-1]
    if len({definition.form_id for definition in newest_first}) != 1:
        raise ValueError("one workbook holds the versions of one form")
    roots = {definition.sha256: definition.root for definition in newest_first}
    versions = {definition.sha256: _Version.of(definition) for definition in newest_first}
    return _level(newest_first[0].form_id, {}, roots, versions)


def personal_classes(definition: FormDefinition) -> dict[str, str]:
    """Reference -> class of personal data (see `form.personal`)."""
    return classes(definition)


def _level(
    name: str,
    repeats: Mapping[str, NodeDefinition],
    tops: Mapping[str, NodeDefinition],
    versions: Mapping[str, _Version],
) -> Level:
    """The level whose nodes stand below `tops` (SHA-256 -> repeat or root)."""
    found = {sha: _find(top, versions[sha]) for sha, top in tops.items()}
    leaves = _union({sha: one.leaves for sha, one in found.items()})
    below = _union({sha: one.repeats for sha, one in found.items()})
    variables = tuple(_variable(key, nodes, versions) for key, nodes in leaves.items())
    children = tuple(_level(key, nodes, nodes, versions) for key, nodes in below.items())
    return Level(name, repeats, variables, children)


def _find(top: NodeDefinition, version: _Version) -> _Found:
    """The leaves and repeats below `top`, down to the next repeats."""
    found = _Found(version)
    _descend(top, (), found)
    return found


def _descend(node: NodeDefinition, groups: Path, found: _Found) -> None:
    for child in node.children:
        if child.kind is NodeKind.REPEAT:
            found.repeats.append(((*groups, child.name), child))
        elif child.kind is NodeKind.GROUP:
            _descend(child, (*groups, child.name), found)
        elif _holds_data(child, found.version.written):
            found.leaves.append(((*groups, child.name), child))


def _holds_data(node: NodeDefinition, written: frozenset[str]) -> bool:
    """Not a note, not the label row of a table-list, not derived from the record's own identity."""
    if node.name in _DERIVED and "/meta/" in node.reference:
        return False
    if node.control is None:
        return True
    if "label" in node.control.appearance:
        return False
    filled = node.bind.calculate or node.bind.preload or node.default or node.reference in written
    return bool(filled) or not (node.control.kind == "input" and _shown_only(node))


def _shown_only(node: NodeDefinition) -> bool:
    """A person sees it and cannot change it."""
    return bool(node.bind.calculate) or (node.bind.readonly or "").strip() == "true()"


def _union(
    versions: Mapping[str, list[tuple[Path, NodeDefinition]]],
) -> dict[str, dict[str, NodeDefinition]]:
    """Name -> version -> node. Names that clash inside a version get their groups in front."""
    clashing = {
        name
        for nodes in versions.values()
        for name, count in Counter(path[-1] for path, _ in nodes).items()
        if count > 1
    }
    order: list[str] = []
    merged: dict[str, dict[str, NodeDefinition]] = {}
    for sha, nodes in versions.items():
        keys = ["/".join(path) if path[-1] in clashing else path[-1] for path, _ in nodes]
        _weave(order, keys)
        for key, (_, node) in zip(keys, nodes, strict=True):
            merged.setdefault(key, {})[sha] = node
    return {key: merged[key] for key in order}


def _weave(order: list[str], keys: Iterable[str]) -> None:
    """Put what `order` lacks behind the neighbour that it has in `keys`."""
    position = 0
    for key in keys:
        if key in order:
            position = order.index(key) + 1
        else:
            order.insert(position, key)
            position += 1


def _variable(name: str, nodes: Mapping[str, NodeDefinition], versions: Mapping[str, _Version]) -> Variable:
    kinds = frozenset(kind_of(node) for node in nodes.values())
    classes = {versions[sha].personal.get(node.reference, "") for sha, node in nodes.items()}
    strictest = next((one for one in ("D", "S", "Q") if any(one in found for found in classes)), "")
    return Variable(name, wider(kinds), nodes, strictest)
