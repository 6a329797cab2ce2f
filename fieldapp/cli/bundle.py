"""`fieldapp bundle`: what travels between laptops."""

from __future__ import annotations

from fieldapp.cli.root import Lazy
from fieldapp.wording import tr

command = Lazy(
    {
        "send": "bundle_send",
        "look": "bundle_look",
        "receipts": "bundle_receipts",
        "update": "bundle_update",
    },
    name="bundle",
    help=tr(
        "Hand finished interviews over on a stick, in a folder or as one file, and see what others bring."
    ),
)
