"""`factbot pack`: packs that are signed, and other people's packs that are followed."""

from __future__ import annotations

import asyncio
import io
import os
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.running import ERROR, OPERATOR, run, services, tell, visible
from bot.exchanging.fetching import Fetcher, FetchFailed
from bot.exchanging.listing import all_facts
from bot.exchanging.subscriptions import Fate, Subscription, Subscriptions, Taken, Trust
from bot.wiring import Bot
from factbase.errors import InvalidValue
from factbase.model import Status
from factbase.packs import write_pack
from factbase.packs.signing import BadSignature, fingerprint_of, new_key, read_signature, sign

_pack = typer.Typer(help="Build, sign and check packs; follow those of others.")

PackFile = Annotated[Path, typer.Argument(metavar="FILE")]
Address = Annotated[
    str, typer.Argument(metavar="ADDRESS", help="An https address or a path; .sig is beside it.")
]
Community = Annotated[str, typer.Option(help="The community that the facts belong to.")]
Expected = Annotated[str, typer.Option("--key", help="Fingerprint that the key must have.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(_pack, name="pack")


@_pack.command()
def build(
    file: PackFile,
    *,
    name: Annotated[str, typer.Option(help="What the pack is called.")] = "pack",
    community: Community = "",
) -> None:
    """Write an edition of a pack. What was retired is in it as revoked."""

    async def work() -> str:
        async with services(community) as bot:
            facts = await all_facts(bot.base, community, (Status.PUBLISHED,))
            gone = await all_facts(bot.base, community, (Status.RETIRED,))
            serial = int(bot.clock.now().timestamp())
            return write_pack(facts, name, serial, [fact.slug for fact in gone])

    file.write_text(run(work()), encoding="utf-8")
    tell(f"written to {file}; sign it with: factbot pack sign {file} --key KEYFILE")


@_pack.command("sign")
def sign_pack(
    file: PackFile,
    *,
    key: Annotated[Path, typer.Option(help="File of the private key; made when it isn't there.")],
) -> None:
    """Sign a pack: FILE.sig beside it."""
    signed = file.read_bytes()
    if not key.exists():
        with os.fdopen(os.open(key, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as made:
            made.write(new_key())
        tell(f"made a new key in {key}: keep it secret, and keep a copy")
    signature = sign(signed, key.read_bytes())
    _beside(file).write_bytes(signature.write())
    tell(f"signed by {signature.fingerprint}; tell this fingerprint to those who subscribe")


@_pack.command()
def verify(file: PackFile, *, expected: Expected = "") -> None:
    """Say who signed a pack, and that it wasn't changed since."""
    signature = read_signature(_beside(file).read_bytes())
    signature.verify(file.read_bytes())
    if expected and expected.replace(" ", "").lower() != signature.fingerprint:
        raise BadSignature(f"is made with another key: {signature.fingerprint}")
    typer.echo(signature.fingerprint)


@_pack.command()
def subscribe(
    address: Address,
    *,
    community: Community = "",
    trust: Annotated[Trust, typer.Option(help="When its facts may be said.")] = Trust.ASKED,
    expected: Expected = "",
) -> None:
    """Follow a pack, pinned to the key that signs it now. Again: change the trust."""

    async def work() -> Taken:
        async with services(community, folder=True) as bot:
            return await _subscriptions(bot).subscribe(
                OPERATOR, _from_anywhere(address), community, trust, expected
            )

    taken = run(work())
    tell(f"pinned to the key {taken.fingerprint}: compare it with what its makers say")
    _tell_taken(taken)


@_pack.command()
def update(
    address: Annotated[str, typer.Argument(metavar="[ADDRESS]", help="Left out: all.")] = "",
) -> None:
    """Take the present editions of packs that are followed."""

    async def work() -> bool:
        failed = False
        async with services() as bot:
            service = _subscriptions(bot)
            meant = {address, _from_anywhere(address)}
            chosen = [one for one in await service.all() if not address or one.address in meant]
            if address and not chosen:
                raise InvalidValue("pack", "nobody here follows this address")
            for subscription in chosen:
                failed |= await _updated(service, subscription)
        return failed

    if run(work()):
        raise typer.Exit(ERROR)


@_pack.command("list")
def list_packs() -> None:
    """List the packs that are followed. Address, community, trust, edition, key's fingerprint."""

    async def work() -> tuple[Subscription, ...]:
        async with services() as bot:
            return await _subscriptions(bot).all()

    for item in run(work()):
        key = fingerprint_of(bytes.fromhex(item.key))
        parts = (item.address, item.scope or "-", item.trust, str(item.serial), key)
        typer.echo("\t".join(visible(part) for part in parts))


@_pack.command()
def unsubscribe(address: Address, *, community: Community = "") -> None:
    """Follow a pack no longer; its facts stay as they are."""

    async def work() -> None:
        async with services() as bot:
            service = _subscriptions(bot)
            followed = {one.address for one in await service.all()}
            named = address if address in followed else _from_anywhere(address)
            await service.unsubscribe(OPERATOR, named, community)

    run(work())
    tell("followed no longer; its facts stay until somebody retires them")


async def _updated(service: Subscriptions, subscription: Subscription) -> bool:
    """Update one; one that fails must not keep the others from it. Says whether it failed."""
    try:
        _tell_taken(await service.update(OPERATOR, subscription))
    except (InvalidValue, FetchFailed) as problem:
        tell(f"{subscription.address}: {problem}")
        return True
    except OSError as problem:
        tell(f"{subscription.address}: {problem.strerror}{_where(subscription.address)}")
        return True
    return False


def _subscriptions(bot: Bot) -> Subscriptions:
    return Subscriptions(bot.base, bot.index, bot.clock, read_address)


def _from_anywhere(address: str) -> str:
    """A path as it is called from any folder; whatever updates packs may run elsewhere."""
    return address if "://" in address or not address else str(Path(address).absolute())


def _where(address: str) -> str:
    if "://" in address or Path(address).is_absolute():
        return ""
    return (
        ": the path begins in the folder where it was subscribed; unsubscribe, and subscribe anew"
    )


async def read_address(address: str) -> bytes:
    """What a path or an https address holds."""
    if "://" not in address:
        return await asyncio.to_thread(Path(address).read_bytes)
    held = io.BytesIO()
    await asyncio.to_thread(Fetcher().fetch, address, held)
    return held.getvalue()


def _beside(file: Path) -> Path:
    return file.with_name(file.name + ".sig")


def _tell_taken(taken: Taken) -> None:
    for reason in taken.reasons:
        tell(reason)
    counts = ", ".join(f"{taken.fates[fate]} {fate}" for fate in Fate)
    tell(f"{taken.subscription.name or taken.subscription.address}: {counts}")
