"""Small line charts: the course of a share over time as the paths of a drawing."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.report.shares.periods import Periods
from pipeline.report.shares.timeline import Course

WIDTH, HEIGHT = 240.0, 100.0
"""Of a chart, in units of its drawing (the view box in over_time.html)."""


def drawing(course: Course, cut: Periods, top: float) -> dict[str, Any]:
    """The paths: a band and a line for each run of periods, its points, and what is missing."""
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
    return {
        "band": "".join(bands),
        "line": "".join(lines),
        "points": _dots(x[cut.told], shares[cut.told]),
        "few": _dots(x[few], np.full(len(few), HEIGHT)),
        "step": WIDTH / len(cut.names),
    }


def _path(x: NDArray[np.float64], y: NDArray[np.float64]) -> str:
    return "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in zip(x, y, strict=True))


def _dots(x: NDArray[np.float64], y: NDArray[np.float64]) -> str:
    return "".join(f"M{a:.1f} {b:.1f}h0" for a, b in zip(x, y, strict=True))
