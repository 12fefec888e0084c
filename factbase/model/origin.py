"""Where a fact came from, when somebody else reviewed the claim."""

from __future__ import annotations

from dataclasses import dataclass

from factbase.model.statement import web_address
from factbase.model.text import clean


@dataclass(frozen=True, slots=True)
class Origin:
    """The review that a fact was imported from.

    `rating` is the reviewer's own word for it ("Pants on Fire"), kept because our verdict is
    a translation. With the claim, publisher and address tell one review from another.
    """

    publisher: str
    url: str
    rating: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "publisher", clean("publisher", self.publisher, 200))
        object.__setattr__(self, "url", web_address("review url", self.url))
        if self.rating:
            object.__setattr__(self, "rating", clean("rating", self.rating, 300))
