"""Limits of embeds. Source: Discord's "Embed Limits" and `RichEmbed` in openapi.json."""

from datetime import datetime
from typing import Any

from .errors import Form, Path
from .model import Json, embed_texts

MAX_EMBEDS = 10
MAX_FIELDS = 25
MAX_TOTAL = 6000
MAX_COLOUR = 0xFFFFFF


def check_embeds(form: Form, embeds: Any) -> None:
    """Note everything wrong with the `embeds` of a message; their texts share 6000 characters."""
    if embeds is None:
        return
    if not isinstance(embeds, list):
        form.add(("embeds",), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
        return
    form.at_most(("embeds",), embeds, MAX_EMBEDS)
    total = 0
    for index, embed in enumerate(embeds):
        _check_embed(form, ("embeds", index), embed)
        total += sum(len(text) for text in embed_texts(embed))
        if total > MAX_TOTAL:
            message = f"Embed size exceeds maximum size of {MAX_TOTAL}"
            form.add(("embeds", index), "MAX_EMBED_SIZE_EXCEEDED", message)
            return


def _check_embed(form: Form, path: Path, embed: Json) -> None:
    form.longest((*path, "title"), embed.get("title"), 256)
    form.longest((*path, "description"), embed.get("description"), 4096)
    if (footer := embed.get("footer")) is not None:
        form.longest((*path, "footer", "text"), footer.get("text"), 2048)
    if (author := embed.get("author")) is not None:
        form.between((*path, "author", "name"), author.get("name"), 1, 256)
        _check_url(form, (*path, "author", "url"), author.get("url"))
    _check_url(form, (*path, "url"), embed.get("url"))
    for key in ("image", "thumbnail"):
        if (image := embed.get(key)) is not None:
            _check_url(form, (*path, key, "url"), image.get("url"))
    form.at_most((*path, "fields"), embed.get("fields"), MAX_FIELDS)
    for index, entry in enumerate(embed.get("fields") or ()):
        _check_field(form, (*path, "fields", index), entry)
    _check_rest(form, path, embed)


def _check_field(form: Form, path: Path, entry: Json) -> None:
    for key, limit in (("name", 256), ("value", 1024)):
        value = entry.get(key)
        if not isinstance(value, str) or not value.strip():
            form.required((*path, key))
        else:
            form.longest((*path, key), value, limit)


def _check_rest(form: Form, path: Path, embed: Json) -> None:
    colour = embed.get("color")
    if colour is not None and not 0 <= colour <= MAX_COLOUR:
        message = f"int value should be between 0 and {MAX_COLOUR}."
        form.add((*path, "color"), "NUMBER_TYPE_MAX", message)
    if (written := embed.get("timestamp")) is not None:
        try:
            datetime.fromisoformat(written)
        except (TypeError, ValueError):
            message = f"Could not parse {written}. Should be ISO8601."
            form.add((*path, "timestamp"), "DATE_TIME_TYPE_PARSE", message)


def _check_url(form: Form, path: Path, url: Any) -> None:
    if url is None:
        return
    scheme, _, rest = str(url).partition("://")
    if not rest or " " in rest:
        form.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
    elif scheme not in {"http", "https", "attachment"}:
        message = f"Scheme \"{scheme}\" must be one of ('http', 'https')."
        form.add(path, "URL_TYPE_INVALID_SCHEME", message)
