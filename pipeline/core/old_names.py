"""Old names: how long they are understood, and how that is said.

A name that is given up, of a setting, a command, a column or an argument, is understood for one
minor version more. Whoever uses it is told the new name and the version in which it goes.
"""

GOES_IN = "0.3"
"""The version that no longer understands what this one still does: the names of 0.1."""


def old_name(new: str) -> str:
    """What is said of an old name, behind it."""
    return f"is called {new} now; the old name goes in version {GOES_IN}"
