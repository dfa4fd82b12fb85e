"""Corrections: what readers of a report send back becomes overrides, judgements and themes."""
