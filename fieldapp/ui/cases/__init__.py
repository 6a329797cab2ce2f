"""Cases in the window: the enumerator's own on Home, everybody's on a page for who hands them out.

Owns: the list as it was last read (`CaseBook`), its table, the slip for the result of a contact, the page.
Does not: decide anything about cases (`fieldapp.cases` does), open interviews (the stage does).
"""

from fieldapp.ui.cases.book import CaseBook

__all__ = ["CaseBook"]
