"""Dates and times. What is no date gives nothing, where JavaRosa stops the form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from fieldapp.xpath.code import Code, plain, string
from fieldapp.xpath.library import Site, function
from fieldapp.xpath.model import Context, Moment, Value
from fieldapp.xpath.moments import day_fraction, read_moment, to_moment, utc_days, written
from fieldapp.xpath.values import to_atom


@function("now", 0)
def _build_now(_: list[Code], __: Site) -> Code:
    return plain("moment", lambda context: Moment(_local(context), "dateTime"))


@function("today", 0)
def _build_today(_: list[Code], __: Site) -> Code:
    def run(context: Context) -> Value:
        when = _local(context)
        return Moment(when.replace(hour=0, minute=0, second=0, microsecond=0, fold=0), "date")

    return plain("moment", run)


def _local(context: Context) -> datetime:
    return context.environment.now().astimezone(context.environment.timezone)


def _moment(code: Code, keep_time: bool) -> Callable[[Context], Moment | str]:
    peek = code.peek

    def run(context: Context) -> Moment | str:
        return to_moment(to_atom(peek(context)), context.environment.timezone, keep_time)

    return run


@function("date", 1)
def _build_date(codes: list[Code], _: Site) -> Code:
    return plain("moment", _moment(codes[0], keep_time=False))


@function("date-time", 1)
def _build_date_time(codes: list[Code], _: Site) -> Code:
    return plain("moment", _moment(codes[0], keep_time=True))


def _formatting(codes: list[Code], _: Site) -> Code:
    moment, pattern = _moment(codes[0], keep_time=True), string(codes[1])

    def run(context: Context) -> str:
        when = moment(context)
        return written(when, pattern(context)) if isinstance(when, Moment) else ""

    return plain("string", run)


function("format-date", 2)(_formatting)
function("format-date-time", 2)(_formatting)


@function("decimal-date-time", 1)
def _build_decimal(codes: list[Code], _: Site) -> Code:
    peek, moment = codes[0].peek, _moment(codes[0], keep_time=True)

    def run(context: Context) -> Value:
        value = to_atom(peek(context))
        when = value if isinstance(value, float) else moment(context)
        return utc_days(when) if isinstance(when, Moment) else when

    return plain("any", run)


@function("decimal-time", 1)
def _build_time(codes: list[Code], _: Site) -> Code:
    """Also of a time without a date."""
    peek = codes[0].peek

    def run(context: Context) -> Value:
        value, zone = to_atom(peek(context)), context.environment.timezone
        if isinstance(value, float):
            return value - value // 1
        clock = read_moment(value, "time", zone) if isinstance(value, str) else None
        when = clock or to_moment(value, zone, keep_time=True)
        return day_fraction(when) if isinstance(when, Moment) else ""

    return plain("any", run)
