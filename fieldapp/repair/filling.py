"""The rows of the new database: which are taken as they are, which are worked out anew, which are named."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from fieldapp.form import read_xform
from fieldapp.problems import Problem
from fieldapp.repair import drafts
from fieldapp.repair.ground import Ground
from fieldapp.repair.revisions import xml_difference
from fieldapp.repair.told import Told
from fieldapp.repair.union import Union, revision_of
from fieldapp.store.revisions import is_own_hash, unverified_row
from fieldapp.store.salvage import Filler, Row
from fieldapp.wording import tr

_PLAIN = {"setting": "settings", "list": "", "device": "", "person": "people"}
_LATE = {
    "annotation": "notes",
    "owner": "",
    "device_log": "log entries",
    "entity": "entities",
    "act": "acts",
    **dict.fromkeys(("event", "fork", "revision_file", "import", "arrived"), "team records"),
    **dict.fromkeys(("bundle", "merge_report", "list_edition", "used_list"), "team records"),
    **dict.fromkeys(("revision_case", "draft_case", "unfilled"), ""),
}


@dataclass
class Filling:
    """Fills in the order that the references between tables ask for."""

    both: Union
    told: Told
    forms: set[str] = field(default_factory=set)
    instances: set[str] = field(default_factory=set)
    media: list[Row] = field(default_factory=list)
    attached: dict[str, tuple[str, int]] = field(default_factory=dict)
    """File name -> hash and size, as the finalised interviews name them."""

    def fill_before(self, filler: Filler) -> None:
        """All that interviews refer to."""
        for table, what in _PLAIN.items():
            self._plain(filler, table, what)
        self._forms(filler)
        rows = self.both.sound("form_list").values()
        filler.put("form_list", [row for row in rows if row["form_sha256"] in self.forms])
        self._doubt("form_list", tr("A list of a form"))

    def fill_interviews(self, filler: Filler, ground: Ground) -> None:
        """Revisions, then the interviews with their journals."""
        revisions = self._revisions()
        drafts.fill(self, filler, ground, revisions)
        self._put_revisions(filler, ground, revisions)

    def fill_after(self, filler: Filler) -> None:
        """All that refers to interviews."""
        self._media(filler)
        for table, what in _LATE.items():
            self._plain(filler, table, what)

    def _plain(self, filler: Filler, table: str, what: str) -> None:
        sound = self.both.sound(table)
        rows = [row for _, row in sorted(sound.items(), key=lambda item: str(item[0]))]
        if table in ("annotation", "owner", "used_list", "draft_case"):
            rows = [row for row in rows if row["instance_id"] in self.instances]
        if table == "act":
            rows.sort(key=lambda row: row["seq"])
        count = filler.put(table, rows)
        if what:
            self.told.taken(what, count)
        self._doubt(table, what)

    def _doubt(self, table: str, what: str) -> None:
        """Rows of the study that nothing vouches for, unless the backup had them whole."""
        sound = self.both.sound(table)
        for row in self.both.doubtful(table):
            key = next(iter(row.values()), "")
            if not any(one[0] == key for one in sound):
                self.told.keep(table, row)
                self.told.lost(what or table, f"{tr(what or table)}: {key}")

    def _forms(self, filler: Filler) -> None:
        """A form vouches for itself by its hash; what stands beside it is read out of it again."""
        rows = {key[0]: row for key, row in self.both.sound("form").items()}
        for row in self.both.doubtful("form"):
            xml = row["xml"]
            digest = hashlib.sha256(xml).hexdigest() if isinstance(xml, bytes) else ""
            if digest in rows:
                continue
            made = _form_again(row, digest, xml) if digest == row["sha256"] else None
            if made is not None:
                rows[digest] = made
            else:
                self.told.keep("form", row)
                self.told.lost("forms", f"{tr('forms')}: {row['title']}")
        self.told.taken("forms", filler.put("form", rows.values()))
        self.forms = set(rows)

    def _revisions(self) -> dict[str, Row]:
        """By id; a row with another fault is made anew from a body that has its own hash."""
        found = dict[str, Row]()
        for (rev_id,), row in self.both.sound("revision").items():
            if isinstance(row["body"], bytes) and is_own_hash(rev_id, row["body"]):
                found[rev_id] = row
        for row in self.both.doubtful("revision"):
            made = revision_of(row)
            if made is not None and (made["rev_id"] in self._signed() or made["rev_id"] == row["rev_id"]):
                found.setdefault(made["rev_id"], made)
        known = {row["instance_id"] for row in found.values()}
        for row in self.both.doubtful("revision"):
            if row["rev_id"] not in found and row["instance_id"] not in known:
                self.told.keep("revision", row)
                self.told.lost("finalised", f"{tr('finalised')}: {str(row['instance_id'])[:13]}")
        return found

    def _signed(self) -> set[str]:
        """Ids that the signed logs name."""
        return {
            rev_id
            for row in self.both.sound("device_log").values()
            for rev_id in _hex_words(row["entry"].decode("utf-8", "replace"))
        }

    def _put_revisions(self, filler: Filler, ground: Ground, rows: dict[str, Row]) -> None:
        for rev_id, row in rows.items():
            revision = unverified_row(row)
            if not revision.xml or xml_difference(revision):
                row = {**row, "xml": drafts.xml_again(ground, revision)}
                self.told.partly("finalised", f"{tr('XML made anew')}: {revision.instance_id[:13]}")
            else:
                self.told.taken("finalised")
            rows[rev_id] = row
        ordered = sorted(rows.values(), key=lambda row: (row["wall_time"], row["seq"]))
        filler.put("revision", ordered)
        for row in ordered:
            self.attached |= drafts.attachments(row["body"])

    def _media(self, filler: Filler) -> None:
        """The index; a row that nothing vouches for counts where the file itself has the hash in its name."""
        rows = {key[0]: row for key, row in self.both.sound("media").items()}
        for row in self.both.doubtful("media"):
            name = str(row["name"])
            if name in rows:
                continue
            if name in self.attached:
                sha256, size = self.attached[name]
                rows[name] = {**row, "sha256": sha256, "size": size}
            else:
                self.told.keep("media", row)
        self.media = [row for row in rows.values() if row["instance_id"] in self.instances]
        filler.put("media", self.media)


def _form_again(row: Row, sha256: str, xml: bytes) -> Row | None:
    try:
        definition = read_xform(xml, "")
    except Problem:
        return None
    plain = {"form_id": definition.form_id, "version": definition.version, "title": definition.title}
    return {**row, **plain, "sha256": sha256, "source_name": "", "added": drafts.moment(row["added"])}


def _hex_words(text: str) -> list[str]:
    return [word for word in text.split('"') if len(word) == 64]
