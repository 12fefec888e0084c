import discord

from .server import DiscordServer
from .server.sdk import running
from .server.specimen import Echo


async def test_shards_get_their_own_guilds_only() -> None:
    async with DiscordServer() as server:
        places = [server.guild(f"Guild {n}").channel("general") for n in range(4)]
        mine = [one for one in places if (int(one.town.state.id) >> 22) % 2 == 1]
        others = [one for one in places if one not in mine]
        assert len(mine) == len(others) == 2
        client = Echo(shard_id=1, shard_count=2)
        async with running(server, client):
            for place in (*mine, *others):
                await place.town.member("Ann").says(place, "@factbot hello")
            await server.settled()
        assert [len(place.from_bot) for place in mine] == [1] * len(mine)
        assert [len(place.from_bot) for place in others] == [0] * len(others)


class Sharded(discord.AutoShardedClient):
    """Counts the messages it sees, by guild; identifies without discord.py's pauses."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.default())
        self.seen: list[str] = []

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        pass

    async def on_message(self, message: discord.Message) -> None:
        assert message.guild is not None
        self.seen.append(message.guild.name)


async def test_an_auto_sharded_client_hears_each_message_once() -> None:
    async with DiscordServer() as server:
        server.gateway.shards = 2
        places = [server.guild(f"Guild {n}").channel("general") for n in range(4)]
        client = Sharded()
        async with running(server, client):
            await server.ready(2)
            for place in places:
                await place.town.member("Ann").says(place, "hello")
            await server.settled()
        assert sorted(client.seen) == [f"Guild {n}" for n in range(4)]
        shards = [tuple(body["shard"]) for body in server.gateway.identifies]
        assert sorted(shards) == [(0, 2), (1, 2)]
        assert len(server.rest.of("get_bot_gateway")) == 1
