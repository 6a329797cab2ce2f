"""Columns of our own that say which answers stand alone: `exclusive` of a choice, `missing` of a question."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.form.check import codes_rules as codes
from fieldapp.form.check.context import Form
from fieldapp.form.check.finding import Finding, found

_YES_OR_NO = ("", "yes", "no", "true", "false", "true()", "false()", "1", "0", "x", "-")


def check_standalone(form: Form) -> Iterator[Finding]:
    """Words that mean neither yes nor no, marks of no use, codes that nobody announced."""
    several = {item.kind.list_name for item in form.survey.items if item.kind.several}
    for line in form.choices.lines:
        value = line.get("exclusive").strip().casefold()
        if value not in _YES_OR_NO:
            yield found(codes.EXCLUSIVE_VALUE, line.at("exclusive"), value=line.get("exclusive"))
        elif value in ("yes", "true", "true()", "1", "x") and line.get("list_name") not in several:
            yield found(codes.EXCLUSIVE_OF_ONE, line.at("exclusive"), list=line.get("list_name"))
    known = form.setting("missing_codes").split()
    for item in form.survey.items:
        for code in item.line.get("missing").split():
            if code not in ("-", *known):
                yield found(codes.MISSING_CODE, item.line.at("missing"), code=code)
