"""A small door for scripts that drive a standalone server: `/control`."""

from typing import TYPE_CHECKING

from aiohttp import web

from .model import Chat, Json

if TYPE_CHECKING:
    from .server import TelegramServer


def add_control(app: web.Application, server: "TelegramServer") -> None:
    """GET /control tells what happened; POST /control says something.

    A post is JSON: `{"who": "Ann", "text": "/check ...", "where": "News"}`. People and
    supergroups are made at their first mention; without `where` it is a private message.
    """

    async def say(request: web.Request) -> web.Response:
        given: Json = await request.json()
        person = server.person_named(given["who"])
        where = given.get("where")
        place = server.place_named(where) if where else person.chat
        message = await person.says(place, given["text"])
        return web.json_response({"chat_id": place.id, "message_id": message.id})

    async def tell(_request: web.Request) -> web.Response:
        return web.json_response(
            {
                "chats": [_transcript(chat) for chat in server.world.chats.values()],
                "pending": len(server.world.queue.pending),
                "calls": len(server.calls),
                "refusals": server.refusals.texts,
                "problems": server.problems,
            }
        )

    app.router.add_post("/control", say)
    app.router.add_get("/control", tell)


def _transcript(chat: Chat) -> Json:
    return {
        "chat": chat.name,
        "messages": [
            {
                "id": message.id,
                "from": message.sender.name if message.sender else chat.name,
                "text": message.text,
                "buttons": message.buttons,
            }
            for message in chat.messages.values()
            if not message.deleted
        ],
    }
