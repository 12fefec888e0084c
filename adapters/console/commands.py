"""What may be typed with a slash."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.replies import Done, Help, Reply
from bot.wiring import Bot
from bot.wording import N_
from factbase.matching.decision import Lane
from factbase.model import Audience

COMMANDS = "/fact SLUG · /sources SLUG · /search WORDS · /why WORDS · /recent · /help · /quit"


async def answer(bot: Bot, line: str, audience: Audience) -> tuple[Reply, ...]:
    """The replies to a command; `line` begins with a slash."""
    name, _, rest = line[1:].partition(" ")
    run = _COMMANDS.get(name.casefold())
    if run is None:
        return (Done(N_("There is no such command. These there are:")), Done(COMMANDS))
    return await run(bot, rest.strip(), audience)


async def _fact(bot: Bot, rest: str, audience: Audience) -> tuple[Reply, ...]:
    return (await bot.lookups.show(rest, audience),)


async def _sources(bot: Bot, rest: str, audience: Audience) -> tuple[Reply, ...]:
    return (await bot.lookups.sources(rest, audience),)


async def _search(bot: Bot, rest: str, audience: Audience) -> tuple[Reply, ...]:
    return (bot.lookups.search(rest, audience),)


async def _why(bot: Bot, rest: str, audience: Audience) -> tuple[Reply, ...]:
    return (bot.lookups.why(rest, Lane.ADDRESSED, audience),)


async def _recent(bot: Bot, _rest: str, audience: Audience) -> tuple[Reply, ...]:
    return (bot.lookups.recent(audience),)


async def _help(_bot: Bot, _rest: str, _audience: Audience) -> tuple[Reply, ...]:
    return (Help(), Done(COMMANDS))


_COMMANDS: dict[str, Callable[[Bot, str, Audience], Awaitable[tuple[Reply, ...]]]] = {
    "fact": _fact,
    "sources": _sources,
    "search": _search,
    "why": _why,
    "recent": _recent,
    "help": _help,
}
