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
_SAME_SITE = {"x.com": "twitter.com", "youtu.be": "youtube.com", "vxtwitter.com": "twitter.com"}
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

    A bare site is no page: everybody links to front pages.
    """
    if "://" not in url:
        url = "http://" + url
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""
    if not host or "." not in host:
        return ""
    target = _unwrapped(host, parts.path, parts.query)
    if target and depth < _DEEPEST:
        return canonical(target, depth + 1)
    path = _path(parts.path)
    query = _query(parts.query)
    host = _host(host)
    if host == "youtube.com" and parts.hostname and "youtu.be" in parts.hostname:
        path, query = "/watch", urlencode([("v", path.strip("/"))])
    if not path and not query:
        return ""
    return f"{host}{path}" + (f"?{query}" if query else "")


def _host(host: str) -> str:
    labels = host.lower().split(".")
    while len(labels) > _LABELS and labels[0] in _HOST_LABELS:
        labels = labels[1:]
    if len(labels) > _LABELS and labels[1] in {"m", "mobile", "amp"}:
        labels = [labels[0], *labels[2:]]
    plain = ".".join(labels)
    return _SAME_SITE.get(plain, plain)


def _path(path: str) -> str:
    path = quote(unquote(path), safe="/%:@!$&()*+,;=~-._").rstrip("/")
    path = re.sub(r"//+", "/", path)
    path = re.sub(r"(?:/amp|\.amp|/index\.(?:html?|php))$", "", path)
    path = re.sub(r"\.amp(\.html?)$", r"\1", path)
    return path.removeprefix("/amp") if path.startswith("/amp/") else path


def _query(query: str) -> str:
    kept = sorted(
        (name, value) for name, value in parse_qsl(query) if not _TRACKING.match(name) and value
    )
    return urlencode(kept)


def _unwrapped(host: str, path: str, query: str) -> str:
    host = host.lower().removeprefix("www.")
    if _AMP_CACHE.match(host):
        rest = re.sub(r"^/(?:[cv]|wp)/(?:s/)?", "", path)
        return "https://" + rest.lstrip("/") if rest != path else ""
    amp = re.match(r"^/amp/(?:s/)?(.+)$", path)
    if amp and host.startswith("google."):
        return "https://" + amp.group(1)
    for place, names in _WRAPPERS.items():
        site, _, prefix = place.partition("/")
        if host == site and path.lstrip("/").startswith(prefix):
            values = dict(parse_qsl(query))
            target = next((values[n] for n in names if n in values), "")
            return target if target.startswith(("http://", "https://")) else ""
    return ""
