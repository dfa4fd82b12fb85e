"""One scale for charts that are to be compared."""

from collections.abc import Sequence

import numpy as np

from pipeline.report.shares.timeline import Course

STEPS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)

WITHIN = 0.9
"""The part of all intervals that lie wholly on the scale; the widest few are cut off."""


def top_of(courses: Sequence[Course]) -> float:
    """The round share at the top of a scale that holds every share of these courses."""
    shares = np.concatenate([np.zeros(1), *(each.shares[each.told] for each in courses)])
    highs = np.concatenate([np.zeros(1), *(each.high[each.told] for each in courses)])
    highest = max(float(shares.max()), float(np.quantile(highs, WITHIN)))
    return next((step for step in STEPS if step >= highest), 1.0)
