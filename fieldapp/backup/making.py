"""Making a backup: copy, read back, and only then say that it is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fieldapp import __version__, files
from fieldapp.backup import contents, manifest
from fieldapp.backup.finding import Backup, backups
from fieldapp.backup.manifest import Item, Items, Manifest
from fieldapp.backup.opening import Cancelled, Opens, Progress, Stopped, never, silent
from fieldapp.backup.places import free_name, root
from fieldapp.backup.retention import Policy, clear_contents, clear_unfinished, remove, superfluous
from fieldapp.problems import Problem
from fieldapp.store import Store
from fieldapp.store.copying import require_says
from fieldapp.store.viewhash import view_hash


@dataclass(frozen=True, slots=True)
class Source:
    """A study as a backup sees it.

    `store` is an own connection, for reading, and copies open with its key unless `opens` says how else;
    `device` is this laptop's number; `protected` says whether what lies in the study is encrypted.
    """

    store: Store
    layout: files.Layout
    device: str
    opens: Opens | None = None
    protected: bool = False

    @property
    def study_id(self) -> str:
        """The study's own number."""
        return self.store.settings.get("study_id")


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was just made and read back; `written` counts its new bytes, `removed` old backups."""

    backup: Backup
    written: int
    removed: int


def back_up(
    source: Source,
    target: Path,
    reason: str = "by hand",
    *,
    policy: Policy | None = None,
    progress: Progress = silent,
    cancelled: Stopped = never,
) -> Made:
    """Make a backup in `target`, then let old ones go.

    Raises the `Problem` of a disk that is full, gone or read-only, or of a study that is damaged; then
    there is no half backup, and those made before are as they were.
    """
    folder = root(target, source.study_id)
    with _about(target):
        files.make_folder(folder)
    with _about(target), files.guarded(target), files.held(folder / "lock"):
        clear_unfinished(folder, source.device)
        work = _Work(source, folder, progress, cancelled)
        made = work.make(reason)
        removed = _thin_out(folder, source, policy or Policy())
    return Made(made, work.done, removed)


@contextmanager
def _about(target: Path) -> Iterator[None]:
    """A problem with some file of ours there is one with the stick: nobody knows the names of our files."""
    try:
        yield
    except Problem as problem:
        if not Path(str(problem.fields["where"])).is_relative_to(target):
            raise
        raise Problem(problem.kind, **{**problem.fields, "where": target}) from problem


def before(store: Store, layout: files.Layout, reason: str, device: str = "") -> Made:
    """A backup into the study's own folder, before something that changes much: a merge, an import."""
    source = Source(store, layout, device or "0" * 16, protected=layout.keys.is_file())
    return back_up(source, layout.backups, f"before {reason}")


class _Work:
    """One backup under way."""

    def __init__(self, source: Source, folder: Path, progress: Progress, cancelled: Stopped) -> None:
        self.source, self.root = source, folder
        self.done = 0
        self._progress, self._cancelled = progress, cancelled
        self._last = _last(folder, source)
        self._total = files.size_of(source.layout.database)

    def make(self, reason: str) -> Backup:
        """The whole of it; what was begun is taken away again when it fails."""
        now = datetime.now().astimezone()
        folder = free_name(self.root, now, self.source.device)
        files.require_space(self.root, self._total)
        files.make_folder(folder)
        try:
            made = self._fill(folder, reason, now)
            manifest.write(folder, made)
        except BaseException:
            remove(folder)
            raise
        return Backup(folder, made)

    def _fill(self, folder: Path, reason: str, now: datetime) -> Manifest:
        """The database first: contacts and media are committed before it names them, so none can lack."""
        source, store = self.source, self.source.store
        with store.snapshot():
            states = [row.state for row in store.instances.all()]
            found, version = view_hash(store), store.database.version
            self._copy_database(folder / "study.db", found)
            named = {row.name for row in store.media.all()}
        own = {"study.db": contents.item_of(folder / "study.db"), **self._copy_beside(folder)}
        kept = self._keep(self._last.content if self._last else {})
        return Manifest(
            study_id=source.study_id,
            study=store.settings.get("name"),
            device=source.device,
            number=self._last.number + 1 if self._last else 1,
            time=now,
            reason=reason,
            app=__version__,
            schema=version,
            protected=source.protected,
            view_hash=found,
            drafts=states.count("draft"),
            finalized=states.count("finalized"),
            files=own,
            content=kept,
            missing=tuple(sorted(name for name in named if f"media/{name}" not in kept)),
        )

    def _copy_database(self, path: Path, said: str) -> None:
        """Copied from one moment's view and held against it; read from the disk, not from memory."""

        def step(done: int, total: int) -> None:
            self._go_on()
            self._progress(done, max(total, self._total))

        self.source.store.backup(path, step)
        contents.read_back(path)
        opens = self.source.opens or self.source.store.open_copy
        require_says(opens(path), said)
        self.done += files.size_of(path)

    def _copy_beside(self, folder: Path) -> Items:
        """The contacts and the keys, where there are any."""
        self.source.store.contacts.backup(folder / "contacts.db")
        if self.source.layout.keys.is_file():
            files.adopt(self.source.layout.keys, folder, lambda _sha256: "keys.json")
        found = (folder / name for name in ("contacts.db", "keys.json"))
        return {path.name: contents.item_of(path) for path in found if path.is_file()}

    def _keep(self, known: Items) -> Items:
        """Media, lists and pictures of forms, by content."""
        kept: dict[str, Item] = {}
        for name, path, item in contents.described(self.source.layout.folder, known):
            self._go_on()
            self.done += contents.keep(self.root, path, item)
            self._total = max(self._total, self.done)
            self._progress(self.done, self._total)
            kept[name] = item
        return kept

    def _go_on(self) -> None:
        if self._cancelled():
            raise Cancelled


def _last(folder: Path, source: Source) -> Manifest | None:
    """The last backup that this laptop made of this study, by its number."""
    found = [one.manifest for one in backups(folder, source.study_id) if one.manifest is not None]
    own = [one for one in found if one.device == source.device]
    return max(own, key=lambda one: one.number, default=None)


def _thin_out(folder: Path, source: Source, policy: Policy) -> int:
    """Let old ones of this laptop go; failing to is no failure of the backup that was made."""
    with suppress(OSError):
        found = backups(folder, source.study_id)
        own = [one for one in found if one.manifest is not None and one.manifest.device == source.device]
        gone = superfluous(sorted(own, key=lambda one: -one.trusted.number), policy)
        for one in gone:
            remove(one.folder)
        clear_contents(folder, backups(folder))
        return len(gone)
    return 0
