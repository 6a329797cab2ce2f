"""Labels, hints and messages in the present language, with their outputs filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldapp.form import Message, Output, Text
from fieldapp.interview.tree import Node
from fieldapp.xpath import Context, Expression, XPathError
from fieldapp.xpath import compile as compile_xpath

if TYPE_CHECKING:
    from fieldapp.interview.interview import Interview

PLAIN = ("", "long")
MEDIA = ("image", "big-image", "audio", "video")


class Texts:
    """Everything a person reads of a form."""

    def __init__(self, interview: Interview) -> None:
        self._interview = interview
        self._compiled: dict[tuple[tuple[str, ...], str], Expression] = {}

    def shown(self, text: Text | None, node: Node | None, form: str = "") -> str:
        """A text in the present language; "" where the form has none."""
        if text is None:
            return ""
        id_ = self._id(text, node)
        if id_ is None:
            return self.fill(text.message, node)
        forms = self._forms(id_)
        return self.fill(forms.get(form) or (forms.get("long", ()) if form == "" else ()), node)

    def media(self, text: Text | None, node: Node | None) -> dict[str, str]:
        """Files that go with a text, by form (image, audio, ...), without their `jr://` scheme."""
        id_ = self._id(text, node) if text is not None else None
        forms = self._forms(id_) if id_ is not None else {}
        return {form: self.fill(forms[form], node).rsplit("/", 1)[-1] for form in MEDIA if forms.get(form)}

    def itext(self, id_: str) -> str:
        """`jr:itext(id)` in an expression."""
        return self.shown(Text(itext=id_), None)

    def fill(self, message: Message, node: Node | None) -> str:
        """The pieces joined, expressions worked out from `node`."""
        return "".join(self._output(part, node) if isinstance(part, Output) else part for part in message)

    def _id(self, text: Text, node: Node | None) -> str | None:
        if text.expression is None:
            return text.itext
        inner = text.expression.strip()
        if inner.startswith("jr:itext("):
            inner = inner.removeprefix("jr:itext(").rpartition(")")[0]
        return self._string(inner, node)

    def _forms(self, id_: str) -> dict[str, Message]:
        translations = self._interview.definition.translations
        found = translations.get(self._interview.language or "", {}).get(id_)
        if found is None:
            default = self._interview.definition.default_language
            found = translations.get(default or "", {}).get(id_, {})
        return dict(found)

    def _output(self, output: Output, node: Node | None) -> str:
        return self._string(output.expression, node)

    def _string(self, expression: str, node: Node | None) -> str:
        """A text that cannot be worked out must not stop an interview: it shows nothing."""
        base = node or self._interview.root
        key = (base.spec.path, expression)
        try:
            if key not in self._compiled:
                self._compiled[key] = compile_xpath(expression, base.spec.path)
            return self._compiled[key].string(Context.at(base, self._interview.environment))
        except XPathError:
            return ""
