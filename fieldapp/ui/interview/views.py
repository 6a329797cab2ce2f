"""Which view shows a screen."""

from __future__ import annotations

from fieldapp.interview import Interview, Screen
from fieldapp.ui.controls import Around
from fieldapp.ui.interview.card import QuestionView
from fieldapp.ui.interview.fieldlist import FieldListView
from fieldapp.ui.interview.likert import LikertView
from fieldapp.ui.interview.roster import RosterView
from fieldapp.ui.interview.view import View


def make_view(screen: Screen, interview: Interview, around: Around) -> View:
    """The view of a screen."""
    if screen.kind == "question":
        return QuestionView(screen, around)
    if screen.kind == "grid":
        return LikertView(screen, around)
    if screen.kind == "roster":
        return RosterView(screen, interview, around)
    return FieldListView(screen, around)
