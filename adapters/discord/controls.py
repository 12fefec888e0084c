"""Our own buttons, selects and modals, by what their custom ids say."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from adapters.discord.desk import Desk
from adapters.discord.places import NAME, Touch
from adapters.discord.pressing import Pressing

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Controls:
    """Hands each control to whom it belongs. Made-up custom ids lead nowhere."""

    desk: Desk
    pressing: Pressing

    async def use(self, touch: Touch, what: str, rest: list[str]) -> None:
        """A button was pressed or a value chosen."""
        if what in _OF_FACTS:
            await self._about_facts(touch, what, rest)
            return
        panel = self.desk.panel
        match what, rest:
            case "publish", [fact_id, message_id, author_id, *matched]:
                about = message_id, author_id
                await self.pressing.publish(touch, fact_id, about, "".join(matched))
            case "panel", [scope, page]:
                await panel.turned(touch, scope, page)
            case "set", [name, scope, page]:
                await panel.changed(touch, name, scope, page)
            case "found", _:
                await panel.founded(touch)
            case "forget-me", _:
                await self.desk.personal.forget(touch)
            case _:
                log.warning("unknown_control", platform=NAME)

    async def _about_facts(self, touch: Touch, what: str, rest: list[str]) -> None:
        moderating = self.desk.moderating
        match what, rest:
            case "again", _:
                await self.desk.proposing.again(touch)
            case "save", [onto]:
                await self.desk.proposing.save(touch, onto)
            case "state-more", [fact_id, version]:
                await moderating.state(touch, fact_id, int(version))
            case "publish-fact", [slug, *seal]:
                await moderating.publish(touch, slug, "".join(seal))
            case _:
                log.warning("unknown_control", platform=NAME)

    async def submitted(self, touch: Touch, what: str, rest: list[str]) -> None:
        """A modal came back."""
        moderating = self.desk.moderating
        match what, rest:
            case "add", _:
                await self.desk.proposing.added(touch)
            case "edit", [fact_id, version]:
                await moderating.edited(touch, fact_id, int(version))
            case "state", [fact_id, version]:
                await moderating.stated(touch, fact_id, int(version))
            case _:
                log.warning("unknown_modal", platform=NAME)


_OF_FACTS = frozenset({"again", "save", "state-more", "publish-fact"})
