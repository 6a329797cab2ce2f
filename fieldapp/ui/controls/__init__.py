"""One widget class for each kind of question.

Owns: how an answer is typed, chosen, drawn; what it looks like. Does not: hold answers, know pages,
sessions or files (what it needs is handed in as `Around`). May import: interview, ui.components, ui.theme.
"""

from fieldapp.ui.controls.around import NOTHING_AROUND, Around
from fieldapp.ui.controls.base import Control, Hint
from fieldapp.ui.controls.factory import is_note, kind_of, make_control

__all__ = ["NOTHING_AROUND", "Around", "Control", "Hint", "is_note", "kind_of", "make_control"]
