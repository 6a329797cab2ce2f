"""Answers for one question: by type, by the literals of its rules, by the pattern of its constraint."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Iterator
from datetime import timedelta
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

from fieldapp.interview import Node

_NUMBER = re.compile(r"(?<![\w.'])-?\d+(?:\.\d+)?(?![\w.'])")
_REGEX = re.compile(r"regex\s*\(\s*\.\s*,\s*(?:'([^']*)'|\"([^\"]*)\")\s*\)")
_WORDS = (
    "返乡创业",
    "张伟",
    "种植大棚蔬菜，缺资金",
    "𠮷野﨑",
    "line one\nline two",
    "O'Neil & <co>",
    "村口小卖部",
)
_MOST_MASKED = 31


def candidates(node: Node, chance: random.Random) -> Iterator[str]:
    """Endless answers to try, the likelier ones first."""
    while True:
        yield _one(node, chance)


def _one(node: Node, chance: random.Random) -> str:
    control = node.control
    kind = control.kind if control is not None else "input"
    if kind in ("select1", "select", "rank"):
        return _picked(node, kind, chance)
    if kind == "trigger":
        return "OK"
    if kind == "upload":
        return f"{node.name}-{chance.randrange(1000)}.jpg"
    if kind == "range":
        return _ranged(node, chance)
    return _typed(node, chance)


def _picked(node: Node, kind: str, chance: random.Random) -> str:
    offered = [choice.value for choice in node.choices()]
    if not offered:
        return ""
    if (
        kind == "select1" and len(offered) == 2
    ):  # most gates are yes or no, and most of the form lies behind yes
        return offered[chance.random() > 0.85]
    if kind == "select1":
        return offered[min(int(chance.expovariate(0.4)), len(offered) - 1)]
    if kind == "rank":
        return " ".join(chance.sample(offered, len(offered)))
    return " ".join(chance.sample(offered, chance.randint(1, min(3, len(offered)))))


def _ranged(node: Node, chance: random.Random) -> str:
    attributes = node.definition.control.attributes if node.definition.control else {}
    start, end, step = (
        float(attributes.get(key, at)) for key, at in (("start", 0), ("end", 10), ("step", 1))
    )
    number = start + step * chance.randint(0, max(0, int((end - start) / step)))
    return str(int(number)) if node.type == "int" else str(number)


def _typed(node: Node, chance: random.Random) -> str:
    if node.type in ("int", "integer", "long"):
        return str(_number(node, chance))
    if node.type == "decimal":
        return f"{_number(node, chance) + chance.choice((0, 0.5)):g}"
    if node.type in ("date", "dateTime", "time"):
        return _moment(node, chance)
    if node.type == "geopoint":
        return f"{chance.uniform(30, 40):.6f} {chance.uniform(100, 112):.6f} {chance.randrange(900)} 5"
    return _text(node, chance)


def literals(node: Node) -> list[int]:
    """The numbers that the constraint names."""
    found = [int(float(text)) for text in _NUMBER.findall(node.definition.bind.constraint or "")]
    return [number for number in found if abs(number) < 10**9]


def _number(node: Node, chance: random.Random) -> int:
    inside = literals(node)
    if not inside or chance.random() < 0.1:
        return chance.randint(0, 12)
    if chance.random() < 0.4:
        return chance.choice(inside) + chance.randint(-1, 1)
    low, high = min(inside, key=abs), max(inside)
    return chance.randint(min(low, high), min(high, low + 60) if chance.random() < 0.7 else high)


def _moment(node: Node, chance: random.Random) -> str:
    when = node.interview.host.now() + timedelta(days=chance.randint(-60, 60), minutes=chance.randint(0, 900))
    if node.type == "date":
        return when.date().isoformat()
    return when.isoformat() if node.type == "dateTime" else when.time().isoformat("minutes")


def _text(node: Node, chance: random.Random) -> str:
    pattern = _REGEX.search(node.definition.bind.constraint or "")
    if pattern is not None:
        return matching(pattern[1] or pattern[2] or "", chance)
    return chance.choice(_WORDS)


def matching(pattern: str, chance: random.Random) -> str:
    """A text that matches a regular expression of the usual kind."""
    return _sample(_parser.parse(pattern), chance)


def _sample(parsed: Any, chance: random.Random) -> str:
    return "".join(_piece(code, argument, chance) for code, argument in parsed)


def _piece(code: Any, argument: Any, chance: random.Random) -> str:
    if code is _constants.LITERAL:
        return chr(argument)
    if code is _constants.IN:
        return _of_set(argument, chance)
    if code in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        low, high, inner = argument
        return "".join(_sample(inner, chance) for _ in range(chance.randint(low, min(high, low + 3))))
    if code is _constants.SUBPATTERN:
        return _sample(argument[3], chance)
    if code is _constants.BRANCH:
        return _sample(chance.choice(argument[1]), chance)
    if code is _constants.ANY:
        return chance.choice(string.ascii_letters)
    return ""


def _of_set(members: Any, chance: random.Random) -> str:
    code, argument = chance.choice([one for one in members if one[0] is not _constants.NEGATE])
    if code is _constants.LITERAL:
        return chr(argument)
    if code is _constants.RANGE:
        return chr(chance.randint(*argument))
    return chance.choice(string.digits)
