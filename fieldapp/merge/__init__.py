"""Bringing together what a team has: pure functions on sets. Merging is the union.

Owns: the sets a study consists of for a team, their union, what people are shown of it (`view`),
histories and their common versions, differences by question, proposals for two versions of one
interview, candidates for double interviews, cases and what came of trying. Does not: read or write
anything, know a clock, choose.
May import: form, problems.

Nothing is ever decided by time, by the order in which things came, or by who imports. Where two
versions stand, people decide; a proposal is made only when nothing contradicts, and is not
performed by itself.

::

    both = merge(ours, theirs)                    # State | State
    shown = view(both)                            # records, heads, review states, what is missing
    differences(base, left, right) -> list[Difference]
    propose(base, left, right) -> answers | None
    settle(base, left, right, {path: Take.LEFT | Take.RIGHT | "an answer"}) -> answers
    candidates(interviews) -> list[Candidate]     # perhaps the same people interviewed twice
    case_views(cases, attempts) -> {key: CaseView}    # plans in force, attempts, appointments
"""

from fieldapp.merge.cases import Attempt, Case, CaseView, Plan, case_key, case_views
from fieldapp.merge.duplicates import Candidate, Interview, candidates
from fieldapp.merge.events import Comment, Event, Made, read_event, revision_of, state_from
from fieldapp.merge.fields import Difference, Take, differences, propose, settle
from fieldapp.merge.graph import ancestors, common_version, heads, unknown_parents
from fieldapp.merge.state import Decision, Purge, Review, Revision, State, merge
from fieldapp.merge.view import RecordView, View, contested, view, view_hash

__all__ = [
    "Attempt",
    "Candidate",
    "Case",
    "CaseView",
    "Comment",
    "Decision",
    "Difference",
    "Event",
    "Interview",
    "Made",
    "Plan",
    "Purge",
    "RecordView",
    "Review",
    "Revision",
    "State",
    "Take",
    "View",
    "ancestors",
    "candidates",
    "case_key",
    "case_views",
    "common_version",
    "contested",
    "differences",
    "heads",
    "merge",
    "propose",
    "read_event",
    "revision_of",
    "settle",
    "state_from",
    "unknown_parents",
    "view",
    "view_hash",
]
