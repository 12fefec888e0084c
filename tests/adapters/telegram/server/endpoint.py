"""The HTTP side: `/bot<token>/<method>`, answered the way api.telegram.org answers."""

import time
from typing import Any

from aiohttp import web

from .faults import Faults, LostConnection
from .flood import Flood
from .journal import Call, Journal
from .methods import METHODS
from .model import Chat
from .params import Params, find_chat, read_params
from .polling import Polling
from .refusal import Refusal
from .validation import TALLY, Schema
from .world import World

UNAUTHORIZED = Refusal(401, "Unauthorized")
NOT_FOUND = Refusal(404, "Not Found")


class Endpoint:
    def __init__(self, world: World, faults: Faults, flood: Flood, schema: Schema | None) -> None:
        self.world = world
        self.faults = faults
        self.flood = flood
        self.schema = schema
        self.journal = Journal(world.pulse)
        self.polling = Polling(world)
        self.problems: list[str] = []  # against the Bot API's description

    async def handle(self, request: web.Request) -> web.StreamResponse:
        call = Call(
            request.match_info["method"],
            await read_params(request),
            time.perf_counter(),
            self.world.clock.now(),
        )
        self.journal.begin(call)
        try:
            self._admit(request.match_info["token"])
            call.result = await self._carry_out(call)
            return web.json_response({"ok": True, "result": call.result})
        except Refusal as refusal:
            call.refusal = refusal
            return web.json_response(refusal.answer(), status=refusal.code)
        except LostConnection:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)
        except Exception as broken:  # noqa: BLE001 - it must fail the test, not look like a bad line
            self.problems.append(f"this server broke on {call}: {broken!r}")
            return web.json_response(Refusal(500, "Internal Server Error").answer(), status=500)
        finally:
            self.journal.end(call)

    def _admit(self, token: str) -> None:
        if token != self.world.token:
            raise UNAUTHORIZED

    async def _carry_out(self, call: Call) -> Any:
        self._check_call(call)
        chat = self._chat(call.params)
        fault = self.faults.next(call.method, chat)
        if fault is not None:
            if fault.refusal is not None:
                raise fault.refusal
            if fault.lose_before:
                raise LostConnection
            if fault.gate is not None:
                await fault.gate.pass_through()
        self.flood.check(call.method, chat)
        result = await self._answer(call)
        self._check_result(call.method, result)
        if fault is not None and fault.lose_after:
            call.result = result
            raise LostConnection
        return result

    async def _answer(self, call: Call) -> Any:
        if call.method.lower() == "getupdates":
            return await self.polling.get_updates(call.params)
        handler = METHODS.get(call.method.lower())
        if handler is None:
            raise NOT_FOUND
        return handler(self.world, call.params)

    def _chat(self, params: Params) -> Chat | None:
        given = str(params.values.get("chat_id", "")).strip()
        return find_chat(self.world, given) if given else None

    def _check_call(self, call: Call) -> None:
        TALLY["calls"] += 1
        if self.schema is not None:
            self.problems += self.schema.problems_of_call(call.method, call.params.values)

    def _check_result(self, method: str, result: Any) -> None:
        if self.schema is not None and method.lower() != "getupdates":
            TALLY["results"] += 1
            self.problems += [
                f"this server's own answer: {problem}"
                for problem in self.schema.problems_of_result(method, result)
            ]

    def check_update(self, update: dict[str, Any]) -> None:
        TALLY["updates"] += 1
        if self.schema is not None:
            self.problems += [
                f"this server's own update: {problem}"
                for problem in self.schema.problems_of_update(update)
            ]
