"""Labels, hints and messages, and the itext block with its translations."""

from __future__ import annotations

import re

from fieldapp.form.definition import Message, Output, Text
from fieldapp.form.markup import Element, attribute, child, elements, local

_ITEXT_CALL = re.compile(r"""^\s*jr:itext\(\s*(?:'([^']*)'|"([^"]*)")\s*\)\s*$""")
Translations = dict[str, dict[str, dict[str, Message]]]


def message(element: Element) -> Message:
    """Text of an element in pieces; `<output>` becomes an `Output`."""
    parts: list[str | Output] = [element.text or ""]
    for piece in elements(element):
        if local(piece) == "output":
            parts.append(Output(attribute(piece, "value") or attribute(piece, "ref") or "''"))
        else:
            parts.extend(message(piece))
        parts.append(piece.tail or "")
    return joined(parts)


def joined(parts: list[str | Output]) -> Message:
    """Neighbouring strings run together, empty ones dropped."""
    out: list[str | Output] = []
    for part in parts:
        if isinstance(part, str) and out and isinstance(out[-1], str):
            out[-1] += part
        elif part != "":
            out.append(part)
    return tuple(out)


def trimmed(parts: Message) -> Message:
    """Without the blanks that pyxform and indentation put around a text; those next to outputs stay."""
    out = list(parts)
    for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if out and isinstance(out[at], str):
            out[at] = strip(str(out[at]))
    return joined(out)


def text_of(element: Element | None) -> Text | None:
    """The text of a `<label>`, `<hint>` and the like."""
    if element is None:
        return None
    reference = attribute(element, "ref")
    if reference:
        return from_expression(reference)
    return Text(message=trimmed(message(element)))


def from_expression(expression: str) -> Text:
    """`jr:itext('id')`, any other expression that gives an itext id, or (in a bind) plain words."""
    match = _ITEXT_CALL.match(expression)
    if match:
        return Text(itext=match[1] if match[1] is not None else match[2])
    return Text(expression=expression)


def from_bind(value: str | None) -> Text | None:
    """A message of a bind: `jr:itext('id')` or the words themselves."""
    if value is None:
        return None
    match = _ITEXT_CALL.match(value)
    return Text(itext=match[1] if match[1] is not None else match[2]) if match else Text(message=(value,))


def read_itext(model: Element) -> tuple[Translations, str | None]:
    """All translations, and the default language (the marked one, else the first)."""
    block = child(model, "itext")
    translations: Translations = {}
    default: str | None = None
    for translation in elements(block) if block is not None else ():
        language = attribute(translation, "lang") or ""
        if attribute(translation, "default") is not None and default is None:
            default = language
        translations.setdefault(language, {}).update(
            {attribute(text, "id") or "": _values(text) for text in elements(translation)}
        )
    return translations, default or next(iter(translations), None)


def _values(text: Element) -> dict[str, Message]:
    return {
        attribute(value, "form") or "": trimmed(message(value))
        for value in elements(text)
        if local(value) == "value"
    }


def guided(translations: Translations) -> set[str]:
    """Ids of the texts that have a guidance form (instructions for the enumerator)."""
    return {id_ for texts in translations.values() for id_, forms in texts.items() if "guidance" in forms}
