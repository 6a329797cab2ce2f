"""`fieldapp contacts`: the personal values of a study, which are kept apart from the answers."""

from __future__ import annotations

from fieldapp.cli.root import Lazy
from fieldapp.wording import tr

command = Lazy(
    {
        "status": "contacts_status",
        "until": "contacts_until",
        "find": "contacts_find",
        "delete": "contacts_delete",
    },
    name="contacts",
    help=tr("Names, telephone numbers and the like, which are kept apart from the answers."),
)
