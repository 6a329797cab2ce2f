"""What can be wrong with a pack."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """One word for each way; people are told by the room that knows where the pack came from."""

    NO_PACK = "no-pack"
    """It does not begin as a pack does."""
    NEWER = "newer"
    """Written by a version that this one does not know."""
    CUT = "cut"
    """It ends too early."""
    DAMAGED = "damaged"
    """Its bytes are not those that were written."""
    FORGED = "forged"
    """The signature is not that of the laptop it names."""
    SEALED = "sealed"
    """Made for other readers."""


class PackFault(Exception):
    """This pack cannot be used."""

    def __init__(self, fault: Fault, why: str = "") -> None:
        super().__init__(f"{fault}: {why}" if why else str(fault))
        self.fault = fault
