"""What lies beside the answers: forms, lists, media, acts, keys, contacts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from fieldapp import files
from fieldapp.keys import Vault, vault_exists
from fieldapp.problems import Problem
from fieldapp.repair.findings import (
    ACTS,
    CONTACT_EXTRA,
    CONTACT_GONE,
    CONTACTS,
    FORM,
    LIST,
    MEDIA,
    MEDIA_EXTRA,
    MEDIA_GONE,
    VAULT,
    Finding,
    found,
)
from fieldapp.repair.ground import Ground
from fieldapp.store import MediaRow
from fieldapp.store.lists import list_fault


def forms(ground: Ground) -> Iterator[Finding]:
    """Each form against the hash it is kept by."""
    for row in ground.store.forms.all():
        xml = ground.store.forms.xml(row.sha256)
        if xml is None or hashlib.sha256(xml).hexdigest() != row.sha256:
            yield found(FORM, row.title or row.form_id)


def lists(ground: Ground) -> Iterator[Finding]:
    """Each list's table file, and the exact bytes it was made from."""
    key = ground.secrets.lists_key if ground.secrets else None
    names = {
        sha256: name
        for form in ground.store.forms.all()
        for name, sha256 in ground.store.forms.lists(form.sha256).items()
    }
    for sha256, name in names.items():
        if why := list_fault(ground.layout.lists, sha256, name, key):
            yield found(LIST, name, name=name, why=why)


def media(ground: Ground) -> Iterator[Finding]:
    """Files against their rows, rows against their files."""
    rows = {row.name: row for row in ground.store.media.all()}
    folder = ground.layout.media
    there = {path.name for path in folder.iterdir() if path.is_file()} if folder.is_dir() else set()
    erased = ground.store.contacts.erased_files()
    for name, row in rows.items():
        if name in erased:
            continue
        if name not in there:
            yield found(MEDIA_GONE, ground.name(row.instance_id) or name, row.instance_id, name)
        elif not fits(ground, row):
            yield found(MEDIA, ground.name(row.instance_id) or name, row.instance_id, name)
    for name in sorted(there - set(rows)):
        if not name.startswith("."):
            yield found(MEDIA_EXTRA, name)


def fits(ground: Ground, row: MediaRow) -> bool:
    """Whether the file has the bytes that were stored."""
    path = ground.layout.media / row.name
    try:
        data = ground.secrets.open_file(path) if ground.secrets else files.read(path)
    except Problem:
        return False
    return len(data) == row.size and hashlib.sha256(data).hexdigest() == row.sha256


def acts(ground: Ground) -> Iterator[Finding]:
    """The chain of acts."""
    for entry in ground.store.acts.breaks()[:1]:
        yield found(ACTS, entry=entry)


def vault(ground: Ground) -> Iterator[Finding]:
    """The list of keys, where the study is encrypted."""
    if not vault_exists(ground.layout.keys):
        return
    try:
        Vault.read(ground.layout.keys)
    except Problem as problem:
        yield found(VAULT, ground.layout.keys.name, why=problem.fields.get("why") or problem.kind.code)


def contacts(ground: Ground) -> Iterator[Finding]:
    """Every token has its value, every value its token."""
    try:
        kept = {row.token for row in ground.store.contacts.all()}
    except Problem as problem:
        yield found(CONTACTS, ground.layout.contacts.name, why=problem.fields.get("why") or problem.kind.code)
        return
    named = ground.look.tokens()
    if gone := len(named - kept):
        yield found(CONTACT_GONE, n=gone)
    if extra := len(kept - named):
        yield found(CONTACT_EXTRA, n=extra)
