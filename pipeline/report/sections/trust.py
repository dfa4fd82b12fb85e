"""Can it be trusted: how topics hold, every check, measures, what is left over, the input."""

from typing import Any, Final

from pipeline.core.artifacts import Severity
from pipeline.core.stability import FAIR, SOLID, STEADY, holds
from pipeline.report.results import Story
from pipeline.report.sections import input_quality, left_over

ORDER: Final[tuple[Severity, ...]] = ("problem", "warning", "info")

MEANINGS: Final = {
    "solid": f"{SOLID:.2f} or more. What is said of it would be said again.",
    "fair": f"{FAIR:.2f} or more. Its core comes back, its edges move.",
    "shaky": f"Below {FAIR:.2f}. Build nothing on it alone.",
}


def view(story: Story) -> dict[str, Any]:
    """Checks from the most to the least serious; everything else as it comes."""
    return {
        "holding": [_held(story, word, meaning) for word, meaning in MEANINGS.items()]
        if story.clustering.stabilities
        else [],
        "seed_agreement": _agreement(story.clustering.seed_agreement),
        "checks": sorted(story.checks, key=lambda check: ORDER.index(check.severity)),
        "measures": [
            (measure.name.replace("_", " "), _value(measure.value), measure.reading)
            for measure in story.quality.measures
        ],
        "left_over": left_over.view(story),
        "input_quality": input_quality.view(story),
    }


def _held(story: Story, word: str, meaning: str) -> dict[str, Any]:
    """The topics that hold so well, the firmest first."""
    found = [
        (topic, stability)
        for topic in story.shown_topics
        if (stability := story.stability_of(topic)) is not None and holds(stability) == word
    ]
    return {
        "word": word,
        "meaning": meaning,
        "documents": sum(topic.size for topic, _ in found),
        "topics": [
            (topic.label, stability)
            for topic, stability in sorted(found, key=lambda each: -each[1])
        ],
    }


def _agreement(value: float | None) -> str:
    if value is None:
        return ""
    said = f"Two seeds agree to {value:.2f} on who belongs together, where 1 is in everything"
    if value >= STEADY:
        return f"{said}."
    return (
        f"{said}: a topic can hold where it is drawn, while another seed draws fewer, more or "
        "other ones."
    )


def _value(value: float | None) -> str:
    if value is None:
        return "n/a"
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"
