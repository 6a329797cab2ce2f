"""`fieldapp form`."""

from __future__ import annotations

from fieldapp.cli.root import Lazy
from fieldapp.wording import tr

command = Lazy(
    {"add": "form_add", "check": "form_check", "compare": "form_compare", "robot": "robot", "trace": "trace"},
    name="form",
    help=tr("Add forms to a study, or look at a form by itself."),
)
