"""What a test may ask the server: what the bot did, and whether it is done."""

from collections.abc import Callable
from typing import Any, TypeVar

from .endpoint import Endpoint
from .journal import Call, Journal, Refusals
from .methods_chat import commands_key
from .params import Params
from .people import Person
from .pulse import PATIENCE
from .queries import Callback
from .settling import Probe, Settling
from .stage import Stage
from .updates import Update
from .webhook import WebhookDelivery, forge
from .world import World

T = TypeVar("T")


class Observer(Stage):
    def __init__(self, world: World, endpoint: Endpoint, webhook: WebhookDelivery) -> None:
        super().__init__(world)
        self._endpoint = endpoint
        self._webhook = webhook
        self._settling = Settling(world, endpoint, webhook)

    @property
    def journal(self) -> Journal:
        return self._endpoint.journal

    @property
    def calls(self) -> list[Call]:
        """Every call but getUpdates, in order."""
        return self.journal.calls

    @property
    def refusals(self) -> Refusals:
        return self.journal.refusals

    @property
    def problems(self) -> list[str]:
        """Calls, answers and updates that the Bot API's description doesn't allow."""
        return self._endpoint.problems

    @property
    def checked_against_api(self) -> bool:
        """Whether calls and updates were validated at all; False is no pass."""
        return self._endpoint.schema is not None

    @property
    def updates(self) -> list[Update]:
        """Every update made, in order, repeated ones included."""
        return self.world.queue.sent

    @property
    def unanswered_callbacks(self) -> list[Callback]:
        return [one for one in self.world.callbacks.values() if not one.answer and not one.forgiven]

    @property
    def webhook_answers(self) -> list[tuple[int, int]]:
        """Each delivery by webhook: update id and HTTP status."""
        return self._webhook.answers

    def commands(self, scope: str = "default", language: str = "", **more: Any) -> dict[str, str]:
        """The commands set for a scope and language, name to description."""
        params = Params({"scope": {"type": scope, **more}, "language_code": language})
        key = commands_key(params)
        return {one["command"]: one["description"] for one in self.world.commands.get(key, [])}

    # Waiting

    async def until(self, look: Callable[[], T | None], what: str, patience: float = PATIENCE) -> T:
        """Waits, event by event, until `look()` is neither None nor False."""
        return await self.world.pulse.until(look, what, patience)

    async def bot_is_polling(self) -> None:
        """Returns once a getUpdates hangs on the line."""
        await self.until(lambda: self._endpoint.polling.waiting, "the bot to poll")

    async def webhook_is_set(self) -> None:
        await self.until(lambda: self.world.webhook, "the bot to set a webhook")

    async def next_call(self, method: str, after: int = 0) -> Call:
        """The call number `after` (from 0) of a method, once it is finished."""

        def look() -> Call | None:
            calls = [call for call in self.journal.named(method) if call.done]
            return calls[after] if len(calls) > after else None

        return await self.until(look, f"call {after} of {method}")

    def asks_when_idle(self, probe: Probe) -> None:
        """Gives `settled()` somebody to ask; see `settling.idle`."""
        self._settling.probes.append(probe)

    async def settled(self, patience: float = PATIENCE) -> None:
        """Returns when the bot has dealt with everything sent so far; see `settling`."""
        await self._settling.settled(patience)

    async def settled_after(self, person: Person, ask: str = "/help") -> None:
        """For a bot in another process, which can't be probed: asks something, awaits the answer.

        This proves that earlier updates are dealt with only if the bot takes updates one after
        the other. Where it doesn't, probe it (`asks_when_idle`).
        """
        await self._settling.drained()
        await person.tells_bot(ask)
        await person.chat.next_message_from_bot()
        await self._settling.drained()

    # Webhook

    def redelivers(self, update: Update) -> None:
        """Sends an update once more, as Telegram may, with the same update id."""
        self.world.queue.repeat(update)

    async def forges_update(self, person: Person, text: str, secret: str | None) -> int:
        """Posts an update to the bot's webhook as a stranger would; returns the HTTP status."""
        return await forge(self.world, person.account, text, secret)
