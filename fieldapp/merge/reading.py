"""What may come into sets that all laptops join: texts and lists of texts, nothing else."""

from __future__ import annotations


def text(value: object) -> str:
    """The text; `TypeError` for anything else, `ValueError` for half a surrogate pair."""
    if not isinstance(value, str):
        raise TypeError("a text")
    value.encode()
    return value


def texts(values: object) -> tuple[str, ...]:
    """The texts of a list; `TypeError`, `ValueError`."""
    if not isinstance(values, list):
        raise TypeError("a list")
    return tuple(map(text, values))
