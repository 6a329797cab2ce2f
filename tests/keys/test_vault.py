"""Who may open a study: several people, a recovery code, and nobody else."""

import json
from dataclasses import replace

import pytest

from fieldapp.keys import LIGHT, Params, Person, Protection, Unlock, Vault, new_recovery_code, vaultfile
from fieldapp.problems import (
    FILE_MISSING,
    PERSON_UNKNOWN,
    SECRET_WEAK,
    VAULT_ALTERED,
    VAULT_DAMAGED,
    WRONG_PASSPHRASE,
    Problem,
)

LEAD, OTHER = "青山绿水長流", "correct horse 电池"


@pytest.fixture
def made():
    """A vault with a lead and an enumerator, its secrets and its recovery code."""
    protection = Protection("L01", LEAD, name="王芳", params=LIGHT)
    vault, secrets = Vault.make("5f" * 16, "返乡创业调查 𠮷", protection)
    vault = vault.add(secrets, Person("E01", "李明", "enumerator"), OTHER, params=LIGHT)
    return vault, secrets, protection.recovery


def fails(kind, action):
    with pytest.raises(Problem) as caught:
        action()
    assert caught.value.kind is kind
    return caught.value


def keys_of(secrets):
    return secrets.database_key, secrets.lists_key, secrets.derive("contacts"), secrets.fingerprint


def test_everybody_on_the_list_gets_the_same_keys(made):
    vault, secrets, code = made
    for person, secret, role in (("L01", LEAD, "lead"), ("E01", OTHER, "enumerator"), ("", code, "lead")):
        opened = vault.unlock(person, secret)
        assert keys_of(opened) == keys_of(secrets)
        assert opened.slot.role == role


def test_each_purpose_has_a_key_of_its_own(made):
    _, secrets, _ = made
    assert len({secrets.database_key, secrets.lists_key, secrets.derive("contacts")}) == 3
    assert {len(secrets.database_key), len(secrets.lists_key)} == {32}


@pytest.mark.parametrize(
    ("person", "secret"),
    [
        ("L01", OTHER),
        ("E01", LEAD),
        ("L01", LEAD + " "),
        ("L01", ""),
        ("nobody", LEAD),
        ("", "0000-0000-0000-0000-0000-0000-0000"),
    ],
)
def test_nobody_else_does(made, person, secret):
    problem = fails(WRONG_PASSPHRASE, lambda: made[0].unlock(person, secret))
    assert "返乡创业调查 𠮷" in str(problem)


def test_a_recovery_code_is_read_as_people_type_it(made):
    vault, secrets, code = made
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    wide = "".join(chr(ord(letter) + 0xFEE0) if letter.isalnum() else "－" for letter in code)
    for spelling in (code, typed, wide, code.replace("-", "")):
        assert keys_of(vault.unlock("L01", spelling)) == keys_of(secrets)


def test_full_width_and_compatible_spellings_are_one_passphrase(made):
    vault, secrets, _ = made
    vault = vault.add(secrets, Person("E02"), "神﨑123abc", params=LIGHT)
    assert vault.unlock("E02", "神﨑１２３ａｂｃ")
    assert vault.unlock("E02", "神﨑123abc")
    fails(WRONG_PASSPHRASE, lambda: vault.unlock("E02", "神崎123abc"))


def test_another_passphrase_wraps_anew_and_the_old_one_opens_nothing(made):
    vault, secrets, _ = made
    changed = vault.change_secret(secrets, vault.slots[0].id, "新的口令𠮷㐂", params=LIGHT)
    assert keys_of(changed.unlock("L01", "新的口令𠮷㐂")) == keys_of(secrets)
    fails(WRONG_PASSPHRASE, lambda: changed.unlock("L01", LEAD))
    assert keys_of(changed.unlock("E01", OTHER)) == keys_of(secrets)


def test_who_is_taken_off_the_list_is_out(made):
    vault, secrets, _ = made
    left = vault.remove(secrets, ["E01"])
    fails(WRONG_PASSPHRASE, lambda: left.unlock("E01", OTHER))
    assert left.unlock("L01", LEAD)
    fails(PERSON_UNKNOWN, lambda: left.remove(secrets, ["E01"]))


def test_the_last_passphrase_stays(made):
    vault, secrets, _ = made
    fails(PERSON_UNKNOWN, lambda: vault.remove(secrets, ["L01", "E01"]))


def test_a_new_recovery_code_takes_the_place_of_the_old(made):
    vault, secrets, code = made
    new = new_recovery_code()
    vault = vault.with_recovery(secrets, new)
    assert keys_of(vault.unlock("", new)) == keys_of(secrets)
    fails(WRONG_PASSPHRASE, lambda: vault.unlock("", code))


def test_new_master_keys_reach_everybody_without_their_passphrases(made):
    vault, secrets, _ = made
    new = b"n" * 32
    vault, renewed = vault.with_masters(secrets, (new, *secrets.masters), "rekey")
    opened = vault.unlock("E01", OTHER)
    assert keys_of(opened) == keys_of(renewed) != keys_of(secrets)
    assert [keys_of(old) for old in opened.older] == [keys_of(secrets)]


def test_a_role_is_changed_by_the_lead_and_by_nobody_else(made):
    vault, secrets, _ = made
    assert (
        vault.rename(secrets, Person("E01", "李明", "supervisor")).unlock("E01", OTHER).slot.role
        == "supervisor"
    )
    forged = replace(vault, slots=tuple(replace(slot, role="lead") for slot in vault.slots))
    fails(WRONG_PASSPHRASE, lambda: forged.unlock("E01", OTHER))


def test_a_list_that_somebody_else_changed_is_not_opened(made):
    """A slot taken out, put in from another vault of the same study, or a public key exchanged."""
    vault, secrets, _ = made
    fails(VAULT_ALTERED, lambda: replace(vault, slots=vault.slots[:1]).unlock("L01", LEAD))
    other, foreign = Vault.make(vault.study_id, "x", Protection("X", OTHER, params=LIGHT))
    fails(VAULT_ALTERED, lambda: replace(vault, slots=(*vault.slots, other.slots[0])).unlock("L01", LEAD))
    swapped = replace(vault.slots[2], public=other.slots[0].public)
    fails(VAULT_ALTERED, lambda: replace(vault, slots=(*vault.slots[:2], swapped)).unlock("L01", LEAD))
    fails(VAULT_ALTERED, lambda: replace(vault, change="unprotect").unlock("L01", LEAD))
    assert foreign.masters != secrets.masters


def test_a_vault_of_another_study_opens_nothing_here(made):
    moved = replace(made[0], study_id="aa" * 16)
    fails(WRONG_PASSPHRASE, lambda: moved.unlock("L01", LEAD))


@pytest.mark.parametrize("secret", ["", "1234567", "aaaaaaaaaaaa", "口令一", "abababababab"])
def test_a_weak_passphrase_is_refused(made, secret):
    vault, secrets, _ = made
    fails(SECRET_WEAK, lambda: vault.add(secrets, Person("E02"), secret, params=LIGHT))
    fails(SECRET_WEAK, lambda: vault.change_secret(secrets, vault.slots[0].id, secret, params=LIGHT))
    fails(SECRET_WEAK, lambda: Vault.make("00" * 16, "x", Protection("L01", secret, params=LIGHT)))


def test_secrets_show_nothing_when_they_are_printed(made):
    vault, secrets, code = made
    shown = repr((secrets, Unlock("L01", LEAD), Protection("L01", LEAD, recovery=code, params=LIGHT)))
    for hidden in (LEAD, code, secrets.masters[0].hex(), repr(secrets.masters[0])):
        assert hidden not in shown
    assert LEAD not in vault.data().decode()


# On the disk


def test_what_is_written_is_read_again(made, tmp_path):
    vault, secrets, _ = made
    vault.write(tmp_path / "keys.json")
    assert Vault.read(tmp_path / "keys.json") == vault
    assert keys_of(Vault.read(tmp_path / "keys.json").unlock("E01", OTHER)) == keys_of(secrets)


def test_any_flipped_bit_of_one_copy_is_found_and_the_other_copy_opens(made, tmp_path):
    vault = made[0]
    path = tmp_path / "keys.json"
    vault.write(path)
    whole = path.read_bytes()
    for at in range(0, len(whole), 97):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << at % 8)]) + whole[at + 1 :])
        assert Vault.read(path) == vault
    path.unlink()
    assert Vault.read(path) == vault


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"format": "fieldapp-vault"}'])
def test_two_damaged_copies_are_a_sentence_that_names_the_cure(made, tmp_path, damage):
    path = tmp_path / "keys.json"
    made[0].write(path)
    for copy in (path, vaultfile.twin(path)):
        copy.write_bytes(damage)
    problem = fails(VAULT_DAMAGED, lambda: Vault.read(path))
    assert "backup" in str(problem)
    assert path.read_bytes() == damage


def test_no_vault_at_all(tmp_path):
    fails(FILE_MISSING, lambda: Vault.read(tmp_path / "keys.json"))


@pytest.mark.parametrize(
    "params",
    [
        {"memory_kib": 64 << 20, "iterations": 1, "lanes": 1},
        {"memory_kib": 65536, "iterations": 10**6, "lanes": 1},
        {"memory_kib": 65536, "iterations": 3, "lanes": 0},
        {"memory_kib": 1, "iterations": 1, "lanes": 1},
        {"memory_kib": "many"},
        {},
    ],
)
def test_a_vault_that_asks_for_absurd_work_is_refused(made, tmp_path, params):
    """64 GiB of memory, days of computing: refused before any of it is tried."""
    plain = json.loads(made[0].data())
    plain["slots"][0]["params"] = params
    plain.pop("sha256")
    plain.pop("format")
    path = tmp_path / "keys.json"
    path.write_bytes(vaultfile.encoded(plain))
    fails(VAULT_DAMAGED, lambda: Vault.read(path))


def test_a_break_between_the_two_copies_leaves_a_vault(made, tmp_path, monkeypatch):
    vault, secrets, _ = made
    path = tmp_path / "keys.json"
    vault.write(path)
    changed = vault.remove(secrets, ["E01"])
    real, left = vaultfile.files.write, [0]

    def breaks(target, data):
        left[0] -= 1
        if left[0] == 0:
            raise KeyboardInterrupt
        real(target, data)

    monkeypatch.setattr(vaultfile.files, "write", breaks)
    for number in (1, 2):
        left[0] = number
        with pytest.raises(KeyboardInterrupt):
            changed.write(path)
        assert Vault.read(path) in (vault, changed)


def test_parameters_are_measured_and_bounded(monkeypatch):
    from fieldapp.keys import argon

    for seconds, passes, mebibytes in ((0.1, 7, 128), (0.0001, 40, 128), (0.6, 3, 64), (100, 3, 32)):

        def measured(params, seconds=seconds):
            return seconds * params.iterations * params.memory_kib / (128 * 1024)

        monkeypatch.setattr(argon, "_seconds", measured)
        found = argon.calibrated()
        assert (found.iterations, found.memory_kib) == (passes, mebibytes * 1024)
        found.check("here")
    assert Params() == Params(128 * 1024, 3, 4)
