"""`fieldapp study`."""

from __future__ import annotations

from fieldapp.cli.root import Lazy
from fieldapp.wording import tr

command = Lazy(
    {
        "new": "study_new",
        "info": "study_info",
        "protect": "study_protect",
        "unprotect": "study_unprotect",
        "passphrase": "study_passphrase",
        "recovery": "study_recovery",
        "rekey": "study_rekey",
    },
    name="study",
    help=tr("Make a study, look at one, encrypt it."),
)
