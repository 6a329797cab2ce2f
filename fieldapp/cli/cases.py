"""`fieldapp cases`: who is to be interviewed, by whom, and how far it is."""

from __future__ import annotations

from fieldapp.cli.root import Lazy
from fieldapp.wording import tr

command = Lazy(
    {
        "load": "cases_load", "list": "cases_list", "assign": "cases_assign", "result": "cases_result",
        "export": "cases_export",
    },
    name="cases",
    help=tr("The case list: load it, hand cases out, record results of contacts, see how far each is."),
)  # fmt: skip
