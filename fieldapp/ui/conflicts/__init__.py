"""Screen 08: two versions of one interview side by side, and interviews that are perhaps the same.

Owns: the page, its rows with what differs marked, what was decided and why until it is saved. Does not:
join versions (`Session.settle` does), sign decisions (`fieldapp.review` does).
May import: ui, review, merge, session, store's rows.
"""

from fieldapp.ui.conflicts.page import ConflictsPage

__all__ = ["ConflictsPage"]
