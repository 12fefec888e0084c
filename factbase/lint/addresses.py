"""Addresses that lead nowhere, as far as one can tell without asking them."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from urllib.parse import urlsplit

from factbase.lint.problem import Problem, Rule, Severity
from factbase.model import Fact

_RESERVED = ("test", "invalid", "localhost", "local", "internal")
"""Top-level names that never lead anywhere on the internet: RFC 2606, RFC 6762, and ICANN's
`internal`. `example` is left out: it is for examples, and packs that explain use it."""
_SHORTENERS = {"bit.ly", "t.co", "goo.gl", "tinyurl.com", "ow.ly", "is.gd", "buff.ly", "fb.me"}


def lint_addresses(fact: Fact) -> Iterator[Problem]:
    """Every address of the fact that looks dead, once each."""
    urls = [source.url for source in fact.sources if source.url]
    for url in dict.fromkeys((*urls, *fact.appearances)):
        if why := looks_dead(url):
            message = f"has an address that {why}: {url[:120]}"
            yield Problem(fact.slug, Severity.WARNING, message, Rule.DEAD_ADDRESS)


def looks_dead(url: str) -> str:
    """Why an address can't be what a reader needs; empty when it looks alive."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    if why := _host_problem(host):
        return why
    if url.endswith(("...", "…", "%E2%80%A6")):
        return "was cut short"
    if any(step in {"404", "404.html", "not-found"} for step in parts.path.lower().split("/")):
        return "is an error page"
    if parts.path in {"", "/"} and not parts.query:
        return "is a front page: give the page where it can be read"
    return ""


def _host_problem(host: str) -> str:
    if host in _SHORTENERS:
        return "is a shortened link: write out where it leads"
    try:
        return "" if ipaddress.ip_address(host).is_global else "is within a private network"
    except ValueError:
        pass
    if "." not in host or host.rsplit(".", 1)[1] in _RESERVED:
        return "leads nowhere on the internet"
    return ""
