"""Manifests that came and what came of imports, in the tables."""

from __future__ import annotations

from dataclasses import replace

from fieldapp.store import Store
from fieldapp.store.bundles import BundleRow

ROW = BundleRow("ab" * 32, "d" * 16, 14, "", "2026-11-20T18:00:00+08:00", "E03 𠮷", 30, "t" * 64, False, 1)


def test_a_bundle_that_came_damaged_and_whole_later_is_whole(store: Store) -> None:
    store.bundles.add(ROW)
    store.bundles.add(replace(ROW, whole=True, came=2))
    store.bundles.add(ROW)
    assert store.bundles.all() == [replace(ROW, whole=True)], "the import that brought it first"
    assert store.seals.fault("bundle") == ""


def test_a_report_written_again_replaces_itself(store: Store) -> None:
    store.bundles.keep_report(1, '{"合并": 1}')
    store.bundles.keep_report(1, '{"合并": 2}')
    assert store.bundles.report(1) == '{"合并": 2}'
    assert store.bundles.report(2) == ""
    assert store.seals.fault("merge_report") == ""
