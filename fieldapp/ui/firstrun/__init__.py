"""The first page of a new laptop (screen 13): language, role, laptop and person, passphrase, recovery code.

Owns: asking for what a study needs at its beginning, showing the recovery code until it is kept.
Does not: make the study (`study.begin`), know encryption. May import: ui.components, ui.signin, study.
"""

from fieldapp.ui.firstrun.page import FirstRunPage

__all__ = ["FirstRunPage"]
