"""What walks met, in sentences for people."""

from __future__ import annotations

from collections.abc import Iterable

from fieldapp.robot.walks import Survey
from fieldapp.wording import tr, trn


def told(found: Survey) -> list[str]:
    """The report for people."""
    walks = len(found.lengths)
    lines = [
        trn("{n} interview, seed {seed}", "{n} interviews, seed {seed}", walks, seed=found.seed),
        tr("Questions asked: {mean} on average, the shortest {least}, the longest {most}",
           mean=f"{found.expected:.0f}", least=min(found.lengths), most=max(found.lengths)),
    ]  # fmt: skip
    lines += _listed(tr("Dead ends (required, but no answer is accepted):"), _counted(found.dead_ends, walks))
    lines += _listed(tr("No answer satisfied the constraint:"), _counted(found.hopeless, walks))
    lines += _listed(tr("Never asked:"), found.never)
    lines += _listed(tr("Slowest answers:"), (f"{one}  {took:.1f} ms" for one, took in found.slowest))
    if found.endless:
        lines.append(trn("{n} interview had no end", "{n} interviews had no end", found.endless))
    return lines


def _counted(counts: dict[str, int], walks: int) -> list[str]:
    return [f"{question}  {times}/{walks}" for question, times in sorted(counts.items())]


def _listed(heading: str, entries: Iterable[str]) -> list[str]:
    listed = [f"    {entry}" for entry in entries]
    return [heading, *listed] if listed else [f"{heading} {tr('none')}"]
