"""A study: a folder with one database, its forms, media, exports and backups.

Owns: making, opening and closing a study, the lock against opening it twice, its forms and lists,
the list of interviews, search, settings, the recent studies of this person.
Does not: answer questions (`session`), hold SQL (`store`), write files itself (`files`).
May import: store, interview, form, keys, files, wording, problems.

::

    study = create(folder, "返乡创业调查")         # Problem STUDY_EXISTS
    study = open(folder)                          # exclusive: Problem STUDY_OPEN when open elsewhere
    study = open(folder, exclusive=False)         # read-only, beside an open window: export, info
    study = create(folder, name, protection=Protection("L01", "口令……"))    # encrypted; see keys
    study = open(folder, unlock=Unlock("L01", "口令……"))      # Problem STUDY_LOCKED, WRONG_PASSPHRASE
    protect(folder, protection); unprotect(folder, unlock); code = rekey(folder, unlock, gone=["E03"])
    study.protected, study.secrets                # the secrets, given as `unlock`, open it beside
    practice(study) -> Study                      # its own study beside the real one, nothing there is data
    recent() -> list[Recent(folder, name, opened)]; forget(folder)

    study.name, study.folder, study.study_id, study.device_id, study.store, study.read_only
    study.settings.get("theme", "light"); study.settings.set("theme", "dark")     # strings
    study.enumerator                              # who is signed in; settable, kept in the settings
    study.enumerators() -> list[(code, name)]     # everyone on the forms' lists
    form = study.add_form(path)                   # FormRow; the same bytes again only renew its lists
    study.forms() -> list[FormRow]; study.form(sha256)    # the last added first
    study.definition(sha256), study.lists(sha256), study.host(sha256)
    # lists of entities: the file beside the form, if there was one, with what interviews made laid over it
    study.instance(instance_id) -> InstanceRow    # Problem INSTANCE_MISSING
    study.drafts(), study.finalized(), study.discarded() -> list[InstanceRow], last touched first
    study.search("shiq") -> list[InstanceRow]     # label, form title, id; pinyin and initials too
    study.discard(instance_id); study.restore(instance_id)    # marks, never deletes
    study.reader() -> Store                       # an own connection for a worker thread; close it
    study.close()

People (nobody is defined: nobody signs in, and everybody may do everything)::

    begun = begin(folder, name, First("E07", "李梅", Role.LEAD, "口令……"), protect=True)   # on a worker; slow
    begun.recovery                                # the code to print; shown this once
    study = begun.open()                          # in the window's thread, with the first person signed in
    study.people.present, study.people.all(), study.people.active()   # Person(code, name, role, kind, active)
    study.may(Right.EXPORT); study.require(Right.EXPORT)     # Problem NOT_ALLOWED, SIGN_IN_NEEDED
    study.exporting(personal=False) -> Store; study.admit(instance_id)  # doors that ask for the right
    study.act("export", "hh.xlsx", rows="604")    # the log of acts; kinds are named in `log.kind_name`
    study.people.add(code, name, role, secret); .change(code, role=...); .reset(code, secret); .remove(code)
    change = study.people.adding(...); kept = change.work(); change.finish(kept)   # the slow half on a worker
    approach(folder) -> Study | Entrance          # what a window opens
    shown = entrance.check(code, secret)          # worker; Problem WRONG_PASSPHRASE, SIGN_IN_WAIT
    study = entrance.enter(shown)                 # the window's thread
    Beside.of(study).open()                       # the same study as the same person, in another thread

`Session.start(study, sha256)` and its kin live in `fieldapp.session`.
`fieldapp.study.sample.make_sample(folder, Session.start)` makes the sample study with all kits.
"""

from fieldapp.keys import Protection, Unlock
from fieldapp.study.arriving import approach, entrance, sign_in
from fieldapp.study.beginning import Begun, First, begin
from fieldapp.study.beside import Beside
from fieldapp.study.doors import create, open
from fieldapp.study.entrance import Entrance, Pass
from fieldapp.study.host import LiveHost
from fieldapp.study.kits import kit_forms
from fieldapp.study.people import Person
from fieldapp.study.practice import practice
from fieldapp.study.protecting import plain_files, protect, rekey, unprotect
from fieldapp.study.recents import Recent, forget, recent
from fieldapp.study.rights import Right, Role
from fieldapp.study.study import Study

__all__ = [
    "Begun",
    "Beside",
    "Entrance",
    "First",
    "LiveHost",
    "Pass",
    "Person",
    "Protection",
    "Recent",
    "Right",
    "Role",
    "Study",
    "Unlock",
    "approach",
    "begin",
    "create",
    "entrance",
    "forget",
    "kit_forms",
    "open",
    "plain_files",
    "practice",
    "protect",
    "recent",
    "rekey",
    "sign_in",
    "unprotect",
]
