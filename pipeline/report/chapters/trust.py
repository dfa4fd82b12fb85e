"""Can it be trusted: measures with their reading, and every check."""

from collections.abc import Iterator
from typing import Final

from pipeline.core.artifacts import Check, Measure, Severity
from pipeline.report.markdown import grid
from pipeline.report.results import Story

ORDER: Final[tuple[Severity, ...]] = ("problem", "warning", "info")


def chapter(story: Story) -> Iterator[str]:
    """Measures as they come, checks from the most to the least serious."""
    yield "### Measures"
    measures = story.quality.measures
    yield _measures(measures) if measures else "Nothing could be measured."
    yield "### Checks"
    yield _checks(story) if story.checks else "No check has anything to report."


def _measures(measures: tuple[Measure, ...]) -> str:
    head = ("Measure", "Value", "How to read it")
    return grid(head, ((m.name.replace("_", " "), _value(m.value), m.reading) for m in measures))


def _value(value: float | None) -> str:
    return "n/a" if value is None else f"{value:,.2f}".removesuffix(".00")


def _number(check: Check) -> str:
    """How many documents a check is about; nothing where it is about all."""
    return f"{len(check.documents):,}" if check.documents else ""


def _checks(story: Story) -> str:
    head = ("Severity", "Code", "What was seen", "What to do", "Documents")
    checks = sorted(story.checks, key=lambda check: ORDER.index(check.severity))
    return grid(
        head,
        (
            (check.severity, check.code, check.message, check.advice, _number(check))
            for check in checks
        ),
    )
