"""Reduce: fewer dimensions, neighbours kept."""
