"""What a message may be: content, embeds, components, nonce, allowed_mentions."""

from typing import Any

from .component_limits import check_components
from .embed_limits import check_embeds
from .errors import Form, Path, Refused
from .model import COMPONENTS_V2, HAS_SNAPSHOT, LOADING, Json, Message

MAX_CONTENT = 2000
"""For bots; openapi.json says 4000, which is what paying people get."""
MAX_NONCE = 25
LEGACY = ("content", "embeds", "poll", "sticker_ids")


def check_message(body: Json, *, v2: bool | None = None, root: Path = ()) -> None:
    """Refuse a body with anything wrong in it, all faults in one answer.

    Args:
        body: the message's fields as requested.
        v2: whether Components V2 rules apply; the body's own flag when None.
        root: where the message sits in the request (`("data",)` in a callback).

    Raises:
        Refused: 50035.
    """
    form = Form()
    modern = bool((body.get("flags") or 0) & COMPONENTS_V2) if v2 is None else v2
    form.longest(("content",), body.get("content"), MAX_CONTENT)
    check_embeds(form, body.get("embeds"))
    check_components(form, body.get("components"), v2=modern)
    form.at_most(("attachments",), body.get("attachments"), 10)
    if body.get("nonce") is not None:
        form.longest(("nonce",), str(body["nonce"]), MAX_NONCE)
    _check_mentions(form, body.get("allowed_mentions"))
    if modern:
        _check_legacy(form, body)
    form.found = [((*root, *path), code, message) for path, code, message in form.found]
    form.check()


def _check_legacy(form: Form, body: Json) -> None:
    for key in LEGACY:
        if body.get(key):
            code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
            text = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            form.add((key,), code, text)


def _check_mentions(form: Form, rules: Any) -> None:
    if not rules:
        return
    parse = rules.get("parse") or []
    for index, one in enumerate(parse):
        form.one_of(("allowed_mentions", "parse", index), one, ("users", "roles", "everyone"))
    for kind in ("users", "roles"):
        form.at_most(("allowed_mentions", kind), rules.get(kind), 100)
        if kind in parse and rules.get(kind):
            text = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            form.add(("allowed_mentions",), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", text)


def check_not_empty(message: Message) -> None:
    """A message shows something.

    Raises:
        Refused: 50006.
    """
    if message.flags & (LOADING | HAS_SNAPSHOT):
        return
    embeds = any(_shows(embed) for embed in message.embeds)
    buttons = bool(message.components) and not message.flags & COMPONENTS_V2
    shown = message.content.strip() or embeds or message.components or message.attachments
    if not shown and not buttons:
        raise Refused(50006)


def _shows(embed: Json) -> bool:
    return any(value for key, value in embed.items() if key not in {"type", "flags"})
