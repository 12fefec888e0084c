import discord
import pytest

from .server import DiscordServer, NothingCame
from .server.sdk import running


class Echo(discord.Client):
    """Answers a mention with a reply that pings nobody, and remembers what it saw."""

    def __init__(self, *, message_content: bool = False) -> None:
        intents = discord.Intents.default()
        intents.message_content = message_content
        super().__init__(intents=intents, allowed_mentions=discord.AllowedMentions.none())
        self.seen: list[discord.Message] = []

    async def on_message(self, message: discord.Message) -> None:
        if message.author == self.user:
            return
        self.seen.append(message)
        if self.user in message.mentions:
            await message.reply("heard: " + message.content, mention_author=False, nonce=message.id)


async def test_a_mention_is_answered_and_pings_nobody():
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with running(server, Echo()):
            asked = await ann.says(general, "@factbot is it true that @Ann said so?")
            reply = await general.next_message_from_bot()
            assert reply.content.startswith(f"heard: <@{server.bot.id}> is it true")
            assert reply.referenced is asked
            assert reply.pings == []
            assert server.replies_to(asked) == [reply]


async def test_silence_can_be_asserted():
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        client = Echo()
        async with running(server, client):
            await ann.says(general, "nothing for you here")
            await server.settled()
            assert [message.id for message in client.seen] == [int(general.messages[0].id)]
            assert general.from_bot == []


async def test_a_reply_that_never_comes_is_named_as_such():
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with running(server, Echo()):
            await ann.says(general, "nobody is addressed")
            with pytest.raises(NothingCame, match="message from the bot in #general"):
                await general.next_message_from_bot(patience=0.2)
