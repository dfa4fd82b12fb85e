"""Stability in words: how well a topic comes back when documents are left out.

The borders are those of Hennig (2008), doi:10.1016/j.jmva.2007.07.002.
"""

import math

SOLID, FAIR = 0.85, 0.6
"""From the first on a topic is solid, from the second on fair; below that it is shaky."""

BORDERS = f"solid from {SOLID:.2f}, fair from {FAIR:.2f}, shaky below"
"""The same in words."""

STEADY = 0.8
"""What two seeds agree to at least where a reader need not be warned."""


def shown(stability: float) -> str:
    """A stability in hundredths, rounded down, so that it never disagrees with its word."""
    return f"{math.floor(100 * stability + 1e-9) / 100:.2f}"


def holds(stability: float | None) -> str:
    """The word for a stability from 0 to 1: "solid", "fair" or "shaky"; empty where unknown."""
    if stability is None:
        return ""
    return "solid" if stability >= SOLID else "fair" if stability >= FAIR else "shaky"
