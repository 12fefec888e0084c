"""The guard that keeps tests on this machine does keep them there."""

from __future__ import annotations

import asyncio
import socket

import pytest

from tests.network import NetworkShutError


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "name.example"])
def test_a_connection_elsewhere_is_refused(host: str) -> None:
    with pytest.raises(NetworkShutError):
        socket.create_connection((host, 80), timeout=1)


async def test_so_is_one_from_the_event_loop() -> None:
    with pytest.raises(NetworkShutError):
        await asyncio.open_connection("192.0.2.1", 80)


def test_and_a_datagram() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as lone, pytest.raises(NetworkShutError):
        lone.sendto(b"hello", ("192.0.2.1", 9))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_this_machine_is_open(host: str) -> None:
    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(hang_up, host, 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection(host, port)
        assert await reader.read() == b""
        writer.close()
