"""Every text for people has its Chinese, with the same fields; no entry is there twice or for nothing."""

from __future__ import annotations

import ast
import re
import string
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from fieldapp.problems import CATALOGUE
from fieldapp.wording import catalogue

ROOT = Path(__file__).parents[2]
PO = ROOT / "resources" / "locale" / "zh_CN.po"


@dataclass(frozen=True)
class Text:
    """A text in the code; of a plural, the singular is the key."""

    key: str
    place: str
    plural: str = ""
    given: frozenset[str] | None = None
    """Names of the fields the call fills in; None when it hands on a dictionary."""


@cache
def texts() -> list[Text]:
    """All literals given to tr() and trn()."""
    return [text for path in sorted((ROOT / "fieldapp").rglob("*.py")) for text in of_file(path)]


def of_file(path: Path) -> Iterator[Text]:
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(call, ast.Call) or name_of(call.func) not in ("tr", "trn"):
            continue
        place = f"{path.relative_to(ROOT)}:{call.lineno}"
        plural = name_of(call.func) == "trn"
        literals = [value for node in call.args[: 2 if plural else 1] for value in strings(node)]
        names = [keyword.arg for keyword in call.keywords]
        given = None if None in names else frozenset(filter(None, [*names, "n" if plural else None]))
        for literal in literals[:1] if plural else literals:
            yield Text(literal, place, literals[1] if plural else "", given)


def name_of(function: ast.expr) -> str:
    return getattr(function, "id", None) or getattr(function, "attr", "")


def strings(node: ast.expr) -> Iterator[str]:
    """A literal, or those of both branches of `a if x else b`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from strings(node.body)
        yield from strings(node.orelse)


def fields(text: str) -> Counter[str]:
    return Counter(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_the_search_finds_texts() -> None:
    assert len(texts()) > 100
    assert any(text.plural for text in texts())


def test_every_text_has_its_chinese() -> None:
    missing = sorted({f"{text.place}: {text.key}" for text in texts() if not catalogue("zh").get(text.key)})
    assert missing == []


def test_both_languages_have_only_fields_that_the_call_fills_in() -> None:
    def wrong(text: Text) -> bool:
        chinese = catalogue("zh").get(text.key, text.key)
        wanted = {field for words in (text.key, text.plural, chinese) for field in fields(words)}
        return text.given is not None and not wanted <= text.given

    assert sorted({f"{text.place}: {text.key}" for text in texts() if wrong(text)}) == []


def test_chinese_leaves_out_nothing_that_is_told() -> None:
    """A field may be told otherwise (a month by its number), but their count is the same."""

    def shorter(text: Text) -> bool:
        chinese = catalogue("zh").get(text.key, text.key)
        return len(fields(chinese)) < len(fields(text.plural or text.key))

    assert sorted({f"{text.place}: {text.key}" for text in texts() if shorter(text)}) == []


def test_no_entry_stands_twice() -> None:
    entries = re.findall(r'^msgid (".+")$', PO.read_text("utf-8"), re.MULTILINE)
    keys = [ast.literal_eval(entry) for entry in entries]
    assert [key for key, times in Counter(keys).items() if times > 1 and key] == []


def test_no_entry_is_for_nothing() -> None:
    """A text may also stand in a table of literals and reach tr() by name."""
    literals = {text.key for text in texts()} | {kind.sentence for kind in CATALOGUE.values()} | all_strings()
    assert [key for key in catalogue("zh") if key not in literals] == []


@cache
def all_strings() -> frozenset[str]:
    trees = (ast.parse(path.read_text("utf-8")) for path in (ROOT / "fieldapp").rglob("*.py"))
    nodes = (node for tree in trees for node in ast.walk(tree))
    return frozenset(n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str))


@pytest.mark.parametrize("mark", ["!", "！", "请稍后再试", "您的电脑"])
def test_the_tone_is_calm(mark: str) -> None:
    assert [text for pair in catalogue("zh").items() for text in pair if mark in text] == []


def test_chinese_has_its_own_punctuation_and_a_space_beside_digits() -> None:
    """Full-width marks after Chinese characters; a space between Chinese and {n} or digits."""
    han = r"[\u4e00-\u9fff]"
    wrong = re.compile(rf"{han}[,;:?]|{han}\{{n\}}|\{{n\}}{han}|{han}\d|\d{han}")
    assert [text for text in catalogue("zh").values() if wrong.search(text)] == []
