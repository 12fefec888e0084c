"""A place got a new id: everything recorded for it moves, in memory."""

from __future__ import annotations

from dataclasses import replace

from bot.messages import Place
from bot.storage.notebook import Notebook


def move_place(book: Notebook, platform: str, old_id: str, new_id: str) -> None:
    """Move settings, replies and follows. Doing it twice changes nothing more."""
    _move_settings(book, platform, old_id, new_id)
    for reply in list(book.replies.values()):
        if reply.place.platform == platform:
            moved = replace(reply, place=_moved(reply.place, old_id, new_id))
            if reply.place.id == old_id:
                # The numbers of the new place begin anew: the old ones are marked.
                marked = f"{old_id}/{reply.message_id}"
                moved = replace(moved, message_id=marked, sent_id="", url="")
            book.replies[reply.id] = moved
    _move_follows(book, platform, old_id, new_id)


def _move_settings(book: Notebook, platform: str, old_id: str, new_id: str) -> None:
    settings = book.places.pop((platform, old_id), None)
    if settings is not None:
        book.places[platform, new_id] = settings
    for key, one in list(book.places.items()):
        if key[0] == platform and one.log_place == old_id:
            book.places[key] = replace(one, log_place=new_id)


def _move_follows(book: Notebook, platform: str, old_id: str, new_id: str) -> None:
    for key, follow in list(book.follows.items()):
        if follow.place.platform == platform and old_id in {follow.place.id, follow.place.server}:
            del book.follows[key]
            place = _moved(follow.place, old_id, new_id)
            there = (follow.fact_id, follow.person, platform, place.id)
            book.follows.setdefault(there, replace(follow, place=place))


def _moved(place: Place, old_id: str, new_id: str) -> Place:
    return replace(
        place,
        id=new_id if place.id == old_id else place.id,
        server=new_id if place.server == old_id else place.server,
    )
