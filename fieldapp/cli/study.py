"""`fieldapp study`."""

from __future__ import annotations

from fieldapp.cli.root import Lazy
from fieldapp.wording import tr

command = Lazy(
    {"new": "study_new", "info": "study_info"},
    name="study",
    help=tr("Make a study, or look at one."),
)
