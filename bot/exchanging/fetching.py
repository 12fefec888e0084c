"""Fetching a file from the web for somebody who typed its address: within bounds, and never
from inside our own network.

Every address that a name resolves to must be public, and the connection is made to the very
address that was checked, so that a second answer of the name server changes nothing.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import BinaryIO
from urllib.parse import urljoin, urlsplit

from bot.errors import BotError

Resolve = Callable[[str, int], Sequence[str]]
Allowed = Callable[[str], bool]

_CHUNK = 1 << 16
_REDIRECTS = {301, 302, 303, 307, 308}


class FetchFailed(BotError):
    """The file could not be fetched; the message says why, without the address."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one fetch may take: bytes, seconds in all, redirects."""

    size: int = 256 << 20
    seconds: float = 120.0
    redirects: int = 5


def public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, also when it is wrapped in an
    IPv6 address (mapped, 6to4, NAT64).
    """
    found = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
    return found.is_global and not found.is_multicast


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def resolved(host: str, port: int) -> Sequence[str]:
    """The IP addresses of a name, by the system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(item[4][0]) for item in found))


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches over HTTPS. Blocking: call it in a thread."""

    bounds: Bounds = Bounds()
    resolve: Resolve = resolved
    allowed: Allowed = public
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def fetch(self, url: str, into: BinaryIO) -> int:
        """Write what the address holds into a file; returns its bytes.

        Raises:
            FetchFailed: not HTTPS, not public, too large, too slow, or an error of the server.
        """
        until = time.monotonic() + self.bounds.seconds
        for _ in range(self.bounds.redirects + 1):
            try:
                onward = self._once(url, into, until)
            except (OSError, http.client.HTTPException, ValueError) as problem:
                _left(until)
                raise FetchFailed(f"the address can't be read: {_said(problem)}") from None
            if isinstance(onward, int):
                return onward
            url = urljoin(url, onward)
        raise FetchFailed(f"the address leads on more than {self.bounds.redirects} times")

    def _once(self, url: str, into: BinaryIO, until: float) -> int | str:
        """The bytes written, or the address that this one leads on to."""
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname or parts.username or parts.password:
            raise FetchFailed("only https addresses without a password can be fetched")
        connection = self._connected(parts.hostname, parts.port or 443, until)
        # A server that sends a byte a minute never times out by itself.
        cut = threading.Timer(_left(until), _cut, [connection.sock])
        cut.start()
        try:
            target = parts.path or "/"
            headers = {"Accept-Encoding": "identity", "User-Agent": "factbot"}
            connection.request(
                "GET", f"{target}?{parts.query}" if parts.query else target, headers=headers
            )
            answer = connection.getresponse()
            onward = answer.getheader("Location")
            if answer.status in _REDIRECTS and onward:
                return onward
            if answer.status != http.client.OK:
                raise FetchFailed(f"the server answered {answer.status}")
            return self._copy(answer, connection, into, until)
        finally:
            cut.cancel()
            connection.close()

    def _connected(self, host: str, port: int, until: float) -> http.client.HTTPSConnection:
        addresses = self.resolve(host, port)
        if not addresses or not all(self.allowed(address) for address in addresses):
            raise FetchFailed("the address leads into a private network")
        left = _left(until)
        raw = socket.create_connection((addresses[0], port), timeout=left)
        connection = http.client.HTTPSConnection(host, port, timeout=left, context=self.tls)
        try:
            # Connected by hand: http.client would ask the name server again.
            connection.sock = self.tls.wrap_socket(raw, server_hostname=host)
        except (OSError, ValueError):
            raw.close()
            raise
        return connection

    def _copy(
        self,
        answer: http.client.HTTPResponse,
        connection: http.client.HTTPSConnection,
        into: BinaryIO,
        until: float,
    ) -> int:
        size = 0
        while True:
            if connection.sock is not None:
                connection.sock.settimeout(_left(until))
            part = answer.read1(_CHUNK)
            if not part:
                _left(until)
                return size
            size += len(part)
            if size > self.bounds.size:
                raise FetchFailed(f"the file is larger than {self.bounds.size} bytes")
            into.write(part)


def _cut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise FetchFailed("fetching took too long")
    return left


def _said(problem: Exception) -> str:
    if isinstance(problem, TimeoutError):
        return "it took too long"
    if isinstance(problem, ssl.SSLError):
        return "its certificate is not valid"
    if isinstance(problem, socket.gaierror):
        return "there is no such server"
    return type(problem).__name__
