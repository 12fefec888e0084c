"""Getting replies to people, once, and keeping them on record."""
