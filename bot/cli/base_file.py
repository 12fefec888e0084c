"""Whether the base is there: an address that was mistyped must not pass for a new base in silence.

The first start makes its base where nobody named one, without a word. One that somebody named is
made in a folder that is there, and told; a command that only looks at facts makes no folder for it.
"""

from __future__ import annotations

from pathlib import Path

from bot.errors import BotError
from bot.settings import Settings
from factbase.storage.engine import database_url


class NoBase(BotError):
    """There is no fact base where the settings say."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"there is no fact base at {file}: check FACTBOT_DATABASE_URL, "
            "or make one there with: factbot db upgrade"
        )


def require_base(settings: Settings) -> None:
    """For commands that make no sense on a base that was just made.

    Raises:
        NoBase: the base is a file, and it isn't there.
    """
    file = _absent(settings)
    if file is not None:
        raise NoBase(file)


def new_base(settings: Settings, *, folder: bool = False) -> Path | None:
    """The file that somebody named for a base and that opening it will make; none when it is there.

    `folder` says whether its folder may be made, too.

    Raises:
        NoBase: the folder isn't there, and isn't to be made.
    """
    file = _absent(settings)
    if file is None or "database_url" not in settings.model_fields_set:
        return None
    if not folder and not file.parent.is_dir():
        raise NoBase(file)
    return file


def made(file: Path) -> str:
    """What is told of a base that was made where somebody named it."""
    return (
        f"there was no fact base at {file}: a new one was made, with the facts that come with "
        "factbot; if you meant another, check FACTBOT_DATABASE_URL"
    )


def _absent(settings: Settings) -> Path | None:
    if not settings.embedded:
        return None
    name = database_url(settings.database_url.get_secret_value()).database or ""
    # SQLite's own form of a name has options; whoever writes it knows whether it makes a file.
    file = Path(name).absolute()
    return None if name.startswith("file:") or file.exists() else file
