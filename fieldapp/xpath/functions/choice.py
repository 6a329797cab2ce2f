"""Answers to selects, and the names of choices."""

from __future__ import annotations

from fieldapp.xpath.code import Code, number, plain, string
from fieldapp.xpath.functions.strings import whole
from fieldapp.xpath.library import Site, function
from fieldapp.xpath.model import Context
from fieldapp.xpath.reading import absolute
from fieldapp.xpath.values import to_string


def _picked(answer: str) -> list[str]:
    return [code for code in answer.split(" ") if code.strip()]


def _build_selected(codes: list[Code], _: Site) -> Code:
    answer = string(codes[0])
    if codes[1].constant is not None:
        wanted = f" {to_string(codes[1].constant).strip()} "
        return plain("boolean", lambda context: wanted in f" {answer(context)} ")
    code = string(codes[1])
    return plain("boolean", lambda context: f" {code(context).strip()} " in f" {answer(context)} ")


function("selected", 2)(_build_selected)
function("is-selected", 2)(_build_selected)


@function("count-selected", 1)
def _build_count_selected(codes: list[Code], _: Site) -> Code:
    answer = string(codes[0])
    return plain("number", lambda context: float(len(_picked(answer(context)))))


@function("selected-at", 2)
def _build_selected_at(codes: list[Code], _: Site) -> Code:
    answer, index = string(codes[0]), number(codes[1])

    def run(context: Context) -> str:
        picked, at = _picked(answer(context)), whole(index(context))
        return picked[at] if 0 <= at < len(picked) else ""

    return plain("string", run)


@function("jr:choice-name", 2)
def _build_choice_name(codes: list[Code], site: Site) -> Code:
    """The label of a choice of the question at a quoted path."""
    value, path = string(codes[0]), string(codes[1])
    written = codes[1].constant
    known = absolute(written, site.names) if isinstance(written, str) else None

    def run(context: Context) -> str:
        chosen = value(context)
        reference = known or path(context).strip()
        return context.environment.choice_name(chosen, reference, context.origin) if chosen else ""

    return plain("string", run)


@function("jr:itext", 1)
def _build_itext(codes: list[Code], _: Site) -> Code:
    id = string(codes[0])
    return plain("string", lambda context: context.environment.itext(id(context)))


@function("pulldata", 4)
def _build_pulldata(codes: list[Code], _: Site) -> Code:
    file, column, key_column, key = map(string, codes)

    def run(context: Context) -> str:
        wanted = key(context)
        return context.environment.pulldata(file(context), column(context), key_column(context), wanted)

    return plain("string", run)
