"""Core: what everybody may know. Artifacts, methods and their contracts, errors, events, themes."""
