"""A community's numbers."""
