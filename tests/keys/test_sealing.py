"""Files sealed with age, and the key pair of a laptop among them."""

import io

import pytest

from fieldapp import keys
from fieldapp.keys import LIGHT, Protection, Vault, age
from fieldapp.problems import KEY_UNREADABLE, SEAL_BROKEN, Problem

PHOTO = "照片：李明，110101199003074514".encode() * 5000


@pytest.fixture
def secrets():
    return Vault.make("ab" * 16, "调查", Protection("L01", "青山绿水长流", params=LIGHT))[1]


@pytest.fixture
def others():
    return Vault.make("ab" * 16, "调查", Protection("L01", "青山绿水长流", params=LIGHT))[1]


def test_what_is_sealed_opens_again_and_is_an_age_file(secrets, tmp_path):
    (tmp_path / "a.jpg").write_bytes(PHOTO)
    secrets.seal_file(tmp_path / "a.jpg", tmp_path / "sealed.jpg")
    sealed = (tmp_path / "sealed.jpg").read_bytes()
    assert keys.is_sealed(sealed)
    assert "李明".encode() not in sealed
    assert secrets.open_file(tmp_path / "sealed.jpg") == PHOTO


def test_an_age_program_opens_it_with_the_identity_in_text(secrets):
    import pyrage

    key = secrets.derive("files")
    identity = pyrage.x25519.Identity.from_str(age.identity_text(key))
    assert str(identity).startswith("AGE-SECRET-KEY-1")
    assert pyrage.decrypt(secrets.seal(PHOTO), [identity]) == PHOTO


def test_a_stream_is_sealed_and_opened_without_holding_it(secrets, tmp_path):
    with (tmp_path / "film").open("wb") as writer:
        secrets.seal_stream(io.BytesIO(PHOTO), writer)
    secrets.save_opened(tmp_path / "film", tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == PHOTO


@pytest.mark.parametrize("at", [0, 30, 200, -1])
def test_a_changed_byte_or_a_foreign_key_opens_nothing(secrets, others, tmp_path, at):
    sealed = bytearray(secrets.seal(PHOTO))
    sealed[at] ^= 1
    (tmp_path / "sealed").write_bytes(sealed)
    for opening in (
        lambda: secrets.open_file(tmp_path / "sealed"),
        lambda: secrets.save_opened(tmp_path / "sealed", tmp_path / "copy"),
        lambda: others.open(secrets.seal(PHOTO)),
    ):
        with pytest.raises(Problem) as caught:
            opening()
        assert caught.value.kind is SEAL_BROKEN
    assert [path.name for path in tmp_path.iterdir()] == ["sealed"]


def test_the_pair_of_a_laptop_is_sealed(secrets, others, tmp_path, monkeypatch):
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path))
    path = keys.device_path("s1", secrets)
    made = keys.load_or_make(path, secrets)
    assert made.private.hex().encode() not in path.read_bytes()
    assert keys.load_or_make(path, secrets) == made
    with pytest.raises(Problem) as caught:
        keys.load_or_make(path, others)
    assert caught.value.kind is KEY_UNREADABLE


def test_the_pair_stays_the_same_under_other_keys(secrets, others, tmp_path, monkeypatch):
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path))
    plain = keys.load_or_make(keys.device_path("s1"))
    keys.carry_over("s1", None, secrets)
    assert not keys.device_path("s1").exists()
    keys.carry_over("s1", secrets, others)
    assert keys.load_or_make(keys.device_path("s1", others), others) == plain
    assert keys.load_or_make(keys.device_path("s1", secrets), secrets) == plain
    keys.carry_over("s1", others, None)
    assert keys.load_or_make(keys.device_path("s1")) == plain
