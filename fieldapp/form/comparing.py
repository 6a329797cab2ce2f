"""Texts and lists of two versions of a form, beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fieldapp.form import differences as kinds
from fieldapp.form.definition import FormDefinition, Message, NodeDefinition, Output, Text
from fieldapp.form.differences import Difference, differs

Labels = Mapping[str, str]


class Reader:
    """The texts of one version, by language; "" is that of a form without languages."""

    def __init__(self, definition: FormDefinition) -> None:
        self.definition = definition
        self.languages = definition.languages or ("",)

    def texts(self, node: NodeDefinition, part: str) -> Labels:
        """Label or hint of a question."""
        text = getattr(node.control, part, None) if node.control is not None else None
        return self.of(text)

    def of(self, text: Text | None) -> Labels:
        """A text in all languages."""
        if text is None:
            return dict.fromkeys(self.languages, "")
        if text.itext is None:
            return dict.fromkeys(self.languages, _words(text.message))
        return {language: self._translated(language, text.itext) for language in self.languages}

    def _translated(self, language: str, id_: str) -> str:
        return _words(self.definition.translations.get(language, {}).get(id_, {}).get("", ()))

    def count(self, node: NodeDefinition) -> str | None:
        """The count of a repeat; where pyxform wrote a node for it, what that is calculated from."""
        own = self.definition.node(f"{node.reference}_count") if node.count else None
        written = own is not None and own.control is None and (node.count or "").strip().endswith(own.name)
        return own.bind.calculate if own is not None and written else node.count

    def lists(self) -> dict[str, dict[str, Labels]]:
        """List -> code -> label; inline choices under the name of their question."""
        found: dict[str, dict[str, Labels]] = {}
        for node in self.definition.root.walk():
            if node.control is not None and node.control.choices:
                found[node.name] = {choice.value: self.of(choice.label) for choice in node.control.choices}
        for instance in self.definition.instances.values():
            if instance.source is None and instance.xml is None and "name" in instance.columns:
                found[instance.id] = dict(self._rows(instance.columns, instance.rows))
        return found

    def _rows(
        self, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
    ) -> Iterator[tuple[str, Labels]]:
        for cells in rows:
            row = dict(zip(columns, cells, strict=False))
            words = Text(itext=row["itextId"]) if "itextId" in row else Text(message=(row.get("label", ""),))
            yield row.get("name", ""), self.of(words)

    def files(self) -> list[str]:
        return sorted({name for one in self.definition.instances.values() if (name := one.file_name)})


def _words(message: Message) -> str:
    return " ".join("".join("…" if isinstance(part, Output) else part for part in message).split())


def compare_lists(old: Reader, new: Reader) -> Iterator[Difference]:
    """Choices that came, went, or read otherwise; files."""
    before, after = old.lists(), new.lists()
    for name in after:
        if name in before:
            yield from _choices(name, before[name], after[name])
    yield from (differs(kinds.FILE_ADDED, new=file) for file in new.files() if file not in old.files())
    yield from (differs(kinds.FILE_REMOVED, old=file) for file in old.files() if file not in new.files())


def _choices(name: str, before: Mapping[str, Labels], after: Mapping[str, Labels]) -> Iterator[Difference]:
    for code in after:
        if code not in before:
            yield differs(kinds.CHOICE_ADDED, name=name, new=_shown(code, after[code]))
    for code in before:
        if code not in after:
            yield differs(kinds.CHOICE_REMOVED, name=name, old=_shown(code, before[code]))
        else:
            yield from _labels(name, code, before[code], after[code])


def _labels(name: str, code: str, before: Labels, after: Labels) -> Iterator[Difference]:
    for language in after:
        if language in before and before[language] != after[language]:
            yield differs(kinds.CHOICE_LABEL, name=name, code=code, old=before[language], new=after[language],
                          language=language)  # fmt: skip


def _shown(code: str, labels: Labels) -> str:
    label = next(filter(None, labels.values()), "")
    return f"{code} ({label})" if label else code
