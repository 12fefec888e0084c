"""setWebhook, deleteWebhook, getWebhookInfo."""

import re
from urllib.parse import urlsplit

from .methods import method
from .model import Json
from .params import Params
from .refusal import bad_request
from .world import WebhookHealth, WebhookSetting, World

PORTS = {80, 88, 443, 8443}
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


@method("setWebhook")
def set_webhook(world: World, params: Params) -> bool:
    url = params.text("url").strip()
    if not url:
        return remove_webhook(world, params)
    _check_address(world, url)
    secret = params.text("secret_token") or None
    if secret is not None and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = params.integer("max_connections") or 40
    if not 1 <= connections <= 100:
        raise bad_request("max_connections must be between 1 and 100")
    world.queue.subscribe(params.decoded("allowed_updates"))
    if params.flag("drop_pending_updates"):
        world.queue.drop_all()
    world.webhook = WebhookSetting(url, secret, connections, params.text("ip_address") or None)
    world.health = WebhookHealth()
    world.pulse.beat()
    return True


def _check_address(world: World, url: str) -> None:
    """A self-hosted server takes plain HTTP, private addresses and any port; the cloud doesn't."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad_request("bad webhook: invalid URL specified")
    if not world.cloud:
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


@method("deleteWebhook")
def delete_webhook(world: World, params: Params) -> bool:
    return remove_webhook(world, params)


def remove_webhook(world: World, params: Params) -> bool:
    """Back to getUpdates; pending updates stay unless dropped."""
    world.webhook = None
    if params.flag("drop_pending_updates"):
        world.queue.drop_all()
    world.pulse.beat()
    return True


@method("getWebhookInfo")
def get_webhook_info(world: World, _params: Params) -> Json:
    body: Json = {
        "url": world.webhook.url if world.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.queue.pending),
    }
    if world.queue.allowed:
        body["allowed_updates"] = world.queue.allowed
    if world.webhook is not None:
        body["max_connections"] = world.webhook.max_connections
    if world.health.last_error is not None:
        body["last_error_date"] = world.health.last_error_at
        body["last_error_message"] = world.health.last_error
    return body
