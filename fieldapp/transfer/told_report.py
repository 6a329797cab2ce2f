"""A merge report in words: the same for the window, a terminal and a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import escape

from fieldapp.packs import Fault
from fieldapp.transfer.look import Damage
from fieldapp.transfer.report import Lacking, Report, Source
from fieldapp.transfer.series import Gap
from fieldapp.transfer.words import damage_words, gap_words, news_words
from fieldapp.wording import language, tr, trn


@dataclass(frozen=True, slots=True)
class Told:
    """A report in the language in force. `table`: heading, a line a source, the sums; then sentences."""

    title: str
    about: str
    table: tuple[tuple[str, ...], ...]
    counts: tuple[tuple[str, int], ...]
    todo: tuple[str, ...]
    news: tuple[str, ...] = ()


def tell(report: Report) -> Told:
    """In the language in force."""
    rows = [_row(one) for one in report.sources]
    sums = (tr("Together"), "", *(str(report.totals[name]) for name in ("new", "changed", "known")), "", "")
    return Told(
        tr("Merge {number}, {when}", number=report.number, when=_time(report.at)),
        _about(report),
        (_heading(), *rows, sums),
        tuple(_counts(report)),
        tuple(_todo(report)),
        tuple(news_words(report.news)),
    )


def text(told: Told) -> str:
    """For a terminal: lines without markup."""
    heading, *rows = told.table
    lines = [told.title, told.about, ""]
    for row in rows:
        named = (f"{name} {value}" for name, value in zip(heading[2:], row[2:], strict=True) if value)
        lines.append("  " + " · ".join(filter(None, [*row[:2], *named])))
    lines += ["", *(f"  {name}: {count}" for name, count in told.counts)]
    lines += [f"  {one}" for one in told.news]
    return "\n".join([*lines, "", *(f"- {one}" for one in told.todo)]) + "\n"


def html(told: Told) -> str:
    """A page of its own for a browser and a printer; nothing in it is fetched from anywhere."""
    style = (
        "body{font-family:sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
        "table{border-collapse:collapse}th,td{border:1px solid #999;padding:4px 10px;text-align:left}"
        "td.n{text-align:right}tr:last-child td{font-weight:bold}"
    )
    lang = {"zh": "zh-CN"}.get(language(), language())
    head = f'<meta charset="utf-8"><title>{escape(told.title)}</title><style>{style}</style>'
    return f'<!DOCTYPE html>\n<html lang="{lang}"><head>{head}</head><body>\n{body(told)}</body></html>\n'


def body(told: Told) -> str:
    """What the page and the window show."""
    heading, *rows = told.table
    parts = [f"<h1>{escape(told.title)}</h1>", f"<p>{escape(told.about)}</p>", '<table cellpadding="6">']
    parts.append("<tr>" + "".join(f"<th>{escape(cell)}</th>" for cell in heading) + "</tr>")
    parts += ["<tr>" + "".join(map(_cell, row)) + "</tr>" for row in rows]
    parts += ["</table>", "<ul>"]
    parts += [f"<li>{escape(name)}: <b>{count}</b></li>" for name, count in told.counts]
    parts += [f"<li>{escape(one)}</li>" for one in told.news]
    parts += ["</ul>", f"<h2>{escape(tr('To do'))}</h2>", "<ul>"]
    parts += [f"<li>{escape(one)}</li>" for one in told.todo]
    return "\n".join([*parts, "</ul>", ""])


def _cell(text: str) -> str:
    kind = ' class="n" align="right"' if text.isdigit() else ""
    return f"<td{kind}>{escape(text)}</td>"


def _heading() -> tuple[str, ...]:
    return (
        tr("Source"), tr("Bundle"), tr("New"), tr("Updated"), tr("Already here"), tr("Damaged"), tr("State"),
    )  # fmt: skip


def _row(one: Source) -> tuple[str, ...]:
    name = one.laptop or tr("unknown laptop")
    bundle = tr("{number}, {when}", number=one.bundle, when=_time(one.at)) if one.bundle else one.path
    counts = [str(count) for count in (one.new, one.changed, one.known)]
    if one.state in ("other-study", "unknown", "left"):
        counts = ["–", "–", "–"]
    return name, bundle, *counts, str(len(one.damaged)), _state(one.state)


def _state(state: str) -> str:
    return {
        "merged": tr("merged"), "left": tr("not chosen"), "other-study": tr("Other study"),
        "unknown": tr("Unknown laptop"), "revoked": tr("revoked"),
    }[state]  # fmt: skip


def _about(report: Report) -> str:
    who = report.person or tr("nobody signed in")
    words = tr("By {person} on laptop “{laptop}”.", person=who, laptop=report.laptop)
    if report.undone:
        words += _blank() + tr("It was taken back on {when}.", when=_time(report.undone))
    return words


def _counts(report: Report) -> Iterable[tuple[str, int]]:
    """Every number that the Inbox shows too, and what only somebody asks for who wonders."""
    totals = report.totals
    yield tr("Interviews added"), totals["new"]
    yield tr("Updated"), totals["changed"]
    yield tr("Already here"), totals["known"]
    yield tr("Conflicts to settle"), totals["conflicts"]
    yield tr("Comments, reviews and decisions"), totals["events"]
    yield tr("Files"), totals["files"]
    yield tr("Lost"), 0
    yield tr("Interviews in this study"), report.interviews


def _todo(report: Report) -> list[str]:
    """What was refused, damaged, set aside or is missing, and what to do about each."""
    totals, lines = report.totals, [lacking_words(one) for one in report.lacking]
    for one in report.sources:
        lines += [f"{one.laptop}: {words}" if one.laptop else words for words in _damages(one)]
    if totals["conflicts"]:
        lines.append(trn("{n} conflict waits for a decision", "{n} conflicts wait for a decision",
                         totals["conflicts"]))  # fmt: skip
    if totals["refused"]:
        lines.append(trn("{n} item is not what it claims and is refused",
                         "{n} items are not what they claim and are refused", totals["refused"]))  # fmt: skip
    if totals["held"]:
        lines.append(trn("{n} pack or item of laptops that are not on the list was set apart. Add the laptop, or leave it.",  # noqa: E501
                         "{n} packs or items of laptops that are not on the list were set apart. Add the laptop, or leave them.",  # noqa: E501
                         totals["held"]))  # fmt: skip
    if totals["forks"]:
        lines.append(tr("A laptop was copied or restored from an old backup: two of its logs differ. Nothing is lost; look at who uses it."))  # noqa: E501  # fmt: skip
    if report.missing_files:
        lines.append(trn("{n} file (photo, sound) is not here yet. It is asked for with the next bundle.",
                         "{n} files (photos, sounds) are not here yet. They are asked for with the next bundle.",  # noqa: E501
                         report.missing_files))  # fmt: skip
    return lines or [tr("Nothing: all that was brought is here.")]


def lacking_words(one: Lacking) -> str:
    """Which bundle is missing."""
    return gap_words(Gap("", "", one.first, one.last, one.entries, one.damaged), one.laptop)


def _damages(one: Source) -> list[str]:
    return [
        damage_words(Damage(name, Fault(fault) if fault else None, size)) for name, fault, size in one.damaged
    ]


def _time(text: str) -> str:
    return datetime.fromisoformat(text).astimezone().strftime("%Y-%m-%d %H:%M") if text else ""


def _blank() -> str:
    return "" if language() == "zh" else " "
