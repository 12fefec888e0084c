"""The table of methods this server answers, filled by the `methods_*` modules."""

from collections.abc import Callable
from typing import Any

from .params import Params
from .world import World

Method = Callable[[World, Params], Any]
METHODS: dict[str, Method] = {}


def method(name: str) -> Callable[[Method], Method]:
    def enter(handler: Method) -> Method:
        METHODS[name.lower()] = handler  # the Bot API's method names are case-insensitive
        return handler

    return enter
