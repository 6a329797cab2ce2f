"""Signing in, the lock, and the quick hide.

Owns: the page where people choose themselves and type their passphrase, what covers the window while it
is locked, idle time. Does not: know what a passphrase opens (`study.entrance` does).
May import: study, components.

`Guard(stage)` is made once by the stage; the rest follows from its signals.
"""
