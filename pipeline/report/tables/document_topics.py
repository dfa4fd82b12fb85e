"""document_topics: one row per whole document and theme or topic; none where no text was cut."""

import numpy as np

from pipeline.report.results import Results
from pipeline.report.shares.wholes import shares_of, wholes
from pipeline.report.table import Table


def table(results: Results) -> Table:
    """How many of the passages of each whole document have each theme and topic.

    ``parent`` is its id in the input. Of its passages, ``of`` in number, ``passages`` have the
    theme or topic: that is its ``share``. ``topic`` is -1 for a theme, and for the passages without
    a topic, whose ``name`` is empty; the topics make 1 together. ``counted`` is whether over_time
    and by_group count the document under it.
    """
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
