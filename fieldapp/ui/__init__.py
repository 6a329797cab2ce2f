"""The window: what an interviewer sees and touches.

Owns: PySide6. Theme, components, pages, the one worker thread, the top exception handler.
Does not: hold answers, decide rules of a form, write SQL or files.
May import: session, study, export and every floor below. Nothing may import it but `__main__`.

Start-up rule: before the first window has painted neither qtawesome nor pandas, numpy, openpyxl,
pyxform or sqlite_utils may be imported, so modules that need them are imported where they are used.
"""
