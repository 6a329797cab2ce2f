"""Excel workbooks from interviews: one sheet a level, a codebook, an explanation.

Owns: which columns there are, what a cell holds, the codebook, the writers of workbooks.
Does not: run the form engine, know windows, hold SQL, write files itself (`files` does).
May import: store, form, files, wording, problems.

::

    summary = export_study(study.reader(), "village_resident", path, Options(language="en"))
    summary = export_workbook(records, definitions, path, Options())      # from anywhere else
    summary.path, summary.sheets, summary.rows, summary.notes

    compared = reading.compare(store, path); told_reading.tell(compared)    # a workbook beside the study

`definitions` are the versions of one form (SHA-256 -> definition, oldest first), `records` any
iterable of `Record`, read once and one at a time. Choices and rules of the sheets: `docs/guide/export_en.md`.
"""

from fieldapp.export.options import Headings, Multiple, Options, Personal, Values
from fieldapp.export.records import META, Answers, Record
from fieldapp.export.source import definitions, export_study
from fieldapp.export.workbook import Cancelled, Summary, export_workbook
from fieldapp.export.writers import Writer, write_with_rust, write_with_xlsxwriter

__all__ = [
    "META",
    "Answers",
    "Cancelled",
    "Headings",
    "Multiple",
    "Options",
    "Personal",
    "Record",
    "Summary",
    "Values",
    "Writer",
    "definitions",
    "export_study",
    "export_workbook",
    "write_with_rust",
    "write_with_xlsxwriter",
]
