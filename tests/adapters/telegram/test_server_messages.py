"""Sending, editing, deleting and reacting, as a reader and the bot see it."""

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ChatAction
from telegram.error import BadRequest

from .server import ManualClock, TelegramServer
from .server.sample_bot import bare_bot


def buttons(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(one, callback_data=one) for one in labels]])


async def test_a_card_as_a_reader_sees_it() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann = telegram.user("Ann")
        claim = await ann.tells_bot("The tower is closed")
        text = '<b>False</b> &amp; old: <a href="https://example.org/a?b=1&amp;c=2">source</a> 🏟'
        sent = await bot.send_message(
            ann.id,
            text,
            parse_mode="HTML",
            reply_markup=buttons("Sources", "Why"),
            reply_parameters=ReplyParameters(claim.id, quote="tower is"),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        card = await ann.chat.next_message_from_bot()
        assert card.text == "False & old: source 🏟"
        assert card.links == {"source": "https://example.org/a?b=1&c=2"}
        assert card.buttons == ["Sources", "Why"]
        assert card.reply_to is claim
        assert card.body["link_preview_options"] == {"is_disabled": True}
        assert sent.message_id == card.id
        assert sent.quote is not None
        assert sent.quote.position == 4


async def test_what_people_type_gets_its_entities() -> None:
    async with TelegramServer() as telegram:
        text = "/check@factbot 🏟 #news by @someone on https://example.org/x, a@example.org"
        message = await (ann := telegram.user("Ann")).says(ann.chat, text)
        found = [(e["type"], e["offset"], e["length"]) for e in message.entities]
        assert found == [
            ("bot_command", 0, 14),
            ("hashtag", 18, 5),
            ("mention", 27, 8),
            ("url", 39, 21),
            ("email", 62, 13),
        ]


async def test_edits_change_the_message_or_are_not_modified() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann = telegram.user("Ann")
        await ann.starts_bot()
        sent = await bot.send_message(ann.id, "<b>card</b>", parse_mode="HTML")
        with pytest.raises(BadRequest, match="Message is not modified"):
            await sent.edit_text("<b>card</b>", parse_mode="HTML")
        await sent.edit_text("new card", reply_markup=buttons("Sources"))
        assert (await ann.chat.next_edit_by_bot()).text == "new card"
        with pytest.raises(BadRequest, match="Message is not modified"):
            await sent.edit_reply_markup(buttons("Sources"))
        await sent.edit_reply_markup(None)
        edited = await ann.chat.next_edit_by_bot()
        assert edited.buttons == []
        assert [old["text"] for old in edited.edits] == ["card"]
        await bot.delete_message(ann.id, sent.message_id)
        with pytest.raises(BadRequest, match="Message to edit not found"):
            await sent.edit_text("gone")
        with pytest.raises(BadRequest, match="Message to delete not found"):
            await bot.delete_message(ann.id, sent.message_id)


async def test_only_its_own_messages_can_be_edited() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann = telegram.user("Ann")
        message = await ann.tells_bot("mine")
        with pytest.raises(BadRequest, match="Message can't be edited"):
            await bot.edit_message_text("yours", ann.id, message.id)
        telegram.refusals.take("message can't be edited")


async def test_deleting_needs_the_right_and_less_than_two_days() -> None:
    clock = ManualClock()
    async with TelegramServer(clock=clock) as telegram, bare_bot(telegram) as bot:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        claim = await ann.says(group, "the tower is closed")
        with pytest.raises(BadRequest, match="Message can't be deleted"):
            await bot.delete_message(group.id, claim.id)
        group.promotes_bot(ann.account, can_delete_messages=True)
        await bot.delete_message(group.id, claim.id)
        assert (await group.next_deletion_by_bot()) is claim
        card = await bot.send_message(group.id, "card")
        await bot.delete_messages(group.id, [card.message_id, 9999])
        assert group.messages_from_bot == []
        old = await bot.send_message(group.id, "card")
        clock.advance(48 * 3600 + 1)
        with pytest.raises(BadRequest, match="Message can't be deleted"):
            await bot.delete_message(group.id, old.message_id)


async def test_a_reply_to_what_is_gone() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann = telegram.user("Ann")
        claim = await ann.tells_bot("the tower is closed")
        await ann.deletes(claim)
        with pytest.raises(BadRequest, match="Message to be replied not found"):
            await bot.send_message(ann.id, "card", reply_parameters=ReplyParameters(claim.id))
        lenient = ReplyParameters(claim.id, allow_sending_without_reply=True)
        await bot.send_message(ann.id, "card", reply_parameters=lenient)
        assert (await ann.chat.next_message_from_bot()).reply_to is None


async def test_reactions_and_signs_of_writing() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann = telegram.user("Ann")
        claim = await ann.tells_bot("the tower is closed")
        await bot.set_message_reaction(ann.id, claim.id, "🤔")
        assert (await ann.chat.next_reaction_by_bot()).reaction == "🤔"
        await bot.set_message_reaction(ann.id, claim.id, [])
        assert (await ann.chat.next_reaction_by_bot()).reaction is None
        await bot.send_chat_action(ann.id, ChatAction.TYPING)
        assert telegram.world.actions == [{"chat_id": ann.id, "action": "typing"}]


async def test_commands_are_kept_for_each_scope_and_language() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        await bot.set_my_commands([("check", "Check a claim")])
        await bot.set_my_commands(
            [("check", "Eine Behauptung prüfen")],
            scope={"type": "all_private_chats"},  # type: ignore[arg-type] # as sent on the wire
            language_code="de",
        )
        assert telegram.commands() == {"check": "Check a claim"}
        assert telegram.commands("all_private_chats", "de") == {"check": "Eine Behauptung prüfen"}
        assert telegram.commands("all_private_chats") == {}
        assert [c.command for c in await bot.get_my_commands()] == ["check"]
        await bot.delete_my_commands()
        assert await bot.get_my_commands() == ()


async def test_an_old_button_still_works_and_may_hang_on_a_message_that_is_gone() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann = telegram.user("Ann")
        await ann.starts_bot()
        await bot.send_message(ann.id, "card", reply_markup=buttons("Sources", "Why"))
        card = await ann.chat.next_message_from_bot()
        press = await ann.presses(card, "Why")
        await bot.answer_callback_query(press.callback.id, "because")
        assert (await press.answer()).text == "because"
        card.deleted = True
        gone = await ann.presses(card, "Sources")
        await bot.answer_callback_query(gone.callback.id)
        queries = [u.callback_query for u in await bot.get_updates() if u.callback_query]
        assert [q.data for q in queries] == ["Why", "Sources"]
        assert queries[1].message is not None
        assert not queries[1].message.is_accessible
        with pytest.raises(AssertionError, match="not one button"):
            await ann.presses(card, "Nothing")
