"""What may be typed with a slash."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.replies import Done, Help, HelpTopic, Reply
from bot.wiring import Bot
from bot.wording import N_
from factbase.matching.decision import Lane
from factbase.model import Audience

Run = Callable[[Bot, str, Audience], Awaitable[tuple[Reply, ...]]]

COMMANDS = "/fact SLUG · /sources SLUG · /search WORDS · /why WORDS · /recent · /help · /quit"


async def answer(bot: Bot, line: str, audience: Audience) -> tuple[Reply, ...]:
    """The replies to a command; `line` begins with a slash."""
    name, _, rest = line[1:].partition(" ")
    command = _COMMANDS.get(name.casefold())
    if command is None:
        return (Done(N_("There is no such command. These there are:")), Done(COMMANDS))
    if command.without is not None and not rest.strip():
        return (Help(command.without), Done(COMMANDS))
    return await command.run(bot, rest.strip(), audience)


@dataclass(frozen=True, slots=True)
class _Command:
    """What is done, and the help for who wrote nothing after a command that needs something."""

    run: Run
    without: HelpTopic | None = None


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


_COMMANDS = {
    "fact": _Command(_fact, HelpTopic.NO_NAME),
    "sources": _Command(_sources, HelpTopic.NO_NAME),
    "search": _Command(_search, HelpTopic.NO_TEXT),
    "why": _Command(_why, HelpTopic.NO_TEXT),
    "recent": _Command(_recent),
    "help": _Command(_help),
}
