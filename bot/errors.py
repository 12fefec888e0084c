"""What can go wrong in a conversation.

BotError
├── BadSettings       a setting is unknown or wrong; the message names it
├── NotAllowed        the person may not do this
├── NeedsConfirmation what a save would break, shown before it is saved
├── UnknownPlatform   no adapter of that name is installed
├── Unreachable       a platform doesn't answer, or not in a way that can be worked with
└── DeliveryError     a platform did not take a reply; `final` says whether to try again
"""

from __future__ import annotations


class BotError(Exception):
    """Root of every error that the bot raises on purpose; its words may be shown."""


class BadSettings(BotError):
    """A setting is unknown, missing or has a wrong value. One line, without the value."""


class NotAllowed(BotError):
    """This person may not do this."""

    def __init__(self, action: str) -> None:
        super().__init__(f"you may not {action} here; ask a moderator")
        self.action = action


class NeedsConfirmation(BotError):
    """Saving would change more than the fact itself. Nothing was saved; the same call with
    `confirmed=seal` saves it, unless something else would break by then.
    """

    def __init__(self, findings: tuple[str, ...], seal: str) -> None:
        super().__init__(f"not saved, because then {'; '.join(findings)}; confirm to save it")
        self.findings = findings
        self.seal = seal


class UnknownPlatform(BotError):
    """No adapter of that name is installed."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no platform is called {name!r}; installed: {', '.join(known)}")


class Unreachable(BotError):
    """A platform can't be reached, or refused to answer; trying again later may help."""

    def __init__(self, platform: str, problem: BaseException) -> None:
        kind = type(problem).__name__
        super().__init__(
            f"{platform} can't be reached or refused to answer ({kind}): check the network, "
            "then try again"
        )


class DeliveryError(BotError):
    """A platform did not take a reply."""

    def __init__(self, reason: str, *, final: bool, retry_after: float = 0.0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final
        self.retry_after = retry_after
