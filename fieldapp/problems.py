"""Every failure of the world that fieldapp can report.

Owns: the catalogue (code, severity, exit code, one English sentence *where - what - what to do*).
Does not: raise anything itself, know Qt, write files. May import: the standard library only.

A `Problem` is the world's fault (a full disk, a damaged file). A bug is an ordinary exception.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad it is: an error stops the action, a warning lets it go on."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Kind:
    """One entry of the catalogue.

    `sentence` is the English wording and the key of its translation. It holds `{fields}` that
    each occurrence fills in. `exit_code` is what the command line returns.
    """

    code: str
    sentence: str
    exit_code: int = 1
    severity: Severity = Severity.ERROR


CATALOGUE: dict[str, Kind] = {}


def _kind(code: str, sentence: str, exit_code: int = 1, severity: Severity = Severity.ERROR) -> Kind:
    if code in CATALOGUE:
        raise ValueError(f"problem code {code} is in the catalogue twice")
    CATALOGUE[code] = Kind(code, sentence, exit_code, severity)
    return CATALOGUE[code]


class Problem(Exception):
    """A failure with a catalogue entry; `str()` is the English sentence, `wording.problem()` the translated one."""

    def __init__(self, kind: Kind, **fields: object) -> None:
        self.kind = kind
        self.fields = fields
        super().__init__(kind.sentence.format(**fields))


# Files and folders (exit 10-19)
DISK_FULL = _kind(
    "disk-full",
    "{where}: the disk is full. Nothing that was saved before is lost. Free some space and try again.",
    10,
)
READ_ONLY = _kind(
    "read-only",
    "{where}: this folder cannot be written to. Nothing was changed. Choose another folder or ask for the right to write.",
    11,
)
FILE_MISSING = _kind(
    "file-missing", "{where}: there is no such file. Check the name, or plug the stick in again.", 12
)
FILE_UNREADABLE = _kind(
    "file-unreadable", "{where}: the file cannot be read ({why}). It was left as it is. Try another copy.", 13
)
FILE_IN_USE = _kind(
    "file-in-use", "{where}: another program has this file open. Close it there, then try again.", 14
)
DISK_FAILED = _kind(
    "disk-failed",
    "{where}: the disk did not do what it was asked ({why}). What was saved before is safe. Check the disk or plug the stick in again, then try again.",
    15,
)

# Studies and databases (exit 20-29)
STUDY_MISSING = _kind(
    "study-missing",
    "{where}: there is no study in this folder. Choose another folder, or make a study here.",
    20,
)
STUDY_EXISTS = _kind(
    "study-exists",
    "{where}: there is a study here already. It was left as it is. Choose an empty folder.",
    21,
)
STUDY_OPEN = _kind(
    "study-open",
    "{where}: this study is open in another window or program. Go on there, or close it there first.",
    22,
)
DATABASE_DAMAGED = _kind(
    "database-damaged",
    "{where}: the database is damaged ({why}). Nothing was changed. Copy the study folder before anything else, then restore a backup.",
    23,
)
DATABASE_NEWER = _kind(
    "database-newer",
    "{where}: the study was written by a newer fieldapp (format {found}, this one knows {known}). Nothing was changed. Update fieldapp on this laptop.",
    24,
)
DATABASE_UNKNOWN = _kind(
    "database-unknown",
    "{where}: this database is not a study of fieldapp. It was left as it is. Choose the folder of a study.",
    25,
)
DATABASE_BUSY = _kind(
    "database-busy",
    "{where}: another program is writing to the study. Wait until it has finished, then try again.",
    26,
)
INSTANCE_MISSING = _kind(
    "instance-missing", "{where}: there is no such interview in this study. Choose one from the list.", 27
)
KEY_UNREADABLE = _kind(
    "key-unreadable",
    "{where}: the key of this laptop cannot be read ({why}). Interviews are safe, but none can be finalised. Put the file back from a backup; if there is none, move it away and this laptop gets a new number.",
    28,
)

# Forms (exit 30-39)
FORM_UNREADABLE = _kind(
    "form-unreadable",
    "{where}: this file is not a form ({why}). Nothing was added. Open it in Excel and save it again as .xlsx.",
    30,
)
FORM_ERROR = _kind(
    "form-error", "{where}: {why}. The form was not added. Correct this in the form and add it again.", 31
)
FORM_EXPRESSION = _kind(
    "form-expression",
    "{where}: this expression cannot be understood: {expression} ({why}). The form was not added. Correct it and add the form again.",
    32,
)
FORM_LIST_MISSING = _kind(
    "form-list-missing",
    "{where}: the form needs the list {name}, and it is not beside the form. Put the file there and add the form again.",
    33,
)
FORM_MISSING = _kind("form-missing", "{where}: there is no such form in this study. Add the form first.", 34)
FORM_CYCLE = _kind(
    "form-cycle",
    "{where}: these questions depend on each other in a circle: {path}. The form was not added. Break the circle.",
    35,
)
LIST_UNREADABLE = _kind(
    "list-unreadable",
    "{where}: this list cannot be read ({why}). Save it as CSV in UTF-8 with the headings name and label.",
    36,
)

# Expressions while an interview runs (exit 40-49)
EXPRESSION_FAILED = _kind(
    "expression-failed",
    "{where}: {expression} could not be worked out ({why}). The answers are safe. Tell the author of the form.",
    40,
)

# Export (exit 50-59)
EXPORT_TOO_LARGE = _kind(
    "export-too-large",
    "{where}: {rows} rows and {columns} columns do not fit on one Excel sheet. Nothing was written. Choose fewer interviews, or export as CSV.",
    50,
)
EXPORT_LANGUAGE = _kind(
    "export-language",
    "{where}: the form has no language {value}. Nothing was written. Choose one of: {known}.",
    51,
)
EXPORT_COLUMN = _kind(
    "export-column",
    "{where}: {value} is no question of this form that can be repeated on other sheets. Nothing was written. Choose one of: {known}.",
    52,
)

# Interviews (exit 60-69)
NOT_FINALIZABLE = _kind(
    "not-finalizable",
    "{where}: {count} questions must be settled before this interview can be finalised. The draft is safe.",
    60,
)
INTERVIEW_FINALIZED = _kind(
    "interview-finalized",
    "{where}: this interview is finalised and stays as it is. To correct it, open it for correction and give the reason.",
    62,
)
INTERVIEW_DRAFT = _kind(
    "interview-draft", "{where}: this interview is still a draft. Go on with the draft itself.", 63
)
REASON_MISSING = _kind(
    "reason-missing",
    "{where}: a correction needs a reason. Nothing was changed. Write in a few words why it is corrected.",
    64,
)
PRACTICE_ONLY = _kind(
    "practice-only",
    "{where}: practice interviews are no data, so they are not exported. End the practice to export real interviews.",
    65,
)
SETTING_INVALID = _kind(
    "setting-invalid", "{where}: {value} is not allowed here ({why}). The old value stays.", 61
)

# Backups (exit 70-79)
BACKUP_DAMAGED = _kind(
    "backup-damaged",
    "{where}: this backup is damaged ({why}). Nothing was restored and nothing was changed. Choose another backup.",
    70,
)
BACKUP_NEWER = _kind(
    "backup-newer",
    "{where}: this backup was made by a newer fieldapp. Nothing was changed. Update fieldapp on this laptop.",
    71,
)
BACKUP_MISSING = _kind(
    "backup-missing",
    "{where}: there is no backup here. Nothing was changed. Plug the stick in, or choose the folder that holds fieldapp-backup.",
    72,
)
RESTORE_TARGET = _kind(
    "restore-target",
    "{where}: this folder is not empty. Nothing was restored and nothing was changed. Choose a folder that is not there yet.",
    73,
)
BACKUP_OTHER_STUDY = _kind(
    "backup-other-study",
    "{where}: this backup belongs to another study. Nothing was changed. Restore it into a folder of its own.",
    74,
)

# People and rights (exit 80-89)
NOT_ALLOWED = _kind("not-allowed", "{where}: {what} is for {who}. Nothing was changed.", 80)
SIGN_IN_NEEDED = _kind(
    "sign-in-needed", "{where}: nobody is signed in. Nothing was changed. Sign in, then try again.", 81
)
WRONG_PASSPHRASE = _kind(
    "wrong-passphrase",
    "{where}: wrong passphrase. Nothing was changed. Try again, or ask the study lead.",
    82,
)
SIGN_IN_WAIT = _kind(
    "sign-in-wait",
    "{where}: too many wrong tries. Nothing was changed or erased. The next try is possible in {seconds} s.",
    83,
)
PERSON_UNKNOWN = _kind(
    "person-unknown",
    "{where}: there is no person {value} in this study. Choose one of those on the list.",
    84,
)
PERSON_EXISTS = _kind(
    "person-exists",
    "{where}: the code {value} is in use. Nothing was changed. Give the new person another code.",
    85,
)
LEAD_NEEDED = _kind(
    "lead-needed",
    "{where}: where several people work, one of them must be the study lead. Nothing was changed. Make somebody the study lead first.",
    86,
)
SECRET_WEAK = _kind(
    "secret-weak",
    "{where}: this passphrase or PIN cannot be used ({why}). Nothing was changed. Choose another one.",
    87,
)

# Encryption (exit 100-109)
STUDY_LOCKED = _kind(
    "study-locked",
    "{where}: this study is encrypted. Nothing was changed. Open it with your passphrase or the recovery code.",
    100,
)
VAULT_DAMAGED = _kind(
    "vault-damaged",
    "{where}: the list of keys is damaged ({why}). Nothing was changed, and without it nobody can open the study. Put back keys.json from the newest backup of this study.",
    101,
)
VAULT_ALTERED = _kind(
    "vault-altered",
    "{where}: the list of keys was changed by something other than fieldapp. Nothing was opened. Put back keys.json from a backup of this study, and tell the study lead.",
    102,
)
SEAL_BROKEN = _kind(
    "seal-broken",
    "{where}: this encrypted file cannot be opened: it is damaged, or it belongs to another study. It was left as it is. Take the file from a backup.",
    103,
)
DATABASE_KEY = _kind(
    "database-key",
    "{where}: the key does not open this database: its beginning is damaged, or keys.json is from another study. Nothing was changed. Copy the study folder before anything else, then restore a backup.",
    104,
)
DATABASE_PLAIN = _kind(
    "database-plain",
    "{where}: this database is not encrypted, though the study is. Somebody has put another file in its place. Nothing was changed. Restore a backup.",
    105,
)
DATABASE_SEALED = _kind(
    "database-sealed",
    "{where}: this database is encrypted, and its list of keys (keys.json) is missing. Nothing was changed. Put back keys.json from the newest backup of this study.",
    106,
)
PROTECTED_ALREADY = _kind(
    "protected-already",
    "{where}: this study is encrypted already. Nothing was changed. Open it with your passphrase.",
    107,
)
PROTECTED_NOT = _kind(
    "protected-not", "{where}: this study is not encrypted. Nothing was changed. Encrypt it first.", 108
)

# Damage that a check beside the data finds (exit 90-99; `fieldapp check` itself ends with 90)
JOURNAL_DAMAGED = _kind(
    "journal-damaged",
    "{where}: the record of this interview is damaged after step {step}, so it was not opened. Nothing was changed. Choose Settings, Check the study, to see what is sound and to make a repaired copy.",
    91,
)
REVISION_DAMAGED = _kind(
    "revision-damaged",
    "{where}: this finalised interview is not as it was written, so it is not shown. Nothing was changed. Choose Settings, Check the study, to see what is sound and to make a repaired copy.",
    92,
)
MEDIA_DAMAGED = _kind(
    "media-damaged",
    "{where}: this file is not as it was stored, so it is not shown. It was left as it is. Put the file back from a backup, or take it anew.",
    93,
)
LIST_DAMAGED = _kind(
    "list-damaged",
    "{where}: the list {name} is not as it was stored, so no choices are taken from it. Nothing was changed. Add the form again with its lists, or make a repaired copy of the study.",
    94,
)
LOG_DAMAGED = _kind(
    "log-damaged",
    "{where}: the newest answers lie in a log that is damaged ({why}), and opening would drop them. Nothing was changed. Copy the study folder, then make a repaired copy of the study.",
    95,
)
FORM_DAMAGED = _kind(
    "form-damaged",
    "{where}: this form is not as it was added. Nothing was changed. Make a repaired copy of the study, or add the same form again there.",
    96,
)
REBUILD_TARGET = _kind(
    "rebuild-target",
    "{where}: a repaired copy needs a new or empty folder outside the damaged study. Nothing was changed. Choose another folder.",
    97,
)
NOTHING_READABLE = _kind(
    "nothing-readable",
    "{where}: nothing of a study could be read here. Nothing was changed. Try the backup, or another copy of the folder.",
    98,
)
LOG_TORN = _kind(
    "log-torn",
    "{where}: the very last step before the computer stopped could not be read and is not there. All before it is. Look at the interview that was open last; the remains are kept in {kept}.",
    99,
    Severity.WARNING,
)

# Team

COPY_DIFFERS = _kind(
    "copy-differs",
    "{where}: what was written here reads back differently, so the medium cannot be trusted. Everything is still on this laptop. Take another stick.",
    110,
)
IMPORT_NONE = _kind("import-none", "{where}: there is no merge to take back. Nothing was changed.", 111)
IMPORT_BUILT_UPON = _kind(
    "import-built-upon",
    "{where}: the last merge cannot be taken back, since {count} corrections, reviews or decisions were made on what it brought. Nothing was changed. Correct the interviews one by one instead.",
    112,
)
REVISION_MISSING = _kind(
    "revision-missing",
    "{where}: a version that this decision is about is not here (any more). Nothing was changed. Look at the conflict again.",
    113,
)
CARD_UNREADABLE = _kind(
    "card-unreadable",
    "{where}: this is no join card, or not all of it, or not as its laptop made it. Nothing was changed. Show the card on the laptop again and copy it whole.",
    114,
)
CARD_OTHER_STUDY = _kind(
    "card-other-study",
    "{where}: this join card is of another study. Nothing was changed. Open this study on the laptop and show its card there.",
    115,
)
WORDS_DIFFER = _kind(
    "words-differ",
    "{where}: these are not the words of this laptop. Nothing was changed. Compare them again, face to face; if they stay different, the card was exchanged on its way.",
    116,
)
ROSTER_NOT_LEAD = _kind(
    "roster-not-lead",
    "{where}: another laptop leads this team, so this one cannot change its list. Nothing was changed. Do it on the laptop of the study lead.",
    117,
)
ROSTER_MISSING = _kind(
    "roster-missing",
    "{where}: there is no list of laptops here that waits to be joined. Nothing was changed. Take in a bundle of the study lead first.",
    118,
)
LAPTOP_UNKNOWN = _kind(
    "laptop-unknown",
    "{where}: no laptop, or more than one, goes by {value}. Nothing was changed. Look at the list of laptops and name it by its number.",
    119,
)
SHEET_DIFFERS = _kind(
    "sheet-differs",
    "{where}: what was read back from the sheet does not open the test pack. The sheet does not count as made. Compare it letter by letter, or print a new one.",
    120,
)
UPDATE_UNNAMED = _kind(
    "update-unnamed",
    "{where}: the name of this file does not say version and system (fieldapp-0.2.0-windows.exe). Nothing was put into the bundle. Name it so.",
    121,
)
UPDATE_NOT_OFFICE = _kind(
    "update-not-office",
    "{where}: app updates come from laptops of supervisors and the study lead only. Nothing was put into the bundle. Do it there.",
    122,
)
UPDATE_DAMAGED = _kind(
    "update-damaged",
    "{where}: this app update is not the file that was handed over. It was not saved. Take the bundle in again, or ask the study lead for it.",
    123,
)
UPDATE_MISSING = _kind(
    "update-missing",
    "{where}: no app update lies here whole that is newer than this app. Nothing was saved. Take in a bundle of the study lead.",
    124,
)
WORKBOOK_FOREIGN = _kind(
    "workbook-foreign",
    "{where}: this is no workbook that fieldapp exported, or its keys (_key, _revision) are gone. Nothing was changed. Ask for the file as it was exported.",
    125,
)

# Cases (exit 41-48)
CASES_UNREADABLE = _kind(
    "cases-unreadable",
    "{where}: this is no list of cases ({why}). Nothing was changed. Save it as .xlsx or .csv with a column case_id and load it again.",
    41,
)
CASES_TOO_MANY = _kind(
    "cases-too-many",
    "{where}: a list of more than {most} cases is not loaded. Nothing was changed. Split the list.",
    42,
)
CASES_FAULTY = _kind(
    "cases-faulty",
    "{where}: {count} rows are at fault, so nothing was loaded. Mend them in the file and load it again.",
    43,
)
CASE_DISPUTED = _kind(
    "case-disputed",
    "{where}: two people have said different things of this case. Nothing was changed. Settle it first.",
    44,
)
CASE_RESULT = _kind(
    "case-result",
    "{where}: {value} is no outcome code or no time. Nothing was recorded. Use a code like 224 and a time like 2026-11-23 14:30.",
    45,
)
CASE_MISSING = _kind(
    "case-missing",
    "{where}: there is no case {value}. Nothing was changed. Look at the list of cases.",
    46,
)
CASE_FORM = _kind(
    "case-form",
    "{where}: this case is for the form {form}, which is not in the study. No interview was begun. Take in the supervisor's bundle, or add the form.",
    47,
)
CASE_ENDED = _kind(
    "case-ended",
    "{where}: this case is done, closed or disputed. No interview was begun. Ask the supervisor.",
    48,
)
