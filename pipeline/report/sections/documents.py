"""Documents: all of them in one table, which the page's script fills."""

from dataclasses import dataclass

from pipeline.report.results import Story


@dataclass(frozen=True)
class DocumentsView:
    """What is said without the table; its rows are packed (``pipeline.report.payload``)."""

    with_topic: int
    with_theme: int


def view(story: Story) -> DocumentsView:
    """How many documents have a topic, and how many a theme."""
    n = len(story)
    return DocumentsView(n - story.without_topic, n - story.without_theme)
