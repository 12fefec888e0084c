"""HTTP handles on a server that runs by itself: make people speak, look at what came of it."""

from aiohttp import web

from .people import Person
from .places import Place
from .server import DiscordServer


class Control:
    """Serves /control/*, all JSON."""

    def __init__(self, server: DiscordServer) -> None:
        self.server = server
        self.people: dict[tuple[str, str], Person] = {}

    def attach(self, app: web.Application) -> None:
        """Add the handles to an application."""
        app.router.add_post("/control/say", self.say)
        app.router.add_get("/control/messages", self.messages)
        app.router.add_get("/control/state", self.state)
        app.router.add_post("/control/gateway/{what}", self.gateway)

    async def say(self, request: web.Request) -> web.Response:
        """POST {channel, author, text, reply_to?}: the author joins on first speaking."""
        body = await request.json()
        place = self._place(body["channel"])
        key = (place.town.state.id, body["author"])
        if key not in self.people:
            self.people[key] = place.town.member(body["author"])
        answered = self.server.hub.messages.get(str(body.get("reply_to")))
        said = await self.people[key].says(place, body["text"], reply_to=answered)
        return web.json_response({"id": said.id})

    async def messages(self, request: web.Request) -> web.Response:
        """GET ?channel=: everything public in a channel, oldest first."""
        found = [
            {
                "id": one.id,
                "author": one.author.name,
                "content": one.content,
                "embeds": one.embeds,
                "reply_to": one.referenced.id if one.referenced else None,
                "pings": one.pings,
                "unfurls": one.unfurls,
            }
            for one in self._place(request.query["channel"]).messages
        ]
        return web.json_response(found)

    async def state(self, _: web.Request) -> web.Response:
        """GET refusals, unanswered interactions, sessions and counts."""
        server = self.server
        return web.json_response(
            {
                "connected": server.gateway.connected,
                "identifies": len(server.gateway.identifies),
                "resumes": len(server.gateway.resumes),
                "requests": len(server.rest.requests),
                "refusals": [str(one) for one in server.refusals],
                "unanswered": len(server.unanswered),
                "pings": server.pings,
                "unfurls": server.unfurls,
            }
        )

    async def gateway(self, request: web.Request) -> web.Response:
        """POST drop, reconnect, invalidate or forget."""
        gateway = self.server.gateway
        what = request.match_info["what"]
        if what == "drop":
            gateway.drop()
        elif what == "reconnect":
            await gateway.reconnect()
        elif what == "invalidate":
            await gateway.invalidate()
        elif what == "forget":
            gateway.forget_sessions()
        else:
            raise web.HTTPNotFound(text="drop, reconnect, invalidate or forget")
        return web.json_response({})

    def _place(self, name: str) -> Place:
        for channel in self.server.hub.channels.values():
            if name in {channel.id, channel.name}:
                return Place(self.server.hub, channel)
        raise web.HTTPNotFound(text=f"no channel {name}")
