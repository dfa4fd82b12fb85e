"""Asking: what a document is handed to a tool of annotation with, so that answers find back.

Tools give each document a number of their own and let go of what they do not know; what they keep
with it, and give back, are these keys.
"""

from collections.abc import Sequence

DOCUMENT = "document"
"""The id of the document."""

THEMES = "themes"
"""The themes that are asked for, each a choice; one that was not chosen does not belong."""

PREDICTED = "predicted"
"""The themes that the run gave it, where a tool cannot tell them from what people chose."""

RUN, KEY = "run", "key"
"""The run, and the key in its run.json."""

THEME = "theme"
"""What the question is called."""

NONE = "none of these"
"""The choice of those who looked and found that no theme belongs."""


def none_of(themes: Sequence[str]) -> str:
    """The choice that no theme belongs, in words that no theme has."""
    choice = NONE
    while choice in themes:
        choice += "."
    return choice
