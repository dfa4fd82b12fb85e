"""over_time: one row per theme or topic and period; none where no document has a date."""

import numpy as np

from pipeline.report.results import Results
from pipeline.report.shares.subjects import topic_number
from pipeline.report.shares.timeline import timeline
from pipeline.report.table import Table


def table(results: Results) -> Table:
    """Documents and share of each theme and topic in each period, with what became of it.

    ``topic`` is -1 for a theme. ``low`` and ``high`` are the 95 % interval of the share of
    ``of`` documents; ``enough`` is false for a period that holds too few. ``trend`` is of the
    whole course and repeats in each period, as does ``p``: corrected for all subjects, empty
    where there was no test.
    """
    time = timeline(results)
    periods = time.periods.names if time else ()
    cells = (
        [(course, place) for course in time.courses for place in range(len(periods))]
        if time
        else []
    )
    counts = np.array([course.counts[place] for course, place in cells], dtype=np.int32)
    sizes = np.array([course.sizes[place] for course, place in cells], dtype=np.int32)
    return {
        "kind": [course.subject.kind for course, _ in cells],
        "topic": np.array([topic_number(results, course.subject) for course, _ in cells], np.int32),
        "name": [course.subject.name for course, _ in cells],
        "period": [periods[place] for _, place in cells],
        "documents": counts,
        "of": sizes,
        "share": counts / np.maximum(sizes, 1),
        "low": np.array([course.low[place] for course, place in cells], dtype=np.float64),
        "high": np.array([course.high[place] for course, place in cells], dtype=np.float64),
        "enough": np.array([place in course.told for course, place in cells], dtype=np.bool_),
        "trend": [course.turn for course, _ in cells],
        "p": np.array([course.p for course, _ in cells], dtype=np.float64),
    }
