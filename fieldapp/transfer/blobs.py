"""Files that came: where their parts lie, and putting them where the answers that name them look for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from fieldapp import files
from fieldapp.packs import Item, join_parts
from fieldapp.store import MediaRow
from fieldapp.transfer import inbox, members
from fieldapp.transfer.look import PackRef
from fieldapp.transfer.place import Place
from fieldapp.transfer.reading import read_pack


class Blobs:
    """Only where the parts lie is kept; they are read again when it is known what files are called."""

    def __init__(self, place: Place, team: members.Known) -> None:
        self.place, self.team = place, team
        self.refs: dict[str, list[PackRef]] = defaultdict(list)
        self.at_hand: tuple[PackRef, tuple[Item, ...]] | None = None

    def note(self, ref: PackRef, item: Item) -> None:
        """A part of a file lies in this pack."""
        self.refs[item.about.get("sha256", "")].append(ref)

    def take(self) -> int:
        """Put files whose parts are all there; how many. What was deleted for good stays away."""
        rows = [row for row in self.place.store.media.all() if row.sha256 in self.refs]
        gone = self.place.store.contacts.erased_files() if rows else {}
        wanted = [row for row in rows if row.name not in gone and not self._path(row).exists()]
        return sum(self._put(row) for row in sorted(wanted, key=self._where))

    def _put(self, row: MediaRow) -> bool:
        data = join_parts(self._parts(row.sha256))
        if data is None:
            return False
        secrets = self.place.secrets
        files.write(self._path(row), secrets.seal(data) if secrets else data)
        return True

    def _path(self, row: MediaRow) -> Path:
        return self.place.layout.media / Path(row.name).name

    def _where(self, row: MediaRow) -> str:
        return self.refs[row.sha256][0].name

    def _parts(self, sha256: str) -> Sequence[Item]:
        refs = dict.fromkeys(self.refs[sha256])
        return [item for ref in refs for item in self._again(ref) if item.about.get("sha256") == sha256]

    def _again(self, ref: PackRef) -> tuple[Item, ...]:
        """One pack is kept at hand: the files of a day lie together."""
        if self.at_hand is None or self.at_hand[0] != ref:
            self.at_hand = ref, read_pack(self.place, self.team, ref)[0]
        return self.at_hand[1]


def is_part(item: Item) -> bool:
    """Whether an item is a part of a file that answers a question."""
    return item.kind == "blob" and "list" not in item.about and "update" not in item.about


def seek(place: Place, team: members.Known) -> int:
    """Put files of interviews that came before their form: they lie in packs of the inbox. How many."""
    unfilled = place.store.arrivals.unfilled
    if not unfilled.files_sought():
        return 0
    blobs = Blobs(place, team)
    for path in inbox.kept(place):
        ref = PackRef(path, 0, files.size_of(path), path.stem)
        for item in filter(is_part, read_pack(place, team, ref)[0]):
            blobs.note(ref, item)
    count = blobs.take()
    with place.store.transaction():
        unfilled.files_found()
    return count
