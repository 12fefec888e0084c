"""What an application command may be. Source: Discord's "Application Commands" reference."""

import re
import unicodedata

from .errors import Form, Path, Refused
from .model import Json

CHAT, USER, MESSAGE = 1, 2, 3
MAX_PER_TYPE = {CHAT: 100, USER: 15, MESSAGE: 15}
MAX_TOTAL_TEXT = 8000
SUBCOMMAND, GROUP, STRING = 1, 2, 3
LOCALES = frozenset(
    [
        "id",
        "da",
        "de",
        "en-GB",
        "en-US",
        "es-ES",
        "es-419",
        "fr",
        "hr",
        "it",
        "lt",
        "hu",
        "nl",
        "no",
        "pl",
        "pt-BR",
        "ro",
        "fi",
        "sv-SE",
        "vi",
        "tr",
        "cs",
        "el",
        "bg",
        "ru",
        "uk",
        "hi",
        "th",
        "zh-CN",
        "ja",
        "zh-TW",
        "ko",
    ]
)
NAME = re.compile(r"[-_'\w]{1,32}")
NAME_TEXT = r"Command name is invalid"


def check_commands(commands: list[Json]) -> None:
    """Refuse a whole set of commands for one scope.

    Raises:
        Refused: 50035, or 30032 when there are too many of a type.
    """
    form = Form()
    seen: set[tuple[int, str]] = set()
    for index, command in enumerate(commands):
        check_command(form, (index,), command)
        key = (command.get("type") or CHAT, str(command.get("name")))
        if key in seen:
            text = "Application command names must be unique"
            form.add((index, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", text)
        seen.add(key)
    form.check()
    for kind, limit in MAX_PER_TYPE.items():
        if sum((command.get("type") or CHAT) == kind for command in commands) > limit:
            raise Refused(30032, f"Maximum number of application commands reached ({limit})")


def check_command(form: Form, path: Path, command: Json) -> None:
    """One command: name, description, options, localisations, contexts."""
    kind = command.get("type") or CHAT
    form.one_of((*path, "type"), kind, (CHAT, USER, MESSAGE))
    if kind == CHAT:
        _check_named(form, path, command)
        _check_options(form, path, command.get("options") or [])
    else:
        form.between((*path, "name"), command.get("name"), 1, 32)
        for key in ("description", "options"):
            if command.get(key):
                text = f"Context menu commands cannot have {key}"
                code = f"APPLICATION_COMMAND_CONTEXT_MENU_{key.upper()}"
                form.add((*path, key), code, text)
        _check_localised(form, (*path, "name_localizations"), command, 32)
    _check_set(form, (*path, "contexts"), command.get("contexts"), (0, 1, 2))
    _check_set(form, (*path, "integration_types"), command.get("integration_types"), (0, 1))
    if _text_size(command) > MAX_TOTAL_TEXT:
        text = f"Command exceeds maximum size ({MAX_TOTAL_TEXT})"
        form.add(path, "APPLICATION_COMMAND_TOO_LARGE", text)


def valid_name(name: object) -> bool:
    """Chat commands and options: lower case where the script has cases, 1 to 32 characters."""
    if not isinstance(name, str) or not NAME.fullmatch(name):
        return False
    return unicodedata.normalize("NFC", name).lower() == unicodedata.normalize("NFC", name)


def _check_named(form: Form, path: Path, thing: Json) -> None:
    if not valid_name(thing.get("name")):
        form.add((*path, "name"), "APPLICATION_COMMAND_INVALID_NAME", NAME_TEXT)
    form.between((*path, "description"), thing.get("description"), 1, 100)
    _check_localised(form, (*path, "name_localizations"), thing, 32)
    _check_localised(form, (*path, "description_localizations"), thing, 100)
    if (thing.get("type") or CHAT) not in {USER, MESSAGE} or "required" in thing:
        for locale, name in (thing.get("name_localizations") or {}).items():
            if not valid_name(name):
                here = (*path, "name_localizations", locale)
                form.add(here, "APPLICATION_COMMAND_INVALID_NAME", NAME_TEXT)


def _check_localised(form: Form, path: Path, thing: Json, limit: int) -> None:
    for locale, text in (thing.get(str(path[-1])) or {}).items():
        form.one_of((*path, locale), locale, tuple(sorted(LOCALES)))
        form.between((*path, locale), text, 1, limit)


def _check_options(form: Form, path: Path, options: list[Json], depth: int = 0) -> None:
    form.at_most((*path, "options"), options, 25)
    names = [option.get("name") for option in options]
    if len(names) != len(set(names)):
        text = "Option names must be unique"
        form.add((*path, "options"), "APPLICATION_COMMAND_OPTIONS_NAME_NOT_UNIQUE", text)
    nested = [option.get("type") in {SUBCOMMAND, GROUP} for option in options]
    if any(nested) and not all(nested):
        text = "Sub-command and sub-command group option types are mutually exclusive with others"
        form.add((*path, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", text)
    optional_seen = False
    for index, option in enumerate(options):
        here = (*path, "options", index)
        _check_option(form, here, option, depth)
        if option.get("required") and optional_seen:
            text = "Required options must be placed before non-required options"
            form.add(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", text)
        optional_seen = optional_seen or not option.get("required")


def _check_option(form: Form, path: Path, option: Json, depth: int) -> None:
    kind = option.get("type")
    form.one_of((*path, "type"), kind, tuple(range(1, 12)))
    _check_named(form, path, option)
    if kind in {SUBCOMMAND, GROUP}:
        if kind == GROUP and depth > 0:
            text = "Sub-command groups cannot be nested"
            form.add(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", text)
        _check_options(form, path, option.get("options") or [], depth + 1)
        return
    choices = option.get("choices") or []
    form.at_most((*path, "choices"), choices, 25)
    if choices and option.get("autocomplete"):
        text = "Autocomplete and choices are mutually exclusive"
        form.add(path, "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_CHOICES", text)
    for index, choice in enumerate(choices):
        here = (*path, "choices", index)
        form.between((*here, "name"), choice.get("name"), 1, 100)
        _check_localised(form, (*here, "name_localizations"), choice, 100)
        if kind == STRING:
            form.between((*here, "value"), choice.get("value"), 1, 100)


def _check_set(form: Form, path: Path, values: object, allowed: tuple[int, ...]) -> None:
    if values is None:
        return
    if not isinstance(values, list) or not values:
        form.required(path)
        return
    for index, value in enumerate(values):
        form.one_of((*path, index), value, allowed)
    if len(set(values)) != len(values):
        form.add(path, "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value")


def _text_size(thing: Json) -> int:
    size = 0
    for key in ("name", "description"):
        localised = (thing.get(f"{key}_localizations") or {}).values()
        size += max(len(text) for text in (str(thing.get(key) or ""), *map(str, localised)))
    for choice in thing.get("choices") or ():
        size += len(str(choice.get("name"))) + len(str(choice.get("value")))
    return size + sum(_text_size(option) for option in thing.get("options") or ())
