"""Where fuzzing begins: what has broken others before, one valid thing of each kind, and words
that mean something to what reads them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

SEEDS = (
    b"",
    b"\x00\xff\xfe",
    "\u202eabc\u2066\u200b\u200d\ufeff<@1> @everyone [x](javascript:x)".encode(),
    b"'; DROP TABLE facts; -- \" %s $1 {} %(x)s",
    b"a: &a [*a, *a]\nb: &b [*a, *a]",
    b"&a [" * 400,
    b"[" * 5_000,
    b'{"a":' * 2_000,
    "\u0301".encode() * 2_000,
    "\U000e0041\U0001f468\u200d\U0001f469".encode() * 500,
    b"(a+)+$" + b"a" * 5_000 + b"!",
    b"format: factbot-pack/1\nfacts:\n- slug: x\n  claim: y\n",
    b"https://" + b"a." * 2_000 + b"x/%00%ff?q=" + b"%25" * 500,
    b"-" * 20_000,
    b"1e99999 -0 9" * 500,
    b"<@1" * 6_000,
    b"</" * 10_000,
    b"</a:" + b"1:" * 9_000,
    b"<@" + b"1" * 19_000,
    b"a." * 9_000 + b" x@y.zz",
    b"x@y.zz " + b"a@" * 9_000,
    "".join(map(chr, range(0x4E00, 0x6000))).encode(),
    b"facts: !!python/object/apply:os.system ['true']",
)
"""What has broken others before: bidi and joiners, SQL, YAML bombs, JSON depth, combining marks,
catastrophic patterns, beginnings without an end, tags."""

_FACT = """slug: bridge
claim: {en: Bridge closed, ru: "\u041c\u043e\u0441\u0442 \u0437\u0430\u043a\u0440\u044b\u0442"}
verdict: denied
summary: It is denied.
wordings: [Bridge shut, "\u041c\u043e\u0441\u0442 \u0437\u0430\u043a\u0440\u044b\u043b\u0438"]
topics: [harbour]
review_by: 2026-06-01
appearances: ["https://a.example/x?id=1"]
examples: {match: [bridge shut?], silent: [bridge open]}
origin: {publisher: Desk, url: "https://a.example/r", rating: "False"}
statements:
- speaker: {name: Ann, office: master, organisation: Harbour}
  stance: denies
  text: It stays open.
  said: ~2025-03
  quoted: true
  source: {publisher: Gazette, title: T, url: "https://g.example/1", published: 2025-03-02}
"""
_PACK = "format: factbot-pack/1\nname: n\nserial: 3\nrevoked: [old]\nfacts:\n- " + (
    _FACT.strip().replace("\n", "\n  ") + "\n"
)
_REVIEW = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://a.example/r",
    "claimReviewed": "The bridge is closed. It was sold!",
    "datePublished": "2025-03-02T10:00:00Z",
    "inLanguage": "en",
    "author": [{"@type": "Organization", "name": "Desk"}],
    "reviewRating": {"ratingValue": 1, "bestRating": 5, "worstRating": "1", "alternateName": "No"},
    "itemReviewed": {
        "author": {"name": {"@value": "Bob"}},
        "datePublished": "2025-03",
        "appearance": [{"url": "https://b.example/1"}, "https://c.example"],
    },
}
_SEARCH = {
    "text": "The bridge is closed",
    "claimant": "Bob",
    "claimDate": "2025-01-01T00:00:00Z",
    "claimReview": [
        {
            "publisher": {"name": "Desk", "site": "a.example"},
            "url": "https://a.example/r",
            "title": "No, it is open",
            "reviewDate": "2025-03-02",
            "textualRating": "Mostly false",
            "languageCode": "en",
        }
    ],
}
_SHEET = (
    "slug,verdict,language,claim,summary,wordings,topics,review_by,match,asked_only,stance,"
    "speaker,office,said,text,quoted,publisher,url,published\r\n"
    'bridge,denied,en,The bridge is closed,It is denied.,"Bridge shut\n[ru] x",harbour,2026-06-01,'
    "shut?,true,denies,Ann,master,2025-03-01,'=1+1,true,Gazette,https://g.example/1,2025\r\n"
    "bridge,,,,,,,,,,context,Bob,,2025,More.,,Gazette,,\r\n"
)
_CHAT = {"id": -100123, "type": "supergroup", "title": "News"}
_ANN = {"id": 7, "is_bot": False, "first_name": "Ann", "language_code": "ru"}
_SAID = {
    "message_id": 5,
    "date": 1768478400,
    "chat": _CHAT,
    "from": _ANN,
    "text": "\U0001f600 @factbot is the bridge closed?",
    "entities": [{"type": "mention", "offset": 3, "length": 8}],
    "link_preview_options": {"url": "https://a.example/x"},
    "reply_to_message": {
        "message_id": 4,
        "date": 1768478300,
        "chat": _CHAT,
        "from": {"id": 42, "is_bot": True, "first_name": "F", "username": "factbot"},
        "caption": "Bridge shut",
    },
}
_UPDATES = (
    {"update_id": 1, "message": _SAID},
    {
        "update_id": 2,
        "edited_message": {
            **_SAID,
            "forward_origin": {"type": "user", "date": 1768478000, "sender_user": _ANN},
            "quote": {"text": "shut", "position": 1, "is_manual": True},
        },
    },
    {
        "update_id": 3,
        "callback_query": {
            "id": "9",
            "from": _ANN,
            "chat_instance": "1",
            "data": "f1:s:0123456789ab::",
            "message": _SAID,
        },
    },
    {"update_id": 4, "inline_query": {"id": "9", "from": _ANN, "query": "bridge", "offset": ""}},
    {
        "update_id": 5,
        "my_chat_member": {
            "chat": _CHAT,
            "from": _ANN,
            "date": 1768478400,
            "old_chat_member": {"user": _ANN, "status": "left"},
            "new_chat_member": {"user": _ANN, "status": "member"},
        },
    },
)
_POST = (
    b"POST /hook HTTP/1.1\r\nhost: x\r\nx-telegram-bot-api-secret-token: key\r\n"
    b"transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
)
_ANSWERS = (
    "The bridge is closed\nbridge\ndenied\nIt is.\ndenies\nAnn\nskip\n2025-03\nNo.\nGazette\nskip\n"
    "https://g.example/1\ndone"
)


def _json(*values: object) -> tuple[bytes, ...]:
    return tuple(json.dumps(value).encode() for value in values)


_WORDS = (
    b"Harbour bridge shut forever",
    b"the harbour ferry is sold https://a.example/x?utm_source=y",
    "\u041cост закрыт? н\u0435т, Harb\u043eur br\u0456dge".encode(),
    b"I deny that the harbour bridge is not closed since 2024, 5 million said",
    "港の橋は閉鎖 #HarbourBridge @factbot 3,5 \u0661\u0662".encode(),
)

OWN_SEEDS: Mapping[str, tuple[bytes, ...]] = {
    "messages": _WORDS,
    "answers": _WORDS,
    "entries": _WORDS,
    "folding": _WORDS,
    "searches": _WORDS,
    "urls": (
        b"https://www.google.com/url?q=https://m.a.example/amp/x.amp.html?id=1&utm_source=z#t",
        b"https://x-y.cdn.ampproject.org/c/s/a.example/i/index.html",
        b"https://youtu.be/abc?si=1 http://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2F%2525",
    ),
    "packs": (_PACK.encode(),),
    "facts": (_FACT.encode(),),
    "reviews": _json(
        _REVIEW,
        _SEARCH,
        {"dataFeedElement": [{"item": [{"@type": "ClaimReview"}]}], "claims": [{"claimReview": 1}]},
    ),
    "sheets": (_SHEET.encode(),),
    "callbacks": (
        b"f1:s:0123456789ab:" + b"a" * 32 + b":other-claim",
        b"d1:set:mode:s:1",
        b"fact_bridge",
        b"add_-100123",
    ),
    "presses": tuple(
        f"f1:{code}:{ticket}:{fact}:{value}".encode()
        for code in "oswnrfdputveax"
        for ticket, fact in (("{ticket}", ""), ("", "{open}"), ("{ticket}", "{closed}"))
        for value in ("", "other-claim")
    ),
    "drafts": (_ANSWERS.encode(),),
    "webhooks": _json(*_UPDATES),
    "doors": (_POST, _POST.replace(b"key", b"other"), _POST.replace(b"POST", b"GET") * 2),
}
"""Valid things, by the target that reads them."""

TOKENS: tuple[bytes, ...] = (
    b"https://", b"www.", b"utm_source=", b"youtu.be/", b"/amp/", b".amp", b"%25", b"%2F", b"?q=",
    b"<@1>", b"@everyone", b"](https://", b"</b>", b"&lt;", b"||", b"**", b"```", b"tg://user?id=1",
    b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\xcc\x81", b"\xed\xa0\x80", b"\xe2\x80\xa8", b"\xc2\x85",
    b"format: factbot-pack/1", b"facts:", b"- slug: ", b"claim: ", b"statements:", b"said: ~",
    b"stance: ", b"&a ", b"*a", b"!!python/", b'{"', b'":', b"[[", b"1e999", b"NaN", b"\\ud800",
    b"@type", b"ClaimReview", b"claimReview", b"reviewRating", b"dataFeedElement", b"@graph",
    b"f1:", b"d1:", b"{ticket}", b"{open}", b"{closed}", b"entities", b"forward_origin", b"date",
    b"content-length: ", b"chunked", b"HTTP/1.1", b"not", b"denies", b"million", b"2025-13-40",
    b"=1+1", b"[ru] ",
)  # fmt: skip
"""Words that mean something to a reader, for libFuzzer to put together."""
