"""XLSForm workbook -> XForm bytes, through pyxform's XML output.

pyxform drops the columns that are ours (`pd`, `bc`, `warning`, `warning_message`, `warning_reason`, `final`,
`final_message`, `consent`, the setting `missing_codes`), so they are read from the sheet and written into
the XForm in our namespace: the bytes that a draft keeps then hold everything.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from fieldapp.form.markup import OWN, Element, child, elements, local, parse
from fieldapp.problems import FORM_ERROR, FORM_UNREADABLE, Problem

_OWN_COLUMNS = ("pd", "bc", "warning", "warning_reason", "final", "consent", "missing")
_EXPRESSIONS = ("warning", "final")
_MESSAGES = {"warning_message": "warningMsg", "final_message": "finalMsg"}
_NAME = re.compile(r"\$\{\s*([^}\s]+)\s*\}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet as rows of text by heading."""

    rows: tuple[Mapping[str, str], ...] = ()


def convert(path: Path) -> tuple[bytes, tuple[str, ...]]:
    """XForm bytes and pyxform's warnings. `FORM_UNREADABLE` or `FORM_ERROR` when there is no form to get."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = _workbook(path)
        xform, notes = _pyxform(path)
    return with_own_columns(xform.encode("utf-8"), book, path.name), notes


def _pyxform(path: Path) -> tuple[str, tuple[str, ...]]:
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert as to_xform

    try:
        result = to_xform(xlsform=str(path), validate=False)
    except PyXFormError as error:
        raise Problem(FORM_ERROR, where=path.name, why=_sentence(error)) from error
    except Exception as error:
        # pyxform raises all kinds of errors on workbooks that are no forms; to us they mean one thing.
        raise Problem(FORM_UNREADABLE, where=path.name, why=_sentence(error)) from error
    return result.xform, tuple(result.warnings)


def _sentence(error: Exception) -> str:
    """The error in one line without a final full stop, since it stands inside a sentence of ours."""
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__


def _workbook(path: Path) -> dict[str, Sheet]:
    """Survey and settings sheets; an old .xls is opened only to see that it is one."""
    try:
        return _old_workbook(path) if path.suffix.lower() == ".xls" else _new_workbook(path)
    except Exception as error:
        # Damaged archives fail in many ways inside openpyxl, xlrd, zipfile and the XML parser.
        raise Problem(FORM_UNREADABLE, where=path.name, why=_sentence(error)) from error


def _new_workbook(path: Path) -> dict[str, Sheet]:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    try:
        return {
            sheet.title.strip().lower(): Sheet(tuple(_rows(sheet.iter_rows(values_only=True))))
            for sheet in book.worksheets
            if sheet.title.strip().lower() in ("survey", "settings")
        }
    finally:
        book.close()


def _old_workbook(path: Path) -> dict[str, Sheet]:
    import xlrd

    book = xlrd.open_workbook(path)
    return {
        sheet.name.strip().lower(): Sheet(tuple(_rows(iter([tuple(row) for row in sheet_rows(sheet)]))))
        for sheet in book.sheets()
        if sheet.name.strip().lower() in ("survey", "settings")
    }


def sheet_rows(sheet: Any) -> Iterator[list[object]]:
    """Cell values of an old worksheet; its empty cells are None like those of a new one."""
    for at in range(sheet.nrows):
        yield [value if value != "" else None for value in sheet.row_values(at)]


def _rows(values: Iterator[tuple[object, ...]]) -> Iterator[dict[str, str]]:
    headings = [str(cell or "").strip() for cell in next(values, ())]
    for row in values:
        # Sheets that were formatted to their end are a million rows long.
        if row.count(None) < len(row):
            yield _by_heading(headings, row)


def _by_heading(headings: list[str], row: tuple[object, ...]) -> dict[str, str]:
    cells = zip(headings, row, strict=False)
    return {head: _cell(cell) for head, cell in cells if head and cell is not None}


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def with_own_columns(xml: bytes, book: Mapping[str, Sheet], where: str) -> bytes:
    """The XForm with our columns added as bind attributes; the same bytes when there are none."""
    settings = next(iter(book.get("settings", Sheet()).rows), {})
    root = parse(xml, where)
    model = _model(root)
    data = next(elements(next(e for e in elements(model) if local(e) == "instance")))
    rows = list(_located(book.get("survey", Sheet()).rows, f"/{local(data)}"))
    names = {row["name"]: reference for reference, row in rows}
    changed = _missing_codes(model, settings)
    for reference, row in rows:
        changed |= _annotate(model, reference, row, names)
    if not changed:
        return xml
    etree.cleanup_namespaces(
        root, top_nsmap={"fieldapp": OWN}, keep_ns_prefixes=list(filter(None, root.nsmap))
    )
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _model(root: Element) -> Element:
    head = child(root, "head")
    model = child(head, "model") if head is not None else None
    assert model is not None, "pyxform always writes a model"
    return model


def _missing_codes(model: Element, settings: Mapping[str, str]) -> bool:
    codes = settings.get("missing_codes", "")
    if codes:
        model.set(f"{{{OWN}}}missing-codes", codes)
    return bool(codes)


def _located(rows: tuple[Mapping[str, str], ...], root: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Each named row with its reference, found by following begin and end rows."""
    path = [root]
    for row in rows:
        kind = " ".join(row.get("type", "").replace("_", " ").split()[:2]).lower()
        if kind in ("end group", "end repeat", "end loop") and len(path) > 1:
            path.pop()
        elif row.get("name"):
            yield "/".join((*path, row["name"])), row
            if kind in ("begin group", "begin repeat", "begin loop"):
                path.append(row["name"])


def _annotate(model: Element, reference: str, row: Mapping[str, str], names: Mapping[str, str]) -> bool:
    values = {column: row[column] for column in _OWN_COLUMNS if row.get(column, "-") != "-"}
    messages = {name: _messages(row, name) for name in _MESSAGES}
    if not values and not any(messages.values()):
        return False
    bind = _bind(model, reference, is_group=row.get("type", "").strip().lower().startswith("begin"))
    if bind is None:
        return False
    for column, value in values.items():
        text = _placed(value, names) if column in _EXPRESSIONS else value
        bind.set(f"{{{OWN}}}{column.replace('_', '-')}", text)
    for name, words in messages.items():
        _write_messages(model, bind, f"{reference}:fieldapp:{_MESSAGES[name]}", words, names)
    return True


def _bind(model: Element, reference: str, is_group: bool) -> Element | None:
    """The bind of a question; of a group too, for which pyxform writes none as long as it has no rule."""
    binds = [e for e in elements(model) if local(e) == "bind"]
    found = next((e for e in binds if e.get("nodeset") == reference), None)
    if found is not None or not is_group or not binds:
        return found
    made = etree.Element(binds[0].tag, nodeset=reference)
    binds[-1].addnext(made)
    return made


def _placed(text: str, names: Mapping[str, str]) -> str:
    """`${name}` as the path of the question."""
    return _NAME.sub(lambda found: names.get(found[1], found[0]), text)


def _messages(row: Mapping[str, str], wanted: str) -> dict[str, str]:
    """`warning_message` or `warning_message::language` -> words."""
    found = {}
    for heading, words in row.items():
        name, _, language = heading.partition("::")
        if name.strip() == wanted and words:
            found[language.strip()] = words
    return found


def _write_messages(
    model: Element, bind: Element, id_: str, messages: Mapping[str, str], names: Mapping[str, str]
) -> None:
    itext, attribute = child(model, "itext"), f"{{{OWN}}}{id_.rpartition(':')[2]}"
    if "" in messages or itext is None:
        if messages:
            bind.set(attribute, next(iter(messages.values())))
        return
    for translation in elements(itext):
        words = messages.get(str(translation.get("lang")))
        if words:
            text = etree.SubElement(translation, f"{{{itext.nsmap[None]}}}text", id=id_)
            _fill(etree.SubElement(text, f"{{{itext.nsmap[None]}}}value"), words, names)
    if messages:
        bind.set(attribute, f"jr:itext('{id_}')")


def _fill(value: Element, words: str, names: Mapping[str, str]) -> None:
    """The words of a message; the answers they name are filled in when it is shown."""
    before = 0
    last: Element | None = None
    for found in _NAME.finditer(words):
        _say(value, last, words[before : found.start()])
        last = etree.SubElement(value, value.tag.replace("value", "output"))
        last.set("value", names.get(found[1], found[0]))
        before = found.end()
    _say(value, last, words[before:])


def _say(value: Element, last: Element | None, words: str) -> None:
    if last is None:
        value.text = words
    else:
        last.tail = words
