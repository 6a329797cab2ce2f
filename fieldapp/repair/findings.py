"""What a check can find: what it is, what is safe all the same, what to do. In both languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from fieldapp.wording import tr


class Level(StrEnum):
    """DAMAGE: something is not as it was written. NOTICE: worth knowing, nothing is wrong."""

    DAMAGE = "damage"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Kind:
    """An entry of the catalogue; its sentences hold `{fields}`."""

    code: str
    what: str
    safe: str
    todo: str
    level: Level = Level.DAMAGE


KINDS: dict[str, Kind] = {}

_REBUILD = "Make a repaired copy of the study."
_REST = "All other interviews."
_DATABASE = "What can be read row by row; most damage is in one place."


def _kind(code: str, what: str, safe: str, todo: str, level: Level = Level.DAMAGE) -> Kind:
    KINDS[code] = Kind(code, what, safe, todo, level)
    return KINDS[code]


FILE = _kind("database-file", "The database file is damaged: {why}.", _DATABASE, _REBUILD)
LOG = _kind(
    "log-damaged",
    "The log with the newest answers is damaged ({why}).",
    "All that was in the database before; most of the log can be read.",
    "Do not open the study before a repaired copy is made.",
)
TORN = _kind(
    "log-torn",
    "The last step in the log was not finished, or cannot be read ({why}).",
    "Everything before it.",
    "Look at the interview that was open last.",
    Level.NOTICE,
)
TABLE = _kind("table", "Entries are not as they were written: {why}.", _REST, _REBUILD)
PART = _kind("part-unreadable", "This part cannot be read: {why}.", _REST, _REBUILD)
ROW = _kind(
    "interview-row",
    "The entry of this interview in the list is not as it was written.",
    "Its answers, which are kept apart.",
    _REBUILD,
)
STRAY = _kind(
    "interview-missing",
    "There are answers of an interview that is not in the list.",
    "Its answers.",
    _REBUILD,
)
JOURNAL = _kind(
    "journal",
    "The record of answers is damaged: {good} of {steps} steps are sound.",
    "The answers up to that step.",
    _REBUILD,
)
STEPS = _kind("journal-steps", "Step {step} is missing in the record of answers.", _REST, _REBUILD)
UNDO = _kind(
    "journal-undo", "Step {step} belongs to no undo step.", "The answers; only undoing is affected.", _REBUILD
)
UNSEALED = _kind(
    "journal-unsealed",
    "{steps} steps are older than the protection against silent changes and cannot be verified.",
    "They can be read.",
    "Nothing.",
    Level.NOTICE,
)
DERIVED = _kind(
    "journal-derived",
    "The list shows {shown}, the record of answers says {derived}.",
    "The answers.",
    _REBUILD,
)
REPLAY = _kind(
    "journal-replay",
    "The record of answers does not fit the form: {why}.",
    _REST,
    _REBUILD,
)
BODY = _kind("revision-body", "The finalised interview is not as it was signed.", _REST, _REBUILD)
XML = _kind(
    "revision-xml",
    "The XML says something else than the finalised interview.",
    "The finalised interview itself, by its own hash.",
    _REBUILD,
)
ANSWERS = _kind(
    "revision-answers",
    "The finalised interview and its record of answers differ.",
    "The finalised interview itself, by its own hash.",
    "Look at the question on both sides.",
)
PARENT = _kind(
    "revision-parent",
    "The interview that this one corrects is not there.",
    "The correction, which is whole.",
    "Bring it from a backup or another laptop.",
    Level.NOTICE,
)
SIGNED = _kind("device-log", "The signed log of laptop {device} breaks at entry {entry}.", _REST, _REBUILD)
UNSIGNED = _kind(
    "revision-unlogged",
    "No signed log entry names this finalised interview.",
    "The interview, by its own hash.",
    "Tell the study lead.",
)
MISSING_REVISION = _kind(
    "revision-missing",
    "The signed log names a finalised interview that is not there.",
    _REST,
    "Bring it from a backup.",
)
FORM = _kind("form", "The form is not as it was added.", "Answers; other forms.", "Add the same form again.")
LIST = _kind(
    "list",
    "The list {name} is not as it was stored ({why}).",
    "All answers.",
    "Add the form again with its lists, or make a repaired copy.",
)
MEDIA_GONE = _kind(
    "media-missing", "The file is missing in the media folder.", "All answers.", "Put it back from a backup."
)
MEDIA = _kind(
    "media-changed",
    "The file is not as it was stored.",
    "All answers and other files.",
    "Put it back from a backup, or take it anew.",
)
MEDIA_EXTRA = _kind(
    "media-unlisted",
    "A file in the media folder that no interview knows.",
    "Everything.",
    "Nothing; it may be what a stopped copy left.",
    Level.NOTICE,
)
MEDIA_ROW = _kind(
    "media-unknown", "An answer names a file that the study does not know.", "All other answers.", _REBUILD
)
ACTS = _kind("acts", "The log of acts breaks at entry {entry}.", "All answers.", "Tell the study lead.")
VAULT = _kind(
    "vault",
    "The list of keys cannot be read: {why}.",
    "The data, as long as another copy of keys.json is there.",
    "Put keys.json back from a backup before closing the study.",
)
CONTACTS = _kind(
    "contacts",
    "The contacts cannot be read: {why}.",
    "All answers.",
    "Put contacts.db back from a backup.",
)
CONTACT_GONE = _kind(
    "contact-missing",
    "{n} personal values are not among the contacts.",
    "All other answers.",
    "If they were not deleted on purpose, put contacts.db back from a backup.",
    Level.NOTICE,
)
CONTACT_EXTRA = _kind(
    "contact-unused",
    "{n} contacts belong to no answer.",
    "Everything.",
    "Nothing; they may be what a stopped program left.",
    Level.NOTICE,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `where` is what people call the interview, form or file; `instance_id` and
    `question` are set where they are known."""

    kind: Kind
    where: str = ""
    instance_id: str = ""
    question: str = ""
    fields: dict[str, object] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        """How bad it is."""
        return self.kind.level

    @property
    def what(self) -> str:
        """The sentence, in the interface language."""
        return tr(self.kind.what, **self.fields)

    @property
    def safe(self) -> str:
        """What is safe all the same."""
        return tr(self.kind.safe)

    @property
    def todo(self) -> str:
        """What to do."""
        return tr(self.kind.todo)

    @property
    def place(self) -> str:
        """Interview, number and question as a person looks for them."""
        parts = (self.where, self.instance_id.removeprefix("uuid:")[:8], self.question)
        return " · ".join(part for part in parts if part)

    def plain(self) -> dict[str, object]:
        """For programs."""
        return {
            "code": self.kind.code,
            "level": str(self.level),
            "where": self.where,
            "instance_id": self.instance_id,
            "question": self.question,
            "what": self.what,
            "safe": self.safe,
            "todo": self.todo,
        }


def found(
    kind: Kind, where: object = "", instance_id: str = "", question: str = "", **fields: object
) -> Finding:
    """A finding."""
    return Finding(kind, str(where), instance_id, question, fields)
