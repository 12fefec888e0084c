"""What a test holds after a person invoked something: the answer, follow-ups, modal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from .hub import Hub
from .interaction import Interaction
from .model import Json, Message
from .pulse import NothingCame

T = TypeVar("T")

SETTLES_OWN_MESSAGE = frozenset({4, 5})


@dataclass(slots=True, eq=False)
class Invocation:
    """One interaction, seen from the person who set it off."""

    hub: Hub
    interaction: Interaction
    _edits_before: int = 0
    _handed: int = 0

    @property
    def failed(self) -> bool:
        """Whether Discord shows "This application did not respond"."""
        one = self.interaction
        return one.response is None and one.late(self.hub.clock.now())

    async def _until(self, found: Callable[[], T | None], what: str) -> T:
        """Wait, but not for an answer that Discord has already turned away."""

        def turned_away() -> bool:
            return self.interaction.response is None and bool(self.interaction.refused)

        await self.hub.pulse.until(lambda: turned_away() or _is(found()), what)
        value = found()
        if value is None:
            raise NothingCame(f"no {what}: Discord refused it, {self.interaction.refused}")
        return value

    async def acknowledged(self) -> int:
        """The callback type of the first response."""
        return await self._until(lambda: self.interaction.response, "acknowledgement")

    async def answer(self) -> Message:
        """The message it led to, once it says something (ephemeral or public)."""

        def there() -> Message | None:
            one = self.interaction
            ready = one.original is not None and not one.original.loading
            return one.original if ready and one.response in SETTLES_OWN_MESSAGE else None

        return await self._until(there, "answer to the interaction")

    async def followup(self) -> Message:
        """The next follow-up message after the answer."""

        def there() -> Message | None:
            known = self.interaction.followups
            return known[self._handed] if len(known) > self._handed else None

        message = await self._until(there, "follow-up")
        self._handed += 1
        return message

    async def updated(self) -> Message:
        """The pressed message, after it was edited in response."""
        message = self.interaction.message
        assert message is not None, "only a press on a message can update it"
        before = self._edits_before
        await self._until(
            lambda: message if len(message.earlier) > before or message.deleted else None,
            "update of the message",
        )
        return message

    async def modal(self) -> "Modal":
        """The modal it was answered with."""
        shown = await self._until(lambda: self.interaction.modal, "modal")
        return Modal(self.interaction, shown)

    async def choices(self) -> list[Json]:
        """The autocomplete choices it was answered with."""
        return await self._until(lambda: self.interaction.choices, "choices")


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal on somebody's screen."""

    interaction: Interaction
    data: Json

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.data["title"])

    @property
    def fields(self) -> dict[str, Json]:
        """Its inputs by label, in order; each has `custom_id`, maybe `value`, and so on."""
        found: dict[str, Json] = {}
        for part in self.data["components"]:
            if part["type"] == 18:
                found[part["label"]] = part["component"]
            for entry in part.get("components", ()):
                found[entry["label"]] = entry
        return found

    @property
    def prefilled(self) -> dict[str, str]:
        """Texts the inputs come with, by label."""
        return {label: str(entry.get("value") or "") for label, entry in self.fields.items()}


def _is(value: object) -> bool:
    return value is not None
