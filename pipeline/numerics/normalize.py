"""Rows of unit length: vectors of which only the direction counts."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import FloatArray


def unit_rows(values: NDArray[Any]) -> FloatArray:
    """Scale every row of (n, dimensions) to length 1; a row of zeros stays as it is."""
    squares = np.einsum("ij,ij->i", values, values, dtype=np.float64)
    lengths = np.sqrt(squares)[:, None]
    unit = np.zeros(values.shape, dtype=np.float32)
    np.divide(values, lengths, out=unit, where=lengths > 0, casting="same_kind")
    return unit
