"""Alike: what the documents like it say of a document.

Ridge regression of the scores on the vectors (Hoerl & Kennard 1970,
doi:10.1080/00401706.1970.10488634), each document predicted without its own score (Allen 1974,
doi:10.1080/00401706.1974.10489157).
"""

import numpy as np
from numpy.typing import NDArray

from pipeline.artifacts import FloatArray
from pipeline.threads import one_thread

RIDGE = 1.0
"""The penalty, beside rows of length 1 at most."""


def from_the_others(rows: FloatArray, scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Predict (n, t) scores from (n, d) unit rows, each from all other rows: (n, t).

    The answer follows the directions that the scores have in common, so it is right about a
    document that belongs and says so in words of its own.
    """
    with one_thread():
        centred = rows.astype(np.float64) - rows.mean(axis=0, dtype=np.float64)
        gram = centred.T @ centred + RIDGE * np.eye(centred.shape[1])
        towards = np.linalg.solve(gram, centred.T)
        own = np.einsum("ij,ji->i", centred, towards)[:, None]
        fitted = centred @ (towards @ scores)
    return np.asarray((fitted - own * scores) / (1 - own))
