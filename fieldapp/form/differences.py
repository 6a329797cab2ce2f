"""What can differ between two versions of a form, and what each means for drafts and for merged data."""

from __future__ import annotations

from dataclasses import dataclass, field

from fieldapp.wording import tr


@dataclass(frozen=True, slots=True)
class Kind:
    """`what` changed; what it means for `drafts` begun before, and for `data` of both versions together."""

    code: str
    what: str
    drafts: str
    data: str


KINDS: dict[str, Kind] = {}
_KEEP = "Drafts begun before keep the old version."


def _kind(code: str, what: str, data: str, drafts: str = _KEEP) -> Kind:
    KINDS[code] = Kind(code, what, drafts, data)
    return KINDS[code]


FORM_ID = _kind(
    "form-id",
    "The form is called {new} now, before {old}.",
    "Two forms: their interviews never come into one table.",
    "Drafts of the old form stay with it.",
)
SAME_VERSION = _kind(
    "same-version",
    "Both versions are called {old}.",
    "Nobody can tell by which version an interview was made. Change version in the sheet settings.",
)
ADDED = _kind(
    "added",
    "{name} is new.",
    "A new column. It is empty in interviews of the old version, which does not mean skipped.",
    "Drafts begun before do not ask it.",
)
REMOVED = _kind(
    "removed",
    "{name} is gone.",
    "The column stays. It is empty in interviews of the new version.",
    "Drafts begun before still ask it.",
)
RENAMED = _kind(
    "renamed",
    "{new} is perhaps {old} under a new name.",
    "Two columns. Keep the old name, or join the columns by hand.",
    "Drafts begun before fill {old}.",
)
MOVED = _kind("moved", "{name} stands in {new} now, before in {old}.", "The same column.")
MOVED_LEVEL = _kind(
    "moved-level",
    "{name} is asked for {new} now, before for {old}.",
    "Two columns on two sheets: one answer an interview is not one answer a row. Give it a new name.",
)
REORDERED = _kind(
    "reordered",
    "{name} stands elsewhere in the order now.",
    "The same column. Answers can depend on what was asked before.",
)
TYPE = _kind(
    "type",
    "{name} is of type {new} now, before {old}.",
    "One column with two kinds of answers. What does not fit is listed apart. Better give it a new name.",
)
WIDER = _kind(
    "type-wider", "{name} is of type {new} now, before {old}.", "The old answers fit into the new type."
)
CHOICE_ADDED = _kind(
    "choice-added",
    "The list {name} has the new choice {new}.",
    "In the old version nobody could choose it: shares of the two versions cannot be compared.",
    "Drafts begun before do not offer it.",
)
CHOICE_REMOVED = _kind(
    "choice-removed",
    "The list {name} no longer has the choice {old}.",
    "Old answers keep the code and its label.",
    "Drafts begun before still offer it.",
)
CHOICE_LABEL = _kind(
    "choice-label",
    "In the list {name}, {code} reads {new} now, before {old} ({language}).",
    "If it means something else, the same code has two meanings. Use a new code.",
)
RELEVANT = _kind(
    "relevant",
    "{name} is asked if {new}, before if {old}.",
    "An empty answer can mean different things in the two versions.",
)
CONSTRAINT = _kind(
    "constraint",
    "{name} must satisfy {new}, before {old}.",
    "Answers of the old version may break the new rule.",
)
REQUIRED = _kind(
    "required",
    "{name} is required: {new}, before {old}.",
    "Answers may be missing where it was not required.",
)
CALCULATION = _kind(
    "calculation",
    "{name} is calculated as {new}, before {old}.",
    "One column with the results of two formulas. Old interviews are not calculated again.",
)
FILTER = _kind(
    "filter",
    "The choices of {name} are {new}, before {old}.",
    "People of the two versions chose from different lists.",
)
COUNT = _kind(
    "count", "{name} has {new} rows, before {old}.", "The number of rows can differ between the versions."
)
PERSONAL = _kind(
    "personal",
    "{name} is marked {new} as personal data, before {old}.",
    "Exports follow the newest version, for old interviews too.",
)
LABEL = _kind(
    "label",
    "{name} reads {new} now, before {old} ({language}).",
    "One column. If it asks something else now, give it a new name.",
)
HINT = _kind("hint", "The hint of {name} is {new} now, before {old} ({language}).", "One column.")
LANGUAGE_ADDED = _kind("language-added", "The language {new} is new.", "No change.")
LANGUAGE_REMOVED = _kind("language-removed", "The language {old} is gone.", "No change.")
FILE_ADDED = _kind("file-added", "The form needs the list {new} now.", "No change.")
FILE_REMOVED = _kind("file-removed", "The form no longer needs the list {old}.", "No change.")


@dataclass(frozen=True)
class Difference:
    """One difference; its words are in the interface language in force when they are read."""

    kind: Kind
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def what(self) -> str:
        return tr(self.kind.what).format(**self.fields)

    @property
    def drafts(self) -> str:
        """What it means for interviews that were begun with the old version."""
        return tr(self.kind.drafts).format(**self.fields)

    @property
    def data(self) -> str:
        """What it means for a table that holds interviews of both versions."""
        return tr(self.kind.data).format(**self.fields)


def differs(kind: Kind, **fields: str) -> Difference:
    """A difference; an empty rule is shown as a dash."""
    return Difference(kind, {key: value or "–" for key, value in fields.items()})
