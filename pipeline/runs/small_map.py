"""A small map of a finished run for a notebook: its documents as dots, coloured by their topics."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.core.errors import MachineError
from pipeline.report.lettering import printable
from pipeline.report.palette import INK, LIGHT, LINE, NONE, PAPER
from pipeline.runs.record import Recorded

WIDTH, HEIGHT, MARGIN = 360, 240, 8
"""Pixels of the map, and how far its dots stay from the edge."""

MOST = 1_500
"""Dots at most; of more documents an even sample."""

LISTED = 8
"""Topics that are named beside the map, the largest."""

LONGEST = 40
"""Characters of a name there."""


class Mapped(Recorded, Protocol):
    """A run that has its tables."""

    def columns(self, name: str, only: Sequence[str] | None = None) -> Mapping[str, Any]:
        """The columns of a table."""


def small_map(run: Mapped) -> str:
    """The map and its largest topics in HTML; nothing where there is no table to draw it of."""
    try:
        table = run.columns("documents", ["x", "y", "topic", "topic_label"])
    except (MachineError, KeyError, ValueError):
        return ""
    topics = np.asarray(table["topic"], dtype=np.int64)
    colours = _colours(run, topics)
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    told = f'role="img" aria-label="Map of {len(topics):,} documents by topic"'
    paper = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}" stroke="{LINE}"/>'
    dots = "".join(_dots(table, topics, colours))
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {told}>{paper}{dots}</svg>'
    return f"<figure style='margin: 0 0 1em'>{drawn}{_names(table, topics, colours)}</figure>"


def _colours(run: Mapped, topics: NDArray[np.int64]) -> Mapping[int, str]:
    """The colour of each topic, as the report has it."""
    known = run.record.topics.colours if run.record.topics else {}
    found = {int(topic): known.get(int(topic), -1) for topic in np.unique(topics)}
    return {
        topic: LIGHT[number % len(LIGHT)] if topic >= 0 <= number else NONE
        for topic, number in found.items()
    }


def _dots(
    table: Mapping[str, Any], topics: NDArray[np.int64], colours: Mapping[int, str]
) -> Iterator[str]:
    """The dots, those of a topic together; documents without one lie below."""
    shown = np.arange(0, len(topics), len(topics) // MOST + 1)
    x, y = _placed(np.column_stack([table["x"], table["y"]]).astype(np.float64))[shown].T
    radius = 3 if len(shown) < MOST / 3 else 2
    for topic in np.unique(topics[shown]).tolist():
        own = topics[shown] == topic
        path = "".join(f"M{a:.0f} {b:.0f}h0" for a, b in zip(x[own], y[own], strict=True))
        yield (
            f'<path d="{path}" stroke="{colours[topic]}" stroke-width="{2 * radius}" '
            'stroke-linecap="round"/>'
        )


def _placed(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points (n, 2) as pixels, y downwards, in the middle of the map and of one scale."""
    if not len(points):
        return points
    low, high = points.min(axis=0), points.max(axis=0)
    room = np.array([WIDTH, HEIGHT]) - 2 * MARGIN
    scale = float((room / np.maximum(high - low, 1e-9)).min())
    middle = np.array([WIDTH, HEIGHT]) / 2
    placed: NDArray[np.float64] = (points - (low + high) / 2) * (scale, -scale) + middle
    return placed


def _names(table: Mapping[str, Any], topics: NDArray[np.int64], colours: Mapping[int, str]) -> str:
    """The largest topics with their colours, as text."""
    found, first, counts = np.unique(topics, return_index=True, return_counts=True)
    largest = [place for place in np.argsort(-counts, kind="stable") if found[place] >= 0]
    items = [
        f'<span style="white-space: nowrap; margin-right: 1em"><span aria-hidden="true" '
        f'style="color: {colours[int(found[place])]}">●</span> '
        f"{_text(table['topic_label'][first[place]])} {counts[place]:,}</span> "
        for place in largest[:LISTED]
    ]
    rest = len(largest) - LISTED
    items += [f"<span>and {rest:,} more</span>"] if rest > 0 else []
    style = f"max-width: {WIDTH}px; font-size: smaller; color: {INK}; background: {PAPER}"
    return f'<figcaption style="{style}">{"".join(items)}</figcaption>' if items else ""


def _text(text: str) -> str:
    text = printable(text)
    return escape(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")
