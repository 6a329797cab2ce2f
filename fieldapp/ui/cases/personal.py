"""The contacts of a case, masked or not; each unmasked look is in the log of acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldapp.ui.desk import Desk

if TYPE_CHECKING:
    from fieldapp.cases import Entry

Lines = list[tuple[str, str]]
"""Column and value."""


def masked(desk: Desk, entry: Entry) -> Lines:
    """As lists show them."""
    from fieldapp.form.masking import mask

    return [(name, mask(said)) for name, said in _read(desk, entry)]


def revealed(desk: Desk, entry: Entry) -> Lines:
    """As they are; nothing where there are none, or for who may not."""
    study = desk.study
    if study is None or not (found := _read(desk, entry)):
        return []

    def look() -> Lines:
        study.reveal(entry.key, "contacts")
        return found

    return desk.attempt(look) or []


def _read(desk: Desk, entry: Entry) -> Lines:
    from fieldapp import cases

    study = desk.study
    return (desk.attempt(lambda: cases.contacts(study, entry)) or []) if study is not None else []
