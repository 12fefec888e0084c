"""Changing facts: drafts, checks, permission, audit, and who is appointed to do it."""
