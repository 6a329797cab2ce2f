"""`fieldapp team`: the laptops of the team."""

from __future__ import annotations

from fieldapp.cli.root import Lazy
from fieldapp.wording import tr

command = Lazy(
    {
        "card": "team_card", "add": "team_add", "join": "team_join", "list": "team_list",
        "revoke": "team_revoke", "sheet": "team_sheet",
    },
    name="team",
    help=tr("Say which laptops belong to the team, and who can read what they hand over."),
)  # fmt: skip
