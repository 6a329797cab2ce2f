"""The laptops of the team, as a card of the settings: list, own join card, adding, revoking, recovery sheet.

Owns: how they are shown and compared. Does not: sign or decide anything (`transfer.team`).
May import: transfer, study, components, ui.firstrun for printing a page.
"""
