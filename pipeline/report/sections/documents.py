"""Documents: all of them in one table, which the page's script fills."""

from dataclasses import dataclass

from pipeline.report.results import Results


@dataclass(frozen=True)
class DocumentsView:
    """What is said without the table; its rows are packed (``pipeline.report.payload``)."""

    with_topic: int
    with_theme: int


def view(results: Results) -> DocumentsView:
    """How many documents have a topic, and how many a theme."""
    n = len(results)
    return DocumentsView(n - results.without_topic, n - results.without_theme)
