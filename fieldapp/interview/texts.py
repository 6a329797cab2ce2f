"""Labels, hints and messages in the present language, with their outputs filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldapp.form import Message, Output, Text
from fieldapp.form.masking import HIDDEN
from fieldapp.form.personal import TOKEN, Erased
from fieldapp.interview.program import Aspect
from fieldapp.interview.tree import Node
from fieldapp.wording import tr
from fieldapp.xpath import Context, Expression, XPathError
from fieldapp.xpath import compile as compile_xpath

if TYPE_CHECKING:
    from fieldapp.interview.interview import Interview

PLAIN = ("", "long")
_WORDS = frozenset({"jr:choice-name", "jr:itext"})
MEDIA = ("image", "big-image", "audio", "video")


def erased_text(value: Erased) -> str:
    """What a person reads where a personal value was."""
    if value.on is None:
        return tr("not in this study's contacts")
    return tr("deleted on {date}", date=f"{value.on:%Y-%m-%d}")


class Texts:
    """Everything a person reads of a form."""

    def __init__(self, interview: Interview) -> None:
        self._interview = interview
        self._compiled: dict[tuple[tuple[str, ...], str], Expression | None] = {}

    def shown(self, text: Text | None, node: Node | None, form: str = "") -> str:
        """A text in the present language; "" for none."""
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
        forms = {**self._by_default(id_), **self._forms(id_)} if id_ is not None else {}
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

    def _by_default(self, id_: str) -> dict[str, Message]:
        """The forms of the default language: a picture written once is for all (as in JavaRosa)."""
        definition = self._interview.definition
        return dict(definition.translations.get(definition.default_language or "", {}).get(id_, {}))

    def _output(self, output: Output, node: Node | None) -> str:
        base = node or self._interview.root
        worded = self._worded(output, base)
        if worded is None:
            return self._string(output.expression, base)
        return self._in_present_words(worded)

    def _worded(self, output: Output, base: Node) -> Node | None:
        """The node behind an output, if it is a calculate that holds words of the form.

        Such an answer keeps the language it was calculated in (as in JavaRosa), but on the screen it is
        shown in the language of the question around it.
        """
        expression = self._expression(output.expression, base)
        if expression is None or len(expression.references) != 1 or expression.functions:
            return None
        spec = self._interview.program.spec("/" + "/".join(expression.references[0].path))
        found = self._interview.nearest(spec, base) if spec is not None else None
        return found if found is not None and self._holds_words(found) else None

    @staticmethod
    def _holds_words(node: Node) -> bool:
        rule = node.spec.rules.get(Aspect.CALCULATE)
        return bool(node.value) and rule is not None and bool(rule.functions & _WORDS)

    def value(self, node: Node) -> str:
        """An answer as it is shown: words of the form in the present language, all else as stored."""
        if isinstance(node.value, Erased):
            return erased_text(node.value)
        return self._in_present_words(node) if self._holds_words(node) else node.value

    def _in_present_words(self, node: Node) -> str:
        return node.spec.rules[Aspect.CALCULATE].string(Context.at(node, self._interview.environment))

    def _string(self, expression: str, node: Node | None) -> str:
        """A text that cannot be worked out must not stop an interview: it shows nothing."""
        base = node or self._interview.root
        compiled = self._expression(expression, base)
        if compiled is None:
            return ""
        shown = compiled.string(Context.at(base, self._interview.environment))
        return TOKEN.sub(HIDDEN, shown) if self._interview.erased else shown

    def _expression(self, text: str, base: Node) -> Expression | None:
        key = (base.spec.path, text)
        if key not in self._compiled:
            try:
                self._compiled[key] = compile_xpath(text, base.spec.path)
            except XPathError:
                self._compiled[key] = None
        return self._compiled[key]
