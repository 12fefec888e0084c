"""Structure and limits of message components, old rows and Components V2.

Source: Discord's "Component Reference" and the `*ComponentForMessageRequest` schemas.
"""

from typing import Any

from .errors import Form, Path
from .model import Json, walk

ROW, BUTTON, STRING_SELECT, TEXT_DISPLAY = 1, 2, 3, 10
SELECTS = frozenset({3, 5, 6, 7, 8})
V2_TOP = (1, 9, 10, 12, 13, 14, 17)
LINK_STYLE, PREMIUM_STYLE = 5, 6
MAX_V2_TEXT = 4000


def check_components(form: Form, components: Any, *, v2: bool) -> None:
    """Note everything wrong with the `components` of a message."""
    if components is None:
        return
    limit = 40 if v2 else 5
    form.at_most(("components",), components, limit)
    for index, part in enumerate(components):
        path: Path = ("components", index)
        form.one_of((*path, "type"), part.get("type"), V2_TOP if v2 else (ROW,))
        _check_part(form, path, part)
    _check_unique(form, components)
    if v2:
        _check_totals(form, components)


def _check_part(form: Form, path: Path, part: Json) -> None:
    kind = part.get("type")
    if kind == ROW:
        _check_row(form, path, part.get("components") or [])
    elif kind == BUTTON:
        check_button(form, path, part)
    elif kind in SELECTS:
        check_select(form, path, part)
    elif kind == TEXT_DISPLAY:
        form.between((*path, "content"), part.get("content"), 1, MAX_V2_TEXT)
    else:
        for index, inner in enumerate(part.get("components") or ()):
            _check_part(form, (*path, "components", index), inner)
        if isinstance(part.get("accessory"), dict):
            _check_part(form, (*path, "accessory"), part["accessory"])


def _check_row(form: Form, path: Path, inside: list[Json]) -> None:
    if not inside:
        form.required((*path, "components"))
    width = sum(5 if part.get("type") in SELECTS else 1 for part in inside)
    if width > 5:
        message = "The specified component exceeds the maximum width"
        form.add((*path, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message)
    for index, part in enumerate(inside):
        here = (*path, "components", index)
        form.one_of((*here, "type"), part.get("type"), (BUTTON, *sorted(SELECTS)))
        _check_part(form, here, part)


def check_button(form: Form, path: Path, part: Json) -> None:
    """A button: a custom id or a URL by its style, and something to show."""
    style = part.get("style")
    form.one_of((*path, "style"), style, (1, 2, 3, 4, 5, 6))
    form.longest((*path, "label"), part.get("label"), 80)
    if style == LINK_STYLE:
        form.between((*path, "url"), part.get("url"), 1, 512)
        _check_link(form, path, part)
    elif style != PREMIUM_STYLE:
        form.between((*path, "custom_id"), part.get("custom_id"), 1, 100)
        if part.get("url"):
            message = "A url cannot be used with this button style"
            form.add((*path, "url"), "BUTTON_COMPONENT_INVALID_URL", message)
    if not part.get("label") and not part.get("emoji") and style != PREMIUM_STYLE:
        message = "A button must have a label or emoji"
        form.add(path, "BUTTON_COMPONENT_LABEL_REQUIRED", message)


def _check_link(form: Form, path: Path, part: Json) -> None:
    if part.get("custom_id"):
        message = "A custom id and url cannot both be specified"
        form.add(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message)
    url = str(part.get("url") or "")
    if url and not url.startswith(("http://", "https://", "discord://")):
        message = "Scheme must be one of ('http', 'https', 'discord')."
        form.add((*path, "url"), "URL_TYPE_INVALID_SCHEME", message)


def check_select(form: Form, path: Path, part: Json) -> None:
    """A select: custom id, placeholder, counts, and for a string select 1 to 25 options."""
    form.between((*path, "custom_id"), part.get("custom_id"), 1, 100)
    form.longest((*path, "placeholder"), part.get("placeholder"), 150)
    least, most = part.get("min_values"), part.get("max_values")
    least, most = 1 if least is None else least, 1 if most is None else most
    if not 0 <= least <= 25 or not 1 <= most <= 25 or least > most:
        message = "min_values and max_values must be within 0 to 25 and in order."
        form.add((*path, "min_values"), "SELECT_COMPONENT_VALUES_RANGE", message)
    if part.get("type") == STRING_SELECT:
        check_options(form, (*path, "options"), part.get("options"), most)


def check_options(form: Form, path: Path, options: Any, most: int = 1) -> None:
    """Options of a select, radio or checkbox group."""
    if not options:
        form.required(path)
        return
    form.at_most(path, options, 25)
    if most > len(options):
        message = "max_values cannot exceed the number of options."
        form.add(path, "SELECT_COMPONENT_MAX_VALUES_TOO_HIGH", message)
    values = [option.get("value") for option in options]
    for index, option in enumerate(options):
        form.between((*path, index, "label"), option.get("label"), 1, 100)
        form.between((*path, index, "value"), option.get("value"), 1, 100)
        form.longest((*path, index, "description"), option.get("description"), 100)
        if values.index(option.get("value")) != index:
            message = "The specified option value is already used"
            form.add((*path, index, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)


def _check_unique(form: Form, components: list[Json]) -> None:
    seen: set[str] = set()
    for part in walk(components):
        custom_id = part.get("custom_id")
        if custom_id and custom_id in seen:
            message = "Component custom id cannot be duplicated"
            form.add(("components",), "COMPONENT_CUSTOM_ID_DUPLICATED", message)
        seen.add(custom_id or "")


def _check_totals(form: Form, components: list[Json]) -> None:
    parts = list(walk(components))
    if len(parts) > 40:
        message = "The total number of components cannot exceed 40"
        form.add(("components",), "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message)
    if sum(len(str(part.get("content") or "")) for part in parts) > MAX_V2_TEXT:
        message = f"The total displayable text exceeds the maximum size of {MAX_V2_TEXT}"
        form.add(("components",), "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message)
