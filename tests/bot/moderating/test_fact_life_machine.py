"""Any sequence of actions by anybody: no fact without a source is public, no version is lost,
the index holds what is public and nothing else, and every merged slug leads somewhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)

from bot.checking.live_index import LiveIndex
from bot.checking.redirects import followed
from bot.errors import BotError, NeedsConfirmation
from bot.exchanging.importing import How, Importing
from bot.moderating.moderation import Moderation
from bot.permissions import Actor, Role
from factbase.errors import FactbaseError
from factbase.life import missing_to_publish
from factbase.model import Audience, Fact, FactVersion, Stance, Status, Verdict, Wording
from factbase.storage.memory import MemoryFactBase
from tests.builders import a_community, a_fact, a_statement
from tests.contracts.storing import EVERY_STATUS
from tests.fakes import StandingClock
from tests.matchers import LiteralMatcher

T = TypeVar("T")
SCOPES = ("", "harbour")
PEOPLE = (
    Actor.operator("console:mira"),
    Actor("discord:admin", Role.ADMIN, "harbour"),
    Actor("discord:mod", Role.MODERATOR, "harbour"),
    Actor("discord:new", Role.CONTRIBUTOR, "harbour"),
    Actor("discord:anybody", Role.READER, "harbour"),
    Actor("discord:elsewhere", Role.ADMIN, "pier"),
)
SLUGS = ("bridge", "ferry", "tunnel")

# Mostly those who may do something, so that facts come far in life.
people = st.sampled_from((PEOPLE[0], PEOPLE[0], PEOPLE[1], PEOPLE[2])) | st.sampled_from(PEOPLE)
contents = st.fixed_dictionaries(
    {
        "verdict": st.sampled_from((Verdict.FALSE, Verdict.CONTEXT)) | st.sampled_from(Verdict),
        "statements": st.lists(
            st.sampled_from([a_statement(f"Said {stance}", stance) for stance in Stance]),
            max_size=2,
            unique=True,
        ).map(tuple),
        "wordings": st.lists(st.sampled_from([Wording("Shut!"), Wording("Sunk!")]), max_size=1).map(
            tuple
        ),
    }
)


class Life(RuleBasedStateMachine):
    """Facts in a base, and people who try everything with them."""

    ids: Bundle[str] = Bundle("ids")

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.clock = StandingClock()
        self.base = MemoryFactBase()
        self.index = LiveIndex(self.base, LiteralMatcher())
        self.moderation = Moderation(self.base, self.index, self.clock)
        self.importing = Importing(self.base, self.clock)
        self.seen: dict[str, tuple[FactVersion, ...]] = {}
        self.made = 0

    def run_(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def teardown(self) -> None:
        self.run_(self.base.close())
        self.loop.close()

    def attempt(self, work: Coroutine[Any, Any, T]) -> T | None:
        """Do it, or be refused in plain words; anything else is a bug."""
        try:
            return self.run_(work)
        except (FactbaseError, BotError):
            return None

    def new_fact(self, slug: str, scope: str, fields: dict[str, Any]) -> Fact:
        self.made += 1
        fact_id = f"{self.made:032x}"
        return a_fact(slug, id=fact_id, scope=scope, claim=f"Claim on {slug}", **fields)

    def stored(self, fact_id: str) -> Fact:
        async def read() -> Fact:
            async with self.base.begin() as unit:
                return await unit.facts.by_id(fact_id)

        return self.run_(read())

    async def confirmed(self, act: Any, **values: Any) -> Any:
        """Save what somebody has looked at and confirmed."""
        try:
            return await act(**values)
        except NeedsConfirmation as needed:
            return await act(**values, confirmed=needed.seal)

    @initialize(target=ids)
    def somebody_has_begun(self) -> Any:
        async def put() -> None:
            async with self.base.begin() as unit:
                await unit.communities.put(a_community())
                await unit.commit()

        self.run_(put())
        facts = [self.new_fact("quay", scope, {"verdict": Verdict.FALSE}) for scope in SCOPES]
        self.run_(self.moderation.take_all(PEOPLE[0], facts, "first"))
        return multiple(*(fact.id for fact in facts))

    @rule(
        target=ids,
        who=people,
        slug=st.sampled_from(SLUGS),
        scope=st.sampled_from(SCOPES),
        fields=contents,
    )
    def propose(self, who: Actor, slug: str, scope: str, fields: dict[str, Any]) -> Any:
        fact = self.new_fact(slug, scope, fields)
        done = self.attempt(self.moderation.propose(who, fact, "seen"))
        return multiple(fact.id) if done else multiple()

    @rule(who=people, fact_id=ids)
    def publish(self, who: Actor, fact_id: str) -> None:
        fact = self.stored(fact_id)
        values = {"who": who, "slug": fact.slug, "audience": Audience(fact.scope), "why": "ok"}
        self.attempt(self.confirmed(self.moderation.publish, **values))

    @rule(who=people, fact_id=ids, fields=contents, behind=st.integers(0, 2))
    def correct(self, who: Actor, fact_id: str, fields: dict[str, Any], behind: int) -> None:
        fact = self.stored(fact_id)
        # Somebody may have read an older version, and even claim another status for it.
        version = max(1, fact.version - behind)
        wanted = replace(fact, **fields, version=version, status=Status.PUBLISHED, merged_into="")
        values = {"who": who, "corrected": wanted, "why": "better"}
        done = self.attempt(self.confirmed(self.moderation.correct, **values))
        assert done is None or (version == fact.version and done.status is fact.status)

    @rule(who=people, fact_id=ids)
    def retire(self, who: Actor, fact_id: str) -> None:
        fact = self.stored(fact_id)
        self.attempt(self.moderation.retire(who, fact.slug, Audience(fact.scope), "gone"))

    @rule(who=people, one=ids, other=ids)
    def merge(self, who: Actor, one: str, other: str) -> None:
        first, second = self.stored(one), self.stored(other)
        values = {
            "who": who,
            "slugs": (first.slug, second.slug),
            "audience": Audience(second.scope),
            "why": "same",
        }
        self.attempt(self.confirmed(self.moderation.merge, **values))

    @rule(
        target=ids,
        who=people,
        slug=st.sampled_from((*SLUGS, "pier")),
        scope=st.sampled_from(SCOPES),
        fields=contents,
        publish=st.booleans(),
    )
    def take_over(
        self,
        who: Actor,
        slug: str,
        scope: str,
        fields: dict[str, Any],
        publish: bool,  # noqa: FBT001 - drawn by Hypothesis
    ) -> Any:
        fact = self.new_fact(slug, scope, fields)

        async def take() -> None:
            how = How(publish=publish, batch=2)
            async for _ in self.importing.take_each(who, [fact], "import", how):
                pass
            await self.index.refresh()

        self.attempt(take())
        return multiple(fact.id) if fact.id in self.held() else multiple()

    @rule(fact_id=consumes(ids))
    def look_away(self, fact_id: str) -> None:
        """Leave a fact alone from here on; it must stay what it is."""

    def held(self) -> dict[str, Fact]:
        async def read() -> dict[str, Fact]:
            found: dict[str, Fact] = {}
            for scope in SCOPES:
                async with self.base.begin() as unit:
                    listed = await unit.facts.list(Audience(scope), statuses=EVERY_STATUS)
                found |= {fact.id: fact for fact in listed}
            return found

        return self.run_(read())

    @invariant()
    def nothing_is_public_without_what_it_needs(self) -> None:
        for fact in self.held().values():
            if fact.status is Status.PUBLISHED:
                assert fact.statements
                assert missing_to_publish(fact) == ()

    @invariant()
    def no_version_is_lost_or_changed(self) -> None:
        async def read(fact_id: str) -> tuple[FactVersion, ...]:
            async with self.base.begin() as unit:
                return await unit.facts.history(fact_id)

        held = self.held()
        assert set(self.seen) <= set(held)
        for fact_id, fact in held.items():
            versions = self.run_(read(fact_id))
            before = self.seen.get(fact_id, ())
            assert versions[: len(before)] == before
            assert [version.fact.version for version in versions] == list(
                range(1, fact.version + 1)
            )
            assert versions[-1].fact == fact
            self.seen[fact_id] = versions

    @invariant()
    def the_index_holds_what_is_public_and_nothing_else(self) -> None:
        public = {key: f for key, f in self.held().items() if f.status is Status.PUBLISHED}
        assert dict(self.index.published) == public

    @invariant()
    def what_was_merged_leads_on_within_its_scope(self) -> None:
        async def lead(fact: Fact) -> Fact:
            async with self.base.begin() as unit:
                return await followed(unit, fact, Audience(fact.scope))

        for fact in self.held().values():
            end = self.run_(lead(fact))
            assert end.scope == fact.scope
            assert bool(fact.merged_into) == (end.id != fact.id)
            assert not fact.merged_into or fact.status is Status.RETIRED


TestLife = Life.TestCase
TestLife.settings = settings(
    deadline=None,
    max_examples=40,
    stateful_step_count=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
