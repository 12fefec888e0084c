"""Which addresses Telegram keeps in a link or a button, and what a deep link may carry."""

import re
from urllib.parse import parse_qs, urlsplit

SCHEMES = {"http", "https", "ftp", "tg", "ton", "tonsite", "mailto", "tel"}
# Bot API, "Deep linking": A-Z, a-z, 0-9, _ and -, up to 64 characters.
START_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


def checked_link(link: str) -> str | None:
    """The address as Telegram writes it, or None where it drops the link in silence."""
    if not link or any(char.isspace() for char in link):
        return None
    if "://" not in link:
        link = f"http://{link}"
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme.lower() not in SCHEMES:
        return None
    if parts.scheme.lower() == "tg":
        return None if user_in_link(link) is not None else link
    if "." not in host.strip(".") or not re.search(r"[^\W_]{2,}\.?$|\d$", host):
        return None
    if not parts.path:
        end = link.find(parts.netloc) + len(parts.netloc)
        link = f"{link[:end]}/{link[end:]}"
    return link


def user_in_link(link: str) -> int | None:
    """The account named by `tg://user?id=...`."""
    found = re.fullmatch(r"tg://user/?\?id=(\d+)", link)
    return int(found[1]) if found else None


def start_payload(link: str, username: str) -> str | None:
    """What a deep link to this bot carries; None if the link leads elsewhere.

    An invalid payload is returned as it is: see `START_PAYLOAD`.
    """
    parts = urlsplit(link)
    query = parse_qs(parts.query, keep_blank_values=True)
    if parts.scheme == "tg":
        here = parts.netloc == "resolve" and query.get("domain", [""])[0] == username
    else:
        here = parts.netloc in {"t.me", "telegram.me"} and parts.path.strip("/") == username
    for key in ("start", "startgroup"):
        if here and key in query:
            return query[key][0]
    return None
