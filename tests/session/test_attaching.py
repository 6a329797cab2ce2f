"""A file is in the study, whole and hashed, before an answer names it."""

import hashlib
import json

import pytest

from fieldapp.problems import FILE_MISSING, Problem
from fieldapp.session import Session


def test_a_photo_is_copied_and_comes_into_the_revision(place, session, tmp_path):
    source = tmp_path / "照片 一.JPG"
    source.write_bytes(b"\xff\xd8picture")
    name = session.attach("/data/photo", source)
    assert name.isascii()
    assert name.endswith(".jpg")
    assert session.media_path(name).read_bytes() == b"\xff\xd8picture"
    session.answer("/data/photo", name)
    revision = session.finalize()
    sha256 = hashlib.sha256(b"\xff\xd8picture").hexdigest()
    assert json.loads(revision.body)["attachments"] == {name: [sha256, "9"]}
    assert place.store.media.get(name).original == "照片 一.JPG"


def test_what_was_drawn_is_kept(session):
    name = session.attach_bytes("/data/photo", b"\x89PNG", ".png")
    assert session.attach_bytes("/data/photo", b"\x89PNG", ".png") == name
    assert session.attach_bytes("/data/photo", b"\x89PNG2", ".png") != name
    assert session.media_path(name).read_bytes() == b"\x89PNG"


def test_undo_keeps_the_file_so_redo_finds_it(session):
    name = session.attach_bytes("/data/photo", b"1", ".png")
    session.answer("/data/photo", name)
    session.undo()
    assert session.media_path(name).exists()
    session.redo()
    assert session.interview.node("/data/photo").value == name


def test_two_interviews_do_not_share_names(opened):
    first, second = Session.start(*opened), Session.start(*opened)
    names = {one.attach_bytes("/data/photo", b"1", ".png") for one in (first, second)}
    assert len(names) == 2


def test_two_contents_with_the_same_short_hash_get_two_names(session, monkeypatch):
    class Same:
        def __init__(self, data):
            self.data = data

        def hexdigest(self):
            return "0" * 8 + hashlib.md5(self.data).hexdigest()

    monkeypatch.setattr("fieldapp.session.attaching.hashlib.sha256", Same)
    one, two = (session.attach_bytes("/data/photo", data, ".png") for data in (b"1", b"2"))
    assert one != two
    assert session.media_path(one).read_bytes() == b"1"


def test_a_photo_that_is_gone(place, session, tmp_path):
    with pytest.raises(Problem) as caught:
        session.attach("/data/photo", tmp_path / "gone.jpg")
    assert caught.value.kind is FILE_MISSING
    assert place.store.media.all() == []
    assert list(place.layout.media.iterdir()) == []


def test_a_strange_ending_and_a_strange_name_do_no_harm(place, session, tmp_path):
    source = tmp_path / "a.我"
    source.write_bytes(b"1")
    assert "." not in session.attach("/data/photo", source)
    assert session.media_path("../../etc/passwd").parent == place.layout.media
