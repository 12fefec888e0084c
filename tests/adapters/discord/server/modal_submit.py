"""A filled-in modal as Discord submits it, after the client's own checks."""

from typing import Any

from .invocation import Modal
from .model import Json

TEXT_INPUT, SELECT, CHECKBOX_GROUP, RADIO, CHECKBOX = 4, 3, 22, 21, 23


def submission(modal: Modal, filled: dict[str, Any]) -> Json:
    """The `data` of a modal submit; inputs not named in `filled` keep their prefilled value.

    Args:
        modal: what is on the screen.
        filled: values by label or custom id; lists for selects and checkbox groups.

    Raises:
        AssertionError: a label that isn't there, or a value the client would not let through.
    """
    known = set(modal.fields) | {entry["custom_id"] for entry in modal.fields.values()}
    assert set(filled) <= known, f"no such inputs: {set(filled) - known}; there are {known}"
    parts = []
    for number, part in enumerate(modal.data["components"], start=1):
        if part["type"] == 18:
            entry = _entry(part["component"], part["label"], filled)
            parts.append({"type": 18, "id": number, "component": entry | {"id": 100 + number}})
        elif part["type"] == 1:
            inside = [_entry(one, one["label"], filled) for one in part["components"]]
            parts.append({"type": 1, "id": number, "components": inside})
        else:
            parts.append({"type": part["type"], "id": number})
    return {"custom_id": modal.data["custom_id"], "components": parts}


def _entry(entry: Json, label: str, filled: dict[str, Any]) -> Json:
    given = filled.get(label, filled.get(entry["custom_id"]))
    kind = entry["type"]
    answer: Json = {"type": kind, "custom_id": entry["custom_id"], "id": 50}
    if kind == TEXT_INPUT:
        return answer | {"value": _text(entry, label, given)}
    if kind in {RADIO, CHECKBOX}:
        default = entry.get("default", False) if kind == CHECKBOX else _defaults(entry, 1)
        return answer | {"value": default if given is None else given}
    return answer | {"values": _defaults(entry, 25) if given is None else list(given)}


def _text(entry: Json, label: str, given: Any) -> str:
    value = str(entry.get("value") or "") if given is None else str(given)
    assert value or not entry.get("required", True), f"{label} must be filled in"
    least = entry.get("min_length") or 0
    most = entry.get("max_length") or 4000
    fits = not value or least <= len(value) <= most
    assert fits, f"{label} must be {least} to {most} characters long"
    return value


def _defaults(entry: Json, most: int) -> Any:
    chosen = [one["value"] for one in entry.get("options", ()) if one.get("default")]
    return (chosen[0] if chosen else None) if most == 1 else chosen
