"""What a check stands on: the folder of a study, what unlocks it, its database opened to be looked at."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from fieldapp.files import Layout
from fieldapp.form import FormDefinition, Listed, read_xform
from fieldapp.keys import Secrets
from fieldapp.store import InstanceRow, Store, TableList, list_path, read_tree
from fieldapp.store.looking import Looking


@dataclass
class Ground:
    """`store` is read only and not verified: what it says is what is to be checked."""

    layout: Layout
    secrets: Secrets | None
    store: Store

    @cached_property
    def look(self) -> Looking:
        """The rows as they lie there."""
        return Looking(self.store.database)

    @cached_property
    def instances(self) -> dict[str, InstanceRow]:
        """Every interview by its id, discarded ones too."""
        store = self.store.instances
        return {row.instance_id: row for row in (*store.all(), *store.all(discarded=True))}

    def name(self, instance_id: str) -> str:
        """What people call an interview."""
        row = self.instances.get(instance_id)
        return (row.label or row.title) if row else ""

    def definition(self, sha256: str) -> FormDefinition | None:
        """The form with that hash, if it can be read."""
        if sha256 not in self._definitions:
            xml = self.store.forms.xml(sha256)
            self._definitions[sha256] = read_xform(xml, "") if xml is not None else None
        return self._definitions[sha256]

    @cached_property
    def _definitions(self) -> dict[str, FormDefinition | None]:
        return {}

    def host(self, sha256: str) -> Host:
        """What a replayed interview gets from the world: its lists, nothing else of use."""
        return Host(self._lists(sha256))

    def _lists(self, sha256: str) -> Callable[[str], Listed | None]:
        hashes = self.store.forms.lists(sha256)
        definition = self.definition(sha256)
        instances = definition.instances if definition else {}

        def find(name: str) -> Listed | None:
            file_name = (instances[name].file_name if name in instances else None) or name
            if file_name not in hashes:
                return None
            table = self.table(hashes[file_name])
            return table if table.columns else read_tree(table, file_name)

        return find

    def table(self, sha256: str) -> TableList:
        """A list's table, opened once."""
        if sha256 not in self._tables:
            key = self.secrets.lists_key if self.secrets else None
            self._tables[sha256] = TableList(list_path(self.layout.lists, sha256), key)
        return self._tables[sha256]

    @cached_property
    def _tables(self) -> dict[str, TableList]:
        return {}

    def close_lists(self) -> None:
        """Let go of the lists."""
        for table in self._tables.values():
            table.close()
        self._tables.clear()

    def close(self) -> None:
        """Let go of all files."""
        self.close_lists()
        self.store.close()


@dataclass(frozen=True)
class Host:
    """The world of a replay."""

    lists: Callable[[str], Listed | None]

    @property
    def properties(self) -> dict[str, str]:
        """Nobody is signed in."""
        return {}

    def last_saved(self) -> str | None:
        """A replay takes no defaults."""
        return None

    def now(self) -> datetime:
        """The wall clock."""
        return datetime.now().astimezone()

    def random(self) -> float:
        """A number from 0 up to, not including, 1."""
        return random.random()

    def uuid(self) -> str:
        """A new UUID."""
        return str(uuid.uuid4())
