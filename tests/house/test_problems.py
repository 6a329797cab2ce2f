"""Every failure in the catalogue: wording in both languages, an exit code of its own, a line in the docs."""

from __future__ import annotations

import string
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from fieldapp import wording
from fieldapp.problems import CATALOGUE, Kind, Problem, Severity

ROOT = Path(__file__).parents[2]
KINDS = list(CATALOGUE.values())


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_says_where_and_what_in_both_languages(kind: Kind) -> None:
    chinese = wording.catalogue("zh").get(kind.sentence)
    assert chinese, "no Chinese sentence"
    assert fields(chinese) == fields(kind.sentence)
    assert kind.sentence.startswith("{where}: ")
    assert chinese.startswith("{where}：")
    assert "!" not in kind.sentence + chinese
    assert "！" not in chinese


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_is_raised_and_read_in_both_languages(kind: Kind) -> None:
    values: dict[str, object] = {name: f"<{name} 𠮷>" for name in fields(kind.sentence)}
    problem = Problem(kind, **values)
    try:
        for language in wording.LANGUAGES:
            wording.use(language)
            assert all(str(value) in wording.problem(problem) for value in values.values())
    finally:
        wording.use("zh")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_has_an_exit_code_that_means_failure(kind: Kind) -> None:
    assert 10 <= kind.exit_code <= 125, "1 and 2 are taken: a bug, and a wrong call"
    assert kind.severity in Severity


def test_exit_codes_and_sentences_are_unique() -> None:
    for values in ([kind.exit_code for kind in KINDS], [kind.sentence for kind in KINDS]):
        assert [value for value, times in Counter(values).items() if times > 1] == []


def test_the_page_of_problems_is_current() -> None:
    script = "import problems; print(problems.page(), end='')"
    made = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script], cwd=ROOT / "build", capture_output=True, check=True
    )
    page = made.stdout.decode("utf-8").replace("\r\n", "\n")
    assert page == (ROOT / "docs" / "problems.md").read_text("utf-8"), "run build/problems.py"
    assert [kind.code for kind in KINDS if f"| `{kind.code}` |" not in page] == []
