"""The key pair of this laptop in one study: who it is, and its signature.

Owns: making, keeping and reading the Ed25519 pair, the device id, signing and checking.
Does not: know revisions or studies. May import: files, problems, and `cryptography` inside functions
(it costs start-up time, and most starts sign nothing).

The pair lies in the person's own folder, `keys/<study id>.key`, readable by its owner only; not in
the study folder. So a study copied to another laptop gets a new device there instead of a second
writer with the same number, and no backup or export carries a private key.
"""

from fieldapp.keys.device import DeviceKey, device_id_of, load_or_make, verify

__all__ = ["DeviceKey", "device_id_of", "load_or_make", "verify"]
