"""No test reaches beyond this machine: every connection elsewhere is refused."""

from __future__ import annotations

import ipaddress
import sys
from typing import Any


class NetworkShutError(RuntimeError):
    """A test tried to reach something beyond loopback and unix sockets."""


def _is_here(host: object) -> bool:
    if host in {None, "", "localhost", b"localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        # Unix sockets have a name, not a pair.
        if isinstance(address, tuple) and not _is_here(address[0]):
            raise NetworkShutError(f"tests stay on this machine; this went to {address[0]}")
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"} and not _is_here(arguments[0]):
        raise NetworkShutError(f"tests look up no names; this was {arguments[0]}")


def shut() -> None:
    """From now on, for the rest of the process."""
    sys.addaudithook(_watch)
