"""What the contacts say of a case: a name to tell it by, what to fill in, whom to call."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from fieldapp.cases.desk import Desk
from fieldapp.cases.listing import Entry
from fieldapp.cases.outcomes import result_of
from fieldapp.form.masking import HIDDEN, mask
from fieldapp.form.personal import TOKEN
from fieldapp.merge import Attempt
from fieldapp.store import Store

_NAME = re.compile(r".*(name|姓名|称呼|who|受访者).*", re.IGNORECASE)


def known(desk: Desk, entry: Entry) -> dict[str, str]:
    """What to fill in when its interview begins, by names of questions."""
    spoken = desk.store.contacts.spoken(said for _, said in entry.plan.values)
    said = {name: spoken.get(text, text) for name, text in entry.plan.values}
    kept = {name: text for name, text in said.items() if text != HIDDEN}
    who = entry.plan.enum or desk.enumerator
    own = {"enum_id": who, **kept, "case_id": entry.case_id, "wave": entry.wave}
    return {name: text for name, text in own.items() if text}


def visits(entry: Entry) -> dict[str, list[dict[str, str]]]:
    """The contacts so far as rows of the kits' roster `visits`."""
    return {"visits": [_visit(one) for one in entry.shown.attempts]}


def _visit(attempt: Attempt) -> dict[str, str]:
    then = attempt.next if len(attempt.next) > len("2026-11-25") else ""  # a day alone is no moment
    row = {"v_dt": attempt.at, "v_result": result_of(attempt), "v_next": then, "v_note": attempt.note}
    return {name: said for name, said in row.items() if said}


def names(store: Store, entries: Iterable[Entry]) -> dict[str, str]:
    """Key of a case -> the name of the person, masked: 王＊＊; only where the contacts are here."""
    tokens = {one.key: token for one in entries if (token := _name_token(one))}
    values = store.contacts.spoken(tokens.values())
    return {key: mask(values[token]) for key, token in tokens.items() if values[token] != HIDDEN}


def contacts(desk: Desk, entry: Entry) -> list[tuple[str, str]]:
    """Column and value of everything personal of a case, unmasked; the caller asks for the right first."""
    spoken = desk.store.contacts.spoken(said for _, said in entry.plan.values)
    return [(name, spoken[said]) for name, said in entry.plan.values if said in spoken]


def _name_token(entry: Entry) -> str:
    personal: Sequence[tuple[str, str]] = [pair for pair in entry.plan.values if TOKEN.fullmatch(pair[1])]
    return next((said for name, said in personal if _NAME.fullmatch(name)), "")
