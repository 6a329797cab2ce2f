"""The page "Inbox": what others bring, seen before it is merged; and handing over one's own work (screen 07).

Owns: finding sticks, showing offers, merging and taking back on the worker, the last merge, who has
delivered. Does not: read packs or decide anything (`transfer`). May import: ui.components, transfer,
backup, study, wording, problems.
"""

from fieldapp.ui.inbox.page import InboxPage

__all__ = ["InboxPage"]
