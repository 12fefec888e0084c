"""One WebSocket of the gateway: HELLO, IDENTIFY or RESUME, heartbeats, and the pump of events."""

from __future__ import annotations

import asyncio
import json
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from .greeting import chunk, greet
from .model import Json
from .session import KNOWN_INTENTS, Session

if TYPE_CHECKING:
    from .gateway import Gateway

PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15)
MAX_FRAME = 4096
NOT_RESUMABLE = frozenset({1000, 1001})


class Connection:
    """Lives from upgrade to close; the session may outlive it."""

    def __init__(self, gateway: Gateway, request: web.Request) -> None:
        self._gateway = gateway
        self._request = request
        self._ws = web.WebSocketResponse(max_msg_size=0)
        zipped = request.query.get("compress") == "zlib-stream"
        self._zip = zlib.compressobj() if zipped else None
        self._sending = asyncio.Lock()
        self._sent = 0
        self._resumed_at = 0
        self.session: Session | None = None
        self.caught_up = False
        self._closing = False

    async def run(self) -> web.WebSocketResponse:
        """Speak until either side closes."""
        await self._ws.prepare(self._request)
        self._gateway.connections.add(self)
        pump: asyncio.Task[None] | None = None
        try:
            hello = {"heartbeat_interval": self._gateway.heartbeat_interval_ms}
            await self.send({"op": 10, "d": hello})
            async for frame in self._ws:
                if frame.type is WSMsgType.TEXT:
                    await self._receive(frame.data)
                if self.session is not None and pump is None:
                    pump = asyncio.create_task(self._pump(self.session))
        finally:
            self._leave()
            if pump is not None:
                pump.cancel()
                with suppress(asyncio.CancelledError, ConnectionError):
                    await pump
        return self._ws

    def _leave(self) -> None:
        self._gateway.connections.discard(self)
        by_client = self._ws.close_code in NOT_RESUMABLE and not self._closing
        if self.session is not None and by_client:
            self._gateway.sessions.pop(self.session.id, None)
        self._gateway.hub.pulse.beat()

    async def send(self, frame: Json) -> None:
        """One frame; a client that just left is no error."""
        await self._send_text(json.dumps(frame))

    async def _send_text(self, text: str) -> None:
        with suppress(ConnectionError):
            async with self._sending:
                if self._zip is None:
                    await self._ws.send_str(text)
                    return
                packed = self._zip.compress(text.encode()) + self._zip.flush(zlib.Z_SYNC_FLUSH)
                await self._ws.send_bytes(packed)

    async def _pump(self, session: Session) -> None:
        while True:
            session.wake.clear()
            while self._sent < session.sequence:
                event, text = session.events[self._sent]
                self._sent += 1
                if event != "RESUMED" or self._sent >= self._resumed_at:
                    await self._send_text(text)
            self.caught_up = not self._closing
            self._gateway.hub.pulse.beat()
            await session.wake.wait()

    def has_sent(self, sequence: int) -> bool:
        """Whether all events up to a sequence number are on the wire."""
        return self._sent >= sequence

    def abort(self) -> None:
        """Cut the wire."""
        self._closing, self.caught_up = True, False
        if self._request.transport is not None:
            self._request.transport.abort()

    async def close(self, code: int, reason: str) -> None:
        """Close with a code; for a client's fault, put it on record."""
        if reason:
            self._gateway.refuse(code, reason)
        self._closing, self.caught_up = True, False
        await self._ws.close(code=code, message=reason.encode())

    async def _receive(self, text: str) -> None:
        try:
            frame = json.loads(text)
            op, data = frame["op"], frame.get("d")
        except (ValueError, KeyError, TypeError):
            await self.close(4002, "Error while decoding payload.")
            return
        if len(text) > MAX_FRAME:
            await self.close(4002, "Error while decoding payload.")
            return
        await self._obey(op, data)

    async def _obey(self, op: int, data: Any) -> None:
        if op == 1:
            await self._heartbeat(data)
        elif op == 2:
            await self._identify(data)
        elif op == 6:
            await self._resume(data)
        elif self.session is None:
            await self.close(4003, "Not authenticated.")
        elif op == 8:
            chunk(self._gateway.hub, self.session, data)
        elif op not in {3, 4}:
            await self.close(4001, "Unknown opcode.")

    async def _heartbeat(self, sequence: int | None) -> None:
        if self.session is not None and sequence is not None:
            self.session.heard = max(self.session.heard, sequence)
        if self._gateway.acknowledge_heartbeats:
            await self.send({"op": 11})
        self._gateway.hub.pulse.beat()

    async def _identify(self, data: Json) -> None:
        app = self._gateway.hub.app
        intents = data.get("intents")
        number, count = shard = tuple(data.get("shard") or (0, 1))
        if self.session is not None:
            await self.close(4005, "Already authenticated.")
        elif data.get("token") != app.token:
            await self.close(4004, "Authentication failed.")
        elif not 0 <= number < count:
            await self.close(4010, "Invalid shard.")
        elif not isinstance(intents, int) or intents & ~KNOWN_INTENTS:
            await self.close(4013, "Invalid intent(s).")
        elif intents & PRIVILEGED & ~app.enabled:
            await self.close(4014, "Disallowed intent(s).")
        else:
            self._begin(intents, (shard[0], shard[1]), data)

    def _begin(self, intents: int, shard: tuple[int, int], data: Json) -> None:
        hub = self._gateway.hub
        body = {key: value for key, value in data.items() if key != "token"}
        self._gateway.identifies.append(body)
        sight = type(hub.app.sight)(hub.me.id, bool(intents & (1 << 15)))
        self.session = Session(f"session-{hub.ids.next()}", intents, shard, sight)
        self._gateway.sessions[self.session.id] = self.session
        greet(hub, self.session, self._gateway.url)

    async def _resume(self, data: Json) -> None:
        if data.get("token") != self._gateway.hub.app.token:
            await self.close(4004, "Authentication failed.")
            return
        session = self._gateway.sessions.get(str(data.get("session_id")))
        sequence = int(data.get("seq") or 0)
        if session is None or sequence > session.sequence:
            await self.send({"op": 9, "d": False})
            return
        self._sent = sequence
        self._gateway.resumes.append(session.id)
        for other in list(self._gateway.connections):
            if other.session is session:
                other.abort()
        session.append("RESUMED", lambda _: {"_trace": []})
        self._resumed_at = session.sequence
        self.session = session
