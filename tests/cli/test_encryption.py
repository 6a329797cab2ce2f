"""Encrypted studies from a terminal: the passphrase from the environment, or typed unseen."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import click
import pytest

from fieldapp import study
from fieldapp.cli.demo import conduct, scripts
from fieldapp.keys import LIGHT, Unlock
from fieldapp.study.tries import Tries
from tests.cli.conftest import FORM, Terminal

SECRET, NEW = "青山绿水长流", "大河向东流啊"
LOCKED, WRONG, PLAIN = 100, 82, 108


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fieldapp.keys.argon.calibrated", lambda target=0.0: LIGHT)
    monkeypatch.setattr(Tries, "begin", lambda *_: None)


@pytest.fixture
def folder(tmp_path: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An encrypted study with a form and one finished interview, and nothing in the environment."""
    monkeypatch.setenv("FIELDAPP_NEW_PASSPHRASE", SECRET)
    made = terminal("study", "new", tmp_path / "s", "--encrypt", "--form", FORM)
    assert made.code == 0, made.err
    monkeypatch.delenv("FIELDAPP_NEW_PASSPHRASE")
    with closing(study.open(tmp_path / "s", unlock=Unlock("", SECRET))) as opened:
        conduct(opened, opened.forms()[0].sha256, list(scripts(12))[11], seed=1)
    return tmp_path / "s"


def code_in(words: str) -> str:
    found = re.search(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}", words)
    assert found is not None
    return found[0]


def test_it_stays_closed_without_a_passphrase(folder: Path, terminal: Terminal) -> None:
    for words in (("study", "info", folder), ("export", folder), ("form", "add", folder, FORM)):
        said = terminal(*words)
        assert said.code == LOCKED, words
        assert "encrypted" in said.err


def test_the_environment_opens_it(
    folder: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", SECRET)
    assert "1 finalised interview" in terminal("study", "info", folder).out
    assert terminal("export", folder, "--out", tmp_path / "a.xlsx").code == 0
    assert (tmp_path / "a.xlsx").stat().st_size > 10_000
    monkeypatch.setenv("FIELDAPP_PERSON", "nobody")
    assert terminal("study", "info", folder).code == WRONG


def test_in_a_terminal_it_is_typed_unseen(
    folder: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def prompt(_words: str, *, hide_input: bool, err: bool) -> str:
        asked.append(hide_input and err)
        return SECRET

    monkeypatch.setattr(click, "prompt", prompt)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    assert terminal("study", "info", folder).code == 0
    assert asked == [True]


def test_another_passphrase_and_another_code(
    folder: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", SECRET)
    monkeypatch.setenv("FIELDAPP_NEW_PASSPHRASE", NEW)
    assert terminal("study", "passphrase", folder).code == 0
    assert terminal("study", "info", folder).code == WRONG
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", NEW)
    code = code_in(terminal("study", "recovery", folder).out)
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", code.lower())
    assert terminal("study", "info", folder).code == 0
    monkeypatch.setenv("FIELDAPP_NEW_PASSPHRASE", SECRET)
    assert terminal("study", "passphrase", folder, "--person", "L01").code == 0
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", SECRET)
    assert terminal("study", "info", folder).code == 0


def test_new_keys_and_none(folder: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Contacts, lists and interviews come along; contacts have a key of their own."""
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", SECRET)
    with closing(study.open(folder, unlock=Unlock("", SECRET))) as opened:
        contacts = opened.store.contacts.all()
    assert contacts
    code = code_in(terminal("study", "rekey", folder).out)
    with closing(study.open(folder, unlock=Unlock("", code))) as opened:
        assert opened.store.contacts.all() == contacts
    assert terminal("study", "unprotect", folder).code == 0
    monkeypatch.delenv("FIELDAPP_PASSPHRASE")
    with closing(study.open(folder)) as opened:
        assert opened.store.contacts.all() == contacts
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", SECRET)
    monkeypatch.setenv("FIELDAPP_PERSON", "L01")
    assert terminal("study", "rekey", folder).code == PLAIN


def test_what_stays_plain_is_said(
    tmp_path: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert terminal("study", "new", tmp_path / "s").code == 0
    (tmp_path / "s" / "exports" / "返乡.xlsx").write_bytes(b"x")
    monkeypatch.setenv("FIELDAPP_NEW_PASSPHRASE", SECRET)
    said = terminal("study", "protect", tmp_path / "s")
    assert said.code == 0
    assert "返乡.xlsx" in said.out
    assert code_in(said.out)
