"""Numerics: pure functions on arrays."""
