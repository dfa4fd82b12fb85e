"""Documents left over: those without a topic and those without a theme."""

from typing import Any

import numpy as np

from pipeline.report.results import Story

OPEN, LISTED = 20, 500
"""More than the first are folded away, more than the second only counted."""


def view(story: Story) -> dict[str, Any]:
    """Both kinds, with the documents where they are few."""
    kinds = [("topic", story.clustering.labels < 0, "-1 in the column topic")]
    if story.themes.names:
        kinds.append(("theme", story.themes.primary < 0, "nothing in the column theme"))
    return {"kinds": [_kind(story, *kind) for kind in kinds]}


def _kind(
    story: Story, what: str, chosen: "np.typing.NDArray[np.bool_]", mark: str
) -> dict[str, Any]:
    found = np.flatnonzero(chosen)
    listed = found if len(found) <= LISTED else found[:0]
    return {
        "what": what,
        "size": len(found),
        "mark": mark,
        "folded": len(found) > OPEN,
        "documents": [
            {
                "number": int(document),
                "id": story.corpus.ids[document],
                "heading": story.headings[document],
                "note": _why(story, int(document)) if what == "topic" else "",
            }
            for document in listed
        ],
    }


def _why(story: Story, document: int) -> str:
    """Why a document has no topic, and which one is nearest."""
    clustering = story.clustering
    reason = clustering.reasons[document]
    if clustering.nearest[document] < 0:
        return reason
    nearest = story.shown_topics[clustering.nearest[document]].label
    distance = f"{clustering.distances[document]:.1f} times as far as its own documents"
    return f"nearest to {nearest}, {distance}; {reason}"
