"""The tables of a run, one module each: ``table(results)`` gives its columns."""

from collections.abc import Callable
from typing import Final

from pipeline.report.results import Results
from pipeline.report.schema import Schema
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

SCHEMAS: Final[dict[str, Schema]] = {
    "documents": documents.SCHEMA,
    "document_topics": document_topics.SCHEMA,
    "topics": topics.SCHEMA,
    "themes": themes.SCHEMA,
    "theme_documents": theme_documents.SCHEMA,
    "theme_topics": theme_topics.SCHEMA,
    "over_time": over_time.SCHEMA,
    "by_group": by_group.SCHEMA,
    "dropped": dropped.SCHEMA,
    "boilerplate": boilerplate.SCHEMA,
    "lineage": lineage.SCHEMA,
}
"""The columns of each."""
