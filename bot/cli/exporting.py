"""`factbot facts export`: facts as a pack, a table or a feed of reviews."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.import_files import Form, form_to_write
from bot.cli.running import run, services, tell
from bot.errors import BotError
from bot.exchanging.listing import all_facts
from factbase.claimreview import Publisher, write_reviews
from factbase.errors import InvalidValue
from factbase.model import Fact, Status
from factbase.packs import write_pack
from factbase.sheets import losses, write_sheet


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("export")(export)


def export(  # noqa: PLR0913 - the options of a command
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; - for standard output.")],
    *,
    form: Annotated[
        Form | None, typer.Option("--format", help="Else told by the name: .yaml, .json, .csv.")
    ] = None,
    community: Annotated[str, typer.Option(help="The community that the facts belong to.")] = "",
    publisher: Annotated[str, typer.Option(help="Who publishes the reviews.")] = "factbot",
    site: Annotated[str, typer.Option(help="Address below which each review can be read.")] = "",
    force: Annotated[
        bool, typer.Option("--force", help="Write over a file that is there.")
    ] = False,
) -> None:
    """Write the published facts of one scope."""
    kind = form_to_write(file, form)
    if site and not site.startswith(("https://", "http://")):
        raise InvalidValue("--site", "must begin with https:// or http://")
    if not force:
        _require_new(file)

    async def work() -> list[Fact]:
        async with services(community) as bot:
            return await all_facts(bot.base, community, (Status.PUBLISHED,))

    facts = run(work())
    match kind:
        case Form.PACK:
            _write(file, [write_pack(facts, community or "export")])
        case Form.CSV:
            _write(file, write_sheet(facts))
            _tell_losses(facts)
        case Form.CLAIMREVIEW:
            _write(file, write_reviews(facts, Publisher(publisher, site)))
            _tell_nameless(facts, site)
    if str(file) != "-":
        tell(f"{len(facts)} facts written to {file}")


def _require_new(file: Path) -> None:
    """Raises `BotError` for a file that is there, unless somebody at the terminal says yes."""
    if str(file) == "-" or not file.is_file():
        return
    if not (sys.stdin.isatty() and typer.confirm(f"{file} exists: write over it?", default=False)):
        raise BotError(f"{file} exists already: name another file, or say --force")


def _write(file: Path, pieces: Iterable[str]) -> None:
    if str(file) == "-":
        sys.stdout.writelines(pieces)
        return
    # Written beside and moved: an interrupt leaves the old file whole.
    beside = file.with_name(file.name + ".part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as out:
            out.writelines(pieces)
        beside.replace(file)
    except OSError as problem:
        with suppress(OSError):
            beside.unlink()
        raise OSError(problem.errno, problem.strerror, str(file)) from None


def _tell_losses(facts: list[Fact]) -> None:
    kept = False
    for fact in facts:
        if lost := losses(fact):
            tell(f"{fact.slug}: not in the table: {'; '.join(lost)}")
            kept = True
    if kept:
        tell("imported over these facts, the table changes nothing of that where its texts stay")


def _tell_nameless(facts: list[Fact], site: str) -> None:
    own = sum(fact.origin is None for fact in facts)
    if own and not site:
        tell(f"{own} reviews have names (urn:factbot:...) and no address: give --site")
