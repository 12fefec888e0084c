"""`factbot communities|roles|audit`: who may do what where, and what was done."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Annotated

import typer

from bot.cli.options import community_in
from bot.cli.running import BY_HAND, OPERATOR, out, run, services, tell
from bot.moderating.governing import AuditEntry, CommunityRules
from bot.moderating.roles import Roles
from bot.permissions import Role
from bot.places.communities import Communities
from bot.platforms import installed
from bot.wiring import Bot
from factbase.errors import InvalidValue
from factbase.model import Community

_communities = typer.Typer(help="Communities and their places.", no_args_is_help=True)
_roles = typer.Typer(help="Who is appointed in a community.", no_args_is_help=True)

Id = Annotated[str, typer.Argument(metavar="COMMUNITY", help="The community's id.")]
Person = Annotated[str, typer.Argument(metavar="PERSON", help="PLATFORM:ID, e.g. discord:8035.")]
Why = Annotated[str, typer.Option("--why", help="The reason, kept in the audit log.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(_communities, name="communities")
    app.add_typer(_roles, name="roles")
    app.command()(audit)


def _communities_of(bot: Bot) -> Communities:
    return Communities(bot.base, bot.preferences.known, bot.clock)


def _roles_of(bot: Bot) -> Roles:
    return Roles(bot.base, bot.preferences.known, bot.clock)


@_communities.command("add")
def add_community(community: Id, name: str) -> None:
    """Make a community, or give it another name."""

    async def work() -> bool:
        async with services(folder=True) as bot:
            return await _communities_of(bot).put(OPERATOR, Community(community, name))

    tell(f"made {community}" if run(work()) else f"renamed {community}")


@_communities.command("list")
def list_communities() -> None:
    """List communities: id and name."""

    async def work() -> tuple[Community, ...]:
        async with services() as bot:
            return await _communities_of(bot).list()

    for community in run(work()):
        out().print(f"{community.id}\t{community.name}")


@_communities.command()
def bind(
    platform: str,
    place: Annotated[str, typer.Argument(help="Id of a server, channel or chat.")],
    community: Annotated[
        str, typer.Argument(help="Left out: to none; a channel is where its server is then.")
    ] = "",
) -> None:
    """Put a place or server into a community. Its admins act there from then on. What a channel
    is bound to counts before what its server is.
    """

    async def work() -> None:
        if platform not in installed():
            known = ", ".join(sorted(installed()))
            raise InvalidValue("platform", f"must be one of {known}")
        async with services() as bot:
            await _communities_of(bot).bind(OPERATOR, platform, place, community)

    run(work())
    if community:
        tell(f"{platform}:{place} belongs to {community}")
    else:
        tell(f"{platform}:{place} is bound to no community; a channel is where its server is")


@_communities.command()
def rules(community: Id, *, two_people: Annotated[bool, typer.Option()]) -> None:
    """Say whether somebody else than its author must publish a draft."""

    async def work() -> None:
        async with services(community) as bot:
            await _roles_of(bot).ask_for(OPERATOR, community, CommunityRules(two_people))

    run(work())
    tell(f"{community}: two people {'are' if two_people else 'are not'} asked for")


@_roles.command()
def grant(community: Id, person: Person, role: str, *, why: Why = BY_HAND) -> None:
    """Make somebody contributor, moderator or admin."""

    async def work() -> None:
        async with services() as bot:
            await _roles_of(bot).appoint(OPERATOR, community, person, _role(role), why)

    run(work())
    tell(f"{person} is {role} of {community}")


def _role(name: str) -> Role:
    try:
        return Role[name.upper()]
    except KeyError:
        raise InvalidValue("role", "must be contributor, moderator or admin") from None


@_roles.command()
def revoke(community: Id, person: Person, *, why: Why = BY_HAND) -> None:
    """End somebody's appointment."""

    async def work() -> bool:
        async with services(community) as bot:
            return await _roles_of(bot).dismiss(OPERATOR, community, person, why)

    tell(f"{person} was dismissed" if run(work()) else f"{person} had no role in {community}")


@_roles.command("list")
def list_roles(community: Id) -> None:
    """List who is appointed: person, role, since, by whom."""

    async def work() -> None:
        async with services(community) as bot:
            for one in await _roles_of(bot).appointed(OPERATOR, community):
                out().print(f"{one.person}\t{one.role}\t{one.at:%Y-%m-%d}\t{one.by}")

    run(work())


def audit(
    community: Annotated[
        str | None, typer.Option(help="Only this community, or PLATFORM:SERVER; '' for none.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, help="How far back.")] = 30,
    limit: Annotated[int, typer.Option(min=1)] = 100,
    *,
    full: Annotated[bool, typer.Option(help="With the values before and after.")] = False,
) -> None:
    """Say what was done: when, by whom, what, to what, why. The newest comes first."""

    async def work() -> tuple[AuditEntry, ...]:
        async with services(community_in(community)) as bot:
            since = bot.clock.now() - timedelta(days=days)
            return await _roles_of(bot).audit(OPERATOR, community, since, limit)

    for entry in run(work()):
        where = f" [{entry.scope}]" if entry.scope else ""
        parts = (f"{entry.at:%Y-%m-%d %H:%M}", entry.by, entry.action, f"{entry.subject}{where}")
        out().print("\t".join((*parts, entry.why)))
        if full:
            for name, values in (("before", entry.before), ("after", entry.after)):
                out().print(f"  {name}: {json.dumps(values, ensure_ascii=False)}")
