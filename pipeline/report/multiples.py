"""Small multiples (Tufte 1983): the same little map once for every topic, to be compared.

All documents are drawn once, in pale grey, and used behind each topic's own. Places are whole
units of a small canvas and neighbours in a row are one stroke, so that many documents take
little more room than few.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import IntArray, Strings
from pipeline.report.layout import Layout

ACROSS, LOWEST, MARGIN = 150, 80, 6
"""The width of the small canvas and its least height, in units; it is never higher than wide."""

MOST = 60
"""Little maps at most, those of the largest topics."""


@dataclass(frozen=True)
class Multiples:
    """Paths of strokes whose width is ``dot``: of all documents, and of each topic's."""

    height: int
    dot: float
    ground: str
    topics: Strings


def multiples(layout: Layout, labels: IntArray, topics: int) -> Multiples:
    """Draw the little maps; ``labels`` (n,) say which topic each document has."""
    places, height = _fit(layout.points)
    return Multiples(
        height=height,
        dot=float(np.clip(50 / np.sqrt(max(len(places), 1)), 1.0, 3.2)),
        ground=strokes(places),
        topics=tuple(strokes(places[labels == topic]) for topic in range(min(topics, MOST))),
    )


def _fit(points: NDArray[np.float64]) -> tuple[NDArray[np.int_], int]:
    """Points (n, 2) in whole units of the small canvas, and how high that is."""
    if not len(points):
        return np.zeros((0, 2), dtype=int), LOWEST
    low, high = points.min(axis=0), points.max(axis=0)
    across, down = np.maximum(high - low, 1e-9)
    inner = ACROSS - 2 * MARGIN
    height = round(float(np.clip(inner * down / across + 2 * MARGIN, LOWEST, ACROSS)))
    scale = min(inner / across, (height - 2 * MARGIN) / down)
    middle = np.array([ACROSS, height]) / 2
    return ((points - (low + high) / 2) * scale + middle).round().astype(int), height


def strokes(places: NDArray[np.int_]) -> str:
    """An SVG path through whole places (m, 2), each visited once, those in a row in one stroke."""
    rows = np.unique(places[:, ::-1], axis=0)
    steps = np.diff(rows, axis=0)
    begins = np.flatnonzero(np.r_[True, (steps[:, 0] != 0) | (steps[:, 1] != 1)][: len(rows)])
    ends = np.r_[begins[1:], len(rows)][: len(begins)] - 1
    pairs = zip(rows[begins].tolist(), rows[ends].tolist(), strict=True)
    return "".join(f"M{x} {y}h{last - x}" for (y, x), (_, last) in pairs)
