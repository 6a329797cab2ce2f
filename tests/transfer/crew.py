"""A team with a roster, for the tests of it."""

from __future__ import annotations

from pathlib import Path

from fieldapp import keys
from fieldapp.merge import view
from fieldapp.packs import Fault, PackFault, read, scan
from fieldapp.transfer import cards, members, team
from fieldapp.transfer.place import opener
from fieldapp.transfer.roster import TeamRole
from fieldapp.transfer.status import state_of
from tests.transfer.laptops import Laptop, Team

NAME = "李娜的电脑 𠮷 㐂"


class Crew:
    """A lead who made the roster before the study was copied; supervisor and two enumerators joined."""

    def __init__(self, made: Team, stick: Path) -> None:
        self.team, self.stick = made, stick
        self.lead = made.laptop("lead")
        team.start(self.lead.study, "负责人的电脑")
        self.s, self.a, self.b = (self.copy(name) for name in ("s", "a", "b"))
        self.adds(self.s, "S01", TeamRole.SUPERVISOR)
        self.adds(self.a, "E01")
        self.adds(self.b, "E02")
        self.spreads()

    def copy(self, name: str) -> Laptop:
        """The pin is in the copy, the roster is not yet."""
        laptop = self.team.laptop(name)
        laptop.study.settings.set("team_lead", self.lead.study.settings.get("team_lead"))
        return laptop

    def adds(self, laptop: Laptop, person: str, role: TeamRole = TeamRole.ENUMERATOR) -> None:
        card = cards.read(self.lead.study, cards.as_text(laptop.study, f"{person} 的电脑"))
        team.add(self.lead.study, card, person, role, enrols=role is TeamRole.SUPERVISOR)

    def spreads(self) -> None:
        """The lead's bundle goes round."""
        self.lead.sends(self.stick)
        for laptop in self.team.laptops.values():
            if laptop is not self.lead:
                laptop.takes(self.stick)


def known_of(laptop: Laptop) -> members.Known:
    return members.load(laptop.study)


def records_of(laptop: Laptop) -> set[str]:
    return set(view(state_of(laptop.study)).records)


def opens(stick: Path, laptop: Laptop, by: Laptop) -> set[object]:
    """Whether this laptop opens the packs that another one wrote."""
    found: set[object] = set()
    for path in stick.rglob("*.pck"):
        data = path.read_bytes()
        header = next(scan(data, keys.verify)).header
        if header is not None and header.carrier == by.study.device_id and header.kind == "pack":
            try:
                read(data, keys.verify, opener(laptop.study))
                found.add(True)
            except PackFault as failure:
                found.add(False if failure.fault is Fault.SEALED else failure.fault)
    return found


def paper(folder: Path) -> Path:
    path = folder / "证明.txt"
    path.write_text("营业执照 㐂\n", "utf-8")
    return path
