"""stub"""

from __future__ import annotations

from fieldapp.interview import Interview, Screen
from fieldapp.ui.controls import Around
from fieldapp.ui.interview.fieldlist import FieldListView


class RosterView(FieldListView):
    def __init__(self, screen: Screen, interview: Interview, around: Around) -> None:
        super().__init__(screen, around)
