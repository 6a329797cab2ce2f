"""Which pages stand on the rail of which role, from top to bottom; Alt+1 and on follow the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldapp.study.rights import Role

if TYPE_CHECKING:
    from fieldapp.study import Study

ORDER = ("home", "cases", "inbox", "conflicts", "review", "forms", "backup")
"""The whole rail: of supervisors and leads, and of a study where nobody said what he is."""
OF_ROLE = {Role.ENUMERATOR: ("home", "cases", "backup")}
"""An enumerator hands over and takes in from Home: what the other pages are for is not his work."""
SETTING = "role_here"
"""The role of whoever works on this laptop, in a study where nobody signs in."""


def role_in(study: Study) -> Role | None:
    """The role of whoever is signed in, else the one chosen for this laptop; None where nobody chose."""
    if study.people.present is not None:
        return study.people.present.role
    chosen = study.settings.get(SETTING, "")
    return Role(chosen) if chosen in set(Role) else None


def pages_for(role: Role | None) -> tuple[str, ...]:
    """Ids of pages; the foot of the rail (guides, settings) is the same for all."""
    return ORDER if role is None else OF_ROLE.get(role, ORDER)
