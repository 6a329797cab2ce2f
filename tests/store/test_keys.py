"""The key pair of a laptop."""

import hashlib
import json

import pytest

from fieldapp import keys
from fieldapp.problems import KEY_UNREADABLE, Problem


def test_a_pair_is_made_once_and_found_again(tmp_path):
    path = tmp_path / "keys" / "s.key"
    made, found = keys.load_or_make(path), keys.load_or_make(path)
    assert made == found
    assert made.device_id == hashlib.sha256(made.public).hexdigest()[:16]
    assert path.stat().st_mode & 0o777 == 0o600


def test_two_laptops_differ(tmp_path):
    assert keys.load_or_make(tmp_path / "a").device_id != keys.load_or_make(tmp_path / "b").device_id


def test_a_signature_holds_for_these_bytes_and_this_key_only(tmp_path):
    mine, other = keys.load_or_make(tmp_path / "a"), keys.load_or_make(tmp_path / "b")
    signature = mine.sign("访谈".encode())
    assert keys.verify(mine.public, signature, "访谈".encode())
    assert not keys.verify(mine.public, signature, "访谈 ".encode())
    assert not keys.verify(other.public, signature, "访谈".encode())


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"v": "1", "public": "00", "private": "00"}', b"\xff"]
)
def test_a_damaged_key_is_named_and_never_replaced(tmp_path, damage):
    path = tmp_path / "s.key"
    path.write_bytes(damage)
    with pytest.raises(Problem) as caught:
        keys.load_or_make(path)
    assert caught.value.kind is KEY_UNREADABLE
    assert path.read_bytes() == damage


def test_the_private_key_is_not_in_the_representation(tmp_path):
    key = keys.load_or_make(tmp_path / "s.key")
    private = json.loads((tmp_path / "s.key").read_text())["private"]
    assert private not in repr(key)
    assert repr(key.private) not in repr(key)
