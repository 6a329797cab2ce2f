"""The contacts of a study in the window: how many, until when, a workbook of them, deleting them.

Owns: the card on the settings page and the reminder. Does not: decide what is personal (the form does),
show a value (the review does, one at a time).
"""

from fieldapp.ui.contacts.card import ContactsCard
from fieldapp.ui.contacts.reminder import Reminder

__all__ = ["ContactsCard", "Reminder"]
