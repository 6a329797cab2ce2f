"""The catalogue, third part: what ODK Collect and ODK Web Forms do differently (docs/engine.md)."""

from __future__ import annotations

from fieldapp.form.check.finding import strict, warning

COLLECT_REFUSES = warning(
    "collect-refuses", "Not portable: ODK Collect does not know {name}.", "Write it another way: {instead}."
)
WEB_REFUSES = warning(
    "web-refuses",
    "Not portable: ODK Web Forms does not know {name}.",
    "Do without it if the form shall also be used in a browser.",
)
NUMBER_PREDICATE = warning(
    "number-predicate",
    "Not portable: [{text}] finds nothing in ODK Collect.",
    "Write [position() = {text}] instead.",
)
ABSOLUTE_IN_REPEAT = warning(
    "absolute-in-repeat",
    "Not portable: the path {path} means the own row in ODK Collect, the first row or all rows in Web Forms.",
    "Refer to questions by name in braces.",
)
PARTIAL_PATTERN = warning(
    "partial-pattern",
    "Not portable: Collect matches the whole answer with a pattern, Web Forms any part of it.",
    "Begin the pattern with ^ and end it with $.",
)
DATE_AND_TEXT = warning(
    "date-and-text",
    "Not portable: a date compared with a text is false in Collect, true or false in Web Forms.",
    "Wrap the text: date('{text}').",
)
DATE_SUM = warning(
    "date-sum",
    "Not portable: a date plus a number is a number in Collect and empty in Web Forms.",
    "Wrap it in date().",
)
NUMBER_OF_DATE = warning(
    "number-of-date",
    "Not portable: number() of a date written as text is a number only in Web Forms.",
    "Use decimal-date-time().",
)
BOOLEAN_STORED = warning(
    "boolean-stored",
    "Not portable: {name} holds true or false, which Collect stores as 1 or 0 and Web Forms as words.",
    "Write if(..., 1, 0), and compare with 1.",
)
BARE_TRUTH = warning(
    "bare-truth",
    "Not portable: {name} used as a condition is false when empty or 0 in Collect, but true in Web Forms.",
    "Compare it with a value.",
)
MANY_VALUES = warning(
    "many-values",
    "Not portable: {name} is asked in each row of {repeat}; used as one value, Collect stops.",
    "Use sum(), count(), join() or indexed-repeat().",
)
EMPTY_ROUND = strict(
    "round-half",
    "Not portable: halves below 0 are rounded up in Collect and down in Web Forms.",
    "Keep it in mind.",
)
COUNT_SHRINKS = strict(
    "count-shrinks",
    "Not portable: when {name} becomes smaller, Collect keeps the surplus rows and Web Forms deletes them.",
    "A fixed number of rows is safer. fieldapp hides the surplus and brings it back.",
)
EMPTY_SUM = strict(
    "empty-sum",
    "Not portable: sum() over a row without an answer is empty in Web Forms.",
    "Add up a calculation that is 0 where {name} is empty.",
)
DEFAULT_OF_CALCULATION = warning(
    "default-of-calculation",
    "Not portable: this default reads the calculation {name}, which is still empty in Collect then.",
    "Repeat the formula here, or make this a calculation too.",
)
DATE_COPIED = warning(
    "date-copied",
    "Not portable: a date copied by a calculation is stored with a time in Collect and without in Web Forms.",
    "Write string({name}) or format-date().",
)
TOO_BIG = warning(
    "too-big",
    "Not portable: {number} is beyond the integers of Collect and Web Forms (2147483647).",
    "Ask for it as text: numbers of people and accounts are not for counting.",
)
