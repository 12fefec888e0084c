"""Canonical form of a web address, so that one page has one address.

Tracking parameters, mobile and AMP hosts, fragments, default ports and redirect wrappers
that carry the target in their text are stripped. Nothing is fetched.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_FOUND = re.compile(r"(?:https?://|www\.)[^\s<>\"'|\\^`{}]+", re.IGNORECASE)
_TRAILING = ".,;:!?)]}*_~»”"
_TRACKING = re.compile(
    r"^(utm_.*|fbclid|gclid|dclid|yclid|msclkid|twclid|igshid|igsh|mc_[ce]id|_hs(enc|mi)|ref"
    r"|ref_(src|url)|cmpid|ocid|s_cid|ncid|share|shared|smid|sr_share|feature|si|amp|outputtype"
    r"|at_(medium|campaign)|ito|taid|via|source|from|spm|_ga|_gl|t?id_?ref|rss|__twitter_impression)$",
    re.IGNORECASE,
)
_WRAPPERS = {
    "google.com": ("q", "url"),
    "l.facebook.com": ("u",),
    "lm.facebook.com": ("u",),
    "l.instagram.com": ("u",),
    "out.reddit.com": ("url",),
    "youtube.com/redirect": ("q",),
    "vk.com/away.php": ("to",),
    "t.umblr.com": ("z",),
    "steamcommunity.com/linkfilter": ("url",),
}
_HOST_LABELS = {"www", "m", "mobile", "amp", "touch", "old", "new", "wap", "en-us"}
_AMP_CACHE = re.compile(r"^(?:[\w-]+\.)?cdn\.ampproject\.org$")
_SHORT_VIDEO = "youtu.be"
_SAME_SITE = {"x.com": "twitter.com", _SHORT_VIDEO: "youtube.com", "vxtwitter.com": "twitter.com"}
_HALF = re.compile("[\ud800-\udfff]")  # half a surrogate pair, which no encoding takes
_LABELS = 2
_DEEPEST = 3


def addresses(text: str) -> list[str]:
    """Canonical form of every address in a raw text, in order, without repeats."""
    if "://" not in text and "www." not in text.lower():
        return []
    found = (canonical(hit.group().rstrip(_TRAILING)) for hit in _FOUND.finditer(text))
    return list(dict.fromkeys(url for url in found if url))


def canonical(url: str, depth: int = 0) -> str:
    """The canonical form `host/path?query` of an address; "" when it names no page.

    A bare site is no page: everybody links to front pages. The canonical form of a canonical
    form is itself.
    """
    url = _HALF.sub("\ufffd", url)
    if "://" not in url:
        url = "http://" + url
    try:
        parts = urlsplit(url)
        named = (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""
    if "." not in named or ":" in named:
        return ""
    host = _host(named)
    path, fields = _path(parts.path), _fields(parts.query)
    target = _unwrapped(host, path, fields)
    if target:
        return canonical(target, depth + 1) if depth < _DEEPEST else ""
    path = _without_endings(path)
    if host == _SHORT_VIDEO:
        path, fields = "/watch", [("v", path.strip("/"))] if path else []
    query = urlencode(fields)
    if not query and (not path or host == _SHORT_VIDEO):
        return ""
    return f"{_SAME_SITE.get(host, host)}{path}" + (f"?{query}" if query else "")


def _host(host: str) -> str:
    labels = host.lower().split(".")
    while len(labels) > _LABELS and labels[0] in _HOST_LABELS:
        labels = labels[1:]
    while len(labels) > _LABELS and labels[1] in {"m", "mobile", "amp"}:
        labels = [labels[0], *labels[2:]]
    return ".".join(labels)


def _path(path: str) -> str:
    """The path, each character of it encoded or not as it must be."""
    return re.sub(r"//+", "/", quote(unquote(path), safe="/:@!$&()*+,;=~-._"))


def _without_endings(path: str) -> str:
    """The path without what only says in which form the page is shown."""
    before = None
    while path != before:
        before, path = path, path.rstrip("/")
        path = re.sub(r"(?:/amp|\.amp|/index\.(?:html?|php))$", "", path)
        path = re.sub(r"\.amp(\.html?)$", r"\1", path)
        path = path.removeprefix("/amp") if path.startswith("/amp/") else path
    return path


def _fields(query: str) -> list[tuple[str, str]]:
    return sorted(
        (name, value) for name, value in parse_qsl(query) if not _TRACKING.match(name) and value
    )


def _unwrapped(host: str, path: str, fields: list[tuple[str, str]]) -> str:
    if _AMP_CACHE.match(host):
        rest = re.sub(r"^/(?:[cv]|wp)/(?:s/)?", "", path)
        return "https://" + rest.lstrip("/") if rest != path else ""
    amp = re.match(r"^/amp/(?:s/)?(.+)$", path)
    if amp and host.startswith("google."):
        return "https://" + amp.group(1)
    for place, names in _WRAPPERS.items():
        site, _, prefix = place.partition("/")
        if host == site and path.lstrip("/").startswith(prefix):
            values = dict(fields)
            target = next((values[n] for n in names if n in values), "")
            return target if target.startswith(("http://", "https://")) else ""
    return ""
