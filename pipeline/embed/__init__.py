"""Embed: every document becomes a vector whose direction is its meaning."""
