"""The screens: the desk itself, and what it asks."""
