"""The sections of the report, one module each, in reading order.

``view(results)`` gathers all that a section says, as plain values and in our words. Two templates
of the section's name say it: ``.html`` in the page and, where it can be said without drawings,
``.md`` in the report in Markdown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pipeline.report.results import Results
from pipeline.report.sections import (
    changed,
    document_map,
    documents,
    making,
    over_time,
    overview,
    themes,
    topics,
    trust,
)


@dataclass(frozen=True)
class Section:
    """One section: the name of its templates and anchor, its heading, and what fills it."""

    name: str
    heading: str
    view: Callable[[Results], object]


SECTIONS: Final = (
    Section("overview", "In short", overview.view),
    Section("document_map", "Map", document_map.view),
    Section("themes", "Themes", themes.view),
    Section("topics", "Topics", topics.view),
    Section("documents", "Documents", documents.view),
    Section("over_time", "Over time and by group", over_time.view),
    Section("trust", "Can I trust it?", trust.view),
    Section("changed", "What changed", changed.view),
    Section("making", "How it was made", making.view),
)
