"""Finished interviews: finalizing, correcting, discarding and bringing back."""

from __future__ import annotations

from fieldapp.session import Session
from tests.kill.auditor import Found
from tests.kill.day import Day
from tests.kill.scenes import fact, scene
from tests.kill.scenes.answering import begun


@scene(weight=4, aim=12)
def finalize(day: Day) -> None:
    """The interview in front becomes a revision."""
    session = begun(day)
    name = session.instance_id
    with day.doing(*day.moves(), f"state/{name}", "media/*") as facts:
        revision = session.finalize()
        facts.update(day.holds())
        facts[f"state/{name}"] = revision.rev_id
    day.session = None


@scene(weight=2, aim=8)
def correct(day: Day) -> None:
    """A finished interview is opened again, as a new draft."""
    finished = day.study.finalized()
    if not finished:
        return
    row = day.chance.choice(finished)
    with day.doing("steps/*", "place/*", "notes/*", "state/*") as facts:
        day.session = Session.reopen(day.study, row.instance_id, "电话里更正了年龄")
        facts.update(day.holds())
        facts[f"state/{day.session.instance_id}"] = "draft"


@scene(weight=1, aim=4)
def discard(day: Day) -> None:
    """A draft goes off the list, and a discarded one comes back."""
    away, drafts = day.study.discarded(), day.study.drafts()
    if away and day.chance.random() < 0.6:
        row = day.chance.choice(away)
        with day.doing(f"state/{row.instance_id}") as facts:
            day.study.restore(row.instance_id)
            facts[f"state/{row.instance_id}"] = "draft"
    elif drafts:
        row = day.chance.choice(drafts)
        with day.doing(f"state/{row.instance_id}") as facts:
            day.study.discard(row.instance_id)
            facts[f"state/{row.instance_id}"] = "discarded"
        day.session = None


@fact("state")
def state(found: Found, name: str, told: str, moving: bool) -> str:
    """Draft, discarded, or finished with the very revision that was acknowledged."""
    row = found.study.store.instances.get(name)
    if row is None:
        return "" if moving else "the interview is lost"
    now = "discarded" if row.discarded else row.revision or "draft"
    if row.revision and found.study.store.revisions.get(row.revision) is None:
        return f"finished, but there is no revision {row.revision}"
    return "" if moving or now == told else f"{now} instead of {told}"
