"""Shares of documents over time and by group, and how sure they are."""
