"""XPath 1.0 with the ODK dialect, compiled once to closures.

Owns: tokens, grammar, evaluation, conversions, the ODK functions, what an expression reads.
Does not: know forms, keep a tree of its own, read a clock or a file. May import: the standard
library, wording; cryptography inside extract-signed() only.
"""

from fieldapp.xpath.expression import Expression, compile
from fieldapp.xpath.library import FUNCTIONS
from fieldapp.xpath.model import (
    Context,
    Environment,
    Moment,
    MomentKind,
    NodeSet,
    Reference,
    Value,
    XNode,
    XPathError,
)
from fieldapp.xpath.moments import read_moment
from fieldapp.xpath.parser import parse
from fieldapp.xpath.tree import unparse
from fieldapp.xpath.values import to_atom, to_boolean, to_number, to_string, to_text

__all__ = [
    "FUNCTIONS",
    "Context",
    "Environment",
    "Expression",
    "Moment",
    "MomentKind",
    "NodeSet",
    "Reference",
    "Value",
    "XNode",
    "XPathError",
    "compile",
    "parse",
    "read_moment",
    "to_atom",
    "to_boolean",
    "to_number",
    "to_string",
    "to_text",
    "unparse",
]
