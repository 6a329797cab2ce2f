"""`Study`: one open study."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path

from fieldapp import files, keys
from fieldapp.form import FormDefinition, Listed, SecondaryInstance, find_list_file, read_form, read_xform
from fieldapp.interview import compile_form
from fieldapp.problems import (
    FORM_LIST_MISSING,
    FORM_MISSING,
    INSTANCE_MISSING,
    INTERVIEW_FINALIZED,
    PRACTICE_ONLY,
    SETTING_INVALID,
    Problem,
)
from fieldapp.store import (
    DeviceRow,
    FormRow,
    InstanceRow,
    MergedList,
    Store,
    TableList,
    add_list,
    list_path,
    read_tree,
)
from fieldapp.store.settings import Settings
from fieldapp.study.formfiles import keep_form_files
from fieldapp.study.host import LiveHost
from fieldapp.study.identity import copy_id
from fieldapp.study.listed import dataset_of, declared_datasets, list_names
from fieldapp.study.lock import Lock
from fieldapp.study.people import People, person_of_slot
from fieldapp.study.rights import Right
from fieldapp.study.search import matching

_ENUMERATORS = "enumerators.csv"
PRACTICE = "practice"
"""The setting that marks a practice study."""


class Study:
    """A study that is open; made by `create` and `open`. Belongs to one thread (see `reader`)."""

    def __init__(
        self, folder: Path, store: Store, lock: Lock | None, secrets: keys.Secrets | None = None
    ) -> None:
        self.folder = folder
        self.layout = files.Layout(folder)
        self.store = store
        self.secrets = secrets
        self._lock = lock
        self.people = People(self)
        if secrets is not None:
            self.people.present = person_of_slot(secrets.slot)
        self._definitions: dict[str, FormDefinition] = {}
        self._lists: dict[str, TableList] = {}

    # Who and where

    @property
    def name(self) -> str:
        """What people call the study."""
        return self.settings.get("name", self.folder.name)

    @property
    def study_id(self) -> str:
        """The study's own number, the same on all laptops that copied it."""
        return self.settings.get("study_id")

    @property
    def protected(self) -> bool:
        """Whether the study is encrypted on the disk."""
        return self.secrets is not None

    @property
    def practice(self) -> bool:
        """Whether nothing here is data: see `practice.py`."""
        return self.settings.get(PRACTICE) == "1"

    @property
    def read_only(self) -> bool:
        """Opened beside a window, for reading."""
        return self._lock is None

    @property
    def settings(self) -> Settings:
        """Names and texts kept in the study."""
        return self.store.settings

    @cached_property
    def device(self) -> keys.DeviceKey:
        """This laptop's key pair in this study; made at the first need."""
        key = keys.load_or_make(
            keys.device_path(copy_id(self.layout, self.study_id), self.secrets), self.secrets
        )
        if not self.read_only:
            now = datetime.now().astimezone()
            self.store.devices.add(DeviceRow(key.device_id, key.public.hex(), "", now))
        return key

    @property
    def device_id(self) -> str:
        """This laptop's number in this study."""
        return self.device.device_id

    @property
    def enumerator(self) -> str:
        """Who is signed in on this laptop; "" when nobody is."""
        if self.people.defined:
            return self.people.present.code if self.people.present else ""
        return self.settings.get("enumerator")

    @enumerator.setter
    def enumerator(self, code: str) -> None:
        if code != code.strip() or any(not character.isprintable() for character in code):
            why = "blanks or control characters"
            raise Problem(SETTING_INVALID, where=self.name, value=repr(code), why=why)
        if self.people.defined:
            raise Problem(SETTING_INVALID, where=self.name, value=code, why="people sign in here")
        self.settings.set("enumerator", code)

    def enumerators(self) -> list[tuple[str, str]]:
        """Code and name of everyone on the lists of the study's forms."""
        found: dict[str, str] = {}
        for form in self.forms():
            source = self.lists(form.sha256)(_ENUMERATORS)
            for row in () if source is None or isinstance(source, SecondaryInstance) else source.rows():
                found.setdefault(row.get("name"), row.get("label"))
        return list(found.items())

    def act(self, kind: str, subject: str = "", **details: str) -> None:
        """Enter an administrative act of whoever is signed in; `details` never hold an answer."""
        now, who = datetime.now().astimezone(), self.enumerator
        with self._writer() as store:
            store.acts.add(kind, subject, person=who, device=self.device_id, at=now, **details)

    @contextmanager
    def _writer(self) -> Iterator[Store]:
        """A connection that writes, also for a study opened beside a window."""
        if not self.read_only:
            yield self.store
            return
        with closing(Store.open(self.layout.database, self._database_key)) as store:
            yield store

    # Who may do what

    def may(self, right: Right) -> bool:
        """Whether whoever is signed in has this right; everybody has while no people are defined."""
        return self.people.may(right)

    def require(self, right: Right) -> None:
        """Problem SIGN_IN_NEEDED or NOT_ALLOWED, with a sentence that names who may."""
        self.people.require(right)

    def admit(self, instance_id: str = "") -> None:
        """May an interview be begun here, or this one be opened? Else a problem."""
        self.require(Right.CONDUCT)
        if instance_id:
            self.people.require_sight(instance_id)

    def exporting(self, *, personal: bool = False) -> Store:
        """What an export reads from; NOT_ALLOWED for who may not, PRACTICE_ONLY in a practice study."""
        if self.practice:
            raise Problem(PRACTICE_ONLY, where=self.name)
        for right in (Right.EXPORT, Right.SEE_OTHERS, *([Right.EXPORT_PERSONAL] if personal else [])):
            self.require(right)
        return self.store

    def reveal(self, record_id: str, question: str) -> None:
        """Enter that somebody looks at a personal value; Problem NOT_ALLOWED without the right."""
        self.require(Right.REVEAL_PERSONAL)
        self.act("reveal", record_id, question=question)

    # Forms

    def add_form(self, path: Path) -> FormRow:
        """Take in a form with its lists. The same bytes again only renew the lists.

        A form that could not be conducted is refused before anything is written.
        """
        self.require(Right.ADD_FORM)
        form = read_form(path)
        compile_form(form.definition)
        found = self._list_files(path, form.definition)
        row = _form_row(form.definition)
        folder, key = self.layout.lists, self._lists_key
        kept = {name: add_list(folder, files.read(file), name, key) for name, file in found.items()}
        with self.store.transaction():
            self.store.forms.add(row, form.xml, path.name)
            for name, (sha256, rows) in kept.items():
                self._renew_list(row.sha256, name, sha256)
                self.store.forms.add_list(row.sha256, name, sha256, rows)
        keep_form_files(self.layout, path, form.definition)
        self.act("form-add", row.form_id, version=row.version, sha256=row.sha256)
        return self.form(row.sha256)

    def _renew_list(self, form_sha256: str, name: str, sha256: str) -> None:
        """Interviews begun with the list as it was keep it."""
        old = self.store.forms.lists(form_sha256).get(name, sha256)
        if old != sha256:
            now = datetime.now().astimezone().isoformat(timespec="seconds")
            self.store.editions.renew(form_sha256, name, old, sha256, self.device_id, now)

    def _list_files(self, path: Path, definition: FormDefinition) -> dict[str, Path]:
        """The lists beside the form; a form without one is refused before anything is written.

        A list of entities that forms of the study create need not be there: it grows with the interviews.
        """
        found: dict[str, Path] = {}
        for name in list_names(definition):
            if (file := find_list_file(path, name)) is not None:
                found[name] = file
            elif not self._is_entity_list(name, definition):
                raise Problem(FORM_LIST_MISSING, where=path.name, name=name)
        return found

    def _is_entity_list(self, name: str, definition: FormDefinition) -> bool:
        """Whether this form or one of the study creates or updates the entities of that list."""
        dataset = dataset_of(name)
        if dataset is None:
            return False
        others = (self.definition(form.sha256) for form in self.forms())
        return any(dataset in declared_datasets(form) for form in (definition, *others))

    def forms(self) -> list[FormRow]:
        """All versions of all forms, the last added first."""
        return self.store.forms.all()

    def form(self, sha256: str) -> FormRow:
        """One form."""
        if (row := self.store.forms.get(sha256)) is None:
            raise Problem(FORM_MISSING, where=self.name)
        return row

    def definition(self, sha256: str) -> FormDefinition:
        """The definition of a form, from the exact bytes that were taken in; read once."""
        if sha256 not in self._definitions:
            if (xml := self.store.forms.xml(sha256)) is None:
                raise Problem(FORM_MISSING, where=self.name)
            self._definitions[sha256] = read_xform(xml, self.form(sha256).title)
        return self._definitions[sha256]

    def lists(self, sha256: str, instance_id: str = "") -> Callable[[str], Listed | None]:
        """The lists of a form by the id of their instance, or by file name; those that an interview was
        begun with, as far as they are here."""
        hashes = {**self.store.forms.lists(sha256), **self._used_lists(sha256, instance_id)}
        instances = self.definition(sha256).instances

        def find(name: str) -> Listed | None:
            file_name = (instances[name].file_name if name in instances else None) or name
            list_sha256 = hashes.get(file_name)
            listed = self._listed(list_sha256, file_name) if list_sha256 else None
            return self._with_entities(listed, file_name) if name in instances or listed else None

        return find

    def _used_lists(self, sha256: str, instance_id: str) -> dict[str, str]:
        used = self.store.editions.used(sha256, instance_id) if instance_id else {}
        return {name: one for name, one in used.items() if list_path(self.layout.lists, one).exists()}

    def _with_entities(self, listed: Listed | None, file_name: str) -> Listed | None:
        """The list as the interviews finished so far have changed it."""
        dataset = dataset_of(file_name)
        if dataset is None or isinstance(listed, SecondaryInstance):
            return listed
        entities = self.store.entities.named(dataset)
        return MergedList(listed, entities) if entities or listed is None else listed

    def _listed(self, sha256: str, file_name: str) -> Listed:
        if sha256 not in self._lists:
            self._lists[sha256] = TableList(list_path(self.layout.lists, sha256), self._lists_key)
        table = self._lists[sha256]
        return table if table.columns else read_tree(table, file_name)

    @property
    def _lists_key(self) -> bytes | None:
        return self.secrets.lists_key if self.secrets else None

    def host(self, sha256: str, instance_id: str = "") -> LiveHost:
        """What a live form of this study gets from the world; an interview with the lists it began with."""
        form_id = self.form(sha256).form_id
        return LiveHost(
            self.lists(sha256, instance_id),
            self._properties(),
            lambda: self._last_saved(form_id),
        )

    def _last_saved(self, form_id: str) -> str | None:
        """With the personal values it had, where they are still here."""
        xml = self.store.revisions.last_xml(form_id, self.device_id)
        return self.store.contacts.filled(xml) if xml else None

    def _properties(self) -> dict[str, str]:
        """`username` is who is signed in here, not the account of a shared laptop."""
        kept = {name: self.settings.get(name) for name in ("email", "phonenumber")}
        return {"deviceid": self.device_id, "username": self.enumerator, **kept}

    # Interviews

    def drafts(self) -> list[InstanceRow]:
        """Interviews to go on with, the last touched first."""
        return self.people.visible(self.store.instances.all("draft"))

    def finalized(self) -> list[InstanceRow]:
        """Finished interviews, the last touched first."""
        return self.people.visible(self.store.instances.all("finalized"))

    def discarded(self) -> list[InstanceRow]:
        """What was discarded and can be brought back."""
        purged = {record_id for record_id, _ in self.store.team.purges()}
        rows = self.people.visible(self.store.instances.all(discarded=True))
        return [row for row in rows if row.record_id not in purged]

    def instance(self, instance_id: str) -> InstanceRow:
        """One interview."""
        if (row := self.store.instances.get(instance_id)) is None:
            raise Problem(INSTANCE_MISSING, where=self.name)
        self.people.require_sight(instance_id)
        return row

    def search(self, text: str) -> list[InstanceRow]:
        """Interviews whose name, number or form holds each word, in characters, pinyin or initials."""
        return matching(self.people.visible(self.store.instances.all()), text)

    def discard(self, instance_id: str) -> None:
        """Take a draft off the lists. It is only marked; `restore` brings it back."""
        row = self.instance(instance_id)
        if row.state == "finalized":
            raise Problem(INTERVIEW_FINALIZED, where=row.label or row.title)
        self.store.instances.discard(instance_id, datetime.now().astimezone())

    def restore(self, instance_id: str) -> None:
        """Undo `discard`."""
        self.store.instances.discard(self.instance(instance_id).instance_id, None)

    # Ends

    @property
    def _database_key(self) -> bytes | None:
        return self.secrets.database_key if self.secrets else None

    def reader(self) -> Store:
        """An own read-only connection, for a worker thread; whoever asks closes it."""
        return Store.open(self.layout.database, self._database_key, read_only=True)

    def close(self) -> None:
        """Close the database, then let others in. A second time does nothing."""
        for table in self._lists.values():
            table.close()
        self._lists.clear()
        self.store.close()
        if self._lock:
            self._lock.release()
            self._lock = None


def _form_row(definition: FormDefinition) -> FormRow:
    now = datetime.now().astimezone()
    return FormRow(definition.sha256, definition.form_id, definition.version, definition.title, now)
