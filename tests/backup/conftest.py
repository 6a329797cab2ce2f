"""A study with real Chinese content: a draft, a finished interview, a photograph, an entity list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.backup import Backup, Source
from fieldapp.backup.manifest import Item
from fieldapp.session import Session
from fieldapp.store import add_list
from fieldapp.study import Study
from tests.rights import open_folder, ordinary
from tests.session.support import household_study

FINISHED = "王﨑"
DRAFT = "𠮷祥\n第二行"
VILLAGES = "name,label\n1,石桥村\n2,𡋬上\n"
PNG = b"\x89PNG\r\n\x1a\n" + "照片".encode() * 1000


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made, sha256 = household_study(tmp_path)
    add_list(made.layout.lists, VILLAGES.encode(), "villages.csv")
    done = Session.start(made, sha256)
    done.answer("/data/name", FINISHED)
    done.answer("/data/photo", done.attach_bytes("/data/photo", PNG, ".png"))
    done.finalize()
    done.close()
    draft = Session.start(made, sha256)
    draft.answer("/data/name", DRAFT)
    draft.close()
    yield made
    made.close()


@pytest.fixture
def source(study: Study) -> Iterator[Source]:
    reader = study.reader()
    yield Source(reader, study.layout, study.device_id)
    reader.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def media_of(one: Backup) -> dict[str, Item]:
    """The media of a backup."""
    return {name: item for name, item in one.trusted.content.items() if name.startswith("media/")}


__all__ = ["open_folder", "ordinary"]
