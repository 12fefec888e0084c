"""Which words of a message are checked."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.checking.claims import LONGEST, Claim, NoClaim, pick
from bot.messages import Preview, Quoted
from tests.bot.rig import a_message
from tests.builders import NOON

EARLIER = NOON - timedelta(days=1)
LINK = Preview("Bridge closed for good", "Says the harbour", "https://gazette.example/")


def test_the_replied_to_message_comes_before_ones_own_words() -> None:
    quoted = Quoted("7", "the bridge is closed", posted=EARLIER)
    forwarded = (Quoted("8", "the tunnel is flooded"),)
    message = a_message("is that so?", replied_to=quoted, forwarded=forwarded)
    assert pick(message) == Claim("the bridge is closed", EARLIER)


def test_forwards_come_next_all_of_them() -> None:
    forwarded = (Quoted("8", "first", posted=EARLIER), Quoted("9", "second"), Quoted("10", " "))
    assert pick(a_message("true?", forwarded=forwarded)) == Claim("first\nsecond", EARLIER)


def test_then_ones_own_words() -> None:
    assert pick(a_message("the bridge is closed")) == Claim("the bridge is closed", NOON)


def test_a_reply_to_our_own_card_is_no_claim() -> None:
    quoted = Quoted("7", "Denied: the bridge is closed", by_us=True)
    assert pick(a_message("and the tunnel?", replied_to=quoted)) == Claim("and the tunnel?", NOON)
    assert pick(a_message(" ", replied_to=quoted)) == NoClaim()


def test_titles_of_previews_are_words_too() -> None:
    found = pick(a_message("look", previews=(LINK,)))
    assert found == Claim("look\nBridge closed for good\nSays the harbour", NOON)
    quoted = Quoted("7", "", previews=(LINK,))
    assert pick(a_message("?", replied_to=quoted)) == Claim(
        "Bridge closed for good\nSays the harbour"
    )


def test_a_hidden_message_is_told_from_an_empty_one() -> None:
    assert pick(a_message("", replied_to=Quoted("7", hidden=True))) == NoClaim(hidden=True)
    assert pick(a_message("", replied_to=Quoted("7"))) == NoClaim(hidden=False)
    assert pick(a_message("")) == NoClaim()


def test_a_hidden_message_leaves_ones_own_words() -> None:
    message = a_message("the bridge is closed", replied_to=Quoted("7", hidden=True))
    assert pick(message) == Claim("the bridge is closed", NOON)


texts = st.text(max_size=20) | st.sampled_from(["x" * 30_000, "\x00", "\u200b", "слово " * 5_000])


@given(
    own=texts,
    quoted=st.none() | st.builds(Quoted, text=texts, by_us=st.booleans(), hidden=st.booleans()),
    forwarded=st.lists(st.builds(Quoted, text=texts), max_size=3).map(tuple),
)
def test_whatever_is_picked_is_short_enough_and_not_blank(
    own: str, quoted: Quoted | None, forwarded: tuple[Quoted, ...]
) -> None:
    found = pick(a_message(own, replied_to=quoted, forwarded=forwarded))
    if isinstance(found, Claim):
        assert found.text.strip()
        assert len(found.text) <= LONGEST
    else:
        assert not own.strip()
