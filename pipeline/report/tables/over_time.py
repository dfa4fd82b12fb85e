"""over_time: one row per theme or topic and period; none where no document has a date."""

import numpy as np

from pipeline.report.results import Results
from pipeline.report.schema import Field, Schema
from pipeline.report.shares.subjects import topic_number
from pipeline.report.shares.timeline import timeline
from pipeline.report.table import Table

SCHEMA: Schema = (
    Field("kind", "string", "what the row is of", "theme, topic"),
    Field("topic", "int32", "the topic's id", "from 0", "-1: the row is of a theme"),
    Field("name", "string", "the name of the theme or topic"),
    Field("period", "string", "a week, a month, a quarter, a year or more, as fits the dates"),
    Field("documents", "int32", "those of it in the period", "from 0"),
    Field("of", "int32", "all documents of the period", "from 0"),
    Field("share", "float64", "`documents` of `of`", "0 to 1"),
    Field("low", "float64", "where its 95 % interval begins (Wilson 1927)", "0 to 1"),
    Field("high", "float64", "where it ends", "0 to 1"),
    Field("enough", "bool", "whether the period holds enough documents to tell"),
    Field("trend", "string", "what became of it over the whole course", empty="nothing is told"),
    Field(
        "p",
        "float64",
        "the chance of such a course without a change, corrected for all themes and topics",
        "0 to 1",
        "there was no test",
    ),
)


def table(results: Results) -> Table:
    """Documents and share of each theme and topic in each period, with what became of it."""
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
