"""Finalised interviews: each against its hash, its XML, its parents and the signed log."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from fieldapp.interview.submission import xml_text
from fieldapp.keys import verify
from fieldapp.repair.findings import (
    BODY,
    MISSING_REVISION,
    PARENT,
    SIGNED,
    UNSIGNED,
    XML,
    Finding,
    found,
)
from fieldapp.repair.ground import Ground
from fieldapp.store import RevisionRow
from fieldapp.store.revisions import is_own_hash

Texts = dict[str, list[str]]


def bodies(ground: Ground) -> Iterator[Finding]:
    """What each revision says of itself."""
    known = set(ground.look.revision_ids())
    for row in ground.look.revisions():
        name = ground.name(row.instance_id) or row.rev_id[:8]
        if not is_own_hash(row.rev_id, row.body) or not _fits(row):
            yield found(BODY, name, row.instance_id)
        elif question := xml_difference(row):
            yield found(XML, name, row.instance_id, question)
        if any(parent not in known for parent in row.parents):
            yield found(PARENT, name, row.instance_id)


def _fits(row: RevisionRow) -> bool:
    """The columns beside the body say what the body says."""
    body = json.loads(row.body)
    names = ("record_id", "kind", "form_sha256", "form_id", "author", "device", "wall_time", "reason")
    return (
        all(body[name] == getattr(row, name) for name in names)
        and body["seq"] == str(row.seq)
        and tuple(body["parents"]) == tuple(sorted(row.parents))
    )


def xml_difference(row: RevisionRow) -> str:
    """The first question on which XML and body differ; "" where they agree."""
    try:
        root = etree.fromstring(row.xml.encode())
    except etree.XMLSyntaxError:
        return "/"
    of_xml, of_body = Texts(), Texts()
    _from_xml(root, f"/{etree.QName(root).localname}", of_xml)
    _from_body(json.loads(row.body)["answers"], of_body)
    return next(
        (path for path, texts in of_body.items() if [xml_text(t) for t in texts] != of_xml.get(path, [])), ""
    )


def _from_xml(element: Any, path: str, texts: Texts) -> None:
    for name, value in element.attrib.items():
        texts.setdefault(f"{path}/@{etree.QName(name).localname}", []).append(value)
    children = [child for child in element if isinstance(child.tag, str)]
    if not children:
        texts.setdefault(path, []).append(element.text or "")
    for child in children:
        _from_xml(child, f"{path}/{etree.QName(child).localname}", texts)


def _from_body(answers: Mapping[str, Any], texts: Texts) -> None:
    for path, value in answers.items():
        if isinstance(value, list):
            for row in value:
                _from_body(row["answers"], texts)
        else:
            texts.setdefault(path, []).append(str(value))


def logs(ground: Ground) -> Iterator[Finding]:
    """Each laptop's signed log: every entry of its own hash and signature, every revision named.

    A log that was written here has no gap. One that came in bundles may have some, and a copied laptop's
    entries stand beside it.
    """
    keys = {row.device_id: bytes.fromhex(row.public_key) for row in ground.store.devices.all()}
    forks, came = ground.store.arrivals.forks(), ground.store.arrivals.entries()
    named = {_subject(entry.entry) for entry in forks}
    for device in ground.look.signers():
        entries = ground.store.revisions.log(device)
        prev = ""
        for number, entry in enumerate(entries, start=1):
            follows = entry.hash in came or (entry.prev, entry.seq) == (prev, number)
            signed = device not in keys or verify(keys[device], entry.signature, entry.entry)
            if not (follows and signed and _entry_fits(entry)):
                yield found(SIGNED, device=device, entry=number)
                break
            prev = entry.hash
        named |= {_subject(entry.entry) for entry in entries}
    named -= {""}
    present = set(ground.look.revision_ids())
    for missing in sorted(named - present):
        yield found(MISSING_REVISION, missing[:8])
    for row in ground.look.revisions() if present - named else ():
        if row.rev_id not in named:
            yield found(UNSIGNED, ground.name(row.instance_id) or row.rev_id[:8], row.instance_id)


def _entry_fits(entry: Any) -> bool:
    """The columns beside the entry say what it says."""
    try:
        plain = json.loads(entry.entry)
    except ValueError:
        return False
    return bool(
        hashlib.sha256(entry.entry).hexdigest() == entry.hash
        and plain["prev"] == entry.prev
        and plain["seq"] == str(entry.seq)
        and plain["device"] == entry.device
    )


def _subject(entry: bytes) -> str:
    try:
        plain = json.loads(entry)
    except ValueError:
        return ""
    return str(plain.get("subject", "")) if plain.get("kind") == "revision" else ""
