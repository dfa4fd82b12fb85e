"""Can it be trusted: measures with their reading, and every check."""

from typing import Any, Final

from pipeline.artifacts import Severity
from pipeline.report.story import Story

ORDER: Final[tuple[Severity, ...]] = ("problem", "warning", "info")


def view(story: Story) -> dict[str, Any]:
    """Measures as they come, checks from the most to the least serious."""
    return {
        "measures": [
            (measure.name.replace("_", " "), _value(measure.value), measure.reading)
            for measure in story.quality.measures
        ],
        "checks": sorted(story.checks, key=lambda check: ORDER.index(check.severity)),
    }


def _value(value: float | None) -> str:
    if value is None:
        return "n/a"
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"
