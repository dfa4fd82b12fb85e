"""The sections of the page, one module each, in reading order.

``view(story)`` gathers what a section says; the template of the same name says it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from pipeline.report.results import Story
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

View = Callable[[Story], dict[str, Any]]


@dataclass(frozen=True)
class Section:
    """One section: the name of its template and anchor, its heading, and what fills it."""

    name: str
    heading: str
    view: View


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
