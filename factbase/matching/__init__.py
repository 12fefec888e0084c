"""Matching: a message in, the right fact or silence out. Pure, synchronous, no I/O."""
