"""Runs: what finished runs left behind, found, read, checked and explained."""
