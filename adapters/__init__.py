"""Platforms, one folder each with the same file names: client, inbound, outbound, commands.

`inbound` and `outbound` are pure; the rest talks to the platform.
"""
