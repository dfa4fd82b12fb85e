"""Alike: what the documents like it say of a document.

Ridge regression of the scores on the vectors (Hoerl & Kennard 1970,
doi:10.1080/00401706.1970.10488634), each document predicted without its own score (Allen 1974,
doi:10.1080/00401706.1974.10489157).
"""

from functools import reduce

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import FloatArray
from pipeline.core.threads import one_thread

RIDGE = 1.0
"""The penalty, beside rows of length 1 at most."""

AT_ONCE = 20_000
"""Rows held in double precision at once."""


def loo_ridge(rows: FloatArray, scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Predict (n, t) scores from (n, d) unit rows, each from all other rows: (n, t).

    The answer follows the directions that the scores have in common, so it is right about a
    document that belongs and says so in words of its own.
    """
    mean = rows.mean(axis=0, dtype=np.float64)
    parts = [slice(start, start + AT_ONCE) for start in range(0, len(rows), AT_ONCE)]

    def centred(part: slice) -> NDArray[np.float64]:
        return np.asarray(rows[part].astype(np.float64) - mean)

    with one_thread():
        gram = reduce(np.add, (some.T @ some for some in map(centred, parts)))
        gram = gram + RIDGE * np.eye(rows.shape[1])
        own, slopes = np.empty((len(rows), 1)), []
        for part in parts:
            some = centred(part)
            towards = np.linalg.solve(gram, some.T)
            own[part, 0] = np.einsum("ij,ji->i", some, towards)
            slopes.append(towards @ scores[part])
        slope = reduce(np.add, slopes)
        fitted = np.concatenate([centred(part) @ slope for part in parts])
    return np.asarray((fitted - own * scores) / (1 - own))
