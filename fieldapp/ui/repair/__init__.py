"""The page "Check the study": what is sound, what is damaged, and a repaired copy.

Owns: `RepairPage`. Does not: check or repair (the room `repair` does, on the worker).
May import: the rooms below the doors, and the components.
"""

from fieldapp.ui.repair.page import RepairPage

__all__ = ["RepairPage"]
