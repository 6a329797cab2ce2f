"""The rail: the pages of the role, in the order of their keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from fieldapp.study.rights import Role
from tests.ui.pages import Person

ALT = Qt.KeyboardModifier.AltModifier
OFFICE = ["home", "inbox", "conflicts", "review", "forms", "backup", "guide", "settings"]


def seen(person: Person) -> list[str]:
    """The pages on the rail, from top to bottom."""
    rail = person.stage.shell.rail
    shown = [name for name in rail.pages() if rail.item(name).isVisible() and name != "cases"]
    return sorted(shown, key=lambda name: rail.item(name).mapTo(rail, rail.item(name).rect().topLeft()).y())


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.LEAD, None])
def test_the_office_has_every_page(person: Person, role: Role | None) -> None:
    if role is not None:
        person.stage.desk.set_role(role)
    assert seen(person) == OFFICE


def test_an_enumerator_has_only_his_own_pages(person: Person) -> None:
    person.stage.desk.set_role(Role.ENUMERATOR)
    assert seen(person) == ["home", "backup", "guide", "settings"]
    person.stage.desk.practise()
    assert seen(person) == ["home", "backup", "guide", "settings"]


@pytest.mark.parametrize("role", list(Role))
def test_alt_and_a_digit_follow_the_order_and_the_tips_say_so(person: Person, role: Role) -> None:
    person.stage.desk.set_role(role)
    shell = person.stage.shell
    pages = shell.on_rail()
    for number, name in enumerate(pages, 1):
        person.presses(Qt.Key(Qt.Key.Key_0 + number), ALT)
        assert shell.current() == name
        assert shell.rail.item(name).toolTip().endswith(f"(Alt+{number})")
    person.presses(Qt.Key(Qt.Key.Key_0 + len(pages) + 1), ALT)
    assert shell.current() == pages[-1]


def test_the_role_is_kept_for_the_next_day(person: Person) -> None:
    person.stage.desk.set_role(Role.ENUMERATOR)
    study = person.stage.desk.study
    assert study is not None
    folder = study.folder
    person.stage.desk.leave_study()
    person.opens_study(folder)
    assert person.stage.desk.role() is Role.ENUMERATOR
