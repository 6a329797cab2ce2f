"""Beginning the interview of a case: its form, its number, what is known before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldapp.problems import CASE_ENDED, CASE_FORM, Problem

if TYPE_CHECKING:
    from fieldapp.cases import Entry
    from fieldapp.session import Session
    from fieldapp.study import Study


def begin(study: Study, entry: Entry) -> Session:
    """A draft of the last version of its form. `CASE_FORM` without one, `CASE_ENDED` where none is wanted."""
    from fieldapp import cases
    from fieldapp.session import Session

    if entry.status in ("done", "closed", "disputed", "approved"):
        raise Problem(CASE_ENDED, where=entry.case_id)
    form_id = entry.plan.form_id
    form = next((one for one in study.forms() if one.form_id == form_id), None)
    if form is None:
        raise Problem(CASE_FORM, where=entry.case_id, form=form_id)
    known, rows = cases.known(study, entry), cases.visits(entry)
    return Session.start(study, form.sha256, case=entry.key, known=known, rows=rows)
