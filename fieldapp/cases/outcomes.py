"""What can come of a contact, and the words for it. Codes are those of AAPOR, as the kits have them."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.merge import Attempt
from fieldapp.wording import tr


@dataclass(frozen=True, slots=True)
class Result:
    """One key of the contact result. `asks`: whether a next time is wanted with it."""

    key: str
    outcome: str
    final: bool = False
    asks: bool = False


RESULTS: dict[str, Result] = {
    one.key: one
    for one in (
        Result("1", ""),  # the interview begins
        Result("2", "225", asks=True),
        Result("3", "224"),
        Result("4", "225"),
        Result("5", "211"),
        Result("6", "211", final=True),
        Result("7", "318"),
        Result("8", "470", final=True),
        Result("9", "390"),
    )
}
"""By the digits of the kits' list `visit_result`."""


def result_of(attempt: Attempt) -> str:
    """The digit of the kits' list that fits an attempt; "9" for a code that none of them stands for."""
    if attempt.outcome == "225" and attempt.next:
        return "2"
    fits = (
        one.key for one in RESULTS.values() if (one.outcome, one.final) == (attempt.outcome, attempt.final)
    )
    return next((key for key in fits if not RESULTS[key].asks), "9")


def result_name(key: str) -> str:
    """The words of the kits' list."""
    return {
        "1": tr("Interview can start"),
        "2": tr("Appointment made"),
        "3": tr("Nobody there"),
        "4": tr("Selected person away"),
        "5": tr("Soft refusal, may try again"),
        "6": tr("Firm refusal"),
        "7": tr("Address or person not found"),
        "8": tr("Not eligible"),
        "9": tr("Other result"),
    }[key]


def outcome_name(code: str) -> str:
    """What a code says in a few words; the code itself where it is none of the kits'."""
    names = {
        "110": tr("interview complete"), "120": tr("partly done"), "211": tr("refused to take part"),
        "212": tr("broken off"),
        "223": tr("no access"), "224": tr("nobody there"), "225": tr("away or busy"), "231": tr("deceased"),
        "232": tr("unable"), "233": tr("language barrier"), "236": tr("other, not interviewed"),
        "237": tr("migrated again"), "311": tr("not attempted"), "317": tr("unreachable area"),
        "318": tr("not found"), "390": tr("other, unknown"), "410": tr("out of sample"),
        "461": tr("vacant"), "470": tr("not eligible"), "480": tr("quota filled"),
    }  # fmt: skip
    return names.get(code, code)


OUTCOMES = (
    *("110", "120", "211", "212", "223", "224", "225", "231", "232", "233", "236", "237", "311", "317"),
    *("318", "390", "410", "461", "470", "480"),
)
"""Every code that a result may have."""


def status_name(status: str) -> str:
    """How far a case is."""
    return {
        "new": tr("Not handed out"),
        "assigned": tr("Untouched"),
        "progress": tr("In progress"),
        "done": tr("Done"),
        "returned": tr("Sent back"),
        "approved": tr("Approved"),
        "closed": tr("Closed"),
        "disputed": tr("Disputed"),
    }[status]
