"""Describe: give every topic keywords, typical documents and a name."""
