"""The form check: all faults of an XLSForm workbook at once, each at its cell.

Owns: reading a workbook with places, the catalogue of codes, every static check. Does not: run a
form, change the file. May import: form, xpath, wording, problems; openpyxl and xlrd late.
"""

from fieldapp.form.check.finding import CODES, Cell, Code, Finding
from fieldapp.form.check.run import Report, check_form

__all__ = ["CODES", "Cell", "Code", "Finding", "Report", "check_form"]
