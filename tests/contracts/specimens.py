"""One of every kind of reply, and texts made to break whoever draws them."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from hypothesis import strategies as st

from bot.numbers.figures import Advice, Figures
from bot.places.behaviour import Mode, PlaceSettings
from bot.replies import (
    Accuracy,
    AskReason,
    Candidates,
    Cause,
    Declined,
    Done,
    Explanation,
    FactCard,
    FactList,
    Help,
    HelpTopic,
    History,
    News,
    NotFound,
    Panel,
    Pointer,
    Privacy,
    Refusal,
    Reply,
    ReviewCard,
    SourceList,
    Withdrawn,
)
from bot.unanswered.asking import ReviewItem, ReviewKind
from factbase.errors import InvalidValue
from factbase.matching.decision import (
    Ambiguous,
    Candidate,
    Finding,
    Lane,
    Match,
    MessageStance,
    NoMatch,
    Silence,
    Trail,
)
from factbase.model import Fact, FactVersion, LocalText, PartialDate, Speaker, Stance, Verdict
from tests.builders import NOON, a_change, a_fact, a_source, a_statement

HOSTILE = (
    "@everyone",
    "@here",
    "<@123456789012345678>",
    "<@!123456789012345678>",
    "<@&123456789012345678>",
    "<#123456789012345678>",
    "<t:1700000000:R>",
    "</fact:1>",
    "@durov",
    "[click](https://evil.example)",
    "https://evil.example/?q=1&r=2#s",
    "tg://user?id=1",
    "**bold** __under__ _it_ *it* ~~no~~ ||hidden||",
    "`code` ``code`` ```block```",
    "<b>tag</b> <script>alert(1)</script> </a>",
    "&amp; &#39; &lt; & < >",
    "# heading",
    "-# small",
    "> quote",
    "1. list",
    "- list",
    "\\* \\_ \\\\",
    "[red]rich[/red] [/]",
    "{n} {slug} {0} %s %(x)s",
    ":smile: <:smile:1> \U0001f3f3\ufe0f\u200d\U0001f308",
    "\u202eкод\u202c",
    "مرحبا שלום",
    "桥已关闭",
    "word " * 40,
    "x" * 200,
)


def hostile_texts(longest: int = 280) -> st.SearchStrategy[str]:
    """Texts that start with a letter, so that they never read as a second sentence."""
    parts = st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=4)
    return parts.map(lambda some: ("w " + " ".join(some))[:longest].strip())


def valid(text: str) -> bool:
    """Whether a fact may claim this."""
    try:
        a_fact(claim=text)
    except InvalidValue:
        return False
    return True


_IN_TIME = [Stance.CLAIMS, Stance.CONFIRMS, Stance.DENIES, Stance.CONTEXT, Stance.DEVELOPMENT]


def a_rich_fact(text: str, verdict: Verdict = Verdict.DENIED, copies: int = 1) -> Fact:
    """A fact that says `text` wherever somebody can say something."""
    local = LocalText.of({"en": text, "ru": text})
    statements = [
        replace(
            a_statement(),
            stance=stance,
            text=local,
            said=PartialDate(2016 + number, exact=bool(number % 2)),
            speaker=Speaker(local, local, local),
            source=a_source(text[:200], title=text, url=f"https://gazette.example/{number}"),
            quoted=bool(number % 2),
        )
        for number, stance in enumerate(_IN_TIME * copies)
    ]
    return a_fact(claim=local, summary=local, verdict=verdict, statements=tuple(statements))


def a_card(fact: Fact) -> FactCard:
    return FactCard(fact, fact.timeline, NOON.date(), confidence=0.93)


def _explanations(fact: Fact, text: str) -> list[Explanation]:
    candidate = Candidate(
        fact.id, 0.9, text, (0, 3), (Finding("entity", True, text),), (("words", 0.5),)
    )
    trail = Trail(Lane.ADDRESSED, "index", MessageStance.ASKS, 0.5, (candidate,), text)
    decisions = (
        Match(candidate, trail),
        Ambiguous((candidate, candidate), trail),
        NoMatch(Silence.GUARDED, trail),
    )
    return [Explanation(decision, ((fact.id, fact.slug),)) for decision in decisions]


def _an_item(kind: ReviewKind) -> ReviewItem:
    data = {"times": "6", "people": "3", "communities": "2", "since": "2026-01-15"}
    data |= {"url": "https://gazette.example/gone", "reason": "other-claim", "dispute": "1"}
    return ReviewItem(kind, f"{kind}:1", "harbour", NOON, "fact-1", 2, data)


def every_reply(text: str = "The bridge is closed") -> list[Reply]:
    """Every kind of reply, with `text` wherever it can hold one."""
    fact = a_rich_fact(text)
    card = a_card(fact)
    version = FactVersion(fact, a_change(by=text[:200], why=text), ("claim",))
    replies: list[Reply] = [
        card,
        replace(card, from_memory=True, stance=MessageStance.DENIES, with_summary=False, hidden=2),
        Withdrawn(fact.slug, NOON.date()),
        *(News(card, cause, fact.id) for cause in Cause),
        News(Withdrawn(fact.slug, NOON.date()), Cause.FOLLOWED, fact.id),
        Candidates((fact, fact, fact)),
        NotFound(),
        Pointer(fact, "https://chat.example/1"),
        Pointer(fact),
        *(Help(topic) for topic in HelpTopic),
        *(Declined(why, text, 5) for why in Refusal),
        SourceList(fact),
        *_explanations(fact, text),
        FactList((fact,) * 5, text),
        FactList((), text),
        History(fact.slug, (version,) * 3),
        AskReason(fact.id),
        *(Panel(PlaceSettings(mode=mode)) for mode in Mode),
        Privacy((("Opt-outs", "30"),), opted_out=True),
        Done("The command was understood."),
        NotFound(can_tell=True),
        *(ReviewCard(_an_item(kind), fact, (text, text)) for kind in ReviewKind),
        Accuracy(Figures(30, 9, 8, 7, 1, 2, 6.5, 4, ((fact.slug, 3),)), Advice(0.95, 2, 9)),
        Accuracy(Figures(30, 0, 0, 0, 0, 0, None, 0)),
    ]
    missing = set(get_args(Reply)) - {type(reply) for reply in replies}
    assert not missing, f"no specimen of {missing}"
    return replies
