"""`fieldapp review`: what came in, what was said of it, and saying it."""

from __future__ import annotations

from fieldapp.cli.root import Lazy
from fieldapp.wording import tr

command = Lazy(
    {
        "list": "review_list",
        "approve": "review_approve",
        "send-back": "review_back",
        "purge": "review_purge",
    },
    name="review",
    help=tr("Review finished interviews: list them with their flags, approve them, send them back."),
)
