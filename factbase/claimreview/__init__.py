"""ClaimReview (schema.org) in and out: feeds, JSON-LD, and answers of fact-check search."""

from factbase.claimreview.facts import Reviewing, fact_of
from factbase.claimreview.feed import Found, Refused, facts_in, found_in
from factbase.claimreview.reviews import Review, reviews_in
from factbase.claimreview.stream import Entry, Unreadable, entries
from factbase.claimreview.writing import Publisher, write_reviews

__all__ = [
    "Entry",
    "Found",
    "Publisher",
    "Refused",
    "Review",
    "Reviewing",
    "Unreadable",
    "entries",
    "fact_of",
    "facts_in",
    "found_in",
    "reviews_in",
    "write_reviews",
]
