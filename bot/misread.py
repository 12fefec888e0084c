"""Settings that can't be read: which one, where it stands, and what was perhaps meant."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from bot.errors import BadSettings

PREFIX = "FACTBOT_"
CONFIG = "FACTBOT_CONFIG"
"""Names the TOML file; `factbot.toml` in the working directory when unset."""
NOT_SETTINGS = {CONFIG, "FACTBOT_PG_BIN", "FACTBOT_DISCORD_OPENAPI", "FACTBOT_TELEGRAM_API"}
"""Variables that the tests read; they share the prefix."""

Location = tuple[int | str, ...]


def refuse_unknown_variables(model: type[BaseModel], environ: Mapping[str, str]) -> None:
    """pydantic-settings overlooks variables that no field asks for; a typo must not pass.

    Raises:
        BadSettings: the first that there is no setting for.
    """
    for variable in environ:
        if variable.startswith(PREFIX) and variable not in NOT_SETTINGS:
            names = variable.removeprefix(PREFIX).lower().split("__")
            _find(model, names, variable, PREFIX)


def _find(model: type[BaseModel], names: list[str], variable: str, before: str) -> None:
    field = model.model_fields.get(names[0])
    if field is None:
        near = _nearest(model, names[0])
        known = ", ".join(sorted(model.model_fields))
        meant = f"did you mean {before}{near.upper()}" if near else f"here there are: {known}"
        raise BadSettings(f"{variable} is no setting; {meant}")
    if len(names) > 1:
        inner = _section(model, names[0])
        if inner is None:
            raise BadSettings(f"{variable} is no setting: {names[0]} has no parts")
        _find(inner, names[1:], variable, f"{before}{names[0].upper()}__")


def told(
    model: type[BaseModel], error: Any, environ: Mapping[str, str], file: Path | None
) -> BadSettings:
    """What pydantic found, in one line without the value."""
    location: Location = error["loc"]
    place = _place(location, environ, file)
    if error["type"] != "extra_forbidden":
        return BadSettings(f"{place}: {str(error['msg']).lower()}")
    *outer, name = (str(part) for part in location)
    around: type[BaseModel] | None = model
    for part in outer:
        around = _section(around, part) if around is not None else None
    near = _nearest(around, name) if around is not None else ""
    meant = f"; did you mean {near}" if near else ""
    return BadSettings(f"{place}: is no setting{meant}")


def _place(location: Location, environ: Mapping[str, str], file: Path | None) -> str:
    """The variable when it is set, or one around it, else the name in the file."""
    parts = [str(part) for part in location]
    variables = [PREFIX + "__".join(parts[: end + 1]).upper() for end in range(len(parts))]
    present = {name.upper() for name in environ}
    if file is None or not present.isdisjoint(variables):
        return variables[-1]
    return f"{file}: {'.'.join(parts)}"


def _section(model: type[BaseModel], name: str) -> type[BaseModel] | None:
    field = model.model_fields.get(name)
    inner = field.annotation if field is not None else None
    return inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None


def _nearest(model: type[BaseModel], name: str) -> str:
    return next(iter(get_close_matches(name, model.model_fields, n=1)), "")
