"""What a workbook beside the study says, in words: the same at the window and in a terminal."""

from __future__ import annotations

from collections import Counter

from fieldapp.export.reading import Compared, Difference, Found
from fieldapp.wording import tr, trn

MOST = 20


def tell(compared: Compared, most: int = MOST) -> list[str]:
    """First how many of what, then each difference and what to do."""
    counts, name = compared.counts, compared.path.name
    head = trn("{name}: a workbook with {n} interview.", "{name}: a workbook with {n} interviews.",
               len(compared.rows), name=name)  # fmt: skip
    lines = [head, *_counted(counts)]
    cells = [each for one in compared.rows for each in one.differences]
    lines += map(_cell, cells[:most])
    if len(cells) > most:
        lines.append(trn("And {n} more cell.", "And {n} more cells.", len(cells) - most))
    if compared.passed:
        lines.append(tr("Not compared: {names}.", names=", ".join(compared.passed)))
    return [*lines, *_todo(compared)]


def _counted(counts: Counter[str]) -> list[str]:
    said = {
        "equal": trn("{n} is here, the same.", "{n} are here, the same.", counts["equal"]),
        "differs": trn("{n} is here, and was changed in the workbook.",
                       "{n} are here, and were changed in the workbook.", counts["differs"]),
        "other": trn("{n} is here in another version.", "{n} are here in another version.", counts["other"]),
        "missing": trn("{n} is not here.", "{n} are not here.", counts["missing"]),
        "stray": trn("{n} row has no key of ours.", "{n} rows have no key of ours.", counts["stray"]),
    }  # fmt: skip
    return [words for state, words in said.items() if counts[state]]


def _cell(one: Difference) -> str:
    return tr("Sheet {sheet}, row {row}, {column}: “{theirs}” in the workbook, “{ours}” here.",
              sheet=one.sheet, row=one.row, column=one.column, theirs=one.theirs, ours=one.ours)  # fmt: skip


def _todo(compared: Compared) -> list[str]:
    lines = []
    lacking = Counter(_who(one) for one in compared.rows if one.state == "missing")
    for who, count in sorted(lacking.items()):
        lines.append(trn("Let {who} hand over a bundle: {n} interview.",
                         "Let {who} hand over a bundle: {n} interviews.", count, who=who))  # fmt: skip
    if compared.counts["differs"]:
        lines.append(tr("Changes go into the interview itself: open it and correct it, with a reason."))
    lines.append(tr("Nothing of a workbook is taken in: it has no names, photos or signature, "
                    "nor the course of the interview."))  # fmt: skip
    return lines


def _who(one: Found) -> str:
    return one.author or one.device[:8] or tr("unknown laptop")
