"""Nodes: counting them, finding them, shuffling them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import TypeVar

from fieldapp.wording import tr
from fieldapp.xpath.climb import unwrap
from fieldapp.xpath.code import Code, Nodes, Text, literal, nodes, plain, string
from fieldapp.xpath.library import Site, function
from fieldapp.xpath.model import Context, NodeSet, Value, XNode
from fieldapp.xpath.values import to_number, to_string

T = TypeVar("T")


def of_nodes(run: Nodes) -> Code:
    return Code("nodes", run, lambda context: unwrap(run(context)))


@function("current", 0)
def _build_current(_: list[Code], __: Site) -> Code:
    return of_nodes(lambda context: [context.origin] if context.origin.relevant else [])


@function("instance", 1)
def _build_instance(codes: list[Code], _: Site) -> Code:
    """A list by an id that is computed; written out ids are compiled in paths.py."""
    id = string(codes[0])

    def run(context: Context) -> NodeSet:
        root = context.environment.instance(id(context))
        return [] if root is None else [root]

    return of_nodes(run)


def _needs_path(code: Code) -> Nodes:
    if code.kind not in ("nodes", "any"):
        raise ValueError(tr("a path is needed between its brackets"))
    return nodes(code)


@function("count", 1)
def _build_count(codes: list[Code], _: Site) -> Code:
    found = _needs_path(codes[0])
    return plain("number", lambda context: float(len(found(context))))


@function("count-non-empty", 1)
def _build_count_non_empty(codes: list[Code], _: Site) -> Code:
    """Nodes that hold a value or other nodes."""
    found = _needs_path(codes[0])

    def run(context: Context) -> float:
        return float(sum(bool(node.text() or node.elements()) for node in found(context)))

    return plain("number", run)


@function("last", 0)
def _build_last(_: list[Code], __: Site) -> Code:
    return plain("number", lambda context: float(context.size))


@function("randomize", 1, 2)
def _build_randomize(codes: list[Code], _: Site) -> Code:
    """The same seed always gives the same order (ODK XForms specification, randomize)."""
    found, seed = _needs_path(codes[0]), codes[1].peek if len(codes) == 2 else None

    def run(context: Context) -> NodeSet:
        generator = context.environment.random if seed is None else park_miller(seed(context))
        return shuffled(found(context), generator)

    return of_nodes(run)


def shuffled(items: Sequence[T], random: Callable[[], float]) -> list[T]:
    """Fisher and Yates, inside out: the order Collect and Web Forms show for the same seed."""
    order: list[T] = []
    for index, item in enumerate(items):
        other = int(random() * (index + 1))
        order.append(item)
        order[other], order[index] = item, order[other]
    return order


def park_miller(seed: Value) -> Callable[[], float]:
    """The minimal standard generator of the specification, in Java's double arithmetic."""
    state = math.fmod(_seed(seed), 2147483647.0)
    state += 2147483646.0 if state <= 0 else 0.0

    def random() -> float:
        nonlocal state
        state = math.fmod(state * 16807.0, 2147483647.0)
        return (state - 1.0) / 2147483646.0

    return random


def _seed(seed: Value) -> float:
    """A whole number. What is no number is hashed to one, as ids of people and households often are text."""
    number = to_number(seed)
    if not math.isnan(number):
        return float(math.trunc(max(-(2.0**63), min(2.0**63, number))))
    text = to_string(seed)
    return float(int.from_bytes(sha256(text.encode()).digest()[:8], "big", signed=True)) if text else 0.0


def _named(codes: list[Code], answer: Callable[[XNode], str]) -> Text:
    """Of the first node, or of `.` without an argument."""
    found = nodes(codes[0]) if codes else lambda context: [context.node]

    def run(context: Context) -> str:
        first = found(context)[:1]
        return answer(first[0]) if first else ""

    return run


@function("name", 0, 1)
def _build_name(codes: list[Code], _: Site) -> Code:
    return plain("string", _named(codes, lambda node: node.name))


@function("local-name", 0, 1)
def _build_local_name(codes: list[Code], _: Site) -> Code:
    return plain("string", _named(codes, lambda node: node.name.rpartition(":")[2]))


@function("namespace-uri", 0, 1)
def _build_namespace(_: list[Code], __: Site) -> Code:
    """Nodes here have names alone."""
    return literal("")


@function("id", 1)
def _build_id(_: list[Code], __: Site) -> Code:
    """No form declares ids."""
    return of_nodes(lambda context: [])


@function("lang", 1)
def _build_lang(codes: list[Code], _: Site) -> Code:
    wanted = string(codes[0])

    def run(context: Context) -> bool:
        node: XNode | None = context.node
        while node is not None:
            found = node.attribute("xml:lang")
            if found is not None:
                return f"{found.lower()}-".startswith(f"{wanted(context).lower()}-")
            node = node.parent
        return False

    return plain("boolean", run)
