"""Join cards: what a laptop shows of itself so that the study lead can put it on the roster.

As text: `fieldapp-card-1:` and base32 in lines up to a full stop, safe in a mail or a messenger.
Inside: version, a mark of the study, public key, age recipient, name, and the laptop's signature over all
of it. A card says nothing about *who* brings it; the eight words, compared face to face, do.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from fieldapp import keys
from fieldapp.problems import CARD_OTHER_STUDY, CARD_UNREADABLE, Problem
from fieldapp.transfer.place import Place

PREFIX = "fieldapp-card-1:"
MOST_TEXT = 4096
"""Characters that are looked at; a card has some three hundred."""
MOST_NAME = 120
_DOMAIN = b"fieldapp card 1\n"
_LINE = 64
_FIXED = 1 + 16 + 32 + 32


@dataclass(frozen=True, slots=True)
class Card:
    """A laptop of a study: its key, what seals to it, and what it is called."""

    public: bytes
    recipient: bytes
    name: str
    digest: bytes
    """SHA-256 over study, key and recipient: what the words are made of."""

    @property
    def device(self) -> str:
        """The laptop's id."""
        return keys.device_id_of(self.public)

    def words(self, language: str = "") -> str:
        """Eight words to compare, in a language or in the one in force."""
        return " ".join(keys.words_of(self.digest, language))

    def fits(self, typed: str) -> bool:
        """Whether these are its words, Chinese or English."""
        return keys.same_words(typed, self.digest)


def own(place: Place, name: str = "") -> Card:
    """The card of this laptop."""
    device = place.device
    digest = fingerprint(place.study_id, device.public, device.recipient)
    return Card(device.public, device.recipient, _short(name or place.enumerator or device.device_id), digest)


def fingerprint(study_id: str, public: bytes, recipient: bytes) -> bytes:
    """What the words of a laptop are made of; its name is not in it, so that it can be renamed."""
    return hashlib.sha256(_DOMAIN + _mark(study_id) + public + recipient).digest()


def as_text(place: Place, name: str = "") -> str:
    """This laptop's card as text, signed."""
    card = own(place, name)
    body = b"\x01" + _mark(place.study_id) + card.public + card.recipient + card.name.encode()
    coded = base64.b32encode(body + place.device.sign(_DOMAIN + body)).decode().rstrip("=")
    lines = [coded[at : at + _LINE] for at in range(0, len(coded), _LINE)]
    return "\n".join([PREFIX, *lines]) + ".\n"


def read(place: Place, text: str) -> Card:
    """A card of this study. `CARD_UNREADABLE`: it is none, or not as its laptop signed it.
    `CARD_OTHER_STUDY`: it is one of another study."""
    body, signature = _parts(place, text)
    public, recipient = body[17:49], body[49:81]
    if not keys.verify(public, signature, _DOMAIN + body) or not keys.is_recipient(recipient):
        raise Problem(CARD_UNREADABLE, where=place.name)
    if body[1:17] != _mark(place.study_id):
        raise Problem(CARD_OTHER_STUDY, where=place.name)
    try:
        name = _short(body[_FIXED:].decode())
    except UnicodeDecodeError as failure:
        raise Problem(CARD_UNREADABLE, where=place.name) from failure
    return Card(public, recipient, name, fingerprint(place.study_id, public, recipient))


def _parts(place: Place, text: str) -> tuple[bytes, bytes]:
    """Body and signature of the first card in a text, whatever stands around it."""
    _, found, coded = text[:MOST_TEXT].partition(PREFIX)
    match = re.match(r"([A-Z2-7\s]*)\.", coded.upper())
    plain = "".join(match[1].split()) if found and match else ""
    try:
        data = base64.b32decode(plain + "=" * (-len(plain) % 8))
    except binascii.Error as failure:
        raise Problem(CARD_UNREADABLE, where=place.name) from failure
    if not _FIXED + 64 <= len(data) <= _FIXED + 64 + 4 * MOST_NAME or data[0] != 1:
        raise Problem(CARD_UNREADABLE, where=place.name)
    return data[:-64], data[-64:]


def _mark(study_id: str) -> bytes:
    return hashlib.sha256(study_id.encode()).digest()[:16]


def _short(name: str) -> str:
    """One line that can be shown anywhere."""
    return "".join(character for character in name if character.isprintable()).strip()[:MOST_NAME]
