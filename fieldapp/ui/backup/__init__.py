"""The second copy in the window: made by itself, looked after on a page, restored.

Owns: when a backup is made (`Keeper`), the page "Back up". Does not: know what a backup is
(`fieldapp.backup` does), make anybody wait who answers. May import: what ui may.
"""
