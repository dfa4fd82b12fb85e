"""Density instead of points: where thousands of documents lie, and of which kind most are."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import IntArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_POINTS = 4_000
"""Of more documents the density is drawn: their points would hide each other."""

CELL, SPREAD = 2.0, 2.2
"""The side of a cell in units of the map, and how far a document reaches, in cells."""

FAINT, DENSE = 0.12, 0.98
"""The opacity where few documents are, and the share of cells that are no denser than full."""


def density(
    points: NDArray[np.float64],
    kinds: IntArray,
    colours: NDArray[np.float64],
    size: tuple[float, float],
) -> NDArray[np.float64]:
    """An image (h, w, 4) of points (n, 2): the colour of their kinds, the stronger the denser.

    ``kinds`` (n,) number the rows of ``colours`` (k, 3), from 0 to 1. Colours mix where kinds do,
    each by the square of its share, so that the one that most documents have stands out. ``size``
    is that of the map (width, height).
    """
    from scipy.ndimage import gaussian_filter

    width, height = (max(round(side / CELL), 1) for side in size)
    places = np.clip((points / CELL).astype(np.intp), 0, [width - 1, height - 1])
    total = np.zeros((height, width))
    weights, mixed = np.zeros((height, width)), np.zeros((height, width, 3))
    for kind, colour in enumerate(colours):
        own = np.zeros((height, width))
        chosen = places[kinds == kind]
        np.add.at(own, (chosen[:, 1], chosen[:, 0]), 1.0)
        own = gaussian_filter(own, SPREAD)
        total += own
        weights += own**2
        mixed += own[..., None] ** 2 * colour
    covered = total > total.max(initial=0.0) * 1e-3
    image = np.ones((height, width, 4))
    image[..., :3] = mixed / np.maximum(weights, 1e-12)[..., None]
    full = np.quantile(total[covered], DENSE) if covered.any() else 1.0
    strength = np.sqrt(np.clip(total / full, 0, 1))
    image[..., 3] = np.where(covered, FAINT + (1 - FAINT) * strength, 0.0)
    return image


def draw_density(
    axes: "Axes",
    points: NDArray[np.float64],
    kinds: IntArray,
    colours: list[str],
    size: tuple[float, float],
) -> None:
    """Put the image of some points on a map of this size."""
    from matplotlib.colors import to_rgb

    image = density(points, kinds, np.array([to_rgb(colour) for colour in colours]), size)
    width, height = size
    limits = axes.get_xlim(), axes.get_ylim()
    axes.imshow(
        np.rint(image * 255).astype(np.uint8),
        extent=(0, width, height, 0),
        aspect="auto",
        interpolation="bilinear",
    )
    axes.set(xlim=limits[0], ylim=limits[1])
