"""The page where forms are checked, tried out, compared and installed (screen 12).

Owns: the shelf of installed forms, the bench, the watch over the author's file, the live preview.
Does not: judge a form (`form.check`), walk it (`robot`), take it in (`study`), change the file.
May import: ui.components, ui.controls, ui.interview's cards, robot, form, interview, wording, problems.
"""

from fieldapp.ui.forms.page import FormsPage

__all__ = ["FormsPage"]
