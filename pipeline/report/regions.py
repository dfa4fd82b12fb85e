"""Regions: where on the map a topic lies, as soft areas around where its documents are densest.

The density is a Gaussian kernel estimate on a grid (Silverman 1986), its width by Scott's rule
from the topic's own documents, so that few far ones do not widen it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import IntArray
from pipeline.report.outlines import outlines

Array = NDArray[np.float64]

SHARES = (0.85, 0.5)
"""The parts of a topic's documents that its regions hold, from the outer to the inner."""

CELL = 8.0
NARROWEST, WIDEST = 7.0, 34.0
"""Units of the map: the side of a cell of the grid, and how wide a kernel may be."""

SMOOTHED = 0.6
"""Of the width by Scott's rule, which is meant for one heap and rounds off what has arms."""

EASE = 0.8
"""Of the density at the outermost documents of a share: they lie within and not on the line."""

LEAST_RING = 4
"""Corners of an outline; one of fewer is a speck."""


@dataclass(frozen=True)
class Region:
    """Where a topic lies.

    densest  the place of the document around which most others of the topic are
    rings    for each of ``SHARES`` the outlines (m, 2) of the area that holds so many
    """

    densest: tuple[float, float]
    rings: tuple[tuple[Array, ...], ...]


def regions(
    points: Array, labels: IntArray, topics: int, canvas: tuple[float, float]
) -> list[Region]:
    """The region of each of so many topics; points (n, 2) lie on a canvas (width, height)."""
    return [region(points[labels == topic], canvas) for topic in range(topics)]


def region(points: Array, canvas: tuple[float, float]) -> Region:
    """The region of the documents at these points (m, 2), m at least 1."""
    from scipy.ndimage import gaussian_filter

    columns, rows = (int(side // CELL) + 2 for side in canvas)
    cells = np.clip(points / CELL, 0, [columns - 1, rows - 1]).astype(np.intp)
    field = np.zeros((rows, columns))
    np.add.at(field, (cells[:, 1], cells[:, 0]), 1)
    field = gaussian_filter(field, _width(points) / CELL, mode="constant")
    heights = field[cells[:, 1], cells[:, 0]]
    return Region(
        densest=_pair(points[heights.argmax()]),
        rings=tuple(_rings(field, heights, share) for share in SHARES),
    )


def path_of(rings: tuple[Array, ...]) -> str:
    """Outlines as an SVG path that is round at every corner, in tenths of a unit."""
    return "".join(map(_path, rings))


def _width(points: Array) -> float:
    """The width of the kernel, from how far the documents are from the middle of the topic."""
    away = np.linalg.norm(points - np.median(points, axis=0), axis=1)
    spread = float(np.median(away)) / 1.1774  # the median of a Rayleigh distribution of scale 1
    return float(np.clip(SMOOTHED * spread * len(points) ** (-1 / 6), NARROWEST, WIDEST))


def _rings(field: Array, heights: Array, share: float) -> tuple[Array, ...]:
    level = EASE * float(np.quantile(heights, 1 - share))
    # counts stand in the middles of their cells
    found = [(ring + 0.5) * CELL for ring in outlines(field, level)]
    return tuple(ring for ring in found if len(ring) >= LEAST_RING)


def _path(ring: Array) -> str:
    """A curve through the middles of the sides of an outline, with its corners as handles."""
    middles = (ring + np.roll(ring, -1, axis=0)) / 2
    corners, ends = np.roll(ring, -1, axis=0), np.roll(middles, -1, axis=0)
    curves = "".join(
        f"Q{_at(corner)} {_at(end)}" for corner, end in zip(corners, ends, strict=True)
    )
    return f"M{_at(middles[0])}{curves}z"


def _at(point: Array) -> str:
    return " ".join(f"{value:.1f}".removesuffix(".0") for value in point.tolist())


def _pair(point: Array) -> tuple[float, float]:
    return float(point[0]), float(point[1])
