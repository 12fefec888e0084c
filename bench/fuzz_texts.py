"""What people write: messages, the matcher's reading of them, addresses, searches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from bench.fuzz_inert import inert
from bench.fuzz_room import room
from bot.checking.claims import Claim, pick
from bot.checking.outcome import Answer
from bot.messages import Addressed, IncomingMessage, Person, Place, Preview, Quoted
from factbase.matching.decision import Ambiguous, Candidate, Decision, Entry, Lane, Match
from factbase.matching.engine import Engine
from factbase.matching.normalise import LONGEST, fold, origins
from factbase.matching.tokens import tokenise
from factbase.matching.urls import addresses, canonical
from factbase.model import Audience

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
SCOPES = (Audience(), Audience("harbour"))


def text_of(data: bytes) -> str:
    """The bytes as text; what is no UTF-8 becomes half a surrogate pair, which JSON may hold."""
    return data.decode("utf-8", "surrogateescape")


def messages(data: bytes) -> None:
    """A message, in each place where words may stand, is matched against facts."""
    engine = _engine()
    for message in _everywhere(text_of(data)):
        claim = pick(message)
        if not isinstance(claim, Claim):
            continue
        for audience in SCOPES:
            for lane in Lane:
                _check_spans(engine.decide(claim.text, lane, audience), claim.text)
            found = engine.rank(claim.text, audience)
            seen = {"open"} if audience == Audience() else {"open", "closed"}
            assert {candidate.id for candidate in found} <= seen, "a private fact was shown"


def answers(data: bytes) -> None:
    """The whole way of a message: what is said holds no secret, and is said once."""
    here = room()
    for asked in (Addressed.MENTION, Addressed.NO):
        for message in _everywhere(text_of(data)):
            given = replace(message, id=here.new_id(), addressed=asked)
            outcome = here.run(here.bot.answering.answer(given))
            if not isinstance(outcome, Answer):
                continue
            here.check(outcome.reply)
            if outcome.ticket is not None:
                again = here.run(here.bot.answering.answer(given))
                assert not isinstance(again, Answer), "it was answered twice"


def entries(data: bytes) -> None:
    """A fact's own words go into the index and out again, and leave no trace."""
    engine, text = Engine(), text_of(data)
    engine.add(Entry("hostile", (text,), text, scope="harbour"))
    for audience in SCOPES:
        found = engine.rank(text, audience)
        assert audience != Audience() or all(one.id != "hostile" for one in found)
    engine.remove("hostile")
    assert all(one.id != "hostile" for one in engine.rank(text, SCOPES[1]))


def folding(data: bytes) -> None:
    """Folding twice changes nothing; every place in the folded text has one in the raw text."""
    text = text_of(data)
    folded = fold(text)
    assert fold(folded)[: len(folded)] == folded[:LONGEST], "folding twice changes the text"
    places = origins(text)
    assert len(places) == len(folded) + 1
    assert places == sorted(places)
    assert 0 <= places[0] <= places[-1] <= len(text)
    read = tokenise(folded)
    for start, end in zip(read.starts, read.ends, strict=True):
        assert 0 <= start <= end <= len(folded), "a token lies outside the text"


def urls(data: bytes) -> None:
    """One page has one address, whatever was written."""
    text = text_of(data)
    for found in (canonical(text), *addresses(text), *addresses(f"see https://{text}")):
        assert not found or canonical(found) == found, "a canonical address has another"


def searches(data: bytes) -> None:
    """Words that are looked for, typed half, or asked about: the answer repeats them, inert."""
    text = data.decode("utf-8", "replace")
    here = room()
    lookups = here.bot.lookups
    here.check(lookups.search(text, Audience()))
    assert {fact.slug for fact in lookups.suggest(text, Audience())} <= {"open"}
    inert(lookups.search(text, SCOPES[1]), here.facts)
    for lane in Lane:
        here.check(lookups.why(text, lane, Audience()))


def _everywhere(text: str) -> Iterator[IncomingMessage]:
    quoted = Quoted("q", text)
    message = IncomingMessage("m", Place("fuzz", "room"), Person("fuzz", "ada"), text, NOW)
    yield message
    yield replace(message, text="", replied_to=quoted)
    yield replace(message, text="?", forwarded=(quoted,))
    yield replace(message, text="", previews=(Preview(text, text, text),))


def _check_spans(decision: Decision, text: str) -> None:
    for candidate in _spoken_of(decision):
        start, end = candidate.span
        assert 0 <= start <= end <= len(text), "a passage lies outside the message"
        assert 0.0 <= candidate.confidence <= 1.0


def _spoken_of(decision: Decision) -> Iterator[Candidate]:
    yield from decision.trail.candidates
    match decision:
        case Match():
            yield from (decision.best, *decision.more)
        case Ambiguous():
            yield from decision.candidates


@cache
def _engine() -> Engine:
    engine = Engine()
    engine.add(Entry("open", ("The harbour bridge is closed for good",), "It is denied."))
    engine.add(Entry("closed", ("The harbour ferry is sold",), "A secret.", scope="harbour"))
    return engine
