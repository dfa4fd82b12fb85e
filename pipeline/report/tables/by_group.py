"""by_group: one row per column, group and theme or topic; none where no column tells groups."""

from collections.abc import Sequence

import numpy as np

from pipeline.report.results import Results
from pipeline.report.schema import Field, Schema
from pipeline.report.shares.groups import Grouping, groupings
from pipeline.report.shares.subjects import topic_number
from pipeline.report.table import Table

WORDS = ("", "more", "fewer")
"""By the mark of a cell: 0, 1, -1."""

SCHEMA: Schema = (
    Field("column", "string", "which column of yours"),
    Field("group", "string", "which value"),
    Field("kind", "string", "what the row is of", "theme, topic"),
    Field("topic", "int32", "the topic's id", "from 0", "-1: the row is of a theme"),
    Field("name", "string", "the name of the theme or topic"),
    Field("documents", "int32", "those of it in the group", "from 0"),
    Field("of", "int32", "all documents of the group", "from 1"),
    Field("share", "float64", "`documents` of `of`", "0 to 1"),
    Field("share_of_others", "float64", "the same among documents outside the group", "0 to 1"),
    Field(
        "differs",
        "string",
        "whether chance does not make such a difference",
        "more, fewer",
        "it may",
    ),
    Field(
        "p",
        "float64",
        "the chance of such a difference, corrected for all cells of the column",
        "0 to 1",
        "there was no test",
    ),
)


def table(results: Results) -> Table:
    """Documents and share of each theme and topic in each group of every column."""
    return rows(results, groupings(results))


def rows(results: Results, found: Sequence[Grouping]) -> Table:
    """The same of some columns."""
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
