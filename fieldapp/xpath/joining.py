"""Operators and operands on two stacks: which binds first (XPath 1.0, 3.5)."""

from __future__ import annotations

from fieldapp.xpath.tree import LEVEL, Chain, Negate, Node

MINUS = "minus sign"
"""On the stack of operators: a minus in front of an operand. It binds at level 7, below `|` alone."""


def reduce(operands: list[Node], operators: list[str], level: int) -> None:
    """Join what binds at least as tightly as the operator that comes next."""
    while operators and (operators[-1] == MINUS or LEVEL[operators[-1]] >= level):
        operator = operators.pop()
        if operator == MINUS and level > 7:
            operators.append(operator)
            return
        right = operands.pop()
        operands.append(_negated(right) if operator == MINUS else _joined(operands.pop(), operator, right))


def _negated(operand: Node) -> Negate:
    if isinstance(operand, Negate):
        return Negate(operand.operand, operand.count + 1)
    return Negate(operand, 1)


def _joined(left: Node, operator: str, right: Node) -> Chain:
    if isinstance(left, Chain) and LEVEL[left.rest[0][0]] == LEVEL[operator]:
        left.rest.append((operator, right))
        return left
    return Chain(left, [(operator, right)])
