"""A break at every write of sending and of taking in: nothing is lost, and doing it again completes it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from fieldapp.merge import view, view_hash
from fieldapp.packs import Fault
from fieldapp.store.database import Database
from fieldapp.transfer import look, send, take
from tests.transfer.bare import Bare, Workshop


class Killed(BaseException):
    """Stands for SIGKILL: nothing may catch it."""


@contextmanager
def killed_at(step: int, patch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The process ends before the write of that number: a rename, a sync or a commit."""
    count = [0]

    def breaking(call: Callable[..., object]) -> Callable[..., object]:
        def broken(*given: object, **named: object) -> object:
            count[0] += 1
            if count[0] == step:
                raise Killed
            return call(*given, **named)

        return broken

    with patch.context() as inside:
        inside.setattr(os, "replace", breaking(os.replace))
        inside.setattr(os, "fsync", breaking(os.fsync))
        inside.setattr(Database, "transaction", breaking(Database.transaction))
        yield count


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(tmp_path_factory.mktemp("breaks"))


def _day(workshop: Workshop) -> Bare:
    laptop = workshop.laptop(1)
    for number in range(3):
        one = laptop.revise(f"uuid:{number}", (), who=f"张{number} 𡋬")
        laptop.revise(one.record_id, (one.rev_id,), who="改 㐂")
    return laptop


def _steps(act: Callable[[], object], patch: pytest.MonkeyPatch) -> int:
    """How many writes there are."""
    with killed_at(-1, patch) as count:
        act()
    return count[0]


def _arrives_whole(workshop: Workshop, stick: Path, laptop: Bare) -> None:
    with closing(workshop.laptop(9)) as other:
        offers = look(other, stick)
        assert {one.fault for offer in offers for one in offer.damaged} <= {None}
        take(other, offers)
        assert view_hash(view(other.state)) == view_hash(view(laptop.state))


def test_sending_broken_at_every_write(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(_day(workshop)) as laptop:
        steps = _steps(lambda: send(laptop, workshop.place("stick")), monkeypatch)
    assert steps > 12
    for step in range(1, steps + 1):
        stick, laptop = workshop.place("stick"), _day(workshop)
        with killed_at(step, monkeypatch), pytest.raises(Killed):
            send(laptop, stick)
        laptop = laptop.again()
        for found in look(laptop, stick):
            assert not {one.fault for one in found.damaged} & {Fault.CUT, Fault.DAMAGED, Fault.FORGED}
        send(laptop, stick)
        _arrives_whole(workshop, stick, laptop)
        laptop.close()


def test_taking_in_broken_at_every_write(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = workshop.place("stick")
    with closing(_day(workshop)) as laptop:
        send(laptop, stick)
        expected = view_hash(view(laptop.state))
    with closing(workshop.laptop(2)) as other:
        offers = look(other, stick)
        steps = _steps(lambda: take(other, offers), monkeypatch)
    for step in range(1, steps + 1):
        other = workshop.laptop(2)
        mine = other.revise("uuid:mine", (), who="自己的")
        offers = look(other, stick)
        with killed_at(step, monkeypatch), pytest.raises(Killed):
            take(other, offers)
        other = other.again()
        assert mine in other.state.revisions
        take(other, look(other, stick))
        shown = {one for one in other.state.revisions if one.record_id != "uuid:mine"}
        assert len(shown) == 6
        assert expected == view_hash(view(type(other.state)(frozenset(shown))))
        other.close()
