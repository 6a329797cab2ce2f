"""The files beside the database: lists, media, contacts, files of forms; of the study, else of the backup."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from fieldapp import files
from fieldapp.files import Layout
from fieldapp.keys import Secrets
from fieldapp.problems import Problem
from fieldapp.repair.filling import Filling
from fieldapp.store import add_list
from fieldapp.store.contacts import Contacts, key_of
from fieldapp.store.lists import content_of, list_content
from fieldapp.wording import tr


def databases_of(extra: Path | None) -> list[Path]:
    """The database of a backup or of another copy of the study."""
    if extra is None:
        return []
    return [Layout(extra).database if extra.is_dir() else extra]


def take_lists(
    layout: Layout, new: Layout, secrets: Secrets | None, rows: Filling, extra: Path | None
) -> None:
    """Each list from its exact bytes, which its hash proves; its table is made anew."""
    key = secrets.lists_key if secrets else None
    names = {row["list_sha256"]: row["file_name"] for row in rows.both.sound("form_list").values()}
    folders = [layout.lists, *([Layout(_folder(extra)).lists] if extra else [])]
    for sha256, name in sorted(names.items()):
        contents = (list_content(folder, sha256, key) for folder in folders)
        content = next((one for one in contents if one is not None), None)
        content = content or _from_backup(extra, "lists", sha256, key)
        if content is None:
            rows.told.lost("lists", f"{tr('lists')}: {name}")
            continue
        add_list(new.lists, content, name, key)
        rows.told.taken("lists")


def _from_backup(extra: Path | None, part: str, sha256: str, key: bytes | None) -> bytes | None:
    """Backups keep table files under the hash of their bytes."""
    for name, path in _kept(extra, part):
        if name == f"{sha256}.db":
            return content_of(path, sha256, key)
    return None


def take_media(
    layout: Layout, new: Layout, secrets: Secrets | None, rows: Filling, extra: Path | None
) -> None:
    """Files that have the bytes that were stored."""
    for row in rows.media:
        name = str(row["name"])
        for path in _places(layout, extra, name):
            if _fits(path, row["sha256"], secrets):
                files.write(new.media / name, files.read(path))
                rows.told.taken("media")
                break
        else:
            rows.told.lost("media", f"{tr('media')}: {name}")


def _places(layout: Layout, extra: Path | None, name: str) -> Iterator[Path]:
    yield layout.media / Path(name).name
    if extra is not None:
        yield Layout(_folder(extra)).media / Path(name).name
        yield from (path for found, path in _kept(extra, "media") if found == name)


def _kept(extra: Path | None, part: str) -> Iterator[tuple[str, Path]]:
    """What a backup's manifest names, and where it lies by content."""
    if extra is None:
        return
    manifest = _folder(extra) / "manifest.json"
    try:
        items = json.loads(files.read(manifest))[part]
        for name, item in items.items():
            sha256 = str(item["sha256"])
            yield str(name), _folder(extra).parent / "content" / sha256[:2] / sha256
    except (Problem, ValueError, LookupError, TypeError, AttributeError):
        return


def _folder(extra: Path) -> Path:
    return extra if extra.is_dir() else extra.parent


def _fits(path: Path, sha256: str, secrets: Secrets | None) -> bool:
    if not path.is_file():
        return False
    try:
        data = secrets.open_file(path) if secrets else files.read(path)
    except Problem:
        return False
    return hashlib.sha256(data).hexdigest() == sha256


def take_contacts(
    layout: Layout, new: Layout, secrets: Secrets | None, rows: Filling, extra: Path | None
) -> None:
    """The contacts, where they can be read from end to end; else those of the backup."""
    places = [layout.contacts, *([Layout(_folder(extra)).contacts] if extra else [])]
    there = [path for path in places if path.is_file()]
    for number, path in enumerate(there):
        path = _aside(path, new.folder / f".contacts{number}")
        contacts = Contacts(path, key_of(secrets.database_key) if secrets else None)
        try:
            count = len(contacts.all())
            contacts.backup(new.contacts)
            rows.told.taken("contacts", count)
            return
        except (Problem, ValueError, TypeError):
            continue
        finally:
            contacts.close()
            shutil.rmtree(path.parent, ignore_errors=True)
    if there:
        rows.told.lost("contacts", tr("contacts"))


def _aside(path: Path, folder: Path) -> Path:
    """A copy to open: SQLite makes helper files beside what it opens, also to read."""
    files.make_folder(folder)
    for part in (path, path.with_name(path.name + "-wal")):
        if part.is_file():
            files.write(folder / part.name, files.read(part))
    return folder / path.name


def take_form_files(layout: Layout, new: Layout) -> None:
    """Pictures and sounds of the forms."""
    source = layout.folder / "forms" / "files"
    if source.is_dir():
        with files.guarded(source, reading=True):
            shutil.copytree(source, new.folder / "forms" / "files", dirs_exist_ok=True)
