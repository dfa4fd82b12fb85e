"""The tables of a run, one module each: ``table(results)`` gives its columns."""

from collections.abc import Callable
from typing import Final

from pipeline.report.results import Results
from pipeline.report.table import Table
from pipeline.report.tables import (
    boilerplate,
    by_group,
    document_topics,
    documents,
    dropped,
    lineage,
    over_time,
    theme_documents,
    theme_topics,
    themes,
    topics,
)

TABLES: Final[dict[str, Callable[[Results], Table]]] = {
    "documents": documents.table,
    "document_topics": document_topics.table,
    "topics": topics.table,
    "themes": themes.table,
    "theme_documents": theme_documents.table,
    "theme_topics": theme_topics.table,
    "over_time": over_time.table,
    "by_group": by_group.table,
    "dropped": dropped.table,
    "boilerplate": boilerplate.table,
    "lineage": lineage.table,
}
