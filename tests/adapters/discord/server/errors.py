"""Refusals in Discord's own words: status, code, text and the tree of field errors."""

from dataclasses import dataclass, field
from typing import Any

from .model import Json

Path = tuple[str | int, ...]

KNOWN: dict[int, tuple[int, str]] = {
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10013: (404, "Unknown User"),
    10014: (400, "Unknown Emoji"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    20026: (403, "Your bot has been flagged"),
    30032: (400, "Maximum number of application commands reached (100)"),
    30034: (400, "Max number of daily application command creates has been reached (200)"),
    40060: (400, "Interaction has already been acknowledged."),
    40094: (400, "This interaction has reached the maximum number of follow up messages"),
    50001: (403, "Missing Access"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50008: (400, "Cannot send messages in a non-text channel"),
    50013: (403, "Missing Permissions"),
    50024: (400, "Cannot execute action on this channel type"),
    50027: (401, "Invalid Webhook Token"),
    50035: (400, "Invalid Form Body"),
    50083: (400, "Thread is archived"),
    50109: (400, "The request body contains invalid JSON."),
    160002: (403, "Cannot reply without permission to read message history"),
    160004: (400, "A thread has already been created for this message"),
    160005: (403, "Thread is locked"),
    160009: (403, "Cannot reference a message without permission to read message history"),
}


class Refused(Exception):
    """The request is answered with an error."""

    def __init__(
        self, code: int, message: str = "", *, status: int = 0, errors: Json | None = None
    ) -> None:
        known = KNOWN.get(code, (400, "400: Bad Request"))
        self.code = code
        self.status = status or known[0]
        self.message = message or known[1]
        self.errors = errors
        super().__init__(f"{self.status} {self.code} {self.message} {errors or ''}".strip())

    def body(self) -> Json:
        """The JSON that Discord would answer with."""
        answer: Json = {"message": self.message, "code": self.code}
        if self.errors is not None:
            answer["errors"] = self.errors
        return answer


@dataclass(slots=True)
class Form:
    """Collects everything wrong with a body, then refuses it once with 50035."""

    found: list[tuple[Path, str, str]] = field(default_factory=list)

    def add(self, path: Path, code: str, message: str) -> None:
        """Note one wrong field."""
        self.found.append((path, code, message))

    def longest(self, path: Path, value: Any, limit: int) -> None:
        """A text of at most `limit` characters, or nothing."""
        if value is None:
            return
        if not isinstance(value, str):
            self.add(path, "STRING_TYPE_CONVERT", "Could not interpret value as string.")
        elif len(value) > limit:
            self.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {limit} or fewer in length.")

    def between(self, path: Path, value: Any, low: int, high: int) -> None:
        """A required text of `low` to `high` characters."""
        if not isinstance(value, str) or not value:
            self.required(path)
        elif not low <= len(value) <= high:
            message = f"Must be between {low} and {high} in length."
            self.add(path, "BASE_TYPE_BAD_LENGTH", message)

    def required(self, path: Path) -> None:
        """A field that should be there and isn't."""
        self.add(path, "BASE_TYPE_REQUIRED", "This field is required")

    def one_of(self, path: Path, value: Any, choices: tuple[Any, ...]) -> None:
        """A value from a closed set."""
        if value not in choices:
            inside = ", ".join(repr(choice) for choice in choices)
            self.add(path, "BASE_TYPE_CHOICES", f"Value must be one of ({inside}).")

    def at_most(self, path: Path, items: Any, limit: int) -> None:
        """A list of at most `limit` items."""
        if isinstance(items, list) and len(items) > limit:
            self.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {limit} or fewer in length.")

    def check(self) -> None:
        """Refuse if anything was noted.

        Raises:
            Refused: 50035 with the tree of errors.
        """
        if self.found:
            raise Refused(50035, errors=self.tree())

    def tree(self) -> Json:
        """The nested `errors` object."""
        root: Json = {}
        for path, code, message in self.found:
            node = root
            for step in path:
                node = node.setdefault(str(step), {})
            node.setdefault("_errors", []).append({"code": code, "message": message})
        return root
