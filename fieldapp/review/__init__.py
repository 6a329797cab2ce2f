"""The supervisor's desk: what is to be reviewed, what was said of it, conflicts, possible doubles.

Owns: the queue, what a supervisor says (events signed by this laptop), comments and their answers, the
two sides of a conflict, the rule what is to be looked at, the log of corrections. Does not: join
versions (`Session.settle` does), move anything between laptops (`transfer`), hold SQL (`store`).
May import: store, merge, form, keys, wording, problems.

::

    entries = queue(desk, flags_of(desk))              # one a record, most flags first
    say(desk, rev_id, "approved" | "has_issues" | "rejected" | "received", note)
    comment(desk, rev_id, "/data/hh[#a1]/age", "…", answers=comment_id)
    approve_all(desk, entries)                         # those without red flags
    for conflict in conflicts(desk): sides(desk, conflict.record_id, ...)
    decide(desk, (record, record), "same" | "different", keep, reason); doubles(desk)
    wanted(desk, Rule(...))                            # which ones the sampling rule asks for
    returned(desk)                                     # on the enumerator's laptop: what was sent back
    corrections(desk)                                  # every change of a finished interview
"""

from fieldapp.review.conflicts import Conflict, Side, Sides, conflicts, sides
from fieldapp.review.corrections import Correction, corrections
from fieldapp.review.deleting import delete
from fieldapp.review.desk import Desk, state_of
from fieldapp.review.doubles import decide, doubles
from fieldapp.review.flags import flags_of
from fieldapp.review.queue import Entry, Flag, approve_all, queue
from fieldapp.review.returned import Returned, open_questions, returned
from fieldapp.review.sampling import Rule, wanted
from fieldapp.review.saying import comment, purge, say, threads
from fieldapp.review.timing import minutes

__all__ = [
    "Conflict",
    "Correction",
    "Desk",
    "Entry",
    "Flag",
    "Returned",
    "Rule",
    "Side",
    "Sides",
    "approve_all",
    "comment",
    "conflicts",
    "corrections",
    "decide",
    "delete",
    "doubles",
    "flags_of",
    "minutes",
    "open_questions",
    "purge",
    "queue",
    "returned",
    "say",
    "sides",
    "state_of",
    "threads",
    "wanted",
]
