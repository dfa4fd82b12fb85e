"""What changed: the comparison with an earlier run, as its own page tells it."""

from typing import Any

from pipeline.report.results import Story


def view(story: Story) -> dict[str, Any]:
    """What the comparison shows; nothing for a first run."""
    return {"compared": story.comparison}
