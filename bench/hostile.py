"""What hostile bytes are thrown at, one function each: none may raise anything unforeseen.

`bench/fuzz.py` drives them by coverage without end, a test in CI by Hypothesis for a moment.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.checking.claims import Claim, pick
from bot.composing import compose
from bot.messages import IncomingMessage, Person, Place, Preview, Quoted
from bot.pressing.callbacks import pressed
from bot.replies import FactCard
from bot.wording import words_for
from factbase.errors import FactbaseError
from factbase.matching.decision import Entry, Lane
from factbase.matching.engine import Engine
from factbase.model import Audience, Change
from factbase.packs import PackError, read_fact, read_pack
from factbase.storage.document import from_document, to_document

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
CHANGE = Change(by="fuzz", at=NOW, why="fuzz")
SCOPES = (Audience(), Audience("harbour"))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def packs(data: bytes) -> None:
    """A pack is read with its bad entries named, or refused; every fact it holds can be shown,
    kept and read again.
    """
    with suppress(PackError, FactbaseError):
        for fact in read_pack(_text(data), CHANGE).facts:
            assert from_document(json.loads(json.dumps(to_document(fact)))) == fact
            for locale in ("en", "ru"):
                compose(FactCard(fact, fact.timeline, date(2026, 1, 15)), words_for(locale))


def facts(data: bytes) -> None:
    """One fact in an editor's text."""
    with suppress(PackError, FactbaseError):
        read_fact(_text(data), CHANGE)


def callbacks(data: bytes) -> None:
    """A button's payload is one of ours or nothing."""
    pressed(_text(data))


def messages(data: bytes) -> None:
    """A message, in each place where words may stand, is matched against facts."""
    engine = _engine()
    text = _text(data)
    quoted = Quoted("q", text)
    message = IncomingMessage("m", Place("fuzz", "room"), Person("fuzz", "ada"), text, NOW)
    for one in (
        message,
        replace(message, text="", replied_to=quoted),
        replace(message, text="?", forwarded=(quoted,)),
        replace(message, text="", previews=(Preview(text, text, text),)),
    ):
        claim = pick(one)
        if isinstance(claim, Claim):
            for audience in SCOPES:
                for lane in Lane:
                    engine.decide(claim.text, lane, audience)
                found = engine.rank(claim.text, audience)
                seen = {"open"} if audience == Audience() else {"open", "closed"}
                assert {candidate.id for candidate in found} <= seen, "a private fact was shown"


def entries(data: bytes) -> None:
    """A fact's own words go into the index and out again, and leave no trace."""
    engine = _engine()
    engine.add(Entry("hostile", (_text(data),), _text(data), scope="harbour"))
    for audience in SCOPES:
        found = engine.rank(_text(data), audience)
        assert audience != Audience() or all(one.id != "hostile" for one in found)
    engine.remove("hostile")
    assert all(one.id != "hostile" for one in engine.rank(_text(data), SCOPES[1]))


def documents(data: bytes) -> None:
    """JSON that is no fact is refused by an error that somebody foresaw."""
    with suppress(FactbaseError, ValueError, RecursionError, KeyError, TypeError, AttributeError):
        loaded = json.loads(data)
        if isinstance(loaded, dict):
            from_document(loaded)


def _engine() -> Engine:
    engine = Engine()
    engine.add(Entry("open", ("The harbour bridge is closed for good",), "It is denied."))
    engine.add(Entry("closed", ("The harbour ferry is sold",), "A secret.", scope="harbour"))
    return engine


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "packs": packs,
    "facts": facts,
    "callbacks": callbacks,
    "messages": messages,
    "entries": entries,
    "documents": documents,
}

SEEDS = (
    b"",
    b"\x00\xff\xfe",
    "\u202eabc\u2066\u200b\u200d\ufeff<@1> @everyone [x](javascript:x)".encode(),
    b"'; DROP TABLE facts; -- \" %s $1 {} %(x)s",
    b"a: &a [*a, *a]\nb: &b [*a, *a]",
    b"&a [" * 400,
    b"[" * 5_000,
    b'{"a":' * 2_000,
    "\u0301".encode() * 2_000,
    "\U000e0041\U0001f468\u200d\U0001f469".encode() * 500,
    b"(a+)+$" + b"a" * 5_000 + b"!",
    b"format: factbot-pack/1\nfacts:\n- slug: x\n  claim: y\n",
    b"https://" + b"a." * 2_000 + b"x/%00%ff?q=" + b"%25" * 500,
    b"-" * 20_000,
    b"1e99999 -0 9" * 500,
    b"facts: !!python/object/apply:os.system ['true']",
)
"""What has broken others before: bidi and joiners, SQL, YAML bombs, JSON depth, combining marks,
catastrophic patterns, tags."""
