"""Cluster: find the topics."""
