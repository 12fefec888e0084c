"""Signatures: anything that isn't exactly what was signed is refused."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from factbase.errors import InvalidValue
from factbase.packs.signing import BadSignature, Signature, new_key, read_signature, sign

KEY = new_key()


@given(st.binary(max_size=200), st.data())
def test_any_changed_byte_is_noticed(data: bytes, draw: st.DataObject) -> None:
    signature = read_signature(sign(data, KEY).write())
    signature.verify(data)
    changed = bytearray(data + b"x")
    place = draw.draw(st.integers(0, len(changed) - 1))
    changed[place] ^= draw.draw(st.integers(1, 255))
    with pytest.raises(BadSignature):
        signature.verify(bytes(changed))


def test_another_key_is_another_fingerprint() -> None:
    mine, theirs = sign(b"pack", KEY), sign(b"pack", new_key())
    assert mine.fingerprint != theirs.fingerprint
    assert len(mine.fingerprint) == 32
    with pytest.raises(BadSignature):
        Signature(mine.key, theirs.signature).verify(b"pack")


def test_a_signature_for_another_purpose_is_none() -> None:
    key = serialization.load_pem_private_key(KEY, password=None)
    assert isinstance(key, Ed25519PrivateKey)
    bare = Signature(sign(b"", KEY).key, key.sign(b"pack"))
    with pytest.raises(BadSignature):
        bare.verify(b"pack")


@pytest.mark.parametrize(
    "change",
    [
        {"format": "factbot-signature/2"},
        {"key": "AAAA"},
        {"signature": "AAAA"},
        {"key": "not base64!"},
        {"key": 7},
        {"key": None},
    ],
)
def test_files_that_are_no_signature(change: dict[str, object]) -> None:
    fields = json.loads(sign(b"pack", KEY).write()) | change
    with pytest.raises(BadSignature):
        read_signature(json.dumps(fields).encode())


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b"\xff\xfe", b"[" * 4_000, b'{"key": 1}'])
def test_bytes_that_are_no_signature(data: bytes) -> None:
    with pytest.raises(BadSignature):
        read_signature(data)


def test_keys_that_can_not_sign() -> None:
    other_kind = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    for key in (b"", b"secret", other_kind):
        with pytest.raises(InvalidValue, match="key"):
            sign(b"pack", key)
