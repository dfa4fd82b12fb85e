"""Labels beside what they name, without overlaps.

Each label in turn, the most important first, tries places on ever wider rings around its
anchor and takes the one that is nearest and covers fewest points. A place that another label or
its leader has taken, that leaves the canvas, or whose own leader would cross another label or
leader, is no place.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

RING, RINGS, ANGLES = 12.0, 30, 24
GAP = 4.0
PER_POINT = 20.0
"""How many units farther a label goes to cover one point less."""
CELL = 4.0


def place(
    anchors: Array, sizes: Array, canvas: tuple[float, float], points: Array, radius: float
) -> list[tuple[float, float] | None]:
    """Find the centre of each label's box.

    anchors, sizes, points are (k, 2), (k, 2) and (n, 2) in the units of the canvas
    (width, height); ``radius`` is that of a point. A label for which nothing is free gets None.
    """
    covered = _Coverage(canvas, points)
    grown = radius * np.array([-1, -1, 1, 1])
    taken, leaders = np.empty((0, 4)), np.empty((0, 4))
    places: list[tuple[float, float] | None] = []
    for anchor, size in zip(anchors, sizes, strict=True):
        centres = anchor + _offsets()
        boxes = np.hstack([centres - size / 2, centres + size / 2])
        free = _inside(boxes, canvas) & ~_overlaps(boxes, taken)
        cost = np.linalg.norm(centres - anchor, axis=1) + PER_POINT * covered.counts(boxes + grown)
        order = np.argsort(np.where(free, cost, np.inf), kind="stable")[: int(free.sum())]
        best = next((n for n in order if _clear(anchor, boxes[n], taken, leaders)), None)
        if best is None:
            places.append(None)
            continue
        taken = np.vstack([taken, boxes[best]])
        leaders = np.vstack([leaders, *_leader(anchor, boxes[best])])
        places.append((float(centres[best, 0]), float(centres[best, 1])))
    return places


def attach(centre: Sequence[float] | Array, size: Array, anchor: Array) -> Array | None:
    """Where a line from the anchor meets the label's box; None where they are close enough."""
    edge: Array = np.clip(anchor, centre - size / 2, centre + size / 2)
    return edge if np.linalg.norm(edge - anchor) > 2 * RING else None


def crosses(line: Array, boxes: Array) -> NDArray[np.bool_]:
    """Whether a line (x1, y1, x2, y2) goes through each of m boxes (Liang & Barsky 1984)."""
    start, step = line[:2], line[2:] - line[:2]
    step = np.where(step == 0, 1e-12, step)
    one, other = (boxes[:, :2] - start) / step, (boxes[:, 2:] - start) / step
    entered = np.minimum(one, other).max(axis=1, initial=0)
    left = np.maximum(one, other).min(axis=1, initial=1)
    met: NDArray[np.bool_] = entered <= left
    return met


def meets(line: Array, others: Array) -> NDArray[np.bool_]:
    """Whether a line (x1, y1, x2, y2) meets each of m others."""
    begin, end = line[:2], line[2:]
    apart = _side(begin, end, others[:, :2]) != _side(begin, end, others[:, 2:])
    within = _side(others[:, :2], others[:, 2:], begin) != _side(others[:, :2], others[:, 2:], end)
    both: NDArray[np.bool_] = apart & within
    return both


def _side(begin: Array, end: Array, point: Array) -> Array:
    """On which side of a line a point lies: -1, 0 or 1; one of them or all may be many."""
    along, to = end - begin, point - begin
    side: Array = np.sign(along[..., 0] * to[..., 1] - along[..., 1] * to[..., 0])
    return side


def _leader(anchor: Array, box: Array) -> list[Array]:
    """The line to a box, as the only one in a list; none where they are close enough."""
    edge = attach((box[:2] + box[2:]) / 2, box[2:] - box[:2], anchor)
    return [] if edge is None else [np.concatenate([anchor, edge])]


def _clear(anchor: Array, box: Array, taken: Array, leaders: Array) -> bool:
    if any(crosses(line, box[None]).any() for line in leaders):
        return False
    return not any(
        crosses(line, taken).any() or meets(line, leaders).any() for line in _leader(anchor, box)
    )


def _offsets() -> Array:
    angles = np.arange(ANGLES) * 2 * np.pi / ANGLES
    circle = np.column_stack([np.cos(angles), np.sin(angles)])
    rings = np.arange(1, RINGS + 1) * RING
    return np.vstack([np.zeros((1, 2)), (rings[:, None, None] * circle).reshape(-1, 2)])


def _inside(boxes: Array, canvas: tuple[float, float]) -> NDArray[np.bool_]:
    low, high = boxes[:, :2] >= 0, boxes[:, 2:] <= np.array(canvas)
    inside: NDArray[np.bool_] = np.logical_and.reduce(np.hstack([low, high]), axis=1)
    return inside


def _overlaps(boxes: Array, taken: Array) -> NDArray[np.bool_]:
    apart = (boxes[:, None, :2] >= taken[None, :, 2:] + GAP) | (
        boxes[:, None, 2:] + GAP <= taken[None, :, :2]
    )
    clear: NDArray[np.bool_] = np.logical_and.reduce(np.logical_or.reduce(apart, axis=2), axis=1)
    return ~clear


class _Coverage:
    """How many points lie in a box, from a table of sums over all cells above and left."""

    def __init__(self, canvas: tuple[float, float], points: Array) -> None:
        shape = tuple(int(side // CELL) + 2 for side in canvas)
        cells = np.clip(points // CELL, 0, np.array(shape) - 1).astype(np.intp)
        counts = np.zeros(shape)
        np.add.at(counts, (cells[:, 0], cells[:, 1]), 1)
        self.sums = np.pad(counts.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))

    def counts(self, boxes: Array) -> Array:
        limits = np.array(self.sums.shape * 2) - 1
        left, top, right, bottom = np.clip(boxes // CELL + [0, 0, 1, 1], 0, limits).astype(int).T
        inside: Array = (
            self.sums[right, bottom]
            - self.sums[left, bottom]
            - self.sums[right, top]
            + self.sums[left, top]
        )
        return inside
