"""The conversation: attention, claims, checking, moderation, replies as values, wiring.

Knows no chat platform's SDK.
"""
