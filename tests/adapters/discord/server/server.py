"""The fake Discord as tests use it: one object, one port, gateway and REST."""

from collections.abc import Awaitable, Callable, Iterable
from types import TracebackType
from typing import Self

from aiohttp import web

from . import places, scene
from .call import Call, Route
from .clock import Clock, Ids, StillClock
from .findings import Findings
from .gateway import Gateway
from .hub import MEMBERS, MESSAGE_CONTENT, Application, Hub
from .model import Channel, Guild, Json, Message, User
from .openapi import Contract
from .people import Person
from .places import Place, Town
from .rest import PREFIX, Rest
from .settling import Settling

GATEWAY_PATH = "/gw"
TOKEN = "token-of-the-test-bot"


class DiscordServer(Findings):
    """A Discord of one's own on a loopback port.

    Leaving the context fails the test when something was refused or an interaction was
    left unanswered that the test did not take with `take_refusals` or `take_unanswered`.
    """

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        token: str = TOKEN,
        message_content: bool = False,
        members: bool = False,
        port: int = 0,
    ) -> None:
        self.clock = clock or StillClock()
        ids = Ids(self.clock)
        bot = User(ids.next(), "factbot", bot=True)
        owner = User(ids.next(), "Operator")
        enabled = (MESSAGE_CONTENT if message_content else 0) | (MEMBERS if members else 0)
        self.hub = Hub(self.clock, ids, Application(bot, owner, token, enabled))
        self.hub.users |= {bot.id: bot, owner.id: owner}
        self.hub.pulse.describe = self.describe
        self.gateway = Gateway(self.hub)
        self.rest = Rest(self.hub, Contract())
        self.settling = Settling(self.hub, self.gateway)
        self.extras: list[Callable[[web.Application], None]] = []
        """What else to serve on the port; set before entering."""
        self._port = port
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=32 << 20)
        app.router.add_get(GATEWAY_PATH, self.gateway.serve)
        app.router.add_get(GATEWAY_PATH + "/", self.gateway.serve)
        route = Route("GET", "/gateway/bot", "get_bot_gateway", self._gateway_bot)
        app.router.add_get(PREFIX + route.path, self.rest.bound(route))
        self.rest.attach(app)
        for attach in self.extras:
            attach(app)
        self._runner = web.AppRunner(app, shutdown_timeout=1.0, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.gateway.url = self.gateway_url
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()
        if error is None:
            self.assert_clean()

    async def close(self) -> None:
        """Cut all connections and free the port, without judging what happened."""
        self.gateway.drop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def base_url(self) -> str:
        """What `discord.http.Route.BASE` is set to."""
        return f"http://127.0.0.1:{self._port}{PREFIX}"

    @property
    def gateway_url(self) -> str:
        """What `discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY` is set to."""
        return f"ws://127.0.0.1:{self._port}{GATEWAY_PATH}"

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.hub.app.token

    def environment(self) -> dict[str, str]:
        """Variables that point a bot in a subprocess at this server."""
        return {
            "FACTBOT_DISCORD__TOKEN": self.token,
            "FACTBOT_DISCORD__API_BASE_URL": self.base_url,
            "FACTBOT_DISCORD__GATEWAY_URL": self.gateway_url,
        }

    def advance(self, seconds: float) -> None:
        """Let time pass for the server: deadlines lapse, tokens expire, nobody waits.

        Raises:
            AssertionError: the server was given a clock that runs by itself.
        """
        assert isinstance(self.clock, StillClock), "only a StillClock can be moved"
        self.clock.advance(seconds)

    def describe(self) -> str:
        """The state of affairs in a line, with whether a bot is on line at all."""
        there = "a bot is connected" if self.gateway.connected else "no bot is connected"
        return f"{there}; {super().describe()}"

    def _gateway_bot(self, _: Hub, __: Call) -> Json:
        limit = self.gateway.start_limit()
        return {
            "url": self.gateway_url,
            "shards": self.gateway.shards,
            "session_start_limit": limit,
        }

    def enable(self, *, message_content: bool) -> None:
        """Throw the portal's switch for the message content intent."""
        app = self.hub.app
        app.enabled &= ~MESSAGE_CONTENT
        app.enabled |= MESSAGE_CONTENT if message_content else 0

    def guild(
        self,
        name: str,
        *,
        bot: bool = True,
        bot_permissions: Iterable[str] | None = None,
        locale: str = "en-US",
    ) -> Town:
        """A guild; `bot=False` makes one that the bot was never invited to."""
        return places.found(self.hub, name, bot=bot, granted=bot_permissions, locale=locale)

    def person(self, name: str, *, locale: str = "en-US") -> Person:
        """Somebody who shares no guild yet."""
        user = User(self.hub.ids.next(), name, locale=locale)
        self.hub.users[user.id] = user
        return Person(self.hub, user)

    def place(self, channel: Channel) -> Place:
        """The driver of a channel, such as a thread that the bot opened."""
        return Place(self.hub, channel)

    @property
    def guilds(self) -> list[Guild]:
        """The state of all guilds."""
        return list(self.hub.guilds.values())

    async def ready(self, shards: int = 1) -> None:
        """Wait until that many connections are identified or resumed and have all events."""
        wanted = shards

        def there() -> bool:
            return sum(one.caught_up for one in self.gateway.connections) >= wanted

        await self.hub.pulse.until(there, f"{shards} identified connection(s)")

    async def registered(self, count: int = 1, guild: Town | None = None) -> list[Json]:
        """Wait until at least that many commands are registered; returns them."""
        scope = guild.state.id if guild else None

        def there() -> list[Json] | None:
            known = self.hub.app.commands.get(scope, [])
            return known if len(known) >= count else None

        return await self.hub.pulse.until(there, f"{count} registered command(s)")

    async def settled(self, *, quiet_for: float = 0.0) -> None:
        """Wait until the bot is done with everything it was sent; see `Settling`."""
        await self.settling.wait(quiet_for)

    def also_settles(self, probe: Callable[[], Awaitable[object]]) -> None:
        """Add something `settled` awaits each round, such as the bot's own queue running dry."""
        self.settling.probes.append(probe)

    def unfurl(self, message: Message, **embed: str) -> None:
        """Do what Discord does seconds after a link is posted: add a preview, as an update."""
        message.embeds = [*message.embeds, {"type": "article", **embed}]
        scene.amend(self.hub, message)
