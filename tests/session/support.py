"""A small form that has one of everything a session cares about, and a study that holds it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from pyxform.xls2xform import convert

from fieldapp import study
from fieldapp.interview import Interview
from fieldapp.session import Session
from fieldapp.study import Study


@lru_cache(maxsize=1)
def household_xml() -> bytes:
    """The form as an XForm."""
    table = Path(__file__).with_name("household.md").read_text("utf-8")
    return convert(table, validate=False).xform.encode()


def household_study(folder: Path) -> tuple[Study, str]:
    """A new study in `folder/s` with the form; and the form's hash."""
    source = folder / "hh.xml"
    source.write_bytes(household_xml())
    made = study.create(folder / "s", "住户调查")
    return made, made.add_form(source).sha256


def state(session: Session) -> list[tuple[Any, ...]]:
    """Everything that can be seen of every node."""
    return seen(session.interview)


def seen(interview: Interview) -> list[tuple[Any, ...]]:
    """The same of an interview alone."""
    return [
        (node.reference, node.value, node.relevant, node.required, node.readonly, node.row_id)
        for node in interview.root.walk()
    ]
