"""Documents left over: those without a topic and those without a theme, and why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.report.doors import places
from pipeline.report.results import Results
from pipeline.report.sections.mention import Mention, mention

OPEN, LISTED = 20, 500
"""More than the first are folded away, more than the second only counted."""


@dataclass(frozen=True)
class LeftOver:
    """The documents without a topic or a theme: ``what`` says which.

    ``mark`` is how documents.csv has them. ``reasons`` are told with how many documents each
    has, and where they stand; ``documents`` with why each is here; both are empty where there is
    nothing to say, the latter also where there are too many.
    """

    what: str
    mark: str
    size: int
    folded: bool
    reasons: list[tuple[str, int, str]]
    documents: list[tuple[Mention, str]]


def left_over(results: Results) -> list[LeftOver]:
    """Both kinds, with the documents where they are few."""
    topicless = np.flatnonzero(results.clustering.labels < 0).tolist()
    notes = {document: _why(results, document) for document in _few(topicless)}
    reasons = Counter(results.clustering.reasons[document] for document in topicless)
    kinds = [_kind(results, "topic", "-1", topicless, reasons, notes)]
    if results.themes.names:
        themeless = np.flatnonzero(results.themes.primary < 0).tolist()
        kinds.append(_kind(results, "theme", "nothing", themeless, Counter(), {}))
    return kinds


def _kind(
    results: Results,
    what: str,
    mark: str,
    documents: Sequence[int],
    reasons: Counter[str],
    notes: Mapping[int, str],
) -> LeftOver:
    why = results.clustering.reasons.__getitem__
    return LeftOver(
        what=what,
        mark=f"{mark} in the column {what}",
        size=len(documents),
        folded=len(documents) > OPEN,
        reasons=[
            (reason, number, places(each for each in documents if why(each) == reason))
            for reason, number in reasons.most_common()
        ],
        documents=[(mention(results, each), notes.get(each, "")) for each in _few(documents)],
    )


def _few(documents: Sequence[int]) -> Sequence[int]:
    return documents if len(documents) <= LISTED else ()


def _why(results: Results, document: int) -> str:
    """Why a document has no topic, and which one is nearest."""
    clustering = results.clustering
    reason = clustering.reasons[document]
    if clustering.nearest[document] < 0:
        return reason
    nearest = results.shown_topics[clustering.nearest[document]].label
    distance = f"{clustering.distances[document]:.1f} times as far as its own documents"
    return f"nearest to {nearest}, {distance}; {reason}"
