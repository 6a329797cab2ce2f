"""The building blocks of every page, one small file each; DESIGN-SYSTEM section 6 is their rule book.

They know theme and wording, never a study, a form or an interview. Texts come from the page, which
sets them again in its `retranslate()`.
"""

from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.button import Button
from fieldapp.ui.components.chip import Chip, FilterChip, chip_width, paint_chip
from fieldapp.ui.components.choicerow import ChoiceRow
from fieldapp.ui.components.combo import Combo
from fieldapp.ui.components.empty import EmptyState
from fieldapp.ui.components.frames import Bar, Card, column, label, row, rule, scroll
from fieldapp.ui.components.keycap import KeyCap, cap_width, paint_cap
from fieldapp.ui.components.lineinput import LineInput
from fieldapp.ui.components.logo import Logo, paint_logo
from fieldapp.ui.components.progress import ProgressBar, paint_progress
from fieldapp.ui.components.rail import Rail
from fieldapp.ui.components.segmented import Segmented
from fieldapp.ui.components.tables import list_table, paint_action
from fieldapp.ui.components.toast import Toast
from fieldapp.ui.components.topbar import TopBar
from fieldapp.ui.icons import IconLabel

__all__ = [
    "Banner",
    "Bar",
    "Button",
    "Card",
    "Chip",
    "ChoiceRow",
    "Combo",
    "EmptyState",
    "FilterChip",
    "IconLabel",
    "KeyCap",
    "LineInput",
    "Logo",
    "ProgressBar",
    "Rail",
    "Segmented",
    "Toast",
    "TopBar",
    "cap_width",
    "chip_width",
    "column",
    "label",
    "list_table",
    "paint_action",
    "paint_cap",
    "paint_chip",
    "paint_logo",
    "paint_progress",
    "row",
    "rule",
    "scroll",
]
