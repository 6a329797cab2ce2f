"""Choices that old forms take from files without naming an instance.

`search('towns', 'matches', 'district', ${d})` in an appearance fills a select from towns.csv: the
values of its choices then name columns. `select_one_external` is an input with a query into itemsets.csv.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fieldapp.form.definition import BodyItem, Itemset, SecondaryInstance

EXTERNAL = "itemsets"
"""Id of the instance that stands for itemsets.csv."""

_QUERY = re.compile(r"^\s*instance\(\s*(['\"])(.*?)\1\s*\)\s*/\s*root\s*/\s*item\s*(.*)$", re.DOTALL)
_CALL = re.compile(r"^search\s*\((.*)\)$", re.DOTALL)
_PULLED = re.compile(r"pulldata\s*\(\s*(['\"])([^'\"]+)\1")


def split(text: str, at: str) -> list[str]:
    """Pieces of a text between separators (one of the letters of `at`) outside brackets and quotes."""
    pieces, depth, quote = [""], 0, ""
    for letter in text:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in "([":
            depth += 1
        elif letter in ")]":
            depth -= 1
        elif letter in at and depth <= 0:
            pieces.append("")
            continue
        pieces[-1] += letter
    return pieces


def tokens(appearance: str | None) -> tuple[str, ...]:
    """Appearance in words; a call such as `search('towns', 'matches')` stays whole."""
    return tuple(piece for piece in split(appearance or "", " \t\r\n") if piece)


def search_of(appearance: Iterable[str]) -> tuple[str, ...]:
    """The arguments of a search() call as expressions, none without one."""
    found = next((match for word in appearance if (match := _CALL.match(word))), None)
    return tuple(argument.strip() for argument in split(found[1], ",")) if found else ()


def external_itemset(query: str) -> Itemset | None:
    """`instance('towns')/root/item[d = /data/d]` as a filter of itemsets.csv by its list_name."""
    match = _QUERY.match(query)
    if match is None:
        return None
    nodeset = f"instance('{EXTERNAL}')/root/item[list_name = '{match[2]}']{match[3]}"
    return Itemset(nodeset=nodeset, value="name", label="label")


def implied(
    items: Iterable[BodyItem], expressions: Iterable[str], known: Iterable[str]
) -> dict[str, SecondaryInstance]:
    """Instances for the files that search(), pulldata() and queries read without declaring them."""
    declared = set(known)
    names = dict.fromkeys(_named(items))
    names |= dict.fromkeys(match[2] for text in expressions for match in _PULLED.finditer(text))
    ids = [name.strip().removesuffix(".csv") for name in names]
    new = (id_ for id_ in ids if id_ not in declared)
    return {id_: SecondaryInstance(id_, source=f"jr://file-csv/{id_}.csv", implied=True) for id_ in new}


def _named(items: Iterable[BodyItem]) -> Iterator[str]:
    for item in items:
        control = item.control
        if control.search and control.search[0][:1] in ("'", '"'):
            yield control.search[0][1:-1]
        if control.itemset is not None and control.itemset.instance_id == EXTERNAL:
            yield EXTERNAL
        yield from _named(item.children)
