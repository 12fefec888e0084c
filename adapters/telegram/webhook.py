"""Webhook: Telegram posts updates to us. They are taken in, and answered with 200, at once.

The server is h11 (which httpx, and so python-telegram-bot, stands on) over asyncio's streams:
one path, one method, one header that must be right.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlsplit

import h11
import structlog
import telegram
from telegram import Update

from adapters.telegram.receiving import Receiver

log = structlog.get_logger()

SECRET_HEADER = b"x-telegram-bot-api-secret-token"
LARGEST = 1 << 20
"""Bytes of an update: far more than Telegram's largest, far less than would hurt."""
PATIENCE = 75.0
"""Seconds that a connection may stay silent; Telegram keeps them open between updates."""
_CHUNK = 1 << 16
_NO_UPDATE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What reading a body raises that is no JSON, or none that Telegram would write: a moment beyond
all calendars, lists within lists without end."""


@dataclass(slots=True)
class Counts:
    """What came in: updates taken, and posts turned away for a wrong secret."""

    taken: int = 0
    turned_away: int = 0


@dataclass(slots=True)
class Listener:
    """Answers Telegram's posts. `secret` is what each must carry."""

    api: telegram.Bot
    receiver: Receiver
    path: str
    secret: str
    counts: Counts = field(default_factory=Counts)
    _open: set[asyncio.Task[None]] = field(default_factory=set)

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection until it ends."""
        task = asyncio.current_task()
        if task is not None:
            self._open.add(task)
        wire = h11.Connection(h11.SERVER, max_incomplete_event_size=_CHUNK)
        try:
            async with asyncio.timeout(None) as limit:
                while True:
                    limit.reschedule(asyncio.get_running_loop().time() + PATIENCE)
                    status = await self._one(wire, reader)
                    if status is None:
                        return
                    await _answer(wire, writer, status)
                    if wire.our_state is h11.MUST_CLOSE:
                        return
                    wire.start_next_cycle()
        except asyncio.CancelledError:
            log.debug("webhook_connection_ended")  # by `close`; asyncio takes it for a failure
        except (TimeoutError, OSError, h11.ProtocolError) as problem:
            log.info("webhook_connection_lost", error=type(problem).__name__)
        finally:
            if task is not None:
                self._open.discard(task)
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    def close(self) -> None:
        """End every connection."""
        for task in self._open:
            task.cancel()

    async def _one(self, wire: h11.Connection, reader: asyncio.StreamReader) -> HTTPStatus | None:
        """Read one request and deal with it; none when the other side has gone."""
        request: h11.Request | None = None
        body = bytearray()
        while True:
            try:
                event = wire.next_event()
            except h11.RemoteProtocolError:
                return HTTPStatus.BAD_REQUEST
            if event is h11.NEED_DATA:
                wire.receive_data(await reader.read(_CHUNK))
            elif isinstance(event, h11.Request):
                request = event
            elif isinstance(event, h11.Data):
                body += event.data
                if len(body) > LARGEST:
                    return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            elif isinstance(event, h11.EndOfMessage) and request is not None:
                return await self._judge(request, bytes(body))
            else:
                return None

    async def _judge(self, request: h11.Request, body: bytes) -> HTTPStatus:
        if urlsplit(request.target.decode("latin-1")).path != self.path:
            return HTTPStatus.NOT_FOUND
        if request.method != b"POST":
            return HTTPStatus.METHOD_NOT_ALLOWED
        given = dict(request.headers).get(SECRET_HEADER, b"")
        if not hmac.compare_digest(given, self.secret.encode()):
            self.counts.turned_away += 1
            log.warning("webhook_wrong_secret", times=self.counts.turned_away)
            return HTTPStatus.FORBIDDEN
        if self.receiver.full:
            return HTTPStatus.SERVICE_UNAVAILABLE  # Telegram brings it again
        update = self._update(body)
        if update is None:
            return HTTPStatus.BAD_REQUEST
        await self.receiver.take([update])
        self.counts.taken += 1
        return HTTPStatus.OK

    def _update(self, body: bytes) -> Update | None:
        try:
            update = Update.de_json(json.loads(body), self.api)
        except _NO_UPDATE:
            return None
        number: object = update.update_id  # nobody checked it so far
        return update if isinstance(number, int) else None


async def _answer(wire: h11.Connection, writer: asyncio.StreamWriter, status: HTTPStatus) -> None:
    if wire.our_state not in {h11.IDLE, h11.SEND_RESPONSE}:
        return
    reply = h11.Response(
        status_code=status.value, headers=[("content-length", "0")], reason=status.phrase.encode()
    )
    for event in (reply, h11.EndOfMessage()):
        writer.write(wire.send(event) or b"")
    await writer.drain()
