"""What a form is.

Owns: `FormDefinition` and its parts, reading XForm XML and XLSForm, our own columns, the
`ListSource` protocol. Does not: hold answers, evaluate anything, touch a database.
May import: xpath, files, wording, problems; nothing else imports pyxform.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fieldapp.form.definition import (
    Action,
    Bind,
    BodyItem,
    Choice,
    Control,
    FormDefinition,
    Itemset,
    Message,
    NodeDefinition,
    NodeKind,
    Output,
    Own,
    SecondaryInstance,
    Text,
)
from fieldapp.form.external import Listed, read_external, read_external_file
from fieldapp.form.files import find_media_file, media_names
from fieldapp.form.lists import ListSource, MemoryList, Row, find_list_file, parse_csv, read_csv
from fieldapp.form.xform import read_xform
from fieldapp.problems import FILE_MISSING, FILE_UNREADABLE, FORM_UNREADABLE, Problem


@dataclass(frozen=True, slots=True)
class Form:
    """A form as read from a file: its definition, the exact XForm bytes, and the author's warnings."""

    definition: FormDefinition
    xml: bytes
    warnings: tuple[str, ...] = ()


def read_form(path: Path) -> Form:
    """Read an XLSForm (.xlsx, .xls) or an XForm (.xml). Any fault is a `Problem` of the form block."""
    if not path.is_file():
        raise Problem(FILE_MISSING, where=str(path))
    suffix = path.suffix.lower()
    if suffix in (".xlsx", ".xlsm", ".xls"):
        from fieldapp.form.xlsform import convert

        xml, warnings = convert(path)
    elif suffix == ".xml":
        xml, warnings = _bytes(path), ()
    else:
        raise Problem(
            FORM_UNREADABLE, where=path.name, why=f"{suffix or 'no ending'} is neither .xlsx nor .xml"
        )
    return Form(read_xform(xml, path.name), xml, warnings)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Problem(FILE_UNREADABLE, where=str(path), why=error.strerror or str(error)) from error


__all__ = [
    "Action",
    "Bind",
    "BodyItem",
    "Choice",
    "Control",
    "Form",
    "FormDefinition",
    "Itemset",
    "ListSource",
    "Listed",
    "MemoryList",
    "Message",
    "NodeDefinition",
    "NodeKind",
    "Output",
    "Own",
    "Row",
    "SecondaryInstance",
    "Text",
    "find_list_file",
    "find_media_file",
    "media_names",
    "parse_csv",
    "read_csv",
    "read_external",
    "read_external_file",
    "read_form",
    "read_xform",
]
