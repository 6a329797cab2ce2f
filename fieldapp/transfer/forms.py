"""Forms on their way, with their lists: one pack or more for each version, made once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime

from fieldapp.form import read_xform
from fieldapp.interview import compile_form
from fieldapp.packs import Item, join_parts, parts_of
from fieldapp.problems import Problem
from fieldapp.store import FormRow, add_list
from fieldapp.store.lists import list_content
from fieldapp.transfer.place import Place

Parts = Mapping[str, list[Item]]
"""SHA-256 -> the parts of a file that came so far."""


def form_items(place: Place, form: FormRow) -> Iterator[Item]:
    """A form, and its lists in parts."""
    xml = place.store.forms.xml(form.sha256)
    if xml is None:
        return
    lists = place.store.forms.lists(form.sha256)
    names = {f"list:{name}": sha256 for name, sha256 in lists.items()}
    yield Item("form", xml, {"sha256": form.sha256, "title": form.title, **names})
    key = place.secrets.lists_key if place.secrets is not None else None
    for sha256 in sorted(set(lists.values())):
        content = list_content(place.layout.lists, sha256, key)
        yield from parts_of(content, {"list": sha256}) if content is not None else ()


def take_form(place: Place, item: Item, parts: Parts) -> bool:
    """Keep a form that is not here, once all its lists have come; False while it waits for them."""
    here = place.store.forms.get(hashlib.sha256(item.data).hexdigest()) is not None
    form = None if here else _read(item)
    if form is None:
        return True
    wanted = {name[5:]: sha256 for name, sha256 in item.about.items() if name.startswith("list:")}
    contents = {name: join_parts(parts.get(sha256, [])) for name, sha256 in wanted.items()}
    found = {name: content for name, content in contents.items() if content is not None}
    if len(found) < len(wanted):
        return False
    _keep(place, form, item.data, found)
    return True


def _keep(place: Place, form: FormRow, xml: bytes, lists: Mapping[str, bytes]) -> None:
    key = place.secrets.lists_key if place.secrets is not None else None
    kept = {name: add_list(place.layout.lists, data, name, key) for name, data in lists.items()}
    with place.store.transaction():
        place.store.forms.add(form, xml, f"{form.form_id}.xml")
        for name, (sha256, rows) in kept.items():
            place.store.forms.add_list(form.sha256, name, sha256, rows)


def _read(item: Item) -> FormRow | None:
    """A form that could be conducted; anything else is not taken in."""
    try:
        definition = read_xform(item.data, item.about.get("title", ""))
        compile_form(definition)
    except Problem:
        return None
    now = datetime.now().astimezone()
    return FormRow(definition.sha256, definition.form_id, definition.version, definition.title, now)
