"""Commands that change facts at once, and what was changed before."""

from __future__ import annotations

from adapters.telegram.calls import Call
from bot.replies import Done, History, Reply
from bot.wording import N_

_LONGEST = 500
"""Characters of a reason that are kept."""


async def retire(call: Call) -> Reply:
    """`/retire name why`."""
    moderation, why = call.session.bot.moderation, _why(call)
    await moderation.retire(call.actor, call.slug, call.settings.audience, why)
    return Done(_RETIRED, call.slug)


async def publish(call: Call) -> Reply:
    """`/publish name why`."""
    moderation, why = call.session.bot.moderation, _why(call)
    await moderation.publish(call.actor, call.slug, call.settings.audience, why)
    return Done(_PUBLISHED, call.slug)


async def history(call: Call) -> Reply:
    """`/history name`."""
    moderation = call.session.bot.moderation
    versions = await moderation.history(call.actor, call.slug, call.settings.audience)
    return History(call.slug, versions)


def _why(call: Call) -> str:
    return call.rest.partition(" ")[2].strip()[:_LONGEST] or "by command"


_RETIRED = N_("{slug} is retired: I won't say it any more. Its history stays.")
_PUBLISHED = N_("{slug} is published.")
