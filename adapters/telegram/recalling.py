"""What was sent just before this process began: Telegram counts it all the same."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from adapters.telegram.courier import REACTION
from adapters.telegram.inbound import NAME
from adapters.telegram.pace import GROUP, OVERALL, Pace
from bot.ports import ConversationBase, PostedReply, ReplyState
from factbase.errors import StoreUnavailable

log = structlog.get_logger()

_MOST = round(OVERALL.most * GROUP.seconds / OVERALL.seconds) + 1
"""As many as can have been sent in that time."""


async def remember(pace: Pace, base: ConversationBase, now: datetime) -> None:
    """Tell the pace of replies that were sent lately, or may have been, by whatever process."""
    since = now - timedelta(seconds=GROUP.seconds)
    try:
        async with base.begin() as unit:
            sent = [*await unit.replies.since(since, _MOST), *await unit.replies.unfinished(NAME)]
    except StoreUnavailable:
        log.warning("pace_unknown", platform=NAME)
        return
    lately = [one for one in sent if one.at >= since and _counts(one)]
    for posted in lately:
        pace.note(posted.place.id, max((now - posted.at).total_seconds(), 0.0))


def _counts(posted: PostedReply) -> bool:
    """Whether Telegram counts this as a message in that chat."""
    ours = posted.place.platform == NAME and posted.sent_id != REACTION
    return ours and posted.state is not ReplyState.CLAIMED
