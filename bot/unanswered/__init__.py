"""Questions that nobody has answered yet, and telling people once somebody has."""
