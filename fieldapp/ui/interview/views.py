"""Which view shows a screen."""

from __future__ import annotations

from fieldapp.interview import Interview, Node, Screen
from fieldapp.ui.controls import Around
from fieldapp.ui.interview.card import QuestionView
from fieldapp.ui.interview.fieldlist import FieldListView
from fieldapp.ui.interview.likert import LikertView
from fieldapp.ui.interview.roster import RosterView
from fieldapp.ui.interview.roster_cells import MOST_COLUMNS, fits_a_grid
from fieldapp.ui.interview.roster_form import RosterFormView
from fieldapp.ui.interview.rows import questions
from fieldapp.ui.interview.view import View


def make_view(screen: Screen, interview: Interview, around: Around) -> View:
    """The view of a screen."""
    if screen.kind == "question":
        return QuestionView(screen, around)
    if screen.kind == "grid":
        return LikertView(screen, around)
    if screen.kind == "roster":
        return _roster(screen, interview, around)
    return FieldListView(screen, around)


def _roster(screen: Screen, interview: Interview, around: Around) -> View:
    """A table while the questions of a row fit one; else a list of rows beside a form."""
    asked: list[Node] = questions(screen, screen.rows[0]) if screen.rows else []
    if len(screen.columns) <= MOST_COLUMNS and fits_a_grid(asked):
        return RosterView(screen, interview, around)
    return RosterFormView(screen, interview, around)
