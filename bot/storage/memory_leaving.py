"""What is forgotten of a server that the bot has left, in memory."""

from __future__ import annotations

from bot.messages import Place
from bot.storage.notebook import Notebook


def leave(book: Notebook, platform: str, server: str, places: frozenset[str]) -> None:
    """Forget it all."""
    circle = f"{platform}:{server}"

    def inside(place: Place) -> bool:
        return (place.platform, place.server) == (platform, server)

    book.replies = {key: one for key, one in book.replies.items() if not inside(one.place)}
    book.follows = {key: one for key, one in book.follows.items() if not inside(one.place)}
    book.wishes = {key: one for key, one in book.wishes.items() if not inside(one.place)}
    gone = {(platform, place) for place in (server, *places)}
    book.places = {key: one for key, one in book.places.items() if key not in gone}
    book.servers = {key: one for key, one in book.servers.items() if key not in gone}
    book.disputes = {key: one for key, one in book.disputes.items() if one.circle != circle}
    book.reviews = {key: one for key, one in book.reviews.items() if one.scope != circle}
    notes = book.notes.items()
    book.notes = {key: one for key, one in notes if not key.startswith(f"never:{circle}:")}


def size(book: Notebook) -> int:
    """Rows that leaving may take away."""
    placed = len(book.replies) + len(book.follows) + len(book.wishes) + len(book.places)
    return placed + len(book.disputes) + len(book.reviews) + len(book.notes)
