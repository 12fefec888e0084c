"""The fact base: facts, their life, their storage and how texts are matched to them.

Knows no chat platform and no conversation.
"""
