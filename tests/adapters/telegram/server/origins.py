"""Where a forwarded or quoted message comes from: the four kinds of MessageOrigin."""

from .model import Account, Chat, Json, Message

CONTENT = {"photo", "video", "document", "voice", "audio", "animation", "link_preview_options"}


def origin_of(message: Message) -> Json:
    """The origin Telegram would show; a forward keeps the origin it came with."""
    if "forward_origin" in message.body:
        return dict(message.body["forward_origin"])
    chat = message.chat
    if chat.kind == "channel":
        return from_channel(chat, message.id, message.date)
    if "sender_chat" in message.body:
        return {
            "type": "chat",
            "date": message.date,
            "sender_chat": message.body["sender_chat"],
        }
    if message.sender is None:
        return from_hidden("Deleted Account", message.date)
    return from_person(message.sender, message.date)


def from_person(account: Account, date: int) -> Json:
    """A person, by name only if they hide their account in forwards."""
    if account.hides_forwards:
        return from_hidden(account.name, date)
    return {"type": "user", "date": date, "sender_user": account.json()}


def from_hidden(name: str, date: int) -> Json:
    return {"type": "hidden_user", "date": date, "sender_user_name": name}


def from_channel(chat: Chat, number: int, date: int) -> Json:
    return {"type": "channel", "date": date, "chat": chat.json(), "message_id": number}


def external_reply(original: Message) -> Json:
    """A reply to something in another chat or topic: the origin and the media, not the text."""
    body: Json = {"origin": origin_of(original)}
    if original.chat.kind in {"supergroup", "channel"}:
        body |= {"chat": original.chat.json(), "message_id": original.id}
    return body | {key: original.body[key] for key in CONTENT & original.body.keys()}
