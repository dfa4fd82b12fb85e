"""Watching: how a run goes, told from its events."""
