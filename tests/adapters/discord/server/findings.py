"""What a test may ask about afterwards: refusals, pings, unfurls, lost interactions."""

from .hub import Hub
from .interaction import Interaction
from .ledger import Refusal
from .model import Message, User


class Findings:
    """The judging half of the server."""

    hub: Hub

    @property
    def bot(self) -> User:
        """The bot's account."""
        return self.hub.me

    def replies_to(self, message: Message) -> list[Message]:
        """The bot's living replies that refer to a message."""
        mine = (one for one in message.channel.messages.values() if one.author is self.bot)
        return [one for one in mine if one.referenced is message]

    @property
    def pings(self) -> list[str]:
        """Everybody whom any message of the bot has notified."""
        mine = [one for one in self.hub.messages.values() if one.author is self.bot]
        return [name for one in mine for name in one.pings]

    @property
    def unfurls(self) -> list[str]:
        """Every link that a message of the bot would have unfolded."""
        mine = [one for one in self.hub.messages.values() if one.author is self.bot]
        return [link for one in mine for link in one.unfurls]

    @property
    def refusals(self) -> list[Refusal]:
        """What was refused and not yet taken."""
        return self.hub.ledger.refusals

    def take_refusals(self) -> list[Refusal]:
        """The refusals so far, as expected ones."""
        return self.hub.ledger.take()

    @property
    def unanswered(self) -> list[Interaction]:
        """Interactions never acknowledged, or left "thinking"."""
        return [one for one in self.hub.interactions.values() if _open(one)]

    def take_unanswered(self) -> list[Interaction]:
        """The unanswered interactions so far, as expected ones."""
        taken = self.unanswered
        for one in taken:
            del self.hub.interactions[one.token]
        return taken

    def assert_clean(self) -> None:
        """Fail on anything that Discord would not have liked.

        Raises:
            AssertionError: with every refusal and unanswered interaction.
        """
        problems = [str(one) for one in self.refusals]
        problems += [f"unanswered interaction {one.data}" for one in self.unanswered]
        if problems:
            raise AssertionError("\n".join(["Discord objects:", *problems]))

    def describe(self) -> str:
        """The state of affairs in a line, for a wait that was in vain."""
        told = [str(one) for one in self.refusals] or ["nothing refused"]
        last = [f"{one.operation} {one.status}" for one in self.hub.ledger.requests[-5:]]
        return f"{'; '.join(told)}; last requests: {', '.join(last) or 'none'}"


def _open(one: Interaction) -> bool:
    thinking = one.original is not None and one.original.loading and not one.original.deleted
    return one.response is None or thinking
