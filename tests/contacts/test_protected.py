"""Contacts of an encrypted study: readable with its key alone, through encrypting, decrypting and new keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fieldapp import study
from fieldapp.keys import LIGHT, Protection, Unlock
from fieldapp.problems import NOT_ALLOWED, Problem
from fieldapp.session import Session
from fieldapp.study import Study, deleting, finding, promise
from fieldapp.study.rights import Right
from fieldapp.study.tries import Tries
from tests.contacts.support import NAME, PERSONAL, fill, holders, seen, write_form

UNLOCK = Unlock("L01", "青山绿水长流")


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No waits between tries, no measuring."""
    monkeypatch.setattr("fieldapp.keys.argon.calibrated", lambda target=0.0: LIGHT)
    monkeypatch.setattr(Tries, "begin", lambda *_: None)
    return


def protection() -> Protection:
    return Protection("L01", UNLOCK.secret, name="王芳", params=LIGHT)


def filled(folder: Path, **how: Protection) -> tuple[str, list[object]]:
    """An interview with everything; its id, and all that can be seen of it."""
    with closing(study.create(folder, "密", **how)) as made:
        session = Session.start(made, made.add_form(write_form(folder.parent / "door.xlsx")).sha256)
        fill(session)
        return session.instance_id, list(seen(session))


def test_nothing_can_be_read_from_its_files(tmp_path: Path) -> None:
    instance_id, before = filled(tmp_path / "s", protection=protection())
    assert [holders(tmp_path / "s", value) for value in PERSONAL] == [[]] * len(PERSONAL)
    with closing(study.open(tmp_path / "s", unlock=UNLOCK)) as again:
        assert list(seen(Session.resume(again, instance_id))) == before
        deleting.delete(again)
        assert again.store.contacts.count() == 0


def test_they_go_along_when_a_study_is_encrypted_and_decrypted(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    instance_id, before = filled(folder)
    assert holders(folder, NAME) == ["contacts.db"]
    study.protect(folder, protection())
    assert holders(folder, NAME) == []
    with closing(study.open(folder, unlock=UNLOCK)) as again:
        assert list(seen(Session.resume(again, instance_id))) == before
    study.unprotect(folder, UNLOCK)
    with closing(study.open(folder, unlock=UNLOCK)) as again:
        assert list(seen(Session.resume(again, instance_id))) == before


def test_without_the_right_nobody_looks_searches_or_deletes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Study, right: Right) -> None:
        raise Problem(NOT_ALLOWED, where=self.name, what=right, who="")

    instance_id, _ = filled(tmp_path / "s")
    with closing(study.open(tmp_path / "s")) as opened:
        session = Session.resume(opened, instance_id)
        monkeypatch.setattr(Study, "require", refuse)
        for act in (
            lambda: session.reveal("/data/name"),
            lambda: finding.find_person(opened, NAME),
            lambda: deleting.delete(opened),
            lambda: opened.exporting(personal=True),
        ):
            with pytest.raises(Problem) as refused:
                act()
            assert refused.value.kind is NOT_ALLOWED
        assert not [act for act in opened.store.acts.all() if act.kind in ("reveal", "find-person")]
        assert promise.status(opened).values
