"""Who is what in a chat, as the Bot API writes it, and whether the bot may do what it asks."""

from .model import GENERAL_TOPIC, Chat, Json, Member
from .refusal import bad_request, forbidden, overtaken
from .world import World

ADMIN_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories",
)  # fmt: skip
RESTRICTED_RIGHTS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos",
    "can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls",
    "can_send_other_messages", "can_add_web_page_previews", "can_react_to_messages",
    "can_edit_tag", "can_change_info", "can_invite_users", "can_pin_messages",
    "can_manage_topics",
)  # fmt: skip


def member_json(member: Member) -> Json:
    """A ChatMember."""
    body: Json = {"status": member.status, "user": member.account.json()}
    title = {"custom_title": member.title} if member.title else {}
    match member.status:
        case "creator":
            return body | {"is_anonymous": member.anonymous} | title
        case "administrator":
            rights = dict.fromkeys(ADMIN_RIGHTS, False) | {"can_manage_chat": True}
            return (
                body
                | {"can_be_edited": False, "is_anonymous": member.anonymous}
                | rights
                | member.rights
                | title
            )
        case "restricted":
            muted = dict.fromkeys(RESTRICTED_RIGHTS, False)
            return body | {"is_member": True, "until_date": 0} | muted | member.rights
        case "kicked":
            return body | {"until_date": 0}
    return body


def reachable(world: World, chat: Chat) -> Chat:
    """The chat, if the bot may act there at all.

    Raises:
        Refusal: 403, with the reason as Telegram words it.
    """
    if chat.person is not None:
        if chat.person.has_blocked:
            raise forbidden("bot was blocked by the user")
        if chat.person.is_bot:
            raise forbidden("bot can't send messages to bots")
        if not chat.person.has_started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat
    if world.bot_in(chat) is None:
        seat = chat.members.get(world.bot.id)
        if seat is not None and seat.status == "kicked":
            raise forbidden(f"bot was kicked from the {chat.kind} chat")
        raise forbidden(f"bot is not a member of the {chat.kind} chat")
    return chat


def may_write(world: World, chat: Chat) -> None:
    """Raises the refusal for a bot that is in the chat but has no voice there."""
    seat = world.bot_in(chat)
    if chat.kind == "channel" and (seat is None or not seat.rights.get("can_post_messages")):
        raise overtaken("need administrator rights in the channel chat")
    muted = seat is not None and seat.status == "restricted"
    if muted and seat is not None and not seat.rights.get("can_send_messages"):
        raise overtaken("not enough rights to send text messages to the chat")
    if chat.nobody_writes and (seat is None or not seat.is_admin):
        raise overtaken("not enough rights to send text messages to the chat")


def check_thread(world: World, chat: Chat, thread: int | None) -> None:
    """Topics: unknown, closed, and General, whose id is never passed."""
    if thread is not None and not _is_thread(chat, thread):
        raise bad_request("message thread not found")
    seat = world.bot_in(chat)
    closed = thread is not None and thread in chat.topics and chat.topics[thread].closed
    closed = closed or (chat.is_forum and thread is None and chat.general_closed)
    if closed and not (seat is not None and seat.is_admin):
        raise overtaken("TOPIC_CLOSED")


def _is_thread(chat: Chat, thread: int) -> bool:
    if chat.is_forum:
        return thread != GENERAL_TOPIC and thread in chat.topics
    # Outside forums only the first message of a chain of replies makes a thread.
    return chat.kind == "supergroup" and thread in chat.threads
