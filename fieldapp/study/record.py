"""The record of a deletion, to print, sign and keep: what went, how many, when, by whom; no value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from fieldapp.study.deleting import Deletion
from fieldapp.wording import tr, trn

_PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font-family: sans-serif; max-width: 48em; margin: 2em auto; line-height: 1.4 }}
table {{ border-collapse: collapse }}
td, th {{ padding: .2em 1em .2em 0; text-align: left; vertical-align: top }}
.sign {{ margin-top: 4em }}
</style></head><body>
<h1>{title}</h1>
{body}
</body></html>
"""


def html(deletion: Deletion) -> str:
    """The record as a page, in the language in force."""
    return _PAGE.format(title=escape(tr("Record of a deletion of contacts")), body="\n".join(_body(deletion)))


def _body(deletion: Deletion) -> Iterator[str]:
    yield _table(_facts(deletion))
    yield _part(
        tr("Values by question"), (f"{at}: {count}" for at, count in sorted(deletion.questions.items()))
    )
    yield _part(tr("Files"), deletion.media)
    yield _part(tr("Workbooks of contacts"), deletion.exports)
    reached = (f"{copy.folder}: {trn('{n} value', '{n} values', copy.values)}" for copy in deletion.copies)
    yield _part(tr("Copies in which the same was deleted"), reached)
    yield _part(tr("Could not be reached, and may still hold values"), deletion.unreached)
    yield f"<p>{escape(_limits(deletion))}</p>"
    yield f'<p class="sign">{escape(tr("Date, name, signature"))}: ______________________________</p>'


def _facts(deletion: Deletion) -> list[tuple[str, str]]:
    before = f"{deletion.before:%Y-%m-%d %H:%M %z}" if deletion.before else tr("all")
    return [
        (tr("Study"), deletion.study),
        (tr("Deleted on"), f"{deletion.at:%Y-%m-%d %H:%M:%S %z}"),
        (tr("Values written before"), before),
        (tr("Deleted by"), deletion.person or tr("nobody was signed in")),
        (tr("Laptop"), deletion.device),
        (tr("Values deleted"), str(deletion.values)),
        (tr("Files deleted"), str(len(deletion.media))),
    ]


def _limits(deletion: Deletion) -> str:
    """What this program cannot promise."""
    told = [
        tr(
            "The answers of the study stay and can be analysed. Notes, lists beside the forms, files copied "
            "elsewhere by hand and what a disk keeps of overwritten blocks are outside this record."
        )
    ]
    if deletion.older:
        told.append(
            trn(
                "{n} interview was begun before contacts were kept apart: its values are part of the "
                "interview and were not deleted.",
                "{n} interviews were begun before contacts were kept apart: their values are part of the "
                "interviews and were not deleted.",
                deletion.older,
            )
        )
    return " ".join(told)


def _table(rows: Iterable[tuple[str, str]]) -> str:
    cells = (f"<tr><th>{escape(name)}</th><td>{escape(text)}</td></tr>" for name, text in rows)
    return f"<table>{''.join(cells)}</table>"


def _part(title: str, lines: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines) or f"<li>{escape(tr('none'))}</li>"
    return f"<h2>{escape(title)}</h2><ul>{items}</ul>"
