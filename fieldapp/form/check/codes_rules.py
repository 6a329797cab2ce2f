"""The catalogue, second part: expressions, logic, values, filters."""

from __future__ import annotations

from fieldapp.form.check.finding import error, warning

# Reading an expression
UNBALANCED_BRACKETS = error(
    "unbalanced-brackets",
    "Brackets do not match: {why}.",
    "Count the brackets: each one that opens must close.",
)
UNBALANCED_QUOTES = error(
    "unbalanced-quotes", "A quotation mark is never closed.", "Add the missing quotation mark."
)
UNREADABLE = error("unreadable", "This cannot be read: {why}.", "Correct the expression.")
UNKNOWN_FUNCTION = error("unknown-function", "There is no function {name}().", "Check its name.")
ARGUMENT_COUNT = error(
    "argument-count",
    "{name}() takes {wanted} values between its brackets, not {count}.",
    "Check the commas and brackets.",
)
BAD_PATTERN = error("bad-pattern", "The pattern of regex() cannot be read: {why}.", "Correct the pattern.")
UNKNOWN_REFERENCE = error(
    "unknown-reference", "There is no question {name} in this form.", "Correct the name between the braces."
)
MALFORMED_REFERENCE = error(
    "malformed-reference", "{text} is no reference.", "Write a dollar sign, then the name in braces."
)
AMBIGUOUS_REFERENCE = error(
    "ambiguous-reference",
    "Several questions are called {name} (rows {rows}), so the reference is not clear.",
    "Give them different names.",
)
UNKNOWN_PATH = error(
    "unknown-path", "The path {path} leads to no question.", "Refer to questions by name in braces."
)
BARE_NAME = warning(
    "bare-name",
    "{name} stands without dollar sign and braces, so it does not mean the question.",
    "Put the name into braces after a dollar sign.",
)
BARE_WORD = warning(
    "bare-word",
    "{name} stands without quotation marks, so it means nothing.",
    "Write '{name}' with quotation marks.",
)
CYCLE = error("cycle", "These questions depend on each other in a circle: {path}.", "Break the circle.")
SELF = error(
    "self", "The {column} of {name} depends on its own answer.", "Use other questions in it, not the own one."
)

# What can never be
NEVER_RELEVANT = warning(
    "never-relevant",
    "{name} is never asked: its condition can never be true.",
    "Correct the condition, or remove the row.",
)
NEVER_WITH_GROUP = warning(
    "never-with-group",
    "{name} is never asked: its condition contradicts that of {group} around it.",
    "Correct one of the two conditions.",
)
REQUIRED_NEVER = warning(
    "required-never",
    "{name} is required, but never asked.",
    "Correct its condition, or remove required.",
)
NEVER_VALID = error(
    "never-valid", "No answer to {name} can satisfy this constraint.", "Correct the constraint."
)
ALWAYS_TRUE = warning(
    "always-true",
    "This condition is true for every answer.",
    "Between things that must not be, write and instead of or.",
)
CODE_NOT_IN_LIST = warning(
    "code-not-in-list", "The list {list} of {name} has no code {code}.", "Its codes are: {codes}."
)
DEFAULT_NOT_IN_LIST = warning(
    "default-not-in-list", "The default {code} is not in the list {list}.", "Its codes are: {codes}."
)
DEFAULT_TYPE = warning(
    "default-type", "The default {value} is no {type}.", "Write a default of the question's type."
)

# Values of the wrong kind
SELECTED_WRONG = warning(
    "selected-wrong",
    "{function}() is for questions with several answers; {name} is of type {type}.",
    "Compare with = instead.",
)
EQUALS_MULTIPLE = warning(
    "equals-multiple",
    "{name} can hold several answers, so = is true only if this is the only one.",
    "Use selected().",
)
NUMBER_AND_TEXT = warning(
    "number-and-text",
    "{name} is a number and is compared with the text '{text}'.",
    "Compare with a number, without quotation marks.",
)
NUMBER_OF_TEXT = warning(
    "number-of-text",
    "{name} is of type {type} and cannot be counted with {operator}.",
    "Use a question that holds a number.",
)

# Lists and filters
FILTER_COLUMN = error("filter-column", "The list {list} has no column {name}.", "Its columns are: {columns}.")
FILTER_VALUE = warning(
    "filter-value",
    "No row of the list {list} has {code} in the column {name}.",
    "Correct the value or the list.",
)
FILTER_NOTHING = error(
    "filter-nothing", "This filter leaves nothing of the list {list}.", "Correct the filter or the list."
)

# Personal data
PERSONAL_CLASS = warning(
    "personal-class", "{value} is no class of personal data.", "Write D, Q, S, - or no in the column pd."
)
PERSONAL_CALCULATE = warning(
    "personal-calculate",
    "{name} is calculated from {source}, which identifies a person, and is not marked in the column pd.",
    "Write D; or no, if it tells nothing about the person. Without a mark it is kept apart like {source}.",
)

# Answers that stand alone
EXCLUSIVE_VALUE = warning(
    "exclusive-value",
    "{value} in the column exclusive is neither yes nor no.",
    "Write yes, or leave it empty.",
)
EXCLUSIVE_OF_ONE = warning(
    "exclusive-of-one",
    "The list {list} has a choice that clears all others, but no question takes several of its choices.",
    "Remove the mark in the column exclusive.",
)
MISSING_CODE = warning(
    "missing-code",
    "The column missing names {code}, which is no missing code of this form.",
    "Add it to missing_codes in the sheet settings, or correct it.",
)
