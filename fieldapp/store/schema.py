"""The tables, as a list of migrations: entry n brings a database from version n to n + 1.

A migration that has been released is never edited; a change is a new entry. Times are ISO 8601
with offset. Answers and codes are text, exactly as typed.
"""

from __future__ import annotations

from fieldapp.store.seals import OF_BUNDLES, OF_CASES, OF_STUDY, OF_TEAM, OF_UNFILLED, TALLY, sealing

APPLICATION_ID = 0x66617070  # "fapp", in the header of every study database

_FIRST = """
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE form (
    sha256 TEXT PRIMARY KEY,          -- of xml, byte for byte
    form_id TEXT NOT NULL,
    version TEXT NOT NULL,
    title TEXT NOT NULL,
    source_name TEXT NOT NULL,
    added TEXT NOT NULL,
    xml BLOB NOT NULL
);
CREATE TABLE list (
    sha256 TEXT PRIMARY KEY,          -- of the CSV, byte for byte; the table file is named by it
    rows INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE form_list (
    form_sha256 TEXT NOT NULL REFERENCES form,
    file_name TEXT NOT NULL,
    list_sha256 TEXT NOT NULL REFERENCES list,
    PRIMARY KEY (form_sha256, file_name)
) WITHOUT ROWID;

CREATE TABLE instance (
    instance_id TEXT PRIMARY KEY,
    record_id TEXT NOT NULL,          -- instance id of the record's first revision
    form_sha256 TEXT NOT NULL REFERENCES form,
    state TEXT NOT NULL CHECK (state IN ('draft', 'finalized')),
    created TEXT NOT NULL,
    updated TEXT NOT NULL,
    position TEXT NOT NULL,           -- from here on derived from the journal
    language TEXT NOT NULL,
    answered INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    label TEXT NOT NULL DEFAULT '',
    base TEXT NOT NULL DEFAULT '',    -- revision that a correction corrects
    reason TEXT NOT NULL DEFAULT '',
    revision TEXT NOT NULL DEFAULT '',
    discarded TEXT
);
CREATE TABLE journal (
    instance_id TEXT NOT NULL REFERENCES instance,
    step INTEGER NOT NULL,
    kind TEXT NOT NULL,
    reference TEXT NOT NULL,
    changes TEXT NOT NULL,            -- JSON list, old and new values
    undo_group INTEGER NOT NULL,      -- first step of the undo step
    visit INTEGER NOT NULL,
    typing INTEGER NOT NULL,
    position TEXT NOT NULL,           -- after the step
    at TEXT NOT NULL,
    ms INTEGER NOT NULL,              -- since the interview was opened, by the monotonic clock
    PRIMARY KEY (instance_id, step)
) WITHOUT ROWID;
CREATE TABLE annotation (
    instance_id TEXT NOT NULL REFERENCES instance,
    kind TEXT NOT NULL CHECK (kind IN ('note', 'flag', 'confirm', 'typed')),
    reference TEXT NOT NULL,
    text TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (instance_id, kind, reference)
) WITHOUT ROWID;
CREATE TABLE media (
    name TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    instance_id TEXT NOT NULL REFERENCES instance,
    original TEXT NOT NULL,
    added TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE revision (
    rev_id TEXT PRIMARY KEY,          -- SHA-256 of body
    record_id TEXT NOT NULL,
    instance_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    form_sha256 TEXT NOT NULL,
    form_id TEXT NOT NULL,
    parents TEXT NOT NULL,            -- JSON list, sorted
    author TEXT NOT NULL,
    device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    wall_time TEXT NOT NULL,
    reason TEXT NOT NULL,
    body BLOB NOT NULL,
    xml TEXT NOT NULL
);
CREATE INDEX revision_record ON revision (record_id);
CREATE TABLE device_log (
    device TEXT NOT NULL,
    seq INTEGER NOT NULL,             -- 1, 2, 3 ... without a gap
    prev TEXT NOT NULL,               -- SHA-256 of the entry before, '' for the first
    entry BLOB NOT NULL,              -- canonical JSON: device, kind, prev, seq, subject, v
    hash TEXT NOT NULL,               -- SHA-256 of entry
    signature BLOB NOT NULL,          -- Ed25519 over entry
    PRIMARY KEY (device, seq)
) WITHOUT ROWID;
CREATE TABLE device (
    device_id TEXT PRIMARY KEY,       -- first 16 hex of SHA-256 of the public key
    public_key TEXT NOT NULL,
    name TEXT NOT NULL,
    first_seen TEXT NOT NULL
) WITHOUT ROWID;
"""

_ENTITIES = """
CREATE TABLE entity (
    dataset TEXT NOT NULL,
    id TEXT NOT NULL,
    created INTEGER NOT NULL,         -- 0: only updated here; the row itself is in a list file
    label TEXT NOT NULL,              -- '' where no form of ours gave one
    version INTEGER NOT NULL,
    properties TEXT NOT NULL,         -- JSON object, name -> text; those that our forms named
    updated TEXT NOT NULL,
    revision TEXT NOT NULL,           -- that wrote it last
    PRIMARY KEY (dataset, id)
);
"""

_ACTS = """
CREATE TABLE act (
    seq INTEGER PRIMARY KEY,          -- 1, 2, 3 ... without a gap
    entry BLOB NOT NULL,              -- canonical JSON, see acts.py
    hash TEXT NOT NULL                -- SHA-256 of entry; the next entry's prev
);
CREATE TRIGGER act_stays BEFORE UPDATE ON act BEGIN
    SELECT RAISE(ABORT, 'acts are only appended');
END;
CREATE TRIGGER act_remains BEFORE DELETE ON act BEGIN
    SELECT RAISE(ABORT, 'acts are only appended');
END;
"""

_PEOPLE = """
CREATE TABLE person (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('enumerator', 'supervisor', 'lead')),
    state TEXT NOT NULL CHECK (state IN ('active', 'removed')),
    kind TEXT NOT NULL CHECK (kind IN ('passphrase', 'pin')),
    verifier TEXT NOT NULL,           -- JSON, see study/verifier.py; '' where keys.json knows it
    added TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE owner (
    instance_id TEXT PRIMARY KEY REFERENCES instance,
    code TEXT NOT NULL                -- of who began the interview
) WITHOUT ROWID;
"""

# The journal's chain: `hash` covers the step and the hash of the step before it; `head` is that of the last
# step, `unsealed` the number of first steps that are older than the chain. Then seals (seals.py).
_SEALS = f"""
ALTER TABLE journal ADD COLUMN hash BLOB NOT NULL DEFAULT x'';
ALTER TABLE instance ADD COLUMN head BLOB NOT NULL DEFAULT x'';
ALTER TABLE instance ADD COLUMN unsealed INTEGER NOT NULL DEFAULT 0;
UPDATE instance SET unsealed =
    (SELECT count(*) FROM journal WHERE journal.instance_id = instance.instance_id);
{TALLY}{sealing(*OF_STUDY)}
"""

_TEAM = """
CREATE TABLE event (
    event_id TEXT PRIMARY KEY,        -- SHA-256 of body
    record_id TEXT NOT NULL,
    body BLOB NOT NULL                -- canonical JSON, see merge/events.py
);
CREATE INDEX event_record ON event (record_id);
CREATE TABLE fork (                   -- entries whose number in a device's log another entry has
    device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    prev TEXT NOT NULL,
    entry BLOB NOT NULL,
    hash TEXT PRIMARY KEY,
    signature BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE revision_file (
    rev_id TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (rev_id, name)
) WITHOUT ROWID;
CREATE TABLE import (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    person TEXT NOT NULL,
    source TEXT NOT NULL,
    undone TEXT NOT NULL              -- when it was taken back, else empty
);
CREATE TABLE arrived (                -- what an import brought that was not here before
    number INTEGER NOT NULL REFERENCES import,
    kind TEXT NOT NULL,               -- device_log, fork, revision, event, instance
    id TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE INDEX arrived_number ON arrived (number, kind);
"""

_TEAM_SEALS = sealing(*OF_TEAM)

_BUNDLES = f"""
CREATE TABLE bundle (                 -- manifests of other laptops that were taken in
    hash TEXT PRIMARY KEY,            -- SHA-256 of the manifest, the next one's previous
    device TEXT NOT NULL,
    number INTEGER NOT NULL,
    previous TEXT NOT NULL,
    at TEXT NOT NULL,
    sender TEXT NOT NULL,
    seq INTEGER NOT NULL,             -- up to where the log of the sender reached
    tip TEXT NOT NULL,                -- hash of that entry
    whole INTEGER NOT NULL,           -- 1: every pack that it names was there and could be read
    came INTEGER NOT NULL             -- number of the import
) WITHOUT ROWID;
CREATE INDEX bundle_device ON bundle (device, number);
CREATE TABLE merge_report (
    number INTEGER PRIMARY KEY,       -- of the import
    told TEXT NOT NULL                -- JSON, see transfer/report.py
);
CREATE TABLE list_edition (           -- versions of the lists of a form; the highest is in force
    form_sha256 TEXT NOT NULL,
    file_name TEXT NOT NULL,
    edition INTEGER NOT NULL,         -- 0: as the form came
    list_sha256 TEXT NOT NULL,
    device TEXT NOT NULL,             -- that sent or made it
    at TEXT NOT NULL,
    PRIMARY KEY (form_sha256, file_name, edition, list_sha256)
) WITHOUT ROWID;
CREATE TABLE used_list (              -- of interviews begun with another edition than 0
    instance_id TEXT NOT NULL REFERENCES instance,
    file_name TEXT NOT NULL,
    list_sha256 TEXT NOT NULL,
    PRIMARY KEY (instance_id, file_name)
) WITHOUT ROWID;
{sealing(*OF_BUNDLES)}
"""

_CASES = f"""
CREATE TABLE revision_case (          -- what the answers of a revision say of its case
    rev_id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,            -- '' where the form asks for none
    wave TEXT NOT NULL,
    outcome TEXT NOT NULL,
    visits INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE draft_case (             -- interviews that were begun for a case
    instance_id TEXT PRIMARY KEY REFERENCES instance,
    case_key TEXT NOT NULL            -- see merge/cases.py
) WITHOUT ROWID;
{sealing(*OF_CASES)}
"""

_UNFILLED = f"""
CREATE TABLE unfilled (               -- interviews that came before their form
    instance_id TEXT PRIMARY KEY,
    form_sha256 TEXT NOT NULL,
    number INTEGER NOT NULL,          -- of the import
    told TEXT NOT NULL                -- JSON, table -> rows; '' once filled in, while its files are sought
);
{sealing(*OF_UNFILLED)}
"""

MIGRATIONS: tuple[str, ...] = (
    *(_FIRST, _ENTITIES, _ACTS, _PEOPLE, _SEALS, _TEAM, _TEAM_SEALS, _BUNDLES, _CASES, _UNFILLED),
)
