"""REST: the first answer to an interaction."""

from . import scene, sending, shown
from .call import Call, Route
from .errors import Form, Refused
from .hub import Hub
from .interaction import COMPONENT, Interaction
from .message_limits import check_message
from .modal_limits import check_choices, check_modal
from .model import COMPONENTS_V2, EPHEMERAL, LOADING, Json, Message
from .rest_messages import rewrite

REPLY, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9


def respond(hub: Hub, call: Call) -> Json | None:
    """POST callback: once, within three seconds, and of a kind that fits."""
    interaction = hub.interactions.get(call.params["interaction_token"])
    if interaction is None or interaction.id != call.params["interaction_id"]:
        raise Refused(10062)
    try:
        _acknowledge(hub, interaction, call)
    except Refused as refused:
        interaction.refused = str(refused)
        hub.pulse.beat()
        raise
    hub.pulse.beat()
    return _receipt(hub, interaction) if call.query.get("with_response") else None


def _acknowledge(hub: Hub, interaction: Interaction, call: Call) -> None:
    if interaction.response is not None:
        raise Refused(40060)
    if interaction.late(hub.clock.now()):
        raise Refused(10062)
    body = call.fields()
    kind = body.get("type")
    form = Form()
    form.one_of(("type",), kind, interaction.allowed_responses())
    form.check()
    _answer(hub, interaction, int(kind or 0), body.get("data") or {}, call.files)
    interaction.response = kind


def _answer(hub: Hub, one: Interaction, kind: int, data: Json, files: list[Json]) -> None:
    if kind == REPLY:
        check_message(data, root=("data",))
        one.original = publish(hub, one, data, files)
    elif kind == DEFER:
        one.original = _placeholder(hub, one, data)
    elif kind == DEFER_UPDATE:
        one.original = one.message
    elif kind == UPDATE and one.message is not None:
        modern = (one.message.flags | (data.get("flags") or 0)) & COMPONENTS_V2
        check_message(data, v2=bool(modern), root=("data",))
        rewrite(hub, one.message, data, files)
        one.original = one.message
    elif kind == CHOICES:
        check_choices(data.get("choices"))
        one.choices = data.get("choices") or []
    elif kind == MODAL:
        check_modal(data)
        one.modal = data


def publish(hub: Hub, one: Interaction, data: Json, files: list[Json]) -> Message:
    """Post a message on an interaction's behalf; it needs no permission to send."""
    message = sending.draft(hub, one.channel, data, files)
    _dress(one, message, private=bool((data.get("flags") or 0) & EPHEMERAL))
    sending.address(hub, message, data.get("allowed_mentions"))
    return scene.post(hub, message)


def _placeholder(hub: Hub, one: Interaction, data: Json) -> Message:
    message = Message(hub.ids.next(), one.channel, hub.me, hub.clock.now(), flags=LOADING)
    _dress(one, message, private=bool((data.get("flags") or 0) & EPHEMERAL))
    return scene.post(hub, message)


def _dress(one: Interaction, message: Message, *, private: bool) -> None:
    message.interaction = one.metadata()
    message.type = one.message_type
    if one.kind == COMPONENT and one.message is not None and not one.message.ephemeral:
        sending.attach_reference(message, one.message, forward=False)
    if private or one.forced_private:
        message.only_for = one.user.id
        message.flags |= EPHEMERAL
    else:
        message.flags &= ~EPHEMERAL


def _receipt(hub: Hub, one: Interaction) -> Json:
    about: Json = {"id": one.id, "type": one.kind}
    answer: Json = {"interaction": about}
    if one.original is not None:
        about |= {
            "response_message_id": one.original.id,
            "response_message_loading": one.original.loading,
            "response_message_ephemeral": one.original.ephemeral,
        }
        body = shown.message(one.original, hub.app.sight)
        answer["resource"] = {"type": one.response, "message": body}
    return answer


_CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
ROUTES = (Route("POST", _CALLBACK, "create_interaction_response", respond, open=True),)
