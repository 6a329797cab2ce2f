"""Consent as evidence: what was on screen when somebody agreed or declined goes into the answer's step."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.interview import Interview, Node, Remark

_NAME = "consent"


def asks_consent(node: Node) -> bool:
    """Whether the answer agrees or declines: by the form's column, else by the name of a question."""
    if node.control is None or node.control.kind not in ("select1", "select", "trigger"):
        return False
    return node.definition.own.consent or node.name == _NAME or node.name.startswith(f"{_NAME}_")


def shown(interview: Interview, node: Node, value: str) -> Remark:
    """The texts as they stood there, in which language, of which form; the time is that of the step."""
    texts = [*_read_before(node), node.label, node.hint]
    labels = {choice.value: choice.label for choice in node.choices()}
    definition = interview.definition
    return Remark(
        node.reference,
        {
            "text": "\n\n".join(filter(None, texts)),
            "answer": labels.get(value, value),
            "language": interview.language or "",
            "form_id": definition.form_id,
            "form_version": definition.version,
            "form_sha256": definition.sha256,
        },
    )


def _read_before(node: Node) -> Iterator[str]:
    """The notes that stand before the question in its group."""
    for sibling in node.parent.children if node.parent is not None else ():
        if sibling is node:
            return
        if (
            sibling.is_question
            and sibling.relevant
            and sibling.readonly
            and not sibling.definition.bind.calculate
        ):
            yield sibling.label
