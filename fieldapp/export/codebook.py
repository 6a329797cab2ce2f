"""The codebook: what each column means, and the choices behind the codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fieldapp.export.cells import Cell
from fieldapp.export.columns import Column, Stored
from fieldapp.export.labels import Texts, list_name, plain
from fieldapp.export.tables import Table
from fieldapp.export.variables import Variable
from fieldapp.form.definition import FormDefinition
from fieldapp.wording import tr

Entry = dict[str, Cell]

_FIRST = {"sheet": 14, "column": 22, "name": 16}
_LAST = {
    "stored": 14,
    "holds": 8,
    "type": 16,
    "list": 16,
    "relevant": 40,
    "required": 10,
    "constraint": 40,
    "calculation": 40,
    "hint": 30,
    "personal": 10,
    "back_check": 11,
    "versions": 10,
}


@dataclass(frozen=True, slots=True)
class Source:
    """What a codebook is made from; versions newest first. `texts`: version -> language -> its texts."""

    definitions: Mapping[str, FormDefinition]
    texts: Mapping[str, Mapping[str, Texts]]
    root: Table
    left_out: Sequence[tuple[str, Variable]]
    seen: Mapping[str, set[str]]
    """List beside the form -> answers from it; full when the data sheets are written."""

    @property
    def languages(self) -> tuple[str, ...]:
        """All languages of all versions; one nameless one for a form without translations."""
        found = dict.fromkeys(name for form in self.definitions.values() for name in form.languages)
        return tuple(found) or ("",)

    def versions(self, shas: Sequence[str]) -> str:
        """Version numbers, oldest first."""
        return ", ".join(dict.fromkeys(self.definitions[sha].version for sha in reversed(shas)))


def question_columns(source: Source) -> list[Column]:
    """The columns of the codebook."""
    labels = {_label_in(language): 40 for language in source.languages}
    widths = {**_FIRST, **labels, **_LAST}
    return [Column(name, width=width, wrap=width >= 30) for name, width in widths.items()]


def question_rows(source: Source) -> Iterator[list[Cell]]:
    """One row for each column of the data sheets, in their order; then what was left out."""
    names = [column.heading for column in question_columns(source)]
    for entry in _entries(source):
        yield [entry.get(name) for name in names]


def _entries(source: Source) -> Iterator[Entry]:
    for table in source.root.walk():
        for column, data in table.columns:
            facts = _question(source, data.variable, data.code) if data else _ours(source, column)
            where: Entry = {"sheet": table.name, "column": column.heading, "stored": _stored(column.stored)}
            yield {**facts, **where, "holds": data.part if data else None}
    for sheet, variable in source.left_out:
        left_out: Entry = {"sheet": sheet, "stored": tr("left out: personal data")}
        yield {**_question(source, variable, ""), **left_out}


def _ours(source: Source, column: Column) -> Entry:
    """A column that is not a question of the form."""
    return {_label_in(source.languages[0]): column.note}


def _question(source: Source, variable: Variable, code: str) -> Entry:
    node, bind = variable.newest, variable.newest.bind
    rules = {
        "relevant": bind.relevant,
        "required": bind.required,
        "constraint": bind.constraint,
        "calculation": bind.calculate,
    }
    labels = {_label_in(language): _label(source, variable, code, language) for language in source.languages}
    return {
        "name": variable.name,
        **labels,
        "type": variable.kind.value,
        "list": list_name(node),
        **{name: plain(rule) if rule else None for name, rule in rules.items()},
        "hint": _hint(source, variable),
        "personal": variable.personal or None,
        "back_check": node.own.back_check or None,
        "versions": source.versions(list(variable.nodes)),
    }


def _label(source: Source, variable: Variable, code: str, language: str) -> str | None:
    """The newest label in a language; behind it the choice of a 0/1 column."""
    for sha, node in variable.nodes.items():
        texts = source.texts[sha].get(language)
        if texts is not None:
            choice = texts.choice_labels(node)(code) if code else ""
            return " / ".join(filter(None, (texts.label(node), choice))) or None
    return None


def _hint(source: Source, variable: Variable) -> str | None:
    sha, node = next(iter(variable.nodes.items()))
    hint = node.control.hint if node.control else None
    return next(iter(source.texts[sha].values())).text(hint) or None


def choice_columns(source: Source) -> list[Column]:
    """The columns of the choices."""
    labels = {_label_in(language): 40 for language in source.languages}
    widths = {"list": 18, "code": 14, **labels, "missing": 9, "versions": 10}
    return [Column(name, width=width, wrap=width >= 40) for name, width in widths.items()]


def choice_rows(source: Source) -> Iterator[list[Cell]]:
    """Each list once: all choices of the form, and of lists beside it those that occur.

    A label that changed between versions has a row for each wording.
    """
    found: dict[tuple[str, ...], list[str]] = {}
    for sha, rows in _lists(source):
        for row in rows:
            found.setdefault(row, []).append(sha)
    missing = {code for form in source.definitions.values() for code in form.missing_codes}
    order = {name: place for place, name in enumerate(dict.fromkeys(row[0] for row in found))}
    for row in sorted(found, key=lambda row: order[row[0]]):
        marked = tr("yes") if row[1] in missing else None
        yield [*(cell or None for cell in row), marked, source.versions(found[row])]


def _lists(source: Source) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Version and rows (list, code, label in each language) of every list in it."""
    done: set[tuple[str, str]] = set()
    for table in source.root.walk():
        for variable in dict.fromkeys(data.variable for data in table.own):
            for sha, node in variable.nodes.items():
                name = list_name(node)
                if name is not None and (sha, name) not in done:
                    done.add((sha, name))
                    yield sha, list(_rows_of(source, sha, variable, name))


def _rows_of(source: Source, sha: str, variable: Variable, name: str) -> Iterator[tuple[str, ...]]:
    node = variable.nodes[sha]
    texts = [source.texts[sha].get(language) for language in source.languages]
    finders: list[Callable[[str], str] | None]
    finders = [text.choice_labels(node) if text else None for text in texts]
    for code in _codes(source, next(text for text in texts if text), variable, sha, name):
        yield (name, code, *(find(code) if find else "" for find in finders))


def _codes(source: Source, texts: Texts, variable: Variable, sha: str, name: str) -> list[str]:
    inner = [choice.code for choice in texts.choices(variable.nodes[sha])]
    seen = {code for answer in source.seen.get(name, ()) for code in answer.split()}
    return list(dict.fromkeys(inner)) or sorted(seen)


def _label_in(language: str) -> str:
    """Heading of the labels in a language, as in a form's own sheet."""
    return f"label::{language}" if language else "label"


def _stored(stored: Stored) -> str:
    """How a column's cells are kept, in words."""
    words = {
        Stored.TEXT: tr("text"),
        Stored.NUMBER: tr("number"),
        Stored.DATE: tr("date"),
        Stored.DATETIME: tr("date and time"),
        Stored.TIME: tr("time"),
    }
    return words[stored]
