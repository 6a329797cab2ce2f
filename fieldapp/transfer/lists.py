"""Renewed lists on their way: all versions of a list of a form, so that every interview finds its own.

An item "lists" names the versions; the files follow as blobs like those of forms. Where a roster rules, only
what laptops of supervisors, lead and headquarters send counts.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from fieldapp.merge.canonical import canonical
from fieldapp.packs import Item, join_parts, parts_of
from fieldapp.store import add_list, list_path
from fieldapp.store.editions import EditionRow
from fieldapp.store.lists import list_content
from fieldapp.transfer.forms import Parts
from fieldapp.transfer.place import Place

_MOST = 200
"""Versions of one list that are looked at."""


def list_items(place: Place) -> list[Item]:
    """One item for each list that was ever renewed here, without the files."""
    groups: dict[tuple[str, str], list[EditionRow]] = defaultdict(list)
    for row in place.store.editions.all():
        groups[row.form_sha256, row.file_name].append(row)
    return [_item(*key, rows) for key, rows in groups.items()]


def file_items(place: Place, item: Item) -> Iterator[Item]:
    """The files that an item names, in parts."""
    key = place.secrets.lists_key if place.secrets is not None else None
    for sha256 in dict.fromkeys(one[1] for one in json.loads(item.data)["editions"]):
        content = list_content(place.layout.lists, sha256, key)
        yield from parts_of(content, {"list": sha256}) if content is not None else ()


def take_lists(place: Place, item: Item, parts: Parts) -> str | None:
    """Keep the versions once the form and all their files are here; None while it waits for them.

    The name of the list where another version is in force now; "" where nothing changed.
    """
    rows = _read(item)
    if not rows:
        return ""
    form, name = rows[0].form_sha256, rows[0].file_name
    if place.store.forms.get(form) is None:
        return None
    wanted = {row.list_sha256 for row in rows}
    missing = {sha256 for sha256 in wanted if not list_path(place.layout.lists, sha256).exists()}
    contents = {sha256: join_parts(parts.get(sha256, [])) for sha256 in missing}
    if any(content is None for content in contents.values()):
        return None
    key = place.secrets.lists_key if place.secrets is not None else None
    kept = [add_list(place.layout.lists, content or b"", name, key) for content in contents.values()]
    return name if _put(place, form, name, rows, dict(kept)) else ""


def would_renew(place: Place, item: Item) -> str:
    """The name of the list, where this has a version that is not here."""
    rows = _read(item)
    here = (
        {
            (one.file_name, one.edition, one.list_sha256)
            for one in place.store.editions.all(rows[0].form_sha256)
        }
        if rows
        else set()
    )
    return next(
        (row.file_name for row in rows if (row.file_name, row.edition, row.list_sha256) not in here), ""
    )


def _put(place: Place, form: str, name: str, rows: list[EditionRow], lengths: dict[str, int]) -> bool:
    """Whether another version is in force now; of two with one number it is the same on every laptop."""
    before = place.store.forms.lists(form).get(name, "")
    with place.store.transaction():
        if before and not any(one.file_name == name for one in place.store.editions.all(form)):
            known = {row.list_sha256 for row in rows}
            base = [] if before in known else [EditionRow(form, name, 0, before, "", _now())]
            place.store.editions.add(base)
        place.store.editions.add(rows)
        newest = [one for one in place.store.editions.all(form) if one.file_name == name][-1].list_sha256
        if newest == before:
            return False
        place.store.forms.add_list(form, name, newest, lengths.get(newest, 0))
    place.act("list-renew", name, form=form[:16], sha256=newest[:16])
    return True


def _item(form: str, name: str, rows: list[EditionRow]) -> Item:
    editions = [[str(row.edition), row.list_sha256, row.device, row.at] for row in rows]
    return Item("lists", canonical({"v": "1", "form": form, "name": name, "editions": editions}), {})


def _read(item: Item) -> list[EditionRow]:
    """The versions; none where anything in it is amiss."""
    try:
        plain = json.loads(item.data)
        form, name = _hex(plain["form"]), _text(plain["name"])
        if plain["v"] != "1" or len(plain["editions"]) > _MOST or set(name) & set("/\\:\0"):
            return []
        return [
            EditionRow(form, name, _number(number), _hex(sha256), _text(device), _text(at))
            for number, sha256, device, at in plain["editions"]
        ]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []


def _hex(value: object) -> str:
    if not isinstance(value, str) or value != value.lower() or len(bytes.fromhex(value)) != 32:
        raise ValueError("a hash")
    return value


def _number(value: object) -> int:
    if not isinstance(value, str) or not value.isascii() or not value.isdigit() or len(value) > 9:
        raise ValueError("a number")
    return int(value)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 200 or not value.isprintable():
        raise ValueError("a text")
    value.encode()
    return value


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
