"""Home: start an interview, go on with a draft, find a finished one, export.

Owns: the page and its table. Does not: open interviews (the window does), search (the study does).
"""

from fieldapp.ui.home.page import HomePage

__all__ = ["HomePage"]
