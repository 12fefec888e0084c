"""Presses, inline queries and guest queries: put by people, awaited by tests."""

from dataclasses import dataclass

from .composing import Source, compose
from .hearing import tell
from .methods_inline import inline_content
from .model import Account, Json, Message
from .places import Place
from .pulse import PATIENCE
from .queries import Callback, GuestQuery, InlineQuery
from .world import World


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person sees after pressing a button."""

    text: str
    show_alert: bool
    url: str


@dataclass(frozen=True, slots=True)
class Press:
    world: World
    callback: Callback

    async def answer(self, patience: float = PATIENCE) -> Answer:
        """The bot's answer to the press, once it came."""
        what = f"an answer to the button {self.callback.data!r}"
        given = await self.world.pulse.until(lambda: self.callback.answer, what, patience)
        return Answer(**given)

    def forgive(self) -> None:
        """No answer is expected: the press was too old, or the bot was killed."""
        self.callback.forgiven = True


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    world: World
    query: InlineQuery

    async def results(self, patience: float = PATIENCE) -> list[Json]:
        """The bot's results; cache_time, is_personal and button are in `query.answer`."""
        what = f"results for the inline query {self.query.text!r}"
        await self.world.pulse.until(lambda: self.query.answer is not None, what, patience)
        return self.query.results


@dataclass(frozen=True, slots=True)
class GuestAnswer:
    world: World
    query: GuestQuery

    async def answer(self, patience: float = PATIENCE) -> Message:
        what = "an answer to the guest query"
        return await self.world.pulse.until(lambda: self.query.reply, what, patience)


def press(world: World, account: Account, message: Message, label: str) -> Press:
    button = _find(message, label)
    assert "callback_data" in button, f"the button {label!r} calls nobody: {button}"
    ticket = world.ticket()
    callback = Callback(ticket, button["callback_data"], account, message, world.clock.now())
    world.callbacks[ticket] = callback
    update: Json = {
        "id": ticket,
        "from": account.json(),
        "chat_instance": str(hash(message.chat.id) & 0xFFFFFFFFFFFF),
        "data": callback.data,
    }
    if message.inline_id:
        update["inline_message_id"] = message.inline_id
    elif message.deleted:
        update["message"] = {"chat": message.chat.json(), "message_id": message.id, "date": 0}
    else:
        update["message"] = message.json()
    world.queue.push("callback_query", update, account.id)
    return Press(world, callback)


def _find(message: Message, label: str) -> Json:
    buttons = [button for row in message.keyboard for button in row]
    same = [button for button in buttons if button["text"] == label]
    alike = same or [button for button in buttons if label in button["text"]]
    assert len(alike) == 1, f"not one button {label!r} among {message.buttons}"
    return alike[0]


def ask_inline(world: World, account: Account, text: str, chat_type: str) -> InlineAnswer:
    assert world.settings.inline, "inline mode is off"
    query = InlineQuery(world.ticket(), text, account, world.clock.now())
    world.inline_queries[query.id] = query
    update: Json = {
        "id": query.id,
        "from": account.json(),
        "query": text,
        "offset": "",
        "chat_type": chat_type,
    }
    world.queue.push("inline_query", update, account.id)
    return InlineAnswer(world, query)


def pick(world: World, account: Account, asked: InlineAnswer, into: Place, index: int) -> Message:
    """Inserts a result; the bot hears of it only where Telegram tells it."""
    result = asked.query.results[index]
    body, markup = inline_content(world, result)
    inline_id = world.ticket() if markup else None
    message = world.keep(
        into.chat,
        {"from": account.json(), "via_bot": world.bot.json()} | body,
        account,
        markup=markup,
        inline_id=inline_id,
    )
    if inline_id:
        world.inline_messages[inline_id] = message
    tell(world, message)
    if world.settings.inline_feedback:
        chosen: Json = {
            "result_id": result["id"],
            "from": account.json(),
            "query": asked.query.text,
        }
        chosen |= {"inline_message_id": inline_id} if inline_id else {}
        world.queue.push("chosen_inline_result", chosen, account.id)
    return message


def ask_as_guest(world: World, account: Account, place: Place, source: Source) -> GuestAnswer:
    assert world.settings.guest_queries, "guest queries are off"
    assert world.bot_in(place.chat) is None, "the bot is no guest in a chat it is a member of"
    message = compose(world, account, place, source)
    query = GuestQuery(world.ticket(), place.chat, message, world.clock.now())
    world.guest_queries[query.id] = query
    update = message.json() | {"guest_query_id": query.id}
    world.queue.push("guest_message", update, place.chat.id)
    return GuestAnswer(world, query)
