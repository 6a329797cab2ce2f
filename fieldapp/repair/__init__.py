"""When something is damaged: what exactly, what is safe, and a repaired copy from what can be read.

Owns: the checks of a study and their findings, the repaired copy. Does not: change the study it looks at
by a byte, hold SQL, know a `Study` or windows. May import: store, interview, form, keys, files, wording,
problems.

::

    report = check(layout, secrets, deep=True)       # Report(findings, counts); nothing is changed
    rebuilt = rebuild(layout, target, secrets, extra=backup_folder)     # Rebuilt(lines, missing, ...)

A check opens the database to look at it; where SQLite cannot, it says so and looks at the files. `deep`
also replays every interview with the engine. `rebuild` reads the pages of the database itself, so it
must not be called while this process has the study open.
"""

from fieldapp.repair.checking import Report, check
from fieldapp.repair.findings import Finding, Level
from fieldapp.repair.rebuilding import Rebuilt, rebuild

__all__ = ["Finding", "Level", "Rebuilt", "Report", "check", "rebuild"]
