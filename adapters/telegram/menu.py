"""The commands that Telegram offers while somebody types, for each kind of chat and language."""

from __future__ import annotations

import hashlib
import json

import structlog
import telegram
from telegram import BotCommand, BotCommandScope
from telegram.constants import BotCommandScopeType
from telegram.error import TelegramError

from adapters.telegram.inbound import NAME, Me
from bot.ports import ConversationBase
from bot.wording import LANGUAGES, N_, words_for
from factbase.errors import FactbaseError

log = structlog.get_logger()

_EVERYWHERE = (
    ("check", N_("Check a claim, or the message you reply to")),
    ("fact", N_("Show a fact by its name")),
    ("search", N_("Search for facts")),
    ("recent", N_("What changed last")),
    ("help", N_("How to use me")),
)
_ALONE = (
    ("why", N_("Why a text is matched or not")),
    ("follow", N_("Be told when a fact changes")),
    ("privacy", N_("What is kept, and for how long")),
    ("ignoreme", N_("Never answer me unprompted, or do so again")),
    ("cancel", N_("Stop what you are in the middle of")),
)
_MODERATORS = (
    ("addfact", N_("Add a fact")),
    ("editfact", N_("Change a fact")),
    ("publish", N_("Publish a proposal")),
    ("retire", N_("Retire a fact")),
    ("history", N_("Every version of a fact")),
    ("review", N_("What waits for a decision")),
    ("accuracy", N_("How often I was right here")),
    ("settings", N_("How I behave here")),
)
_SCOPES = {
    BotCommandScopeType.ALL_PRIVATE_CHATS: (*_EVERYWHERE, *_ALONE),
    BotCommandScopeType.ALL_GROUP_CHATS: _EVERYWHERE,
    BotCommandScopeType.ALL_CHAT_ADMINISTRATORS: (*_EVERYWHERE, *_MODERATORS),
}

Menu = list[tuple[str, str, list[BotCommand]]]


def menus() -> Menu:
    """Scope, language and commands of each menu; English is for every other language, too."""
    found: Menu = []
    for scope, commands in _SCOPES.items():
        for language in LANGUAGES:
            words = words_for(language)
            listed = [BotCommand(name, words.say(what)) for name, what in commands]
            found.append((scope.value, "" if language == "en" else language, listed))
    return found


def fingerprint(wanted: Menu) -> str:
    """Tells menus apart."""
    plain = [
        (scope, language, [one.to_dict() for one in listed]) for scope, language, listed in wanted
    ]
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


async def register(
    api: telegram.Bot, base: ConversationBase, me: Me, *, anyway: bool = False
) -> bool:
    """Tell Telegram our commands unless it knows them; says whether it was told.

    Telegram counts these calls, and clients flicker: what it was told last is kept in the base.
    """
    wanted = menus()
    name, mark = f"{NAME}:{me.id}:commands", fingerprint(wanted)
    async with base.begin() as unit:
        known = await unit.notes.get(name)
    if known == mark and not anyway:
        return False
    for scope, language, listed in wanted:
        await api.set_my_commands(
            listed, scope=BotCommandScope(scope), language_code=language or None
        )
    async with base.begin() as unit:
        await unit.writing()
        await unit.notes.put(name, mark)
        await unit.commit()
    log.info("commands_registered", platform=NAME)
    return True


async def register_quietly(api: telegram.Bot, base: ConversationBase, me: Me) -> None:
    """The same at start, where a failure must not keep anybody waiting for an answer."""
    try:
        await register(api, base, me)
    except (TelegramError, FactbaseError) as problem:
        log.warning("commands_not_registered", error=type(problem).__name__)
