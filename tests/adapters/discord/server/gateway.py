"""The gateway: who is connected, what they are owed, and the faults a test can cause."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from .connection import Connection
from .hub import Hub
from .ledger import Refusal
from .model import Channel, Guild, Json, Message
from .permissions import sees
from .scene import message_event
from .session import Session
from .shown import Sight

IDENTIFIES_A_DAY = 1000


class Gateway:
    """All sessions of the one application."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.url = ""
        self.sessions: dict[str, Session] = {}
        self.connections: set[Connection] = set()
        self.identifies: list[Json] = []
        """Every IDENTIFY body, without its token."""
        self.resumes: list[str] = []
        """Session ids of every RESUME that was accepted."""
        self.shards = 1
        """How many shards GET /gateway/bot recommends."""
        self.heartbeat_interval_ms = 41_250
        self.acknowledge_heartbeats = True
        self._open = asyncio.Event()
        self._open.set()
        hub.outlets.append(self)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One WebSocket connection, for as long as it lasts."""
        await self._open.wait()
        connection = Connection(self, request)
        return await connection.run()

    def dispatch(
        self, event: str, build: Callable[[Sight], Json], where: Channel | Guild | None
    ) -> None:
        """Owe an event to every session that may have it."""
        guild = where.guild if isinstance(where, Channel) else where
        if event != "INTERACTION_CREATE":
            if guild is not None and not guild.bot_inside and event != "GUILD_DELETE":
                return
            if isinstance(where, Channel) and not sees(where, self.hub.me):
                return
        for session in self.sessions.values():
            if session.wants(event, guild.id if guild else None, direct=guild is None):
                session.append(event, build)

    def refuse(self, code: int, reason: str) -> None:
        """Record a connection that Discord would have closed for cause."""
        self.hub.ledger.refusals.append(Refusal("gateway", 0, code, reason))
        self.hub.pulse.beat()

    @property
    def connected(self) -> bool:
        """Whether some session is identified and on line."""
        return any(connection.caught_up for connection in self.connections)

    def drop(self) -> None:
        """Cut every connection without a word; the sessions can be resumed."""
        for connection in list(self.connections):
            connection.abort()

    async def reconnect(self) -> None:
        """Op 7: ask every client to come back and resume."""
        for connection in list(self.connections):
            await connection.send({"op": 7, "d": None})

    async def invalidate(self, *, resumable: bool = False) -> None:
        """Op 9: the sessions are void, unless `resumable`."""
        if not resumable:
            self.forget_sessions()
        for connection in list(self.connections):
            await connection.send({"op": 9, "d": resumable})

    async def close(self, code: int) -> None:
        """Close every connection with a code, such as 4000 (unknown error, may resume)."""
        for connection in list(self.connections):
            await connection.close(code, "")

    def forget_sessions(self) -> None:
        """Let all sessions lapse, as after too long an absence; a RESUME then gets op 9."""
        self.sessions.clear()

    @asynccontextmanager
    async def outage(self) -> AsyncIterator[None]:
        """Inside, nobody is connected and nobody gets in; events are kept for the sessions."""
        self._open.clear()
        self.drop()
        await self.hub.pulse.until(lambda: not self.connections, "end of all connections")
        try:
            yield
        finally:
            self._open.set()

    def repeat(self, message: Message) -> None:
        """Deliver a MESSAGE_CREATE again, under a new sequence number, as Discord may."""
        self.hub.dispatch("MESSAGE_CREATE", lambda s: message_event(message, s), message.channel)

    async def roundtrip(self) -> None:
        """Ask every client for a heartbeat and wait until it confirms all events sent so far."""
        for connection in list(self.connections):
            session = connection.session
            if session is None:
                continue
            await self._confirm(connection, session, session.sequence)

    async def _confirm(self, connection: Connection, session: Session, owed: int) -> None:
        """Op 1 must not overtake the events it asks about, so it waits for them to be sent."""

        def left() -> bool:
            return connection not in self.connections

        await self.hub.pulse.until(
            lambda: left() or connection.has_sent(owed), "sending of all events"
        )
        await connection.send({"op": 1, "d": None})
        await self.hub.pulse.until(
            lambda: left() or session.heard >= owed, "heartbeat that confirms the last event"
        )

    def start_limit(self) -> Json:
        """The `session_start_limit` of GET /gateway/bot."""
        left = IDENTIFIES_A_DAY - len(self.identifies)
        return {
            "total": IDENTIFIES_A_DAY,
            "remaining": left,
            "reset_after": 86_400_000,
            "max_concurrency": 1,
        }
