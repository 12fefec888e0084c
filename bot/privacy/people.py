"""People as keyed hashes: enough to count and to recognise, useless without the key."""

from __future__ import annotations

import hashlib
import hmac


class PersonHash:
    """HMAC-SHA-256 over a person's key, cut to 128 bits."""

    def __init__(self, secret: str) -> None:
        if not secret:
            raise ValueError("a key is needed")
        self._secret = secret.encode()

    def hash(self, person: str) -> str:
        """Thirty-two hex digits for a person's key (`platform:id`)."""
        return hmac.new(self._secret, person.encode(), hashlib.sha256).hexdigest()[:32]
