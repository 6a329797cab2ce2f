"""What a person may choose about an export."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Values(StrEnum):
    """How an answer to a select stands in the sheet."""

    CODES = "codes"
    LABELS = "labels"
    BOTH = "both"


class Multiple(StrEnum):
    """How several answers to one question stand: in one cell, in a 0/1 column a choice, or both."""

    ONE = "one"
    COLUMNS = "columns"
    BOTH = "both"


class Headings(StrEnum):
    """What the first row holds. Names are the same in every language; labels read better."""

    NAMES = "names"
    LABELS = "labels"


class Personal(StrEnum):
    """What becomes of direct identifiers (`pd` = D): left out, a code for each, or nothing but them."""

    OUT = "out"
    CODES = "codes"
    ONLY = "only"


@dataclass(frozen=True, slots=True)
class Options:
    """All choices of one export; the defaults suit reading in Excel and reading by a program alike.

    `language` is a language of the form ("English (en)", or "en" for short), None its default one.
    `parent_columns` are names of questions that sheets of repeats show again beside each row.
    `unanswered` stands where a question was asked and left empty; a skipped one is an empty cell.
    `states` may also hold "draft"; a "conflict" is a record with two finished versions, both shown.
    `personal` is about direct identifiers, which never stand beside answers: they have a workbook of
    their own (`ONLY`), joined by `_key` (STUDY D.7).
    """

    values: Values = Values.BOTH
    multiple: Multiple = Multiple.BOTH
    headings: Headings = Headings.NAMES
    language: str | None = None
    parent_columns: tuple[str, ...] = ()
    states: frozenset[str] = frozenset({"finalized", "conflict"})
    unanswered: str = "NULL"
    personal: Personal = Personal.OUT
    numeric_codes: bool = False
    time_zones: bool = True
    codebook: bool = True


DEFAULTS = Options()
