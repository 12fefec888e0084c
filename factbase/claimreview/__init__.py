"""ClaimReview (schema.org) in and out: feeds, JSON-LD, and answers of fact-check search."""

from factbase.claimreview.facts import Reviewing, fact_of
from factbase.claimreview.feed import Refused, facts_in
from factbase.claimreview.reviews import Review, reviews_in
from factbase.claimreview.stream import Entry, Unreadable, entries
from factbase.claimreview.writing import Publisher, write_reviews

__all__ = [
    "Entry",
    "Publisher",
    "Refused",
    "Review",
    "Reviewing",
    "Unreadable",
    "entries",
    "fact_of",
    "facts_in",
    "reviews_in",
    "write_reviews",
]
