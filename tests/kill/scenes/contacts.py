"""Deleting what identifies people."""

from __future__ import annotations

from fieldapp.study.deleting import delete
from tests.kill.auditor import Found
from tests.kill.day import Day
from tests.kill.scenes import fact, scene
from tests.kill.scenes.answering import everything


@scene(weight=1, aim=8)
def delete_contacts(day: Day) -> None:
    """All personal values go; every other answer stays."""
    if day.session is not None:
        day.session.close()
        day.session = None
    tokens = [row.token for row in day.study.store.contacts.all()]
    with day.doing("steps/*", "erased/*") as facts:
        delete(day.study)
        facts.update(everything(day.study))
        facts["erased/tokens"] = tokens


@fact("erased")
def erased(found: Found, name: str, tokens: list[str], moving: bool) -> str:
    """They stay deleted."""
    left = {row.token for row in found.study.store.contacts.all() if row.erased is None}
    return f"{len(left & set(tokens))} values came back" if left & set(tokens) else ""
