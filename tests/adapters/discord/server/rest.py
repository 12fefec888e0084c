"""The REST front: authorisation, faults, rate limits, refusals, and the record of it all."""

import hashlib
import json
from typing import Any

from aiohttp import web

from . import rest_commands, rest_interactions, rest_messages, rest_places, rest_webhooks
from .call import Call, Route
from .errors import Refused
from .faults import Fault, Faults, Gate, Window
from .hub import Hub
from .ledger import Refusal, Request
from .model import CONTENT, Json
from .openapi import Contract

PREFIX = "/api/v10"
ROUTES: tuple[Route, ...] = (
    *rest_places.ROUTES,
    *rest_messages.ROUTES,
    *rest_commands.ROUTES,
    *rest_interactions.ROUTES,
    *rest_webhooks.ROUTES,
)
MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token")
ROOMY = {"X-RateLimit-Limit": "1000", "X-RateLimit-Remaining": "999"}
"""Headers where a test sets no limit, so that discord.py does not queue requests."""


class Rest:
    """Serves every route and carries the faults that tests plan."""

    def __init__(self, hub: Hub, contract: Contract) -> None:
        self.hub = hub
        self.contract = contract
        self.faults = Faults()

    @property
    def requests(self) -> list[Request]:
        """Every answered request, oldest first."""
        return self.hub.ledger.requests

    def of(self, operation: str) -> list[Request]:
        """The answered requests of one operation, such as `create_message`."""
        return self.hub.ledger.of(operation)

    def fail_next(self, operation: str = "*", status: int = 500, times: int = 1) -> None:
        """Answer the next requests of an operation with a server error, unhandled."""
        self.faults.plan(operation, Fault(status), times)

    def limit_next(
        self,
        operation: str = "*",
        retry_after: float = 0.05,
        times: int = 1,
        *,
        everywhere: bool = False,
        via: bool = True,
    ) -> None:
        """Answer the next requests with 429, unhandled; `via=False` looks like Cloudflare's ban."""
        fault = Fault(429, retry_after, everywhere=everywhere, via=via)
        self.faults.plan(operation, fault, times)

    def lose_answer(self, operation: str = "*", times: int = 1) -> None:
        """Carry the next requests out, then cut the connection instead of answering."""
        self.faults.plan(operation, Fault(lose=True), times)

    def hold(self, operation: str) -> Gate:
        """Stop requests before they are handled, until the gate is opened."""
        return self.faults.hold(operation)

    def limit(self, operation: str, limit: int, seconds: float) -> None:
        """Enforce a real rate limit from now on: per channel, webhook or guild; `"*"` is global."""
        self.faults.limits[operation] = Window(limit, seconds)

    def attach(self, app: web.Application) -> None:
        """Add all routes to an application."""
        for route in ROUTES:
            app.router.add_route(route.method, PREFIX + route.path, self.bound(route))
        app.router.add_route("*", PREFIX + "/{tail:.*}", self._unknown)

    def bound(self, route: Route) -> Any:
        """An aiohttp handler for one route."""

        async def serve(request: web.Request) -> web.Response:
            self.hub.ledger.in_flight += 1
            try:
                return await self._serve(route, request)
            finally:
                self.hub.ledger.in_flight -= 1
                self.hub.pulse.beat()

        return serve

    async def _serve(self, route: Route, request: web.Request) -> web.Response:
        call = await _parse(route, request)
        await self.faults.passage(route.operation)
        major = "+".join(call.params[key] for key in MAJOR if key in call.params)
        limited, headers = self.faults.bucket(route.operation, major)
        fault = self.faults.next(route.operation) or limited
        if fault is not None and not fault.lose:
            headers = headers | fault.headers()
            return self._answered(route, request, call, (fault.status, fault.body()), headers)
        headers = headers or _roomy(route.operation)
        outcome = self._handle(route, request, call)
        response = self._answered(route, request, call, outcome, headers)
        if fault is not None and request.transport is not None:
            request.transport.abort()
        return response

    def _handle(self, route: Route, request: web.Request, call: Call) -> tuple[int, Any]:
        hub = self.hub
        complaint = self.contract.complaint(route.method, route.path, call.body, call.query)
        try:
            _admit(route, request, call, hub.app.token)
            answer = route.handler(hub, call)
        except Refused as refused:
            hub.ledger.refusals.append(_refusal(route, refused))
            return refused.status, refused.body()
        if complaint is not None:
            text = f"openapi.json disagrees: {complaint}"
            hub.ledger.refusals.append(Refusal(route.operation, 0, 50035, text))
        return (204, None) if answer is None else (200, answer)

    def _answered(
        self,
        route: Route,
        request: web.Request,
        call: Call,
        outcome: tuple[int, Any],
        headers: dict[str, str],
    ) -> web.Response:
        status, answer = outcome
        record = Request(route.operation, request.method, request.path, status, call.body)
        self.hub.ledger.requests.append(record)
        return _json(status, answer, headers)

    async def _unknown(self, request: web.Request) -> web.Response:
        name = f"{request.method} {request.path.removeprefix(PREFIX)}"
        refusal = Refusal(name, 404, 0, "404: Not Found (a route that this server lacks)")
        self.hub.ledger.refusals.append(refusal)
        self.hub.pulse.beat()
        return _json(404, {"message": "404: Not Found", "code": 0}, {})


def _admit(route: Route, request: web.Request, call: Call, token: str) -> None:
    if not route.open and request.headers.get("Authorization") != f"Bot {token}":
        raise Refused(0, "401: Unauthorized", status=401)
    if isinstance(call.body, ValueError):
        raise Refused(50109)


def _refusal(route: Route, refused: Refused) -> Refusal:
    return Refusal(route.operation, refused.status, refused.code, refused.message, refused.errors)


def _roomy(operation: str) -> dict[str, str]:
    bucket = hashlib.sha256(operation.encode()).hexdigest()[:32]
    return ROOMY | {"X-RateLimit-Reset-After": "1.000", "X-RateLimit-Bucket": bucket}


def _json(status: int, answer: Any, headers: dict[str, str]) -> web.Response:
    """discord.py wants `application/json` with no charset, or takes the body for a string."""
    if answer is None:
        return web.Response(status=status, headers=headers)
    body = json.dumps(answer, ensure_ascii=False).encode()
    return web.Response(
        status=status, body=body, headers=headers | {"Content-Type": "application/json"}
    )


async def _parse(route: Route, request: web.Request) -> Call:
    params, query = dict(request.match_info), dict(request.query)
    if request.content_type == "multipart/form-data":
        body, files = await _multipart(request)
        return Call(route.operation, params, query, body, files)
    raw = await request.read()
    return Call(route.operation, params, query, _loads(raw.decode()) if raw else None)


def _loads(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as wrong:
        return wrong


async def _multipart(request: web.Request) -> tuple[Any, list[Json]]:
    form = await request.post()
    files = []
    for part in form.values():
        if isinstance(part, web.FileField):
            read = part.file.read()
            url = f"https://cdn.discordapp.com/attachments/{part.filename}"
            about = {"filename": part.filename, "url": url, "proxy_url": url}
            files.append(about | {"size": len(read), CONTENT: read.decode(errors="replace")})
    return _loads(str(form["payload_json"])) if "payload_json" in form else None, files
