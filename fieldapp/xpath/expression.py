"""A compiled expression: what it answers and what it reads."""

from __future__ import annotations

from fieldapp.xpath.model import Context, Reference, Value


class Expression:
    """Compiled once, evaluated often. Made by `compile`."""

    text: str
    references: tuple[Reference, ...]
    functions: frozenset[str]
    volatile: bool
    """Holds now(), today(), random() or uuid(), so that its answer changes without any node changing."""

    def evaluate(self, context: Context) -> Value:
        raise NotImplementedError

    def string(self, context: Context) -> str:
        raise NotImplementedError

    def number(self, context: Context) -> float:
        raise NotImplementedError

    def boolean(self, context: Context) -> bool:
        raise NotImplementedError


def compile(text: str, context: tuple[str, ...] = ()) -> Expression:
    """Read `text`, standing on the node of these names: ("data", "r", "b")."""
    raise NotImplementedError
