"""The session person of the kill tests, with contacts that are never written: a loss to be noticed."""

from __future__ import annotations

from fieldapp.store.contacts import Contacts
from tests.kill.session_person import main

if __name__ == "__main__":
    Contacts.keep = lambda self, rows: None  # type: ignore[method-assign]
    main()
