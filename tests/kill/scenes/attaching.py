"""Files that answer questions: from a camera, and drawn here."""

from __future__ import annotations

import hashlib

from tests.kill.auditor import Found
from tests.kill.day import Day
from tests.kill.scenes import fact, scene
from tests.kill.scenes.answering import begun

SIZES = (0, 1, 700, 60_000, 1_500_000)


@scene(weight=5, aim=10)
def attach(day: Day) -> None:
    """A file is copied in; then an answer names it. The camera's own file may go afterwards."""
    session, data = begun(day), day.chance.randbytes(day.chance.choice(SIZES))
    source = day.world.camera / f"照片{day.chance.randrange(1000)}.jpg"
    source.write_bytes(data)
    with day.doing("media/*") as facts:
        name = session.attach("/data/photo", source)
        facts[f"media/{name}"] = hashlib.sha256(data).hexdigest()
    source.unlink()
    with day.doing(*day.moves()) as facts:
        session.answer("/data/photo", name)
        facts.update(day.holds())


@scene(weight=3, aim=5)
def draw(day: Day) -> None:
    """Something made here: a drawing, a signature."""
    session, data = begun(day), b"\x89PNG" + day.chance.randbytes(4_000)
    with day.doing("media/*") as facts:
        name = session.attach_bytes("/data/paper", data, ".png")
        facts[f"media/{name}"] = hashlib.sha256(data).hexdigest()
    with day.doing(*day.moves()) as facts:
        session.answer("/data/paper", name)
        facts.update(day.holds())


@fact("media")
def media(found: Found, name: str, sha256: str, moving: bool) -> str:
    """The file is there, with its bytes, and the index knows it."""
    row = found.study.store.media.get(name)
    if row is None:
        return "not in the index"
    same = hashlib.sha256(found.media(name)).hexdigest() == sha256 == row.sha256
    return "" if same else "other bytes than were attached"
