"""The entrance to an encrypted study: whoever opens its vault is in."""

from __future__ import annotations

from typing import Any

from fieldapp import keys
from fieldapp.files import Layout
from fieldapp.problems import WRONG_PASSPHRASE, Problem
from fieldapp.study.doors import open
from fieldapp.study.entrance import Entrance, Pass
from fieldapp.study.people import RECOVERY, Person, person_of_slot
from fieldapp.study.rights import Role
from fieldapp.study.study import Study

_RANKS = list(Role)[::-1]


class SealedEntrance(Entrance):
    """Nothing of the study is open before somebody is in; `study` is given where it is only locked."""

    def __init__(self, layout: Layout, vault: keys.Vault, study: Study | None = None) -> None:
        super().__init__(vault.study_id, vault.name, layout.folder, _people(vault))
        self.recoverable = any(slot.kind == "recovery" for slot in vault.slots)
        self._vault, self._study = vault, study

    def check(self, code: str, secret: str) -> Pass:
        shown = super().check(code, secret)
        return Pass(person_of_slot(shown.proof.slot), shown.proof)  # a recovery code opens anywhere

    def _prove(self, person: Person, secret: str) -> Any:
        try:
            return self._vault.unlock(person.code if person.code != RECOVERY else "recovery", secret)
        except Problem as failure:
            if failure.kind is WRONG_PASSPHRASE:
                return None
            raise

    def _let_in(self, shown: Pass) -> Study:
        if self._study is None:
            return open(self.folder, unlock=shown.proof)
        self._study.secrets, self._study.people.present = shown.proof, shown.person
        return self._study


def _people(vault: keys.Vault) -> list[Person]:
    found = {s.person: person_of_slot(s) for s in vault.slots if s.kind in ("passphrase", "pin")}
    return sorted(found.values(), key=lambda person: (_RANKS.index(person.role), person.code))
