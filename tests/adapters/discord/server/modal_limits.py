"""Structure and limits of a modal and of autocomplete choices."""

from typing import Any

from .component_limits import SELECTS, check_options, check_select
from .errors import Form, Path
from .model import Json, walk

ROW, TEXT_INPUT, TEXT_DISPLAY, LABEL = 1, 4, 10, 18
GROUPS = frozenset({21, 22})
MAX_CHOICES = 25
IN_LABEL = (3, 4, 5, 6, 7, 8, 19, 21, 22, 23)


def check_modal(data: Json) -> None:
    """A modal has a title, a custom id and one to five components.

    Raises:
        Refused: 50035.
    """
    form = Form()
    root: Path = ("data",)
    form.between((*root, "custom_id"), data.get("custom_id"), 1, 100)
    form.between((*root, "title"), data.get("title"), 1, 45)
    parts = data.get("components") or []
    if not 1 <= len(parts) <= 5:
        message = "Must be between 1 and 5 in length."
        form.add((*root, "components"), "BASE_TYPE_BAD_LENGTH", message)
    for index, part in enumerate(parts):
        _check_part(form, (*root, "components", index), part)
    ids = [part["custom_id"] for part in walk(parts) if part.get("custom_id")]
    if len(ids) != len(set(ids)):
        message = "Component custom id cannot be duplicated"
        form.add((*root, "components"), "COMPONENT_CUSTOM_ID_DUPLICATED", message)
    form.check()


def _check_part(form: Form, path: Path, part: Json) -> None:
    kind = part.get("type")
    form.one_of((*path, "type"), kind, (ROW, TEXT_DISPLAY, LABEL))
    if kind == ROW:
        inside = part.get("components") or []
        if len(inside) != 1:
            message = "Must be between 1 and 1 in length."
            form.add((*path, "components"), "BASE_TYPE_BAD_LENGTH", message)
        for index, entry in enumerate(inside):
            here = (*path, "components", index)
            form.one_of((*here, "type"), entry.get("type"), (TEXT_INPUT,))
            form.between((*here, "label"), entry.get("label"), 1, 45)
            _check_entry(form, here, entry)
    elif kind == LABEL:
        form.between((*path, "label"), part.get("label"), 1, 45)
        form.longest((*path, "description"), part.get("description"), 100)
        entry = part.get("component") or {}
        form.one_of((*path, "component", "type"), entry.get("type"), IN_LABEL)
        _check_entry(form, (*path, "component"), entry)


def _check_entry(form: Form, path: Path, entry: Json) -> None:
    form.between((*path, "custom_id"), entry.get("custom_id"), 1, 100)
    if entry.get("type") in SELECTS:
        check_select(form, path, entry)
    elif entry.get("type") in GROUPS:
        check_options(form, (*path, "options"), entry.get("options"))
    elif entry.get("type") == TEXT_INPUT:
        _check_text_input(form, path, entry)


def _check_text_input(form: Form, path: Path, entry: Json) -> None:
    form.one_of((*path, "style"), entry.get("style"), (1, 2))
    form.longest((*path, "placeholder"), entry.get("placeholder"), 100)
    form.longest((*path, "value"), entry.get("value"), 4000)
    least, most = entry.get("min_length"), entry.get("max_length")
    least, most = 0 if least is None else least, 4000 if most is None else most
    if not 0 <= least <= 4000 or not 1 <= most <= 4000 or least > most:
        message = "min_length and max_length must be within 0 to 4000 and in order."
        form.add((*path, "max_length"), "TEXT_INPUT_LENGTH_RANGE", message)
    elif len(entry.get("value") or "") > most:
        message = f"Must be {most} or fewer in length."
        form.add((*path, "value"), "BASE_TYPE_MAX_LENGTH", message)


def check_choices(choices: Any) -> None:
    """At most 25 autocomplete choices with names and values of 1 to 100 characters.

    Raises:
        Refused: 50035.
    """
    form = Form()
    root: Path = ("data", "choices")
    form.at_most(root, choices, MAX_CHOICES)
    for index, choice in enumerate(choices or ()):
        form.between((*root, index, "name"), choice.get("name"), 1, 100)
        value = choice.get("value")
        if isinstance(value, str):
            form.between((*root, index, "value"), value, 1, 100)
        elif value is None:
            form.required((*root, index, "value"))
    form.check()
