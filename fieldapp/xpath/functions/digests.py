"""Random values, digests, encodings, and what the device or form says of itself."""

from __future__ import annotations

import base64
import binascii
import hashlib

from fieldapp.wording import tr
from fieldapp.xpath.code import Code, number, plain, string
from fieldapp.xpath.functions.strings import whole
from fieldapp.xpath.library import Site, function, of_texts
from fieldapp.xpath.model import Context

_ALGORITHMS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}
LONGEST_TOKEN = 1_000
"""A mistyped length must not freeze the laptop."""

_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


@function("random", 0)
def _build_random(_: list[Code], __: Site) -> Code:
    return plain("number", lambda context: context.environment.random())


@function("uuid", 0, 1)
def _build_uuid(codes: list[Code], _: Site) -> Code:
    """With a number, so many random letters and digits."""
    if not codes:
        return plain("string", lambda context: context.environment.uuid())
    length = number(codes[0])

    def run(context: Context) -> str:
        random = context.environment.random
        return "".join(
            _LETTERS[int(random() * 36)] for _ in range(min(whole(length(context)), LONGEST_TOKEN))
        )

    return plain("string", run)


@function("digest", 2, 3)
def _build_digest(codes: list[Code], _: Site) -> Code:
    text, algorithm = string(codes[0]), string(codes[1])
    encoding = string(codes[2]) if len(codes) == 3 else lambda _: "base64"
    _check(codes[1], tuple(_ALGORITHMS))
    if len(codes) == 3:
        _check(codes[2], ("BASE64", "HEX"))

    def run(context: Context) -> str:
        name = _ALGORITHMS.get(algorithm(context).upper())
        if name is None:
            return ""
        digest = hashlib.new(name, text(context).encode(), usedforsecurity=False).digest()
        return digest.hex() if encoding(context).lower() == "hex" else base64.b64encode(digest).decode()

    return plain("string", run)


def _check(code: Code, known: tuple[str, ...]) -> None:
    if isinstance(code.constant, str) and code.constant.upper() not in known:
        raise ValueError(tr("{value} is none of {known}", value=code.constant, known=", ".join(known)))


def _decoded(text: str) -> str:
    """Nothing when it is no base64, or no text."""
    try:
        return base64.b64decode(text, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""


def _signed(contents: str, public_key: str) -> str:
    """The message in front of an Ed25519 signature, or nothing when the signature is wrong.

    `contents` is base64 of 64 bytes of signature followed by the message.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        packed, key = base64.b64decode(contents), base64.b64decode(public_key)
        Ed25519PublicKey.from_public_bytes(key).verify(packed[:64], packed[64:])
        return packed[64:].decode()
    except (binascii.Error, ValueError, InvalidSignature):
        return ""


of_texts("base64-decode", "string", _decoded, 1)
of_texts("extract-signed", "string", _signed, 2)


@function("property", 1)
def _build_property(codes: list[Code], _: Site) -> Code:
    name = string(codes[0])
    return plain("string", lambda context: _asked(context, "property", name(context)))


@function("version", 0)
def _build_version(_: list[Code], __: Site) -> Code:
    return plain("string", lambda context: _asked(context, "version"))


def _asked(context: Context, question: str, *args: str) -> str:
    """What the environment answers, "" if it knows no such question."""
    answer = getattr(context.environment, question, None)
    return str(answer(*args)) if callable(answer) else ""
