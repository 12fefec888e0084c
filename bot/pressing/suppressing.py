"""When a fact is not said because people reported that it doesn't fit.

One report, by whoever made it, silences the fact for that person; unprompted it silences it for
everybody. Only texts nearly identical to the reported one are meant, and only in the circle
where it was reported: the community, or the server that belongs to none. Who asks is answered
until a moderator or `PEOPLE` people said that the match is wrong. The fact's own wordings are
its moderators' word: against those only a moderator's report counts for others, or `PEOPLE`
reports against saying it unprompted. So nobody silences a fact alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from rapidfuzz import fuzz

from bot.checking.claims import Claim, pick
from bot.checking.question import Question
from bot.messages import Place
from bot.places.behaviour import PlaceSettings
from bot.ports import ConversationUnit
from bot.pressing.opinions import Dispute, DisputeState
from bot.replies import Reason
from factbase.matching.normalise import fold
from factbase.model import Fact

PEOPLE = 3
"""Different people whose reports count like a moderator's."""
DAYS = 30
"""How long a report counts while no moderator has looked at it."""
NEAR = 92.0
"""Likeness in percent (rapidfuzz's ratio over folded words) from which two texts are nearly
identical: a changed ending or a doubled word of a headline, but not another name in it."""
_WORD = re.compile(r"\w+")


def circle(settings: PlaceSettings, place: Place) -> str:
    """Where a report counts. A colon keeps servers apart from communities, whose ids have none."""
    return settings.community or f"{place.platform}:{place.server or place.id}"


def nearly_identical(one: str, other: str) -> bool:
    """Whether two texts say the same in nearly the same words; numbers must be equal."""
    words = [_WORD.findall(fold(text).casefold()) for text in (one, other)]
    numbers = [[word for word in text if any(map(str.isdigit, word))] for text in words]
    if numbers[0] != numbers[1] or not all(words):
        return False
    return fuzz.ratio(" ".join(words[0]), " ".join(words[1])) >= NEAR


def silenced(
    text: str,
    fact: Fact,
    standing: Sequence[Dispute],
    *,
    person: str,
    asked: bool,
) -> bool:
    """Whether reports keep a fact from being said to this text.

    Args:
        text: the claim of the message.
        fact: what matched it.
        standing: reports about the fact in this circle that count.
        person: a keyed hash of who wrote the message.
        asked: whether they want an answer.
    """
    about = [
        item
        for item in standing
        if item.reason != Reason.OUTDATED and nearly_identical(item.text, text)
    ]
    if any(item.by_moderator or item.state is DisputeState.RIGHT for item in about):
        return True
    people = {item.person for item in about}
    if person in people:
        return True
    if _own_wording(text, fact):
        return not asked and len(people) >= PEOPLE
    return len(people) >= (PEOPLE if asked else 1)


def _own_wording(text: str, fact: Fact) -> bool:
    texts = [wording.text for wording in (*fact.claim, *fact.wordings)]
    texts += [example.text for example in fact.examples if example.matches]
    return any(nearly_identical(text, own) for own in texts)


async def is_silenced(
    unit: ConversationUnit, question: Question, fact: Fact, now: datetime
) -> bool:
    """Whether reports keep a fact from being said to this message; read anew for each one, so
    that a report counts in every process at once.
    """
    claim = pick(question.message)
    if not isinstance(claim, Claim):
        return False
    where = circle(question.settings, question.message.place)
    since = now - timedelta(days=DAYS)
    standing = await unit.opinions.standing(fact.id, where, since)
    if not standing:
        return False
    return silenced(claim.text, fact, standing, person=question.author, asked=question.asked)
