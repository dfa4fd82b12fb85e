"""Contingency tables: how often two ways to sort the same things meet."""

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.integer]


def crosstab(
    rows: Labels, columns: Labels, shape: tuple[int, int] | None = None
) -> NDArray[np.int64]:
    """How many of n things are in each row and column: (r, k).

    ``rows`` and ``columns`` (n,) count from 0; where one is below 0 the thing counts nowhere.
    ``shape`` is (r, k), without it as many as the labels name.
    """
    r, k = shape or (int(rows.max(initial=-1)) + 1, int(columns.max(initial=-1)) + 1)
    both = (rows >= 0) & (columns >= 0)
    places = rows[both].astype(np.int64) * k + columns[both]
    return np.bincount(places, minlength=r * k).reshape(r, k)
