"""Forms and outlines as Matplotlib draws them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.report.forms import FORMS

if TYPE_CHECKING:
    from matplotlib.path import Path


def area(form: int, radius: float) -> float:
    """The size that makes a marker as large as a disc of a radius in points.

    Matplotlib scales every marker to the same extent, which makes a square larger than a cross.
    """
    extent = max(abs(value) for ring in FORMS[form] for corner in ring for value in corner)
    return (2 * radius * extent) ** 2


def marker(form: int) -> "Path":
    """One of ``FORMS`` as a marker; a second ring is a hole."""
    rings = [np.array(ring) * [0.5, -0.5] for ring in FORMS[form]]
    return _path(rings)


def curve(rings: Sequence[NDArray[np.float64]]) -> "Path":
    """Outlines (m, 2) that are round at every corner."""
    from matplotlib.path import Path

    vertices, codes = [], []
    for ring in rings:
        middles = (ring + np.roll(ring, -1, axis=0)) / 2
        pairs = np.stack([np.roll(ring, -1, axis=0), np.roll(middles, -1, axis=0)], axis=1)
        vertices += [middles[:1], pairs.reshape(-1, 2)]
        codes += [Path.MOVETO, *[Path.CURVE3] * (2 * len(ring))]
    return Path(np.concatenate(vertices), codes)


def _path(rings: Sequence[NDArray[np.float64]]) -> "Path":
    from matplotlib.path import Path

    closed = [np.concatenate([ring, ring[:1]]) for ring in rings]
    codes = [[Path.MOVETO, *[Path.LINETO] * (len(ring) - 2), Path.CLOSEPOLY] for ring in closed]
    return Path(np.concatenate(closed), np.concatenate(codes))
