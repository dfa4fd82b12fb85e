"""The sections of the report, one module each, in reading order.

``view(results)`` gathers all that a section says, as plain values and in our words; where that is
nothing, its ``missing(view)`` says why in a few words, and the section is left out. Two templates
of the section's name say it: ``.html`` in the page and, where it can be said without drawings,
``.md`` in the report in Markdown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

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
    """One section: the name of its templates and anchor, its heading, and what fills it.

    ``missing`` says of a view why there is nothing in it; it is empty where there is something.
    """

    name: str
    heading: str
    view: Callable[[Results], object]
    missing: Callable[[Any], str] = lambda _: ""


SECTIONS: Final = (
    Section("document_map", "Map", document_map.view, document_map.missing),
    Section("overview", "In short", overview.view),
    Section("themes", "Themes", themes.view),
    Section("topics", "Topics", topics.view),
    Section("documents", "Documents", documents.view),
    Section("over_time", "Over time and by group", over_time.view, over_time.missing),
    Section("trust", "Can I trust it?", trust.view),
    Section("changed", "What changed", changed.view, changed.missing),
    Section("making", "How it was made", making.view),
)
