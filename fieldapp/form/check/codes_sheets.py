"""The catalogue, first part: sheets, headings, types, names, lists, texts."""

from __future__ import annotations

from fieldapp.form.check.finding import error, strict, warning

# Sheets and headings
NO_SURVEY = error(
    "no-survey", "There is no sheet called survey.", "Give the sheet with the questions the name survey."
)
SHEET_NAME = warning(
    "sheet-name",
    "The sheet {name} is not read.",
    "Correct its name, or put an underscore in front if it is yours alone.",
)
NO_HEADING = error(
    "no-heading", "The heading {name} is missing.", "Write the headings into the first row of the sheet."
)
UNKNOWN_HEADING = warning(
    "unknown-heading",
    "The heading {name} is not known, so its column is ignored.",
    "Correct the heading, or put an underscore in front of a column of your own.",
)
SAME_HEADING = error(
    "same-heading", "The heading {name} stands twice (first in {first}).", "Remove one of the two columns."
)
UNKNOWN_SETTING = warning(
    "unknown-setting", "The setting {name} is not known, so it is ignored.", "Correct the heading."
)
NO_VERSION = warning(
    "no-version",
    "The form has no version.",
    "Write one into the column version of the sheet settings, and change it with every change of the form.",
)
DEFAULT_LANGUAGE = warning(
    "default-language",
    "No column is in the language {name}.",
    "Write the language exactly as in the headings: {languages}.",
)

# Types and structure
MISSING_TYPE = error("missing-type", "This row has no type.", "Write a type, or empty the row.")
UNKNOWN_TYPE = error("unknown-type", "{name} is no type of question.", "Choose a type that ODK forms know.")
MISSING_LIST = error(
    "missing-list", "The type {name} needs a list.", "Write the name of the list after the type."
)
UNKNOWN_LIST = error(
    "unknown-list", "There is no list {name} in the sheet choices.", "Correct the name or add the list."
)
UNCLOSED = error(
    "unclosed",
    "This {kind} ({name}) is never closed.",
    "Add a row end {kind} after its last question.",
)
STRAY_END = error(
    "stray-end", "Nothing is open that end {kind} could close.", "Remove this row, or add the begin row."
)
END_NAME = warning(
    "end-name", "This row names {name}, but it closes {opened}.", "Check whether a row is at the wrong place."
)
EMPTY_GROUP = warning("empty-group", "Nothing is inside {name}.", "Add questions, or remove it.")
RULE_OF_NO_USE = warning(
    "rule-of-no-use",
    "{column} does nothing for a row of type {type}.",
    "Move it to the row it belongs to, or remove it.",
)
UNKNOWN_APPEARANCE = warning(
    "unknown-appearance", "The appearance {name} is not known.", "Correct it; what is not known is ignored."
)
EXTERNAL_APP = warning(
    "external-app",
    "The appearance {name} calls another app of an Android phone.",
    "On a laptop the question is asked without it.",
)
MISSING_CALCULATION = error(
    "missing-calculation", "{name} has no calculation.", "Write one into the column calculation."
)
MISSING_LABEL = error(
    "missing-label", "{name} has no label, so nobody knows what is asked.", "Write a label."
)
MISSING_TRANSLATION = warning(
    "missing-translation",
    "This text is there in {there}, but not in {language}.",
    "Translate it.",
)
MISSING_LANGUAGE = warning(
    "missing-language",
    "The column {name} exists in {there}, but not in {language}.",
    "Add the column {name}::{language}.",
)
MESSAGE_WITHOUT_RULE = warning(
    "message-without-rule",
    "There is a message, but no {rule} that could show it.",
    "Write the {rule}, or remove the message.",
)

# Names
MISSING_NAME = error("missing-name", "This row has no name.", "Write a name of letters, digits and _.")
INVALID_NAME = error(
    "invalid-name",
    "{name} cannot be a name.",
    "Begin with a letter or _, then only letters, digits, _, - and full stops; no spaces.",
)
DUPLICATE_NAME = error(
    "duplicate-name", "The name {name} is already used in row {row}.", "Give one of the two another name."
)
SIMILAR_NAME = warning(
    "similar-name",
    "The name {name} differs from {other} in row {row} only by capital letters.",
    "Give one of the two another name: many programs do not tell them apart.",
)
RESERVED_NAME = error("reserved-name", "The name {name} is reserved.", "Choose another name.")
STATA_NAME = warning(
    "stata-name",
    "Stata cannot hold the name {name}.",
    "Use at most 32 letters, digits and _, and none of Stata's own words; else the export changes the name.",
)
SPSS_NAME = warning(
    "spss-name",
    "SPSS cannot hold the name {name}.",
    "Use at most 64 bytes, letters, digits and _, no word of SPSS's own; else the export changes it.",
)

# Lists
CHOICE_WITHOUT_LIST = error("choice-without-list", "This choice belongs to no list.", "Write its list_name.")
CHOICE_WITHOUT_CODE = error("choice-without-code", "This choice has no code.", "Write one into name.")
CHOICE_WITHOUT_LABEL = warning(
    "choice-without-label", "The choice {name} has no label.", "Write what the person shall read."
)
DUPLICATE_CHOICE = error(
    "duplicate-choice",
    "The list {list} has the code {name} twice (first in row {row}).",
    "Give each choice its own code.",
)
CHOICE_WITH_SPACE = error(
    "choice-with-space",
    "The code {name} holds a space, and {question} can hold several codes, which spaces separate.",
    "Write the code without spaces.",
)
UNUSED_LIST = warning("unused-list", "No question uses the list {name}.", "Remove it, or use it.")
FILE_MISSING = error(
    "file-missing",
    "The file {name} does not lie beside the form.",
    "Put it into the folder of the form, or into a folder lists next to that folder.",
)
FILE_UNREADABLE = error(
    "file-unreadable", "The file {name} cannot be read ({why}).", "Save it as CSV in UTF-8."
)
FILE_COLUMN = error(
    "file-column", "The file {file} has no column {name}.", "It has: {columns}."
)  # fmt: skip
BAD_FILE_NAME = error(
    "bad-file-name", "{name} is no file name of a list.", "Lists end in .csv, .xml or .geojson."
)

# What pyxform alone finds
PYXFORM = error("pyxform", "pyxform: {words}.", "Correct this; until then no app can read the form.")
PYXFORM_WARNS = strict("pyxform-warns", "pyxform: {words}.", "Look at this; the form can be used.")
ENGINE = error("engine", "The form cannot be used: {words}", "Correct this and check again.")
