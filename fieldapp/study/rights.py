"""What each role may do. One table; doors ask it through `Study.may` and `Study.require`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fieldapp.wording import tr


class Role(StrEnum):
    """What a person is in the study."""

    ENUMERATOR = "enumerator"
    SUPERVISOR = "supervisor"
    LEAD = "lead"


class Right(StrEnum):
    """Something that not everybody may do."""

    CONDUCT = "conduct"
    SEE_OTHERS = "see-others"
    REVIEW = "review"
    CASES = "cases"
    EXPORT = "export"
    EXPORT_PERSONAL = "export-personal"
    REVEAL_PERSONAL = "reveal-personal"
    ADD_FORM = "add-form"
    MANAGE_PEOPLE = "manage-people"
    BACKUP = "backup"
    RESTORE = "restore"
    PROTECT = "protect"
    DELETE_CONTACTS = "delete-contacts"
    SETTINGS = "settings"
    SEE_LOG = "see-log"


_LEAD = frozenset({Role.LEAD})
_OFFICE = frozenset({Role.SUPERVISOR, Role.LEAD})
_ALL = frozenset(Role)

TABLE: dict[Right, frozenset[Role]] = {
    Right.CONDUCT: _ALL,
    Right.SEE_OTHERS: _OFFICE,
    Right.REVIEW: _OFFICE,
    Right.CASES: _OFFICE,
    Right.EXPORT: _OFFICE,
    Right.EXPORT_PERSONAL: _LEAD,
    Right.REVEAL_PERSONAL: _ALL,  # of the interviews they may see
    Right.ADD_FORM: _OFFICE,
    Right.MANAGE_PEOPLE: _LEAD,
    Right.BACKUP: _ALL,
    Right.RESTORE: _OFFICE,
    Right.PROTECT: _LEAD,
    Right.DELETE_CONTACTS: _LEAD,
    Right.SETTINGS: _LEAD,
    Right.SEE_LOG: _OFFICE,
}

WIDENED = {Right.SEE_OTHERS: "enumerators_see_all"}
"""Rights that the study lead may give to enumerators too, by the setting's name ("1" gives it)."""


def role_name(role: Role) -> str:
    """The role in the language in force."""
    return {
        Role.ENUMERATOR: tr("Enumerator"),
        Role.SUPERVISOR: tr("Supervisor"),
        Role.LEAD: tr("Study lead"),
    }[role]


def right_name(right: Right) -> str:
    """What the right lets a person do, as the beginning of a sentence."""
    return {
        Right.CONDUCT: tr("Conducting interviews"),
        Right.SEE_OTHERS: tr("Seeing the interviews of others"),
        Right.REVIEW: tr("Reviewing interviews"),
        Right.CASES: tr("Handing out cases"),
        Right.EXPORT: tr("Exporting data"),
        Right.EXPORT_PERSONAL: tr("Exporting personal fields"),
        Right.REVEAL_PERSONAL: tr("Seeing personal fields"),
        Right.ADD_FORM: tr("Adding forms"),
        Right.MANAGE_PEOPLE: tr("Managing people"),
        Right.BACKUP: tr("Making backups"),
        Right.RESTORE: tr("Restoring backups"),
        Right.PROTECT: tr("Changing the encryption"),
        Right.DELETE_CONTACTS: tr("Deleting contacts"),
        Right.SETTINGS: tr("Changing the settings of the study"),
        Right.SEE_LOG: tr("Seeing the log of acts"),
    }[right]


def holders(right: Right) -> str:
    """Who has the right: "Supervisor or Study lead"."""
    names = [role_name(role) for role in Role if role in TABLE[right]]
    return tr(" or ").join(names)


@dataclass(frozen=True, slots=True)
class Named:
    """A field of a `Problem` that speaks the language in force when it is read."""

    right: Right
    who: bool = False

    def __str__(self) -> str:
        return holders(self.right) if self.who else right_name(self.right)

    def __format__(self, _spec: str) -> str:
        return str(self)
