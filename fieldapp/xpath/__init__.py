"""XPath 1.0 with the ODK dialect, compiled once to closures.

Owns: tokens, grammar, evaluation, conversions, the ODK functions, what an expression reads.
Does not: know forms, keep a tree of its own, read a clock or a file. May import: the standard
library; cryptography inside extract-signed() only.
"""

from fieldapp.xpath.expression import Expression, compile
from fieldapp.xpath.model import (
    Context,
    Environment,
    Moment,
    NodeSet,
    Reference,
    Value,
    XNode,
    XPathError,
)

__all__ = [
    "Context",
    "Environment",
    "Expression",
    "Moment",
    "NodeSet",
    "Reference",
    "Value",
    "XNode",
    "XPathError",
    "compile",
]
