"""Buttons, and what people tell us about cards by pressing them."""
