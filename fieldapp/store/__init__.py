"""The study's database: forms, interviews, journal, revisions, notes, media index, settings, lists, entities.

Owns: every line of SQL, the schema and its migrations, durability (WAL, synchronous=FULL), the
mapping of SQLite's errors to problems, backup and integrity check. Does not: decide anything about
answers. May import: form, files, problems.

`connect(path)` is the only opener. A commit that returned is on the disk.
"""

from fieldapp.store.acts import Act
from fieldapp.store.annotations import AnnotationKind, Annotations
from fieldapp.store.arrivals import ImportRow
from fieldapp.store.arriving import Arrival
from fieldapp.store.cases import CaseInterview, CaseRow
from fieldapp.store.connection import connect, connect_new
from fieldapp.store.contacts import key_of as contacts_key
from fieldapp.store.entities import EntityChange, EntityRow
from fieldapp.store.forgetting import Forgotten, forget
from fieldapp.store.instances import Progress
from fieldapp.store.journal import Beat
from fieldapp.store.lacking import Lacking, lacking
from fieldapp.store.lists import TableList, add_list, list_path, read_tree
from fieldapp.store.merged import MergedList
from fieldapp.store.opened import OpenStudy
from fieldapp.store.parcels import Arrived, Parcel
from fieldapp.store.people import PersonRow
from fieldapp.store.recoding import fitting_key, recode
from fieldapp.store.revisions import LogEntry
from fieldapp.store.rows import (
    DeviceRow,
    FormRow,
    InstanceRow,
    JournalKind,
    JournalRow,
    MediaRow,
    RevisionRow,
    State,
)
from fieldapp.store.store import Store
from fieldapp.store.team import History

__all__ = [
    "Act",
    "AnnotationKind",
    "Annotations",
    "Arrival",
    "Arrived",
    "Beat",
    "CaseInterview",
    "CaseRow",
    "DeviceRow",
    "EntityChange",
    "EntityRow",
    "Forgotten",
    "FormRow",
    "History",
    "ImportRow",
    "InstanceRow",
    "JournalKind",
    "JournalRow",
    "Lacking",
    "LogEntry",
    "MediaRow",
    "MergedList",
    "OpenStudy",
    "Parcel",
    "PersonRow",
    "Progress",
    "RevisionRow",
    "State",
    "Store",
    "TableList",
    "add_list",
    "connect",
    "connect_new",
    "contacts_key",
    "fitting_key",
    "forget",
    "lacking",
    "list_path",
    "read_tree",
    "recode",
]
