"""What the tests of the store share: a small study database, and hands without an administrator's rights."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.store import FormRow, Store
from tests.rights import open_folder, ordinary
from tests.store.support import KEY, NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "study.db"


@pytest.fixture(params=[None, KEY], ids=["sqlite3", "sqlcipher3"])
def key(request: pytest.FixtureRequest) -> bytes | None:
    """The contract of the store holds for plain and for encrypted databases."""
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def store(path: Path, key: bytes | None) -> Iterator[Store]:
    store = Store.create(path, {"name": "返乡创业调查"}, key)
    store.forms.add(FormRow("f0", "hh", "1", "住户问卷", NOW), b"<h:html/>", "hh.xlsx")
    yield store
    store.close()


__all__ = ["open_folder", "ordinary"]
