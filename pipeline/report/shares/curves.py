"""Small line charts: the course of a share over time as the paths of a drawing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.report.shares.periods import Periods
from pipeline.report.shares.timeline import Course

WIDTH, HEIGHT = 240.0, 100.0
"""Of a chart, in units of its drawing (the view box in over_time.html)."""


@dataclass(frozen=True)
class Drawing:
    """Paths: bands and lines of the runs of periods, points, and a mark where too few are.

    Each period is ``step`` units wide.
    """

    band: str
    line: str
    points: str
    few: str
    step: float


def drawing(course: Course, cut: Periods, top: float) -> Drawing:
    """Draw the course of one subject on a scale from 0 to ``top``."""
    x = WIDTH * (np.arange(len(cut.names)) + 0.5) / len(cut.names)
    shares, low, high = (
        HEIGHT * (1 - np.minimum(values / top, 1))
        for values in (course.shares, course.low, course.high)
    )
    bands, lines = [], []
    for run in cut.runs():
        edges = np.concatenate([high[run], low[run[::-1]]])
        bands.append(_path(np.concatenate([x[run], x[run[::-1]]]), edges) + "z")
        lines.append(_path(x[run], shares[run]))
    few = np.flatnonzero(~cut.enough)
    return Drawing(
        band="".join(bands),
        line="".join(lines),
        points=_dots(x[cut.told], shares[cut.told]),
        few=_dots(x[few], np.full(len(few), HEIGHT)),
        step=WIDTH / len(cut.names),
    )


def _path(x: NDArray[np.float64], y: NDArray[np.float64]) -> str:
    return "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in zip(x, y, strict=True))


def _dots(x: NDArray[np.float64], y: NDArray[np.float64]) -> str:
    return "".join(f"M{a:.1f} {b:.1f}h0" for a, b in zip(x, y, strict=True))
