"""A finished interview to read: all answers, what was noted, its history; and the way to correct it.

Owns: the page and what it lists. Does not: change an answer (a correction is a new draft in the interview
window). May import: ui, session, study, store's rows.
"""

from fieldapp.ui.finished.page import FinishedPage

__all__ = ["FinishedPage"]
