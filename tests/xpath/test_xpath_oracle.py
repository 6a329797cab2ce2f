"""The recorded answers of JavaRosa and Web Forms (oracle.jsonl), against ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fieldapp.xpath import XPathError, compile, to_text
from tests.xpath.deviations import DEVIATIONS
from tests.xpath.fake import at, oracle_form

HERE = Path(__file__).parent
LINES = [json.loads(line) for line in (HERE / "oracle.jsonl").read_text("utf-8").splitlines()]
ROWS = LINES[1:]


def stored(text: str) -> str | None:
    """What a calculate stores into a string node; None when the expression is refused."""
    out, world = oracle_form()
    try:
        return to_text(compile(text, ("data", "out")).evaluate(at(out, world)))
    except XPathError:
        return None


def test_the_recording_is_whole() -> None:
    assert LINES[0]["javarosa"].startswith("JavaRosa 5.1.0")
    assert len(ROWS) == 416


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["xpath"])
def test_value_is_javarosas_or_the_listed_one(row: dict[str, str | None]) -> None:
    text = str(row["xpath"])
    expected = DEVIATIONS[text][0] if text in DEVIATIONS else row["javarosa"]
    assert stored(text) == expected


def test_only_true_deviations_are_listed() -> None:
    values = {row["xpath"]: row["javarosa"] for row in ROWS}
    assert set(values) >= set(DEVIATIONS)
    assert [text for text, (value, _) in DEVIATIONS.items() if values[text] == value] == []


def test_no_deviation_changes_what_javarosa_answers_without_reason() -> None:
    """Where JavaRosa gives a value, we differ only in these."""
    values = {row["xpath"]: row["javarosa"] for row in ROWS}
    assert {text for text in DEVIATIONS if values[text] is not None} == {
        "/data/r[2]/v",
        "../r[1]/v",
        "/data/n/..",
        "decimal-time(/data/tm)",
        "position(/data/r[2])",
        "instance('list')/root/item[2]/label",
    }


def test_docs_tell_every_deviation() -> None:
    page = (HERE.parents[1] / "docs" / "engine.md").read_text("utf-8")
    assert [text for text in DEVIATIONS if f"`{text.replace('|', chr(92) + '|')}`" not in page] == []
    assert [why for _, why in DEVIATIONS.values() if why not in page] == []
