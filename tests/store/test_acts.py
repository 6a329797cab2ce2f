"""The log of administrative acts: chained, appended to, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from fieldapp.store import Store
from tests.store.support import Refused

_AT = datetime.fromisoformat("2026-11-22T09:30:00+08:00")


@pytest.fixture
def store(tmp_path: Path, key: bytes | None) -> Iterator[Store]:
    with closing(Store.create(tmp_path / "study.db", {"name": "返乡创业调查"}, key)) as store:
        yield store


def test_acts_come_back_as_they_were_entered(store: Store) -> None:
    store.acts.add("open", at=_AT)
    store.acts.add("export", "返乡.xlsx", person="E01", device="ab12", at=_AT, rows="604", form="返乡者\n𡋬")
    first, second = store.acts.all()
    assert (first.seq, first.kind, first.prev) == (1, "open", "")
    assert (second.seq, second.person, second.device, second.subject) == (2, "E01", "ab12", "返乡.xlsx")
    assert second.details == {"form": "返乡者\n𡋬", "rows": "604"}
    assert second.prev == first.hash
    assert store.acts.breaks() == []
    store.close()


@pytest.mark.parametrize(
    "sql", ["UPDATE act SET entry = ''", "DELETE FROM act", "DELETE FROM act WHERE seq = 1"]
)
def test_an_act_can_be_neither_changed_nor_taken_away(store: Store, sql: str) -> None:
    store.acts.add("open", at=_AT)
    with pytest.raises(Refused, match="only appended"):
        store.database.run(sql)
    assert len(list(store.acts.all())) == 1
    store.close()


@pytest.mark.parametrize(
    ("sql", "broken"),
    [
        ("UPDATE act SET entry = replace(entry, 'E01', 'E02') WHERE seq = 2", [2]),
        ("DELETE FROM act WHERE seq = 2", [3]),
        ("UPDATE act SET hash = 'x' WHERE seq = 1", [1, 2]),
    ],
)
def test_who_gets_past_the_triggers_breaks_the_chain(store: Store, sql: str, broken: list[int]) -> None:
    for kind in ("open", "export", "backup"):
        store.acts.add(kind, person="E01", at=_AT)
    store.database.run("DROP TRIGGER act_stays")
    store.database.run("DROP TRIGGER act_remains")
    store.database.run(sql)
    assert store.acts.breaks() == broken
    store.close()
