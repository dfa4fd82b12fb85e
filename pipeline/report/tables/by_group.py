"""by_group: one row per column, group and theme or topic; none where no column tells groups."""

from collections.abc import Sequence

import numpy as np

from pipeline.report.results import Results
from pipeline.report.shares.groups import Grouping, groupings
from pipeline.report.shares.subjects import topic_number
from pipeline.report.table import Table

WORDS = ("", "more", "fewer")
"""By the mark of a cell: 0, 1, -1."""


def table(results: Results) -> Table:
    """Documents and share of each theme and topic in each group of every column."""
    return rows(results, groupings(results))


def rows(results: Results, found: Sequence[Grouping]) -> Table:
    """The same of some columns.

    ``topic`` is -1 for a theme. ``share_of_others`` is that among the documents outside the
    group; ``differs`` is "more" or "fewer" where chance does not make such a difference, ``p``
    being corrected for all cells of the column and empty where there was no test.
    """
    cells = [
        (each, row, group)
        for each in found
        for group in range(len(each.names))
        for row in range(len(each.subjects))
    ]
    counts = np.array([each.counts[row, group] for each, row, group in cells], dtype=np.int32)
    sizes = np.array([each.sizes[group] for each, _, group in cells], dtype=np.int32)
    totals = np.array([each.totals[row] for each, row, _ in cells], dtype=np.int32)
    all_of = np.array([each.n for each, *_ in cells], dtype=np.int32)
    named = [each.subjects[row] for each, row, _ in cells]
    return {
        "column": [each.column for each, *_ in cells],
        "group": [each.names[group] for each, _, group in cells],
        "kind": [subject.kind for subject in named],
        "topic": np.array([topic_number(results, subject) for subject in named], dtype=np.int32),
        "name": [subject.name for subject in named],
        "documents": counts,
        "of": sizes,
        "share": counts / np.maximum(sizes, 1),
        "share_of_others": (totals - counts) / np.maximum(all_of - sizes, 1),
        "differs": [WORDS[each.marks[row, group]] for each, row, group in cells],
        "p": np.array([each.p[row, group] for each, row, group in cells], dtype=np.float64),
    }
