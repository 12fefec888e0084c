"""REST: registering application commands, for everybody or for one guild."""

from .call import Call, Route, guild_of, snowflake
from .command_limits import check_commands
from .errors import Form, Refused
from .hub import Hub
from .model import Json

CREATES_A_DAY = 200


def _scope(hub: Hub, call: Call) -> str | None:
    if snowflake(call.params["application_id"]) != hub.app.id:
        raise Refused(20012, "You are not authorized to perform this action on this application")
    return guild_of(hub, call).id if "guild_id" in call.params else None


def bulk_set(hub: Hub, call: Call) -> list[Json]:
    """PUT: the whole set; a command whose type and name stay keeps its id."""
    scope = _scope(hub, call)
    if not isinstance(call.body, list):
        form = Form()
        form.add((), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
        form.check()
    check_commands(call.body)
    known = {_key(one): one for one in hub.app.commands.get(scope, [])}
    stored = [_stored(hub, body, known.get(_key(body)), scope) for body in call.body]
    hub.app.created_today += sum(_key(one) not in known for one in stored)
    if hub.app.created_today > CREATES_A_DAY:
        raise Refused(30034)
    hub.app.commands[scope] = stored
    hub.pulse.beat()
    return stored


def list_commands(hub: Hub, call: Call) -> list[Json]:
    """GET what is registered."""
    return hub.app.commands.get(_scope(hub, call), [])


def create(hub: Hub, call: Call) -> Json:
    """POST one; the same type and name overwrites."""
    scope = _scope(hub, call)
    body = call.fields()
    present = hub.app.commands.get(scope, [])
    old = next((one for one in present if _key(one) == _key(body)), None)
    rest = [one for one in present if one is not old]
    check_commands([*rest, body])
    hub.app.created_today += old is None
    if hub.app.created_today > CREATES_A_DAY:
        raise Refused(30034)
    stored = _stored(hub, body, old, scope)
    hub.app.commands[scope] = [*rest, stored]
    return stored


def delete(hub: Hub, call: Call) -> None:
    """DELETE one."""
    scope = _scope(hub, call)
    present = hub.app.commands.get(scope, [])
    kept = [one for one in present if one["id"] != call.params["command_id"]]
    if len(kept) == len(present):
        raise Refused(10063)
    hub.app.commands[scope] = kept


def _key(command: Json) -> tuple[int, str]:
    return command.get("type") or 1, str(command["name"])


def _stored(hub: Hub, body: Json, old: Json | None, scope: str | None) -> Json:
    kind = body.get("type") or 1
    stored: Json = {
        "name_localizations": None,
        "description_localizations": None,
        "default_member_permissions": None,
        "nsfw": False,
        "options": [],
        "contexts": None,
        **body,
        "id": old["id"] if old else hub.ids.next(),
        "application_id": hub.app.id,
        "version": hub.ids.next(),
        "type": kind,
        "description": body.get("description") or "",
        "integration_types": body.get("integration_types") or [0],
    }
    if stored["default_member_permissions"] is not None:
        stored["default_member_permissions"] = str(stored["default_member_permissions"])
    if scope is not None:
        stored["guild_id"] = scope
    return stored


_GLOBAL = "/applications/{application_id}/commands"
_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
ROUTES = (
    Route("PUT", _GLOBAL, "bulk_set_application_commands", bulk_set),
    Route("GET", _GLOBAL, "list_application_commands", list_commands),
    Route("POST", _GLOBAL, "create_application_command", create),
    Route("DELETE", _GLOBAL + "/{command_id}", "delete_application_command", delete),
    Route("PUT", _GUILD, "bulk_set_guild_application_commands", bulk_set),
    Route("GET", _GUILD, "list_guild_application_commands", list_commands),
    Route("POST", _GUILD, "create_guild_application_command", create),
    Route("DELETE", _GUILD + "/{command_id}", "delete_guild_application_command", delete),
)
