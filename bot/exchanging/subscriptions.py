"""Other people's packs: taken over for as long as one key signs them, and local words win."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum

from bot.checking.live_index import LiveIndex
from bot.exchanging.importing import reason_of
from bot.permissions import Action, Actor, require
from bot.ports import ConversationBase, ConversationUnit
from factbase import life
from factbase.errors import FactbaseError, FactNotFound, InvalidValue, StoreUnavailable
from factbase.model import Audience, Change, Fact, Status
from factbase.model.community import scope as valid_scope
from factbase.model.history import changed_fields
from factbase.packs import PackReading, read_pack
from factbase.packs.signing import BadSignature, Signature, read_signature
from factbase.ports import Clock, UnitOfWork

_NOTE = "pack-subscriptions"
Fetch = Callable[[str], Awaitable[bytes]]
"""Reads what an address or path holds."""


class Trust(StrEnum):
    """When facts of a pack may be said."""

    ASKED = "asked"
    UNPROMPTED = "unprompted"


@dataclass(frozen=True, slots=True)
class Subscription:
    """A pack that a scope follows: its address, the key it is pinned to (hex), the edition
    taken last, and when its facts may be said.
    """

    address: str
    scope: str
    key: str
    trust: Trust = Trust.ASKED
    name: str = ""
    serial: int = 0


class Fate(StrEnum):
    """What became of one fact of an edition."""

    ADDED = "added"
    CORRECTED = "corrected"
    UNCHANGED = "unchanged"
    REVOKED = "revoked"
    KEPT = "kept as changed here"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Taken:
    """An edition that was taken: the subscription as it is now, what became of how many
    facts, and why some were rejected.
    """

    subscription: Subscription
    fingerprint: str
    fates: Counter[Fate] = field(default_factory=Counter)
    reasons: tuple[str, ...] = ()


class Subscriptions:
    """Follows packs. Needs who may import into the scope."""

    def __init__(
        self, base: ConversationBase, index: LiveIndex, clock: Clock, fetch: Fetch
    ) -> None:
        self._base = base
        self._index = index
        self._clock = clock
        self._fetch = fetch

    async def all(self) -> tuple[Subscription, ...]:
        """Every subscription, by address."""
        async with self._base.begin() as unit:
            return await _stored(unit)

    async def subscribe(
        self, who: Actor, address: str, scope: str, trust: Trust, expected: str = ""
    ) -> Taken:
        """Follow a pack from now on, pinned to the key that signs it today. Subscribing again
        changes the trust; the key stays. `expected` is the fingerprint somebody told us.

        Raises:
            BadSignature: nobody signed the pack, or another key than the one we know.
        """
        require(who, Action.IMPORT, valid_scope(scope))
        data, signature = await self._signed(address)
        if expected and signature.fingerprint != expected.replace(" ", "").lower():
            raise BadSignature("is made with another key than the one you expect")
        present = await self._find(address, scope)
        followed = present or Subscription(address, scope, signature.key.hex())
        return await self._take(who, replace(followed, trust=trust), data, signature)

    async def update(self, who: Actor, subscription: Subscription) -> Taken:
        """Take the pack's present edition. Raises `BadSignature`, `InvalidValue`."""
        require(who, Action.IMPORT, subscription.scope)
        data, signature = await self._signed(subscription.address)
        return await self._take(who, subscription, data, signature)

    async def unsubscribe(self, who: Actor, address: str, scope: str) -> None:
        """Forget a pack and the key it was pinned to; its facts stay as they are.

        Raises:
            InvalidValue: nobody follows it.
        """
        require(who, Action.IMPORT, scope)
        async with self._base.begin() as unit:
            await unit.writing()
            stored = await _stored(unit)
            left = [item for item in stored if (item.address, item.scope) != (address, scope)]
            if len(left) == len(stored):
                raise InvalidValue("pack", "nobody here follows this address")
            await _store(unit, left)
            await unit.commit()

    async def _find(self, address: str, scope: str) -> Subscription | None:
        wanted = (address, scope)
        return next((s for s in await self.all() if (s.address, s.scope) == wanted), None)

    async def _signed(self, address: str) -> tuple[bytes, Signature]:
        data = await self._fetch(address)
        signature = read_signature(await self._fetch(address + ".sig"))
        signature.verify(data)
        return data, signature

    async def _take(
        self, who: Actor, followed: Subscription, data: bytes, signature: Signature
    ) -> Taken:
        if signature.key.hex() != followed.key:
            raise BadSignature(
                "is made with another key than before; if its makers say that this is right, "
                "unsubscribe and subscribe again"
            )
        author = f"pack:{signature.fingerprint}"
        change = Change(author, self._clock.now(), f"taken over by {who.key}")
        reading = read_pack(_text(data), change, followed.scope)
        if reading.serial < max(followed.serial, 1):
            raise InvalidValue("serial", "is missing or older than the edition taken before")
        taken = replace(followed, name=reading.name, serial=reading.serial)
        async with self._base.begin() as unit:
            await unit.writing()
            edition = _Edition(unit, change, taken)
            await edition.take(reading)
            stored = [item for item in await _stored(unit) if not _same(item, taken)]
            await _store(unit, [*stored, taken])
            await unit.commit()
        await self._index.refresh()
        return Taken(taken, signature.fingerprint, edition.fates, tuple(edition.reasons))


class _Edition:
    """One edition of a pack on its way into the base."""

    def __init__(self, unit: UnitOfWork, change: Change, subscription: Subscription) -> None:
        self._unit = unit
        self._change = change
        self._subscription = subscription
        self.fates: Counter[Fate] = Counter()
        self.reasons: list[str] = []

    async def take(self, reading: PackReading) -> None:
        """Add, correct and retire; what was changed here stays as it is."""
        for reject in reading.rejects:
            self._reject(reject.slug or f"line {reject.line}", reject.reason)
        asked = self._subscription.trust is Trust.ASKED
        for fact in reading.facts:
            await self._each(fact.slug, self._fact(replace(fact, asked_only=asked)))
        for slug in reading.revoked:
            await self._each(slug, self._revoke(slug))

    async def _each(self, slug: str, step: Awaitable[Fate]) -> None:
        try:
            self.fates[await step] += 1
        except StoreUnavailable:
            raise
        except FactbaseError as problem:
            self._reject(slug, reason_of(problem))

    def _reject(self, slug: str, reason: str) -> None:
        self.fates[Fate.REJECTED] += 1
        self.reasons.append(f"{slug}: {reason}")

    async def _fact(self, fact: Fact) -> Fate:
        present = await self._present(fact.slug)
        change = self._change
        if present is None:
            published = life.publish(fact, change)
            await self._unit.facts.add(fact, change)
            await self._unit.facts.save(published, change)
            return Fate.ADDED
        if present.updated_by != change.by:
            return Fate.KEPT
        if not changed_fields(present, life.with_status_of(fact, present)):
            return Fate.UNCHANGED
        await self._unit.facts.save(life.correct(present, fact, change), change)
        return Fate.CORRECTED

    async def _revoke(self, slug: str) -> Fate:
        present = await self._present(slug)
        if present is None or present.status is Status.RETIRED:
            return Fate.UNCHANGED
        if present.updated_by != self._change.by:
            return Fate.KEPT
        edition = f"revoked by edition {self._subscription.serial}, {self._change.why}"
        change = replace(self._change, why=edition)
        await self._unit.facts.save(life.retire(present, change), change)
        return Fate.REVOKED

    async def _present(self, slug: str) -> Fact | None:
        scope = self._subscription.scope
        try:
            found = await self._unit.facts.get(slug, Audience(scope))
        except FactNotFound:
            return None
        return found if found.scope == scope else None


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidValue("pack", "is not UTF-8 text") from None


def _same(one: Subscription, other: Subscription) -> bool:
    return (one.address, one.scope) == (other.address, other.scope)


async def _stored(unit: ConversationUnit) -> tuple[Subscription, ...]:
    data = json.loads(await unit.notes.get(_NOTE) or "[]")
    return tuple(Subscription(**{**item, "trust": Trust(item["trust"])}) for item in data)


async def _store(unit: ConversationUnit, subscriptions: list[Subscription]) -> None:
    ordered = sorted(subscriptions, key=lambda item: (item.address, item.scope))
    await unit.notes.put(_NOTE, json.dumps([asdict(item) for item in ordered]))
