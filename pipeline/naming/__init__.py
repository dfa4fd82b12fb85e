"""Naming: topics are called what a language model calls them, where its names can be used."""
