"""One open interview: joins the live form of `interview` to the journal of `store`.

Owns: an answer is committed before `answer()` returns; undo and redo; resume; notes and flags;
finalize and reopen. Does not: draw anything, know studies, hold SQL.
May import: interview, store, form, keys, files, problems.

A session is opened through a *place*, which says what a session needs around it; a
`fieldapp.study.Study` is one (neither package imports the other)::

    session = Session.start(study, form_sha256)          # a new interview, journalled as step 0
    session = Session.start(study, form_sha256, case=key, known={"case_id": "RET-0312"})    # for a case
    session = Session.resume(study, instance_id)         # the journal replayed, nothing re-run
    session = Session.reopen(study, instance_id, reason) # correct a finalized interview: a new draft

    session.interview              # the live form, to read from; write only through the session
    session.instance_id, session.position, session.language, session.finalized
    session.correction             # why a finished interview is corrected; "" in its first version
    session.seconds                # how long somebody was at it, pauses left out; seconds_per_question()
    session.go(reference)          # where the person is now; committed, starts a new visit
    changes = session.answer(reference, value)                # one committed step, one undo step
    changes = session.answer(reference, value, typing=True)   # while typing: one undo step a visit
    changes = session.add_repeat(reference, index=None)
    changes = session.remove_repeat(reference)
    changes = session.undo()       # None when there is nothing; session.position is where it happened
    changes = session.redo()
    session.can_undo, session.can_redo
    session.set_language(name)
    session.note(reference, text)  # "" removes it; session.notes: {reference: text}
    session.flag(reference, on)    # session.flags: set of references
    session.warnings()             # soft checks (`warning` of the form) that nobody called right yet
    session.confirm(reference, reason="")   # it is right; session.confirmed: {reference: reason}; unconfirm()
    session.open_points()          # all that stands against finalising
    session.held(reference); session.reviewed(); session.away(); session.back()    # for the journal alone
    session.check_clock()          # ClockFault once, when the wall clock cannot be right; kept in the journal
    session.unfinished             # {reference: text} that its type could not hold: answer() raised Refused
    name = session.attach(reference, path)          # file into media/, hashed; then answer(reference, name)
    name = session.attach_bytes(reference, data, ".png")
    session.media(name)            # the content of the file behind an answer, in memory
    session.media_path(name)       # the file; None where it is sealed: session.save_media(name, target)
    revision = session.finalize()  # Problem NOT_FINALIZABLE with the count; else the immutable revision
    session.close()

Every method that writes has committed (synchronous=FULL) when it returns. If it cannot, the live
form is put back to what it was, and the `Problem` is raised: the widget still holds the text.
An answer equal to the stored one writes nothing and returns empty `Changes`.
"""

from fieldapp.session.place import Place
from fieldapp.session.session import Session

__all__ = ["Place", "Session"]
