"""Benchmarks: what is measured, and against what. Not part of the tests."""
