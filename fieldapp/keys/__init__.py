"""Who this laptop is, and who may open a study: key pairs, the vault, sealing.

Owns: the Ed25519 pair of a laptop and its device id; `keys.json`, the vault of an encrypted study (Argon2id,
HPKE, recovery code); the keys derived from its master key; sealing files with age.
Does not: know revisions, studies or databases. May import: files, wording, problems, and `cryptography`
and `pyrage` inside functions (they cost start-up time, and most starts sign and seal nothing).

The pair of a laptop lies in the person's own folder, `keys/<study id>.key`, readable by its owner only; not
in the study folder. So a study copied to another laptop gets a new device there instead of a second
writer with the same number, and no backup or export carries a private key.

::

    protection = Protection("L01", "口令……", name="王芳")    # .recovery: the code to show once
    vault, secrets = Vault.make(study_id, name, protection)
    vault.write(path); Vault.read(path)          # Problem VAULT_DAMAGED when both copies are
    secrets = vault.unlock("L01", "口令……")       # Problem WRONG_PASSPHRASE; a recovery code opens too
    vault = vault.add(secrets, Person("E01", "李明", "enumerator"), "口令……")
    vault = vault.change_secret(secrets, slot_id, "新口令……"); vault.rename(secrets, person)
    vault = vault.remove(secrets, ["E01"]); vault.with_recovery(secrets, new_recovery_code())
    device.opener, device.recipient               # this laptop's age identity, and what seals to it
    words_of(sha256_digest), same_words(typed, sha256_digest)    # 8 words, Chinese or English
    secrets.database_key, secrets.lists_key, secrets.derive("contacts")      # 32 bytes each
    secrets.seal(data), secrets.open(data), secrets.seal_file(source, target), secrets.open_file(path)
"""

from fieldapp.keys.age import is_recipient, is_sealed, recipient_of, seal_to, unseal
from fieldapp.keys.argon import LIGHT, Params, calibrated, normalized, require_strength
from fieldapp.keys.device import (
    DeviceKey,
    carry_over,
    device_id_of,
    device_path,
    from_private,
    load_or_make,
    verify,
)
from fieldapp.keys.recovery import new_recovery_code, read_recovery_code
from fieldapp.keys.secrets import Secrets
from fieldapp.keys.slots import Person, Slot
from fieldapp.keys.vault import Protection, Unlock, Vault
from fieldapp.keys.vaultfile import exists as vault_exists
from fieldapp.keys.vaultfile import remove as remove_vault
from fieldapp.keys.vaultfile import twin
from fieldapp.keys.words import same_words, words_of

__all__ = [
    "LIGHT",
    "DeviceKey",
    "Params",
    "Person",
    "Protection",
    "Secrets",
    "Slot",
    "Unlock",
    "Vault",
    "calibrated",
    "carry_over",
    "device_id_of",
    "device_path",
    "from_private",
    "is_recipient",
    "is_sealed",
    "load_or_make",
    "new_recovery_code",
    "normalized",
    "read_recovery_code",
    "recipient_of",
    "remove_vault",
    "require_strength",
    "same_words",
    "seal_to",
    "twin",
    "unseal",
    "vault_exists",
    "verify",
    "words_of",
]
