"""Signatures of packs: Ed25519 over the very bytes of the file, kept in a file beside it.

The signature says who made a pack, not that it is right. Whoever subscribes keeps the first
key it saw and takes no other (RFC 8032 for the algorithm; "trust on first use", RFC 7435).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from factbase.errors import InvalidValue

FORMAT = "factbot-signature/1"
_PURPOSE = b"factbot-pack-signature/1\n"
"""In front of what is signed, so that a signature can't be used for anything else."""
_LONGEST = 4_096
_KEY, _SIGNATURE = 32, 64
"""Bytes of a public key and of a signature."""


class BadSignature(InvalidValue):
    """The file is not signed, not by this key, or was changed since."""

    def __init__(self, problem: str) -> None:
        super().__init__("signature", problem)


@dataclass(frozen=True, slots=True)
class Signature:
    """A public key and what it signed with, both raw bytes."""

    key: bytes
    signature: bytes

    @property
    def fingerprint(self) -> str:
        """What the key is called, see `fingerprint_of`."""
        return fingerprint_of(self.key)

    def verify(self, data: bytes) -> None:
        """Raises `BadSignature` unless the key signed exactly these bytes."""
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(self.signature, _PURPOSE + data)
        except (InvalidSignature, ValueError):
            raise BadSignature("does not fit the file: it was changed or cut short") from None

    def write(self) -> bytes:
        """The text of a signature file."""
        fields = {
            "format": FORMAT,
            "key": base64.b64encode(self.key).decode(),
            "signature": base64.b64encode(self.signature).decode(),
        }
        return (json.dumps(fields, indent=2) + "\n").encode()


def fingerprint_of(key: bytes) -> str:
    """Thirty-two hex digits that name a raw public key: SHA-256, cut to 128 bits."""
    return hashlib.sha256(key).hexdigest()[:32]


def read_signature(data: bytes) -> Signature:
    """Read what `Signature.write` wrote. Raises `BadSignature`."""
    try:
        fields = json.loads(data[:_LONGEST])
        if fields["format"] != FORMAT:
            raise BadSignature(f"is not of the form {FORMAT}")
        key, signature = (
            base64.b64decode(fields[name], validate=True) for name in ("key", "signature")
        )
    except (ValueError, KeyError, TypeError, RecursionError, binascii.Error) as problem:
        if isinstance(problem, BadSignature):
            raise
        raise BadSignature("can't be read: is it the .sig file?") from None
    if len(key) != _KEY or len(signature) != _SIGNATURE:
        raise BadSignature("has a key or signature of the wrong length")
    return Signature(key, signature)


def new_key() -> bytes:
    """A new private key, as PEM text."""
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def sign(data: bytes, private_key: bytes) -> Signature:
    """Sign a file's bytes.

    Raises:
        InvalidValue: not an Ed25519 key in PEM, or one with a password.
    """
    try:
        key = serialization.load_pem_private_key(private_key, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise InvalidValue("key", "is no private key in PEM without a password") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise InvalidValue("key", "is not an Ed25519 key")
    public = key.public_key().public_bytes(
        serialization.Encoding.Raw, serialization.PublicFormat.Raw
    )
    return Signature(public, key.sign(_PURPOSE + data))
