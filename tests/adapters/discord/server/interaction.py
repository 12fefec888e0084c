"""One interaction from invocation to answer, with the deadlines Discord sets."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .model import Channel, Json, Message, User
from .payloads import user

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
ACKNOWLEDGE_WITHIN = timedelta(seconds=3)
TOKEN_LASTS = timedelta(minutes=15)
MAX_FOREIGN_FOLLOWUPS = 5


@dataclass(slots=True, eq=False)
class Interaction:
    """What a person set off and what came back."""

    id: str
    token: str
    kind: int
    user: User
    channel: Channel
    created: datetime
    data: Json
    owners: dict[str, str]
    """`authorizing_integration_owners`: "0" for the guild's install, "1" for the user's."""
    message: Message | None = None
    message_type: int = 0
    """Type of the message that answers it: 20 slash, 23 context menu, 19 component."""
    forced_private: bool = False
    response: int | None = None
    """The callback type it was acknowledged with."""
    refused: str = ""
    """Why a response to it was last refused, if one was."""
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    modal: Json | None = None
    choices: list[Json] | None = None

    @property
    def foreign(self) -> bool:
        """Whether only the user's install brought the bot here."""
        return "0" not in self.owners

    def late(self, now: datetime) -> bool:
        """Whether the time to acknowledge is over."""
        return now - self.created >= ACKNOWLEDGE_WITHIN

    def over(self, now: datetime) -> bool:
        """Whether its token is worthless."""
        return now - self.created >= TOKEN_LASTS

    def allowed_responses(self) -> tuple[int, ...]:
        """Callback types that fit this kind of interaction."""
        if self.kind == AUTOCOMPLETE:
            return (8,)
        if self.kind == COMPONENT:
            return (4, 5, 6, 7, 9)
        if self.kind == MODAL_SUBMIT:
            return (4, 5, 6, 7) if self.message is not None else (4, 5)
        return (4, 5, 9)

    def metadata(self) -> Json:
        """`interaction_metadata` on the messages it leads to."""
        return {
            "id": self.id,
            "type": self.kind,
            "user": user(self.user),
            "authorizing_integration_owners": self.owners,
        }
