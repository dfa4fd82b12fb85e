"""The user's corrections of what a run found: what they are, and what they change."""
