"""The chapters of report.md, one module each, in reading order.

A chapter gives its parts for a story: paragraphs, lists and tables in Markdown, or nothing.
"""

from collections.abc import Callable, Iterable
from typing import Final

from pipeline.report.chapters import (
    changes,
    left_over,
    making,
    over_time,
    overview,
    themes,
    topics,
    trust,
)
from pipeline.report.results import Story

CHAPTERS: Final[dict[str, Callable[[Story], Iterable[str]]]] = {
    "In short": overview.chapter,
    "What changed": changes.chapter,
    "Themes": themes.chapter,
    "Topics": topics.chapter,
    "Over time and by group": over_time.chapter,
    "Left out and left over": left_over.chapter,
    "Can it be trusted?": trust.chapter,
    "How it was made": making.chapter,
}
"""Each with its heading, which it has only where it says something."""
