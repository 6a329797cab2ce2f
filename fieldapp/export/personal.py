"""Direct identifiers on their way into a workbook: left out, as codes, or alone in a workbook of their own.

A record holds tokens where they were answered; what the tokens mean is in the study's contacts.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from fieldapp.export.options import Options, Personal
from fieldapp.export.records import Answers, Record
from fieldapp.form import FormDefinition
from fieldapp.form.personal import TOKEN
from fieldapp.store.contacts import Contacts
from fieldapp.wording import tr

Said = Callable[[str], str]


def revealed(
    contacts: Contacts, definitions: Mapping[str, FormDefinition], options: Options
) -> Callable[[Record], Record]:
    """What becomes of each record before it is written."""
    if options.personal is Personal.OUT:
        return lambda record: record
    said = _values(contacts) if options.personal is Personal.ONLY else _codes(contacts)
    return lambda record: replace(
        record, answers=_answers(record.answers, definitions[record.form_sha256].personal, said)
    )


def _answers(answers: Answers, personal: frozenset[str], said: Said) -> dict[str, Any]:
    return {
        reference: [{**row, "answers": _answers(row["answers"], personal, said)} for row in answer]
        if isinstance(answer, list)
        else said(answer)
        if answer and reference in personal
        else answer
        for reference, answer in answers.items()
    }


def _values(contacts: Contacts) -> Said:
    """The value; a word where it was deleted."""
    known, gone = dict(_known(contacts)), tr("deleted")
    return lambda text: known.get(text, gone) if TOKEN.fullmatch(text) else text


def _codes(contacts: Contacts) -> Said:
    """A code that is the same for equal values, in every export; it is not made from the value."""
    values = dict(_known(contacts))
    codes = contacts.codes(values)
    of_value = {value: codes[token] for token, value in values.items()}

    def said(text: str) -> str:
        return (
            codes.get(text, "") if TOKEN.fullmatch(text) else of_value.setdefault(text, secrets.token_hex(4))
        )

    return said


def _known(contacts: Contacts) -> Iterator[tuple[str, str]]:
    return ((row.token, row.value) for row in contacts.all() if row.erased is None)
