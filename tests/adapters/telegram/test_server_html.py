"""TDLib's own cases (`check_parse_html` in its `test/message_entities.cpp`), Bot API names."""

import contextlib
import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .server.formatted import utf16
from .server.html import parse_html
from .server.refusal import Refusal


def entity(kind: str, offset: int, length: int, **more: object) -> dict[str, object]:
    return {"type": kind, "offset": offset, "length": length, **more}


BROKEN = {
    "&#57311;": "Text contains invalid Unicode characters after decoding HTML entities, "
    "check for unmatched surrogate code units",
    "🏟 🏟&lt;<abacaba": "Unclosed start tag at byte offset 13",
    "🏟 🏟&lt;<abac aba>": 'Unsupported start tag "abac" at byte offset 13',
    "🏟 🏟&lt;<i   =aba>": 'Empty attribute name in the tag "i" at byte offset 13',
    "🏟 🏟&lt;<i    aba>": 'Can\'t find end tag corresponding to start tag "i"',
    "🏟 🏟&lt;<i    aba  =  ": 'Unclosed start tag "i" at byte offset 13',
    "🏟 🏟&lt;<i    aba  =  190azAz-.,": "Unexpected end of name token at byte offset 27",
    '🏟 🏟&lt;<i    aba  =  "&lt;&gt;&quot;>': "Unclosed start tag at byte offset 13",
    "🏟 🏟&lt;</": "Unexpected end tag at byte offset 13",
    "🏟 🏟&lt;<b></b></": "Unexpected end tag at byte offset 20",
    "🏟 🏟&lt;<i>a</i   ": "Unclosed end tag at byte offset 17",
    "🏟 🏟&lt;<i>a</em   >": 'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"',
    '<span class="red">a</span>': 'Tag "span" must have class "tg-spoiler" at byte offset 0',
}
SOUND = {
    "": ("", []),
    "&ge;&lt;&gt;&amp;&quot;&laquo;&raquo;&#12345678;": ('&ge;<>&"&laquo;&raquo;&#12345678;', []),
    "➡️ ➡️<em>➡️ ➡️</em>": ("➡️ ➡️➡️ ➡️", [entity("italic", 5, 5)]),
    "➡️ ➡️<del>➡️ ➡️</del>": ("➡️ ➡️➡️ ➡️", [entity("strikethrough", 5, 5)]),
    "🏟 🏟<i>🏟 &gt;<b aba   =   caba>&lt🏟</b></i>": (
        "🏟 🏟🏟 ><🏟",
        [entity("italic", 5, 7), entity("bold", 9, 3)],
    ),
    "🏟 🏟&lt;<i>a</    >": ("🏟 🏟<a", [entity("italic", 6, 1)]),
    "🏟 🏟&lt;<b></b>": ("🏟 🏟<", []),
    '<span class = "tg-spoiler">a</span>': ("a", [entity("spoiler", 0, 1)]),
    "<code><i><b> </b></i></code>": (
        " ",
        [entity("code", 0, 1), entity("bold", 0, 1), entity("italic", 0, 1)],
    ),
    "<a   href=  'telegram.org?&lt;'   > </a>": (
        " ",
        [entity("text_link", 0, 1, url="http://telegram.org/?<")],
    ),
    "<a>telegram.org </a>": ("telegram.org ", []),
    "<a>telegram.org</a>": (
        "telegram.org",
        [entity("text_link", 0, 12, url="http://telegram.org/")],
    ),
    "<a> </a>": (" ", []),
    "<a>https://telegram.org/asdsa?asdasdwe#12e3we</a>": (
        "https://telegram.org/asdsa?asdasdwe#12e3we",
        [entity("text_link", 0, 42, url="https://telegram.org/asdsa?asdasdwe#12e3we")],
    ),
    '🏟 🏟&lt;<pre><code class="language-">🏟 🏟&lt;</code></>': (
        "🏟 🏟<🏟 🏟<",
        [entity("pre", 6, 6), entity("code", 6, 6)],
    ),
    '🏟 🏟&lt;<pre><code class="language-fift">🏟 🏟&lt;</></>': (
        "🏟 🏟<🏟 🏟<",
        [entity("pre", 6, 6, language="fift")],
    ),
    '🏟 🏟&lt;<code class="language-fift"><pre>🏟 🏟&lt;</></>': (
        "🏟 🏟<🏟 🏟<",
        [entity("pre", 6, 6, language="fift")],
    ),
    '🏟 🏟&lt;<pre> <code class="language-fift">🏟 🏟&lt;</></>': (
        "🏟 🏟< 🏟 🏟<",
        [entity("pre", 6, 7), entity("code", 7, 6)],
    ),
    "<blockquote   expandable   asd>a&lt;<pre  >b;</></>": (
        "a<b;",
        [entity("expandable_blockquote", 0, 4), entity("pre", 2, 2)],
    ),
    '<blockquote   cite="" askdlbas nasjdbaj nj12b3>a</>': ("a", [entity("blockquote", 0, 1)]),
}


@pytest.mark.parametrize("markup", BROKEN)
def test_broken_markup_is_refused_in_tdlibs_words(markup: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_html(markup)
    assert refused.value.description == f"Bad Request: can't parse entities: {BROKEN[markup]}"


@pytest.mark.parametrize("markup", SOUND)
def test_sound_markup_becomes_text_and_entities(markup: str) -> None:
    parsed = parse_html(markup)
    assert (parsed.text, parsed.entities) == SOUND[markup]


@pytest.mark.parametrize("target", ["http://localhost/x", "javascript:alert(1)", "a b", "@name"])
def test_a_link_telegram_would_drop_in_silence_is_noticed(target: str) -> None:
    parsed = parse_html(f'<a href="{target}">source</a>')
    assert parsed.entities == []
    assert parsed.lost_links == (target,)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    parsed = parse_html(f"<b>{html.escape(text)}</b>".replace("&#x27;", "'"))
    assert parsed.text == text
    assert parsed.entities == ([entity("bold", 0, utf16(text))] if text else [])


@given(st.text(st.sampled_from("<>/&;#abi=\"' 🏟")))
def test_any_markup_is_either_parsed_or_refused(markup: str) -> None:
    with contextlib.suppress(Refusal):
        parsed = parse_html(markup)
        assert all(e["offset"] + e["length"] <= utf16(parsed.text) for e in parsed.entities)
