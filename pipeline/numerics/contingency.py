"""Contingency tables: how often two ways to sort the same things meet."""

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.integer]
Counts = NDArray[np.int64]


def crosstab(rows: Labels, columns: Labels, shape: tuple[int, int] | None = None) -> Counts:
    """How many of n things are in each row and column: (r, k).

    ``rows`` and ``columns`` (n,) count from 0; where one is below 0 the thing counts nowhere.
    ``shape`` is (r, k), without it as many as the labels name.
    """
    r, k = shape or (int(rows.max(initial=-1)) + 1, int(columns.max(initial=-1)) + 1)
    both = (rows >= 0) & (columns >= 0)
    places = rows[both].astype(np.int64) * k + columns[both]
    return np.bincount(places, minlength=r * k).reshape(r, k)


def jaccard(shared: Counts, rows: Counts, columns: Counts) -> NDArray[np.float64]:
    """What every row and column share of all that either has, 0 to 1 (Jaccard 1912): (r, k).

    ``shared`` (r, k) as ``crosstab`` counts it, ``rows`` (r,) and ``columns`` (k,) all that each
    has; 0 where neither has anything.
    """
    union = rows[:, None] + columns[None] - shared
    return np.asarray(shared / np.maximum(union, 1))
