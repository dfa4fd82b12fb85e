"""One scale for charts that are to be compared."""

from collections.abc import Sequence

import numpy as np

from pipeline.report.shares.timeline import Course

STEPS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


def top_of(courses: Sequence[Course]) -> float:
    """The round share at the top of a scale that holds every interval of these courses."""
    highs = np.concatenate([np.zeros(1), *(each.high[each.told] for each in courses)])
    highest = float(highs.max())
    return next((step for step in STEPS if step >= highest), 1.0)
