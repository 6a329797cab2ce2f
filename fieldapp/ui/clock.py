"""Dates and times as people say them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from fieldapp.wording import tr

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def when(moment: datetime, now: datetime | None = None) -> str:
    """today 14:30, yesterday 17:45, 18 Jun; with the year when it is another one."""
    here = moment.astimezone()
    present = (now or datetime.now().astimezone()).astimezone()
    time = f"{here:%H:%M}"
    if here.date() == present.date():
        return tr("today {time}", time=time)
    if here.date() == present.date() - timedelta(days=1):
        return tr("yesterday {time}", time=time)
    if here.year == present.year:
        return day(here.date())
    return tr("{date} {year}", date=day(here.date()), year=here.year)


def is_today(moment: datetime, now: datetime | None = None) -> bool:
    """Whether it is the same day on this laptop's clock."""
    present = now or datetime.now().astimezone()
    return moment.astimezone().date() == present.astimezone().date()


def day(value: date) -> str:
    """18 Jun."""
    return tr("{day} {month_name}", day=value.day, month=value.month, month_name=_MONTHS[value.month - 1])


def long_day(value: date) -> str:
    """Wednesday, 18 Jun: the title of the day."""
    return tr("{weekday}, {date}", weekday=tr(_WEEKDAYS[value.weekday()]), date=day(value))


def today() -> date:
    """The date on this laptop's clock."""
    return datetime.now().astimezone().date()
