"""Documents: all of them in one table, which the page's script fills."""

from typing import Any

from pipeline.report.results import Story


def view(story: Story) -> dict[str, Any]:
    """What is said without the table; its rows are packed (``pipeline.report.payload``)."""
    return {
        "with_topic": len(story) - story.without_topic,
        "with_theme": len(story) - story.without_theme,
    }
