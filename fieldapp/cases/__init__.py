"""The case list: who is to be interviewed by whom, what came of trying, how far each case is.

Owns: reading lists of cases (CSV, XLSX), handing cases out, results of contacts, the status of a case as it
follows from what was said, attempts, interviews and reviews, writing the list. Does not: decide between two
words on a case (people do), move anything (`transfer`), open interviews (`session`), hold SQL (`store`).
May import: store, merge, form, keys, files, wording, problems.

::

    listed = cases(desk)                          # every case: Entry(case_id, plan, status, attempts, ...)
    mine = own(listed, "E07")                     # those handed to an enumerator, in the order of the day
    loading = look(desk, path)                    # what a file would change, its faults by row
    load(desk, loading)                           # Problem CASES_FAULTY: all or nothing
    assign(desk, entries, "E07"); close(desk, entries); settle(desk, entry, plan)
    event_id = record(desk, entry, RESULTS["3"], note="…", appointment="2026-11-23T14:30")
    take_back(desk, entry, event_id)              # that contact was none
    known(desk, entry)                            # what is filled in when its interview begins
    write(listed, path)                           # the list as CSV

What is said is signed events (`merge.cases`) that travel like reviews. Values of columns that identify
people (`pii_...`, `alt_...`, phone, 姓名 ...) lie in the contacts; the events hold tokens.
"""

from fieldapp.cases.desk import Desk
from fieldapp.cases.listing import Entry, cases, own, when_of
from fieldapp.cases.loading import Fault, Loaded, Loading, load, look
from fieldapp.cases.outcomes import RESULTS, Result, outcome_name, status_name
from fieldapp.cases.people import contacts, known, names, visits
from fieldapp.cases.saying import assign, close, record, reopen, settle, take_back
from fieldapp.cases.times import read_time
from fieldapp.cases.writing import write

__all__ = [
    "RESULTS",
    "Desk",
    "Entry",
    "Fault",
    "Loaded",
    "Loading",
    "Result",
    "assign",
    "cases",
    "close",
    "contacts",
    "known",
    "load",
    "look",
    "names",
    "outcome_name",
    "own",
    "read_time",
    "record",
    "reopen",
    "settle",
    "status_name",
    "take_back",
    "visits",
    "when_of",
    "write",
]
