"""Can I trust it: how topics hold, every check, measures, what is left over, the input."""

from dataclasses import dataclass
from typing import Final

from pipeline.core.artifacts import Check, Clustering, Measure, Severity
from pipeline.core.bars import BARS
from pipeline.core.stability import FAIR, SOLID, STEADY, holds, redrawn
from pipeline.report.results import Results
from pipeline.report.sections.input_quality import InputQuality, input_quality
from pipeline.report.sections.left_over import LeftOver, left_over

ORDER: Final[tuple[Severity, ...]] = ("problem", "warning", "info")

MEANINGS: Final = {
    "solid": f"{SOLID:.2f} or more. What is said of it would be said again.",
    "fair": f"{FAIR:.2f} or more. Its core comes back, its edges move.",
    "shaky": f"Below {FAIR:.2f}. Build nothing on it alone.",
}


@dataclass(frozen=True)
class Held:
    """The topics that hold equally well by their word, the firmest first, with their stability."""

    word: str
    meaning: str
    documents: int
    topics: list[tuple[str, float]]


@dataclass(frozen=True)
class TrustView:
    """What speaks for and against the result; a measure has its name, value and reading."""

    holding: list[Held]
    seed_agreement: str
    checks: list[Check]
    measures: list[tuple[str, str, str]]
    left_over: list[LeftOver]
    input_quality: InputQuality


def view(results: Results) -> TrustView:
    """Checks from the most to the least serious; everything else as it comes."""
    held = [_held(results, word, meaning) for word, meaning in MEANINGS.items()]
    return TrustView(
        holding=[each for each in held if each.topics],
        seed_agreement=_agreement(results.clustering),
        checks=sorted(results.checks, key=lambda check: ORDER.index(check.severity)),
        measures=[
            (measure.name.replace("_", " "), _value(measure.value), _reading(measure))
            for measure in results.quality.measures
        ],
        left_over=left_over(results),
        input_quality=input_quality(results),
    )


def _held(results: Results, word: str, meaning: str) -> Held:
    found = [
        (topic, stability)
        for topic in results.shown_topics
        if (stability := results.stability_of(topic)) is not None and holds(stability) == word
    ]
    firmest_first = sorted(found, key=lambda each: -each[1])
    return Held(
        word=word,
        meaning=meaning,
        documents=sum(topic.size for topic, _ in found),
        topics=[(topic.label, stability) for topic, stability in firmest_first],
    )


def _agreement(clustering: Clustering) -> str:
    value, numbers = clustering.seed_agreement, clustering.redrawn_numbers
    if value is None:
        return ""
    least, most = min(clustering.seed_agreements), max(clustering.seed_agreements)
    said = (
        f"Two seeds agree to {value:.2f} on who belongs together ({least:.2f} to {most:.2f} over "
        f"{len(clustering.seed_agreements)} pairs), where 1 is in everything"
    )
    if value < STEADY:
        said += ": a topic can hold where it is drawn, while another seed draws other ones"
    if not numbers:
        return f"{said}."
    return (
        f"{said}. The number of topics is no seed's choice; with other documents left out there "
        f"would be {redrawn(numbers)}."
    )


def _reading(measure: Measure) -> str:
    """How to read a measure, and first of all whether it misses its bar."""
    for bar in BARS:
        if bar.measure == measure.name and measure.value is not None and not bar.met(measure.value):
            side, value = ("Below", bar.least) if measure.value < bar.least else ("Above", bar.most)
            return f"{side} the bar of {value:g} ({bar.code}). {measure.reading}"
    return measure.reading


def _value(value: float | None) -> str:
    if value is None:
        return "n/a"
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"
