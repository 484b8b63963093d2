"""The version of qualcode."""

__version__ = "0.1.0"
