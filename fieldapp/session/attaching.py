"""Files that answer questions: copied into the study before an answer names them, never deleted by undo.

In an encrypted study they are sealed on their way in, and read into memory only. Hash and size in the
index are those of the content.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from datetime import datetime
from pathlib import Path

from fieldapp import files
from fieldapp.problems import MEDIA_DAMAGED, Problem
from fieldapp.session.place import Place
from fieldapp.store import MediaRow

_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


class Folder:
    """The media of one interview.

    Names are ASCII and unique over the study (sync.md A4): eight digits of the interview's id and
    of the content's hash, more of the hash if that is taken.
    """

    def __init__(self, place: Place, instance_id: str) -> None:
        self._place = place
        self._instance_id = instance_id

    def take(self, source: Path, original: str) -> str:
        """Copy a file in; `original` is the name to remember, "" where that may identify somebody."""
        media, secrets = self._place.layout.media, self._place.secrets
        carry = secrets.seal_stream if secrets else shutil.copyfileobj
        adopted = files.adopt(source, media, lambda sha256: self._name(sha256, source.suffix), carry)
        return self._enter(adopted.path.name, adopted.sha256, adopted.size, original)

    def keep(self, data: bytes, suffix: str) -> str:
        """Write bytes made here."""
        row = self.put(data, suffix)
        return self._enter(row.name, row.sha256, row.size, row.original)

    def put(self, data: bytes, suffix: str, original: str = "") -> MediaRow:
        """The same, but whoever asks enters the row, in a transaction of theirs."""
        sha256 = hashlib.sha256(data).hexdigest()
        name = self._name(sha256, suffix)
        secrets = self._place.secrets
        files.write(self.path(name), secrets.seal(data) if secrets else data)
        return MediaRow(name, sha256, len(data), self._instance_id, original)

    def read(self, name: str) -> bytes:
        """The content of the file of that name, in memory; FILE_MISSING, SEAL_BROKEN, MEDIA_DAMAGED."""
        secrets = self._place.secrets
        data = secrets.open_file(self.path(name)) if secrets else files.read(self.path(name))
        known = self._place.store.media.get(name)
        if known and not is_as_stored(data, known):
            raise Problem(MEDIA_DAMAGED, where=self.path(name))
        return data

    def save(self, name: str, target: Path) -> None:
        """A readable copy of the file at a place that somebody chose."""
        if secrets := self._place.secrets:
            secrets.save_opened(self.path(name), target)
        else:
            files.write(target, self.read(name))

    def path(self, name: str) -> Path:
        """Where the file of that name lies; a name never leads out of the folder."""
        return self._place.layout.media / Path(name).name

    def _name(self, sha256: str, suffix: str) -> str:
        suffix = suffix.lower() if _SUFFIX.fullmatch(suffix.lower()) else ""
        owner = self._instance_id.removeprefix("uuid:")[:8]
        for digits in (8, 16, 64):
            name = f"{owner}-{sha256[:digits]}{suffix}"
            known = self._place.store.media.get(name)
            if known is None or known.sha256 == sha256:
                break
        return name

    def _enter(self, name: str, sha256: str, size: int, original: str) -> str:
        at = datetime.now().astimezone()
        self._place.store.media.add(MediaRow(name, sha256, size, self._instance_id, original), at)
        return name


def is_as_stored(data: bytes, row: MediaRow) -> bool:
    """Whether these are the bytes that were taken in."""
    return hashlib.sha256(data).hexdigest() == row.sha256
