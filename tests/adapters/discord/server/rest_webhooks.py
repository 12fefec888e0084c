"""REST: follow-ups and edits through an interaction's token, for fifteen minutes."""

from . import scene, sending, shown
from .call import Call, Route, snowflake
from .errors import Refused
from .hub import Hub
from .interaction import MAX_FOREIGN_FOLLOWUPS, Interaction
from .message_limits import check_message
from .model import COMPONENTS_V2, LOADING, Json, Message
from .rest_interactions import publish
from .rest_messages import rewrite


def _interaction(hub: Hub, call: Call) -> Interaction:
    one = hub.interactions.get(call.params["webhook_token"])
    if one is None or one.response is None or call.params["webhook_id"] != hub.app.id:
        raise Refused(10015)
    if one.over(hub.clock.now()):
        raise Refused(50027)
    return one


def _message(one: Interaction, call: Call) -> Message:
    wanted = call.params["message_id"]
    if wanted == "@original":
        found = one.original
    else:
        number = snowflake(wanted)
        known = [one.original, *one.followups]
        found = next((each for each in known if each is not None and each.id == number), None)
    if found is None or found.deleted:
        raise Refused(10008)
    return found


def execute(hub: Hub, call: Call) -> Json | None:
    """POST a follow-up; the first one after a deferral takes the placeholder's place."""
    one = _interaction(hub, call)
    body = call.fields()
    check_message(body)
    if one.original is not None and one.original.loading:
        return _settle(hub, one.original, body, call.files)
    if one.foreign and len(one.followups) >= MAX_FOREIGN_FOLLOWUPS:
        raise Refused(40094)
    message = publish(hub, one, body, call.files)
    one.followups.append(message)
    hub.pulse.beat()
    return shown.message(message, hub.app.sight)


def _settle(hub: Hub, message: Message, body: Json, files: list[Json]) -> Json:
    """Turn a placeholder into the answer; this is its sending, so mentions count."""
    trial = sending.draft(hub, message.channel, body, files)
    for key in ("content", "embeds", "components", "attachments", "unfurls"):
        setattr(message, key, getattr(trial, key))
    message.flags = message.flags & ~LOADING | trial.flags & sending.SETTABLE
    sending.address(hub, message, body.get("allowed_mentions"))
    scene.amend(hub, message)
    return shown.message(message, hub.app.sight)


def get(hub: Hub, call: Call) -> Json:
    """GET the original or a follow-up."""
    return shown.message(_message(_interaction(hub, call), call), hub.app.sight)


def edit(hub: Hub, call: Call) -> Json:
    """PATCH the original or a follow-up."""
    message = _message(_interaction(hub, call), call)
    body = call.fields()
    check_message(body, v2=bool((message.flags | (body.get("flags") or 0)) & COMPONENTS_V2))
    if message.loading:
        return _settle(hub, message, body, call.files)
    return rewrite(hub, message, body, call.files)


def delete(hub: Hub, call: Call) -> None:
    """DELETE the original or a follow-up."""
    scene.delete(hub, [_message(_interaction(hub, call), call)])


_HOOK = "/webhooks/{webhook_id}/{webhook_token}"
_ONE = _HOOK + "/messages/{message_id}"
ROUTES = (
    Route("POST", _HOOK, "execute_webhook", execute, open=True),
    Route("GET", _ONE, "get_webhook_message", get, open=True),
    Route("PATCH", _ONE, "update_webhook_message", edit, open=True),
    Route("DELETE", _ONE, "delete_webhook_message", delete, open=True),
)
