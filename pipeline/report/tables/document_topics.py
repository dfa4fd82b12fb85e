"""document_topics: one row per whole document and theme or topic; none where no text was cut."""

import numpy as np

from pipeline.report.results import Results
from pipeline.report.schema import Field, Schema
from pipeline.report.shares.wholes import shares_of, wholes
from pipeline.report.table import Table

SCHEMA: Schema = (
    Field("parent", "string", "the id of the whole document"),
    Field("title", "string", "its title, or the beginning of its text"),
    Field("date", "string", "its date, by ISO 8601", empty="it has none"),
    Field("kind", "string", "what the row is of", "theme, topic"),
    Field(
        "topic",
        "int32",
        "the topic's id",
        "from 0",
        "-1: the row is of a theme, or of passages without a topic",
    ),
    Field("name", "string", "the name of the theme or topic", empty="passages without a topic"),
    Field("passages", "int32", "its passages that have the theme or topic", "from 1"),
    Field("of", "int32", "all its passages", "from 1"),
    Field("share", "float64", "`passages` of `of`; the topics make 1 together", "0 to 1"),
    Field(
        "counted",
        "bool",
        "whether over_time and by_group count the document under it: a tenth of its passages or "
        "more",
    ),
)


def table(results: Results) -> Table:
    """How many of the passages of each whole document have each theme and topic."""
    found = wholes(results)
    rows = (
        [(whole, each) for whole in range(len(found)) for each in shares_of(results, whole)]
        if found.are_cut
        else []
    )
    passages = np.array([each.passages for _, each in rows], dtype=np.int32)
    of = np.array([found.sizes[whole] for whole, _ in rows], dtype=np.int32)
    return {
        "parent": [found.ids[whole] for whole, _ in rows],
        "title": [found.titles[whole] for whole, _ in rows],
        "date": [found.dates[whole] if found.dates else "" for whole, _ in rows],
        "kind": [each.kind for _, each in rows],
        "topic": np.array([each.topic for _, each in rows], dtype=np.int32),
        "name": [each.name for _, each in rows],
        "passages": passages,
        "of": of,
        "share": passages / np.maximum(of, 1),
        "counted": np.array([each.counted for _, each in rows], dtype=np.bool_),
    }
