"""Delivery to the bot's webhook: in order within a chat, several chats at once, with retries."""

import asyncio
import contextlib

import aiohttp

from .model import Account, Json
from .updates import Update
from .world import WebhookSetting, World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
PATIENCE = aiohttp.ClientTimeout(total=60)


class WebhookDelivery:
    """Posts updates while a webhook is set.

    Args:
        world: where the queue and the setting live.
        first_delay: seconds before the first retry; doubled for each further one.
        longest_delay: seconds.
    """

    def __init__(self, world: World, first_delay: float = 0.05, longest_delay: float = 1.0) -> None:
        self._world = world
        self._first_delay = first_delay
        self._longest_delay = longest_delay
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._lanes: set[int] = set()
        self.answers: list[tuple[int, int]] = []  # (update id, HTTP status)

    async def run(self) -> None:
        async with aiohttp.ClientSession(timeout=PATIENCE) as session:
            try:
                while True:
                    self._start_what_can(session)
                    await self._world.pulse.next()
            finally:
                for task in self._tasks.values():
                    task.cancel()
                await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    @property
    def busy(self) -> bool:
        return bool(self._lanes)

    def _start_what_can(self, session: aiohttp.ClientSession) -> None:
        hook = self._world.webhook
        if hook is None:
            return
        for update in self._world.queue.waiting():
            if len(self._lanes) >= hook.max_connections:
                return
            if update.lane not in self._lanes:
                self._lanes.add(update.lane)
                task = asyncio.create_task(self._deliver(session, update))
                self._tasks[id(task)] = task
                task.add_done_callback(lambda done: self._tasks.pop(id(done), None) and None)

    async def _deliver(self, session: aiohttp.ClientSession, update: Update) -> None:
        delay = self._first_delay
        try:
            while (hook := self._world.webhook) is not None:
                self._world.queue.handed_over += 1
                if await self._post(session, hook, update.json(), update.id):
                    self._world.queue.confirm(lambda one: one is update)
                    return
                await asyncio.sleep(delay)  # the retry's back-off, as on the real side
                delay = min(2 * delay, self._longest_delay)
        finally:
            self._lanes.discard(update.lane)
            self._world.pulse.beat()

    async def _post(
        self, session: aiohttp.ClientSession, hook: WebhookSetting, body: Json, number: int
    ) -> bool:
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        with contextlib.suppress(aiohttp.ClientError, TimeoutError):
            async with session.post(hook.url, json=body, headers=headers) as answer:
                await answer.read()
                self.answers.append((number, answer.status))
                if answer.ok:
                    return True
                self._unwell(f"Wrong response from the webhook: {answer.status} {answer.reason}")
                return False
        self._unwell("Connection refused or lost")
        return False

    def _unwell(self, what: str) -> None:
        self._world.health.last_error = what
        self._world.health.last_error_at = self._world.now()
        self._world.pulse.beat()


async def forge(world: World, account: Account, text: str, secret: str | None) -> int:
    """Posts a private message that never was to the bot's webhook, with some secret or none.

    Returns:
        The HTTP status the bot answered with.
    """
    assert world.webhook is not None, "there is no webhook to post to"
    body: Json = {
        "update_id": 1,
        "message": {
            "message_id": 1,
            "date": world.now(),
            "chat": {"id": account.id, "type": "private", "first_name": account.first_name},
            "from": account.json(),
            "text": text,
        },
    }
    headers = {SECRET_HEADER: secret} if secret is not None else {}
    async with (
        aiohttp.ClientSession(timeout=PATIENCE) as session,
        session.post(world.webhook.url, json=body, headers=headers) as answer,
    ):
        return answer.status
