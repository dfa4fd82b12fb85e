"""Outlines: the lines of equal height in a field of numbers (marching squares).

Lorensen & Cline 1987 (doi:10.1145/37401.37422), in the plane.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Edge = tuple[int, int, int]
"""Row and column of the grid point where it begins, and its direction: 0 right, 1 down."""

CORNERS = ((0, 0), (0, 1), (1, 1), (1, 0), (0, 0))
"""Of a cell, clockwise from the upper left: row, column."""

EDGES = ((0, 0, 0), (0, 1, 1), (1, 0, 0), (0, 0, 1))


def outlines(field: Array, level: float) -> list[Array]:
    """The closed lines (m, 2), x to the right and y down, round what lies above a level.

    ``field`` (rows, columns) counts as 0 beyond its border; the level is above 0. Where two
    high corners of a cell face each other, they are joined.
    """
    padded = np.pad(field, 1)
    following = _following(padded, level)
    found = []
    while following:
        start, edge = following.popitem()
        ring = [start]
        while edge != start:
            ring.append(edge)
            edge = following.pop(edge)
        found.append(np.array([_crossing(padded, each, level) for each in ring]) - 1)
    return found


def _following(field: Array, level: float) -> dict[Edge, Edge]:
    """For each edge that the line crosses, the one that it crosses next."""
    above = field > level
    corners = np.stack([above[:-1, :-1], above[:-1, 1:], above[1:, 1:], above[1:, :-1]])
    mixed = corners.any(axis=0) & ~corners.all(axis=0)
    following: dict[Edge, Edge] = {}
    for row, column in np.argwhere(mixed).tolist():
        inside = [bool(above[row + down, column + across]) for down, across in CORNERS]
        turns = list(pairwise(inside))
        for leaving in range(4):
            if turns[leaving] != (True, False):
                continue
            entering = next(
                side % 4
                for side in range(leaving + 1, leaving + 4)
                if turns[side % 4] == (False, True)
            )
            following[_edge(row, column, leaving)] = _edge(row, column, entering)
    return following


def _edge(row: int, column: int, side: int) -> Edge:
    down, across, direction = EDGES[side]
    return row + down, column + across, direction


def _crossing(field: Array, edge: Edge, level: float) -> tuple[float, float]:
    """Where on an edge the level is reached."""
    row, column, down = edge
    first, last = field[row, column], field[row + down, column + 1 - down]
    share = float((level - first) / (last - first))
    return column + share * (1 - down), row + share * down
