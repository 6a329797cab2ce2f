"""An encrypted study: who opens it, what a wrong passphrase changes (nothing), and new keys through any break."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fieldapp import keys, study
from fieldapp.keys import LIGHT, Protection, Unlock
from fieldapp.problems import (
    DATABASE_PLAIN,
    DATABASE_SEALED,
    DISK_FULL,
    NOT_ALLOWED,
    PROTECTED_ALREADY,
    PROTECTED_NOT,
    STUDY_LOCKED,
    VAULT_DAMAGED,
    WRONG_PASSPHRASE,
    Problem,
)
from fieldapp.session import Session
from fieldapp.store import TableList, add_list
from fieldapp.store.viewhash import view_hash
from fieldapp.study.tries import Tries
from tests.session.support import household_xml

SECRET, OTHER = "青山绿水长流", "大河向东流去"
UNLOCK = Unlock("L01", SECRET)
NAME = "王小明𠮷㐂﨑"
PHOTO = b"\xff\xd8\xff a photo of 110101199003074514"
LIST = "name,label\n140932100,新关镇\n".encode()
CHANGING = ("act", "tally", "person", "device")
"""Tables that an opening or a change of keys itself writes to."""


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No waits between tries, no measuring."""
    monkeypatch.setattr("fieldapp.keys.argon.calibrated", lambda target=0.0: LIGHT)
    monkeypatch.setattr(Tries, "begin", lambda *_: None)
    return


def protection(**more: str) -> Protection:
    return Protection("L01", SECRET, name="王芳", params=LIGHT, **more)


def filled(folder: Path, **how: Protection) -> tuple[str, str]:
    """A study with lists, a photo and answers; gives the hash of what it says, and the photo's name."""
    source = folder.parent / "hh.xml"
    source.write_bytes(household_xml())
    with closing(study.create(folder, "返乡创业调查", **how)) as made:
        add_list(made.layout.lists, LIST, "towns.csv", made.secrets.lists_key if made.secrets else None)
        session = Session.start(made, made.add_form(source).sha256)
        session.answer("/data/name", NAME)
        photo = session.attach_bytes("/data/photo", PHOTO, ".jpg")
        session.answer("/data/photo", photo)
        session.close()
        return view_hash(made.store, without=CHANGING), photo


def hashes(*folders: Path) -> dict[Path, str]:
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def fails(action: Callable[[], object]) -> Problem:
    with pytest.raises(Problem) as caught:
        action()
    return caught.value


def check(folder: Path, said: str, photo: str, unlock: Unlock | None) -> keys.Secrets | None:
    """The study opens and says what it said, its photo and its lists too."""
    with closing(study.open(folder, unlock=unlock)) as opened:
        assert view_hash(opened.store, without=CHANGING) == said
        assert opened.store.check() == []
        (draft,) = opened.drafts()
        session = Session.resume(opened, draft.instance_id)
        assert session.media(photo) == PHOTO
        session.close()
        (table,) = opened.layout.lists.glob("*.db")
        with closing(TableList(table, opened.secrets.lists_key if opened.secrets else None)) as listed:
            assert [row.get("label") for row in listed.rows()] == ["新关镇"]
        assert opened.device_id
        return opened.secrets


def test_it_opens_with_the_passphrase_and_with_the_recovery_code(tmp_path: Path) -> None:
    guard = protection()
    said, photo = filled(tmp_path / "s", protection=guard)
    for unlock in (UNLOCK, Unlock("", SECRET), Unlock("", guard.recovery.lower().replace("-", " "))):
        secrets = check(tmp_path / "s", said, photo, unlock)
        assert secrets is not None
    with closing(study.open(tmp_path / "s", exclusive=False, unlock=secrets)) as beside:
        assert beside.protected
        with closing(beside.reader()) as reader:
            assert len(reader.forms.all()) == 1


def test_the_unprotected_study_says_so(tmp_path: Path) -> None:
    with closing(study.create(tmp_path / "s", "x")) as made:
        assert not made.protected
        assert made.secrets is None


@pytest.mark.parametrize(
    "secret", ["", "错的口令错的口令", SECRET + " ", "0000-0000-0000-0000-0000-0000-0000"]
)
def test_a_wrong_passphrase_is_a_sentence_and_changes_nothing(
    tmp_path: Path, secret: str, home: Path
) -> None:
    filled(tmp_path / "s", protection=protection())
    before = hashes(tmp_path / "s", home)
    for way in ({"exclusive": True}, {"exclusive": False}):
        problem = fails(lambda way=way: study.open(tmp_path / "s", **way, unlock=Unlock("L01", secret)))
        assert problem.kind is WRONG_PASSPHRASE
        assert "返乡创业调查" in str(problem)
    assert hashes(tmp_path / "s", home) == before


def test_without_a_passphrase_it_stays_closed(tmp_path: Path) -> None:
    filled(tmp_path / "s", protection=protection())
    before = hashes(tmp_path / "s")
    assert fails(lambda: study.open(tmp_path / "s")).kind is STUDY_LOCKED
    assert fails(lambda: study.open(tmp_path / "s", exclusive=False)).kind is STUDY_LOCKED
    assert hashes(tmp_path / "s") == before


def test_a_lost_or_damaged_list_of_keys_is_a_sentence(tmp_path: Path) -> None:
    filled(tmp_path / "s", protection=protection())
    for name in ("keys.json", "keys.copy.json"):
        (tmp_path / "s" / name).write_bytes(b"{")
    assert fails(lambda: study.open(tmp_path / "s", unlock=UNLOCK)).kind is VAULT_DAMAGED
    for name in ("keys.json", "keys.copy.json"):
        (tmp_path / "s" / name).unlink()
    problem = fails(lambda: study.open(tmp_path / "s", unlock=UNLOCK))
    assert problem.kind is DATABASE_SEALED
    assert "keys.json" in str(problem)


def test_one_lost_copy_of_the_keys_is_made_good_at_the_next_opening(tmp_path: Path) -> None:
    said, photo = filled(tmp_path / "s", protection=protection())
    whole = (tmp_path / "s" / "keys.json").read_bytes()
    (tmp_path / "s" / "keys.json").write_bytes(whole[:-40])
    (tmp_path / "s" / "keys.copy.json").write_bytes(whole)
    check(tmp_path / "s", said, photo, UNLOCK)
    for name in ("keys.json", "keys.copy.json"):
        assert (tmp_path / "s" / name).read_bytes() == whole


def test_a_plain_database_in_its_place_is_refused(tmp_path: Path) -> None:
    filled(tmp_path / "s", protection=protection())
    filled(tmp_path / "other")
    shutil.copy(tmp_path / "other" / "study.db", tmp_path / "s" / "study.db")
    assert fails(lambda: study.open(tmp_path / "s", unlock=UNLOCK)).kind is DATABASE_PLAIN


def test_a_study_made_again_after_a_break_keeps_the_old_keys_aside(tmp_path: Path) -> None:
    filled(tmp_path / "s", protection=protection())
    old = (tmp_path / "s" / "keys.json").read_bytes()
    (tmp_path / "s" / "study.db").unlink()
    study.create(tmp_path / "s", "x", protection=protection()).close()
    kept = [path.read_bytes() for path in (tmp_path / "s").glob("keys.before-*.json")]
    assert old in kept


# New keys


def protecting(folder: Path) -> None:
    study.protect(folder, protection())


def unprotecting(folder: Path) -> None:
    study.unprotect(folder, UNLOCK)


def rekeying(folder: Path) -> None:
    study.rekey(folder, UNLOCK)


@pytest.mark.parametrize("act", [protecting, unprotecting, rekeying])
def test_the_study_says_the_same_under_other_keys(tmp_path: Path, act: Callable[[Path], None]) -> None:
    folder = tmp_path / "s"
    said, photo = filled(folder, **({} if act is protecting else {"protection": protection()}))
    act(folder)
    secrets = check(folder, said, photo, UNLOCK)
    assert (secrets is None) is (act is unprotecting)
    assert [path.name for path in folder.rglob(".*")] == []
    with closing(study.open(folder, unlock=UNLOCK)) as opened:
        kinds = [entry.kind for entry in opened.store.acts.all()]
        assert act.__name__.removesuffix("ing") in kinds


@pytest.mark.parametrize("act", [protecting, unprotecting, rekeying])
@pytest.mark.parametrize("after", [False, True])
def test_after_a_break_at_any_step_the_study_opens(
    tmp_path: Path, act: Callable[[Path], None], after: bool
) -> None:
    """Before or after each renaming and each removal of a file; the next opening finishes the change."""
    original = tmp_path / "original"
    said, photo = filled(original, **({} if act is protecting else {"protection": protection()}))
    homes = tmp_path / "home"
    shutil.copytree(homes, tmp_path / "home before")
    number, finished = 0, False
    while not finished:
        number += 1
        folder = tmp_path / "s"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(original, folder)
        shutil.rmtree(homes)
        shutil.copytree(tmp_path / "home before", homes)
        finished = killed_at(number, after, lambda folder=folder: act(folder))  # type: ignore[misc]
        check(folder, said, photo, UNLOCK)
        if keys.vault_exists(folder / "keys.json"):
            assert [path.name for path in folder.rglob(".*.tmp*")] == []
    assert number > 12


def killed_at(number: int, after: bool, act: Callable[[], None]) -> bool:
    """Do it in a process that dies at the renaming or removal of that number; whether it got to its end."""
    child = os.fork()
    if child == 0:
        os.replace, Path.unlink = (  # type: ignore[misc]
            dying(number, after, real) for real in (os.replace, Path.unlink)
        )
        act()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) in (0, -signal.SIGKILL)
    return os.waitstatus_to_exitcode(status) == 0


_done = [0]


def dying(number: int, after: bool, real: Callable[..., object]) -> Callable[..., object]:
    """Counts for both functions together."""

    def call(*given: object, **named: object) -> object:
        _done[0] += 1
        mine = _done[0] == number
        if mine and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*given, **named)
        if mine:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return call


def test_whoever_left_is_out_and_all_others_keep_their_passphrases(tmp_path: Path) -> None:
    folder, guard = tmp_path / "s", protection()
    said, photo = filled(folder, protection=guard)
    with closing(study.open(folder, unlock=UNLOCK)) as opened:
        old = opened.secrets
        for code in ("E01", "E02"):
            opened.people.add(code, "李明", study.Role.ENUMERATOR, OTHER + code)
    code = study.rekey(folder, UNLOCK, gone=["E01"])
    assert fails(lambda: study.open(folder, unlock=Unlock("E01", OTHER + "E01"))).kind is WRONG_PASSPHRASE
    assert fails(lambda: study.open(folder, unlock=Unlock("", guard.recovery))).kind is WRONG_PASSPHRASE
    for unlock in (UNLOCK, Unlock("", code)):
        secrets = check(folder, said, photo, unlock)
        assert secrets is not None
        assert old is not None
        assert secrets.masters != old.masters
    with closing(study.open(folder, unlock=Unlock("E02", OTHER + "E02"))) as opened:
        assert opened.enumerator == "E02"
    with pytest.raises(Problem):  # what the one who left copied opens nothing any more
        study.open(folder, unlock=old)


def test_only_the_study_lead_changes_the_encryption(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    filled(folder, protection=protection())
    with closing(study.open(folder, unlock=UNLOCK)) as opened:
        opened.people.add("E01", "李明", study.Role.ENUMERATOR, OTHER)
    for act in (study.unprotect, study.rekey):
        assert fails(lambda act=act: act(folder, Unlock("E01", OTHER))).kind is NOT_ALLOWED  # type: ignore[misc]


def test_what_there_is_nothing_to_do_for(tmp_path: Path) -> None:
    filled(tmp_path / "plain")
    filled(tmp_path / "sealed", protection=protection())
    assert fails(lambda: study.protect(tmp_path / "sealed", protection())).kind is PROTECTED_ALREADY
    assert fails(lambda: study.unprotect(tmp_path / "plain", UNLOCK)).kind is PROTECTED_NOT
    assert fails(lambda: study.rekey(tmp_path / "plain", UNLOCK)).kind is PROTECTED_NOT


def test_a_photo_that_is_itself_an_age_file_comes_back_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    stranger = keys.Vault.make("00" * 16, "x", protection())[1]
    with closing(study.create(folder, "x")) as made:
        (tmp_path / "hh.xml").write_bytes(household_xml())
        session = Session.start(made, made.add_form(tmp_path / "hh.xml").sha256)
        sealed = stranger.seal(PHOTO)
        name = session.attach_bytes("/data/photo", sealed, ".age")
        session.close()
    study.protect(folder, protection())
    study.rekey(folder, UNLOCK)
    with closing(study.open(folder, unlock=UNLOCK)) as opened:
        assert opened.secrets is not None
        assert opened.secrets.open_file(opened.layout.media / name) == sealed
    study.unprotect(folder, UNLOCK)
    assert (folder / "media" / name).read_bytes() == sealed


def test_files_left_plain_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    filled(folder)
    (folder / "exports" / "返乡.xlsx").write_bytes(b"x")
    protecting(folder)
    with closing(study.open(folder, unlock=UNLOCK)) as opened:
        assert [path.name for path in study.plain_files(opened.layout)] == ["返乡.xlsx"]


def test_without_the_old_key_in_the_list_a_break_would_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above is one: a change that forgets the old key too early leaves a study that does not open."""
    said, photo = filled(tmp_path / "s", protection=protection())
    real = keys.Vault.with_masters
    monkeypatch.setattr(
        keys.Vault,
        "with_masters",
        lambda self, secrets, masters, change: real(self, secrets, masters[:1], change),
    )
    for number in range(3, 12):
        folder = tmp_path / str(number)
        shutil.copytree(tmp_path / "s", folder)
        assert not killed_at(number, True, lambda folder=folder: rekeying(folder))  # type: ignore[misc]
        try:
            check(folder, said, photo, UNLOCK)
        except Problem:
            return
    pytest.fail("every break was survived without the old key")


def test_packs_for_other_laptops_are_made_anew(tmp_path: Path) -> None:
    """They are under the keys of their time, or plain; the database has all that is in them."""
    folder = tmp_path / "s"
    filled(folder)
    (folder / "outbox").mkdir()
    for name in ("00001-00002-" + "0" * 32 + ".pck", "form-0000.made"):
        (folder / "outbox" / name).write_bytes(NAME.encode())
    protecting(folder)
    assert list((folder / "outbox").iterdir()) == []


def test_without_room_nothing_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "s"
    said, photo = filled(folder, protection=protection())
    before = (folder / "keys.json").read_bytes()

    def full(where: Path, needed: int) -> None:
        assert needed > (folder / "study.db").stat().st_size
        raise Problem(DISK_FULL, where=where)

    with monkeypatch.context() as patch:
        patch.setattr("fieldapp.files.require_space", full)
        assert fails(lambda: rekeying(folder)).kind is DISK_FULL
    assert (folder / "keys.json").read_bytes() == before
    check(folder, said, photo, UNLOCK)
