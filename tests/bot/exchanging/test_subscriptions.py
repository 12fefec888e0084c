"""Following a pack: one key for ever, revocations arrive, and what was changed here stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.checking.live_index import LiveIndex
from bot.errors import NotAllowed
from bot.exchanging.subscriptions import Fate, Subscriptions, Taken, Trust
from bot.moderating.moderation import Moderation
from bot.permissions import Actor, Role
from bot.storage.memory import MemoryConversationBase
from factbase.errors import InvalidValue
from factbase.matching.engine import Engine
from factbase.model import Audience, Fact, LocalText, Status, Verdict
from factbase.packs import write_pack
from factbase.packs.signing import BadSignature, new_key, sign
from tests.builders import a_community, a_fact
from tests.fakes import StandingClock

ADDRESS = "https://quay.example/pack.yaml"
MIRA = Actor.operator("console:mira")
ADMIN = Actor("discord:1", Role.ADMIN, "harbour")
HARBOUR = Audience("harbour")
FACTS = (a_fact(), a_fact("ferry", claim="The ferry sank", wordings=()))


class Maker:
    """Somebody who publishes editions of a pack at one address."""

    def __init__(self) -> None:
        self.key = new_key()
        self.serial = 0
        self.files: dict[str, bytes] = {}
        self.edition(FACTS)

    def edition(self, facts: Sequence[Fact], *revoked: str, serial: int | None = None) -> None:
        self.serial = self.serial + 1 if serial is None else serial
        data = write_pack(facts, "quay", self.serial, revoked).encode()
        self.files = {ADDRESS: data, ADDRESS + ".sig": sign(data, self.key).write()}

    async def fetch(self, address: str) -> bytes:
        return self.files[address]


@pytest.fixture
def maker() -> Maker:
    return Maker()


@pytest.fixture
async def base() -> MemoryConversationBase:
    made = MemoryConversationBase()
    async with made.begin() as unit:
        await unit.communities.put(a_community())
        await unit.commit()
    return made


@pytest.fixture
def index(base: MemoryConversationBase) -> LiveIndex:
    return LiveIndex(base, Engine())


@pytest.fixture
def following(
    base: MemoryConversationBase, index: LiveIndex, clock: StandingClock, maker: Maker
) -> Subscriptions:
    return Subscriptions(base, index, clock, maker.fetch)


@pytest.fixture
def moderation(base: MemoryConversationBase, index: LiveIndex, clock: StandingClock) -> Moderation:
    return Moderation(base, index, clock)


async def subscribed(following: Subscriptions, trust: Trust = Trust.ASKED) -> Taken:
    return await following.subscribe(ADMIN, ADDRESS, "harbour", trust)


async def updated(following: Subscriptions) -> Taken:
    (subscription,) = await following.all()
    return await following.update(ADMIN, subscription)


async def held(base: MemoryConversationBase, slug: str) -> Fact:
    async with base.begin() as unit:
        return await unit.facts.get(slug, HARBOUR)


class TestSubscribing:
    async def test_takes_the_pack_into_the_scope(
        self, following: Subscriptions, base: MemoryConversationBase, index: LiveIndex
    ) -> None:
        taken = await subscribed(following)
        assert taken.fates == {Fate.ADDED: 2}
        fact = await held(base, "ferry")
        assert (fact.scope, fact.status) == ("harbour", Status.PUBLISHED)
        assert fact.created_by == f"pack:{taken.fingerprint}"
        assert len(index) == 2

    async def test_trust_decides_when_its_facts_are_said(
        self, following: Subscriptions, base: MemoryConversationBase
    ) -> None:
        await subscribed(following)
        assert (await held(base, "ferry")).asked_only
        taken = await subscribed(following, Trust.UNPROMPTED)
        assert taken.fates == {Fate.CORRECTED: 2}
        assert not (await held(base, "ferry")).asked_only

    async def test_needs_somebody_who_may_import_there(self, following: Subscriptions) -> None:
        for who in (Actor("discord:1", Role.MODERATOR, "harbour"), Actor("x", Role.ADMIN, "pier")):
            with pytest.raises(NotAllowed):
                await following.subscribe(who, ADDRESS, "harbour", Trust.ASKED)
        assert await following.all() == ()

    async def test_with_the_fingerprint_that_was_told(
        self, following: Subscriptions, maker: Maker
    ) -> None:
        wrong = "0" * 32
        with pytest.raises(BadSignature, match="expect"):
            await following.subscribe(ADMIN, ADDRESS, "harbour", Trust.ASKED, wrong)
        right = sign(b"", maker.key).fingerprint.upper()
        await following.subscribe(ADMIN, ADDRESS, "harbour", Trust.ASKED, right)


class TestThePinnedKey:
    async def test_another_key_is_refused_and_changes_nothing(
        self, following: Subscriptions, base: MemoryConversationBase, maker: Maker
    ) -> None:
        await subscribed(following)
        maker.key = new_key()
        maker.edition([replace(FACTS[1], verdict=Verdict.FALSE)], "bridge-closed")
        with pytest.raises(BadSignature, match="another key than before"):
            await updated(following)
        with pytest.raises(BadSignature, match="another key than before"):
            await subscribed(following)
        assert (await held(base, "ferry")).verdict is Verdict.DENIED
        assert (await held(base, "bridge-closed")).status is Status.PUBLISHED

    async def test_is_forgotten_with_the_subscription(
        self, following: Subscriptions, maker: Maker
    ) -> None:
        await subscribed(following)
        await following.unsubscribe(ADMIN, ADDRESS, "harbour")
        maker.key = new_key()
        maker.edition(FACTS)
        taken = await subscribed(following)
        assert taken.fates == {Fate.KEPT: 2}  # somebody else's facts by now

    async def test_a_changed_file_is_refused(self, following: Subscriptions, maker: Maker) -> None:
        maker.files[ADDRESS] += b"\n"
        with pytest.raises(BadSignature, match="changed"):
            await subscribed(following)
        assert await following.all() == ()


class TestUpdates:
    async def test_flow(
        self, following: Subscriptions, base: MemoryConversationBase, maker: Maker
    ) -> None:
        await subscribed(following)
        maker.edition([replace(FACTS[0], verdict=Verdict.FALSE), FACTS[1], a_fact("tunnel")])
        taken = await updated(following)
        assert taken.fates == {Fate.CORRECTED: 1, Fate.UNCHANGED: 1, Fate.ADDED: 1}
        assert (await held(base, "bridge-closed")).verdict is Verdict.FALSE
        assert taken.subscription.serial == 2

    async def test_the_same_edition_again_changes_nothing(
        self, following: Subscriptions, base: MemoryConversationBase
    ) -> None:
        await subscribed(following)
        assert (await updated(following)).fates == {Fate.UNCHANGED: 2}
        assert (await held(base, "ferry")).version == 2

    @pytest.mark.parametrize("serial", [0, 1])
    async def test_an_older_edition_is_refused(
        self, following: Subscriptions, maker: Maker, serial: int
    ) -> None:
        maker.edition(FACTS, serial=2)
        await subscribed(following)
        maker.edition(FACTS, serial=serial)
        with pytest.raises(InvalidValue, match="older"):
            await updated(following)

    async def test_revocations_retire(
        self, following: Subscriptions, base: MemoryConversationBase, index: LiveIndex, maker: Maker
    ) -> None:
        await subscribed(following)
        maker.edition(FACTS[1:], "bridge-closed", "never-heard-of")
        taken = await updated(following)
        assert taken.fates == {Fate.UNCHANGED: 2, Fate.REVOKED: 1}
        assert (await held(base, "bridge-closed")).status is Status.RETIRED
        assert len(index) == 1

    async def test_a_fact_that_can_not_be_taken_costs_no_other(
        self, following: Subscriptions, maker: Maker
    ) -> None:
        maker.edition([replace(FACTS[0], statements=()), FACTS[1]])
        taken = await subscribed(following)
        assert taken.fates == {Fate.REJECTED: 1, Fate.ADDED: 1}
        assert "bridge-closed" in taken.reasons[0]


class TestLocalWords:
    async def test_a_fact_corrected_here_stays(
        self,
        following: Subscriptions,
        moderation: Moderation,
        base: MemoryConversationBase,
        maker: Maker,
    ) -> None:
        await subscribed(following)
        mine = replace(await held(base, "ferry"), summary=LocalText.of("It lies at the quay."))
        await moderation.correct(ADMIN, mine, "we can see it")
        maker.edition([FACTS[0], replace(FACTS[1], verdict=Verdict.FALSE)], "ferry")
        taken = await updated(following)
        assert taken.fates == {Fate.UNCHANGED: 1, Fate.KEPT: 2}
        kept = await held(base, "ferry")
        assert (str(kept.summary), kept.status) == ("It lies at the quay.", Status.PUBLISHED)

    async def test_a_fact_retired_here_stays_retired(
        self,
        following: Subscriptions,
        moderation: Moderation,
        base: MemoryConversationBase,
        maker: Maker,
    ) -> None:
        await subscribed(following)
        await moderation.retire(ADMIN, "ferry", HARBOUR, "not here")
        maker.edition(FACTS)
        assert (await updated(following)).fates[Fate.KEPT] == 1
        assert (await held(base, "ferry")).status is Status.RETIRED

    async def test_a_fact_that_was_here_before_stays(
        self, following: Subscriptions, moderation: Moderation, base: MemoryConversationBase
    ) -> None:
        mine = a_fact("ferry", scope="harbour", claim="The ferry is late", wordings=())
        await moderation.propose(ADMIN, mine, "ours")
        assert (await subscribed(following)).fates == {Fate.KEPT: 1, Fate.ADDED: 1}
        assert str((await held(base, "ferry")).claim) == "The ferry is late"

    async def test_facts_of_all_are_not_touched(
        self, following: Subscriptions, moderation: Moderation, base: MemoryConversationBase
    ) -> None:
        await moderation.propose(MIRA, a_fact("ferry", claim="The ferry is late"), "ours")
        await subscribed(following)
        async with base.begin() as unit:
            assert str((await unit.facts.get("ferry", Audience())).claim) == "The ferry is late"
