"""Measurements of what matters to somebody who uses qualcode all day, each beside its floor."""
