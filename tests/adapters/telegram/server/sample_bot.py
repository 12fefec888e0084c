"""Small python-telegram-bot applications to try the server with."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from telegram import Bot, Update
from telegram.ext import Application, ApplicationBuilder, BaseHandler

from .server import TelegramServer
from .settling import idle
from .webhook import SECRET_HEADER

RIGHT_SECRET = "right-secret"
SampleApp = Application[Any, Any, Any, Any, Any, Any]


def build(telegram: TelegramServer, handlers: Sequence[BaseHandler[Any, Any, Any]]) -> SampleApp:
    app = (
        ApplicationBuilder()
        .token(telegram.token)
        .base_url(telegram.base_url)
        .base_file_url(telegram.base_file_url)
        .build()
    )
    app.add_handlers(list(handlers))
    return app


@asynccontextmanager
async def polling(
    telegram: TelegramServer,
    *handlers: BaseHandler[Any, Any, Any],
    allowed: Sequence[str] | None = None,
) -> AsyncIterator[SampleApp]:
    """An application that polls, ready when its first poll hangs on the line."""
    app = build(telegram, handlers)
    async with app:
        await app.start()
        assert app.updater is not None
        await app.updater.start_polling(allowed_updates=allowed, bootstrap_retries=0)
        await telegram.bot_is_polling()
        telegram.asks_when_idle(idle(app))
        try:
            yield app
        finally:
            await app.updater.stop()
            await app.stop()


@asynccontextmanager
async def bare_bot(telegram: TelegramServer) -> AsyncIterator[Bot]:
    """Only the client, for tests that make single calls."""
    bot = Bot(telegram.token, base_url=telegram.base_url, base_file_url=telegram.base_file_url)
    async with bot:
        yield bot


class Listener:
    """A webhook that hands updates to an application and counts what it turns away."""

    def __init__(self, app: SampleApp, secret: str) -> None:
        self._app = app
        self._secret = secret
        self.received: list[int] = []
        self.turned_away = 0
        self.failing = 0

    async def handle(self, request: web.Request) -> web.Response:
        if request.headers.get(SECRET_HEADER) != self._secret:
            self.turned_away += 1
            return web.Response(status=403)
        if self.failing:
            self.failing -= 1
            return web.Response(status=500)
        body = await request.json()
        self.received.append(body["update_id"])
        await self._app.update_queue.put(Update.de_json(body, self._app.bot))
        return web.Response()


@asynccontextmanager
async def listening(
    telegram: TelegramServer,
    *handlers: BaseHandler[Any, Any, Any],
    secret: str = RIGHT_SECRET,
    told: str | None = None,
) -> AsyncIterator[Listener]:
    """An application behind a webhook; `told` is the secret Telegram is given, if another."""
    app = build(telegram, handlers)
    listener = Listener(app, secret)
    site = web.Application()
    site.router.add_post("/hook", listener.handle)
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with app:
        await app.start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        await app.bot.set_webhook(url, secret_token=told or secret)
        telegram.asks_when_idle(idle(app))
        try:
            yield listener
        finally:
            await app.bot.delete_webhook()
            await app.stop()
    await runner.cleanup()
