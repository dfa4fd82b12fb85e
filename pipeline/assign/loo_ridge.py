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
from pipeline.engines.local import Local

Floats = NDArray[np.float64]

RIDGE = 1.0
"""The penalty, beside rows of length 1 at most."""

AT_ONCE = 20_000
"""Rows held in double precision at once, by each thread."""


def loo_ridge(rows: FloatArray, scores: Floats, threads: int = 1) -> Floats:
    """Predict (n, t) scores from (n, d) unit rows, each from all other rows: (n, t).

    The answer follows the directions that the scores have in common, so it is right about a
    document that belongs and says so in words of its own. It does not depend on ``threads``.
    """
    mean = rows.mean(axis=0, dtype=np.float64)
    parts = [slice(start, start + AT_ONCE) for start in range(0, len(rows), AT_ONCE)]

    def centred(part: slice) -> Floats:
        return np.asarray(rows[part].astype(np.float64) - mean)

    def squares(part: slice) -> Floats:
        some = centred(part)
        return np.asarray(some.T @ some)

    def answer(part: slice) -> tuple[Floats, Floats]:
        some = centred(part)
        towards = np.linalg.solve(gram, some.T)
        return np.einsum("ij,ji->i", some, towards), towards @ scores[part]

    engine = Local(threads)
    with one_thread():
        gram = reduce(np.add, engine.map(squares, parts)) + RIDGE * np.eye(rows.shape[1])
        owns, slopes = zip(*engine.map(answer, parts), strict=True)
        own, slope = np.concatenate(owns)[:, None], reduce(np.add, slopes)
        fitted = np.concatenate([centred(part) @ slope for part in parts])
    return np.asarray((fitted - own * scores) / (1 - own))
