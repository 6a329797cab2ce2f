"""What a question, or a piece of an expression, can answer: values to try."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

_FRESH = "\u0001"
"""A text that no form holds."""


@dataclass(frozen=True)
class Domain:
    """`codes`: nothing else is possible. `whole`: only whole numbers. `numbers`: nothing but numbers."""

    codes: tuple[str, ...] | None = None
    numbers: bool = False
    whole: bool = False
    least: float = -math.inf
    most: float = math.inf
    empty: bool = True

    def values(self, literals: Iterable[str]) -> list[str]:
        """Values of which one fits whenever any value does, for comparisons with these literals."""
        named = list(literals)
        blank = [""] if self.empty else []
        if self.codes is not None:
            return [*self.codes, *blank]
        numbers = self._numbers([number for number in map(as_number, named) if math.isfinite(number)])
        return [*map(_text, numbers), *blank] + ([] if self.numbers else [*filter(None, named), _FRESH])

    def _numbers(self, marks: list[float]) -> list[float]:
        marks = sorted({*marks, 0.0, *(edge for edge in (self.least, self.most) if math.isfinite(edge))})
        between = [(low + high) / 2 for low, high in pairwise(marks)]
        tried = {*marks, *between, marks[0] - 1, marks[-1] + 1}
        if self.whole:
            tried = {float(edge + step) for mark in tried for edge in (math.floor(mark), math.ceil(mark))
                     for step in (-1, 0, 1)}  # fmt: skip
        return sorted(number for number in tried if self.least <= number <= self.most)


def as_number(text: str) -> float:
    """As the engines read a number; NaN for what is none."""
    try:
        return float(text) if text and "_" not in text else math.nan
    except ValueError:
        return math.nan


def _text(number: float) -> str:
    return str(int(number)) if number.is_integer() else repr(number)


@dataclass(frozen=True)
class Atom:
    """One comparison of something with a literal."""

    subject: str
    operator: str
    value: str
    numeric: bool
    negated: bool = False

    def holds(self, value: str) -> bool:
        """Whether it is true when the subject is `value`."""
        return self._compare(value) != self.negated

    def _compare(self, value: str) -> bool:
        if self.operator in ("=", "!="):
            same = as_number(value) == as_number(self.value) if self.numeric else value == self.value
            return same == (self.operator == "=")
        left, right = as_number(value), as_number(self.value)
        if self.operator in ("<", "<="):
            return left < right or (self.operator == "<=" and left == right)
        return left > right or (self.operator == ">=" and left == right)
