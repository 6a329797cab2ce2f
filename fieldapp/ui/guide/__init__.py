"""The guides, inside the app and offline: for enumerators, supervisors, form authors.

Owns: finding the guides that ship with the app, showing and searching them. Does not: hold their
texts (`docs/guide`, two languages a guide). May import: ui.components, wording, files.
"""

from fieldapp.ui.guide.page import GuidePage
from fieldapp.ui.guide.shelf import Guide, guides

__all__ = ["Guide", "GuidePage", "guides"]
