"""Stability in words: how well a topic comes back when documents are left out.

The borders are those of Hennig (2008), doi:10.1016/j.jmva.2007.07.002.
"""

import math
from collections import Counter
from collections.abc import Sequence

SOLID, FAIR = 0.85, 0.6
"""From the first on a topic is solid, from the second on fair; below that it is shaky."""

BORDERS = f"solid from {SOLID:.2f}, fair from {FAIR:.2f}, shaky below"
"""The same in words."""

STEADY = 0.8
"""What two seeds agree to at least where a reader need not be warned."""


NEAR = 0.8, 1.25
"""Numbers of topics from so many times another one to so many times are nearly the same."""


def settled(topics: int, numbers: Sequence[int]) -> bool:
    """Whether most of the numbers that other resamples give are near the number of topics."""
    low, high = (topics * part for part in NEAR)
    near = sum(low <= number <= high for number in numbers)
    return not numbers or 2 * near > len(numbers)


def redrawn(numbers: Sequence[int]) -> str:
    """How often there would be how many topics: "11 (30 of 40 times), 5 (10)"."""
    (most, times), *others = sorted(Counter(numbers).items(), key=lambda each: (-each[1], each[0]))
    first = f"{most} ({times} of {len(numbers)} times)"
    return ", ".join([first, *(f"{number} ({times})" for number, times in others)])


def shown(stability: float) -> str:
    """A stability in hundredths, rounded down, so that it never disagrees with its word."""
    return f"{math.floor(100 * stability + 1e-9) / 100:.2f}"


def holds(stability: float | None) -> str:
    """The word for a stability from 0 to 1: "solid", "fair" or "shaky"; empty where unknown."""
    if stability is None:
        return ""
    return "solid" if stability >= SOLID else "fair" if stability >= FAIR else "shaky"
