"""Identical rows: what is the same must get the same answer.

Methods with a random or iterative part place identical rows differently. Stages
therefore work on the distinct rows and hand each copy the answer of its first occurrence.
"""

import numpy as np
from numpy.typing import NDArray

from pipeline.artifacts import FloatArray


def distinct_rows(values: FloatArray) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Find the rows that differ from all before them.

    Returns the positions of the distinct rows in order of first occurrence, and for every
    row the index of its distinct row: ``values[first][inverse]`` equals ``values``.
    """
    seen: dict[bytes, int] = {}
    first: list[int] = []
    inverse = np.empty(len(values), dtype=np.intp)
    for position, row in enumerate(values):
        index = seen.setdefault(row.tobytes(), len(first))
        if index == len(first):
            first.append(position)
        inverse[position] = index
    return np.array(first, dtype=np.intp), inverse
