"""Centres of topics: which is nearest to a document, and how far it is."""

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import FloatArray, IntArray

Floats = NDArray[np.float64]

AT_ONCE = 1000
"""Rows that are compared with all centres at once: every one takes their memory again."""

COLUMNS = 32
"""Dimensions held in double precision at once."""


def nearest_topics(rows: FloatArray, labels: IntArray) -> IntArray:
    """The own topic of each of n rows; for a row without one, that of the nearest centre.

    -1 where there are no topics at all.
    """
    outside = labels < 0
    nearest = labels.copy()
    if outside.any() and not outside.all():
        middle = _centres(rows, labels)
        for some in np.array_split(np.flatnonzero(outside), 1 + outside.sum() // AT_ONCE):
            steps = rows[some][:, None] - middle[None]
            nearest[some] = np.linalg.norm(steps, axis=2).argmin(axis=1)
    return nearest


def distances(rows: FloatArray, labels: IntArray, nearest: IntArray) -> FloatArray:
    """How far each of n rows is from the centre of ``nearest``, in mean distances of its topic.

    1 is as far as the documents with that label are on average; 0 where there are no topics.
    """
    if labels.max(initial=-1) < 0:
        return np.zeros(len(labels), dtype=np.float32)
    middle, parts = _centres(rows, labels), range(0, len(rows), AT_ONCE)
    blocks = ((rows[i : i + AT_ONCE], nearest[i : i + AT_ONCE]) for i in parts)
    away = np.concatenate([np.linalg.norm(some - middle[own], axis=1) for some, own in blocks])
    inside = labels >= 0
    means = np.bincount(labels[inside], away[inside]) / np.bincount(labels[inside])
    # a topic of copies of one document has no extent; it is measured by the others'
    means = np.where(means > 0, means, means.mean() or 1.0)
    return np.asarray(away / means[nearest], dtype=np.float32)


def _centres(rows: FloatArray, labels: IntArray) -> Floats:
    from scipy.sparse import csr_array

    inside = np.flatnonzero(labels >= 0)
    places = (labels[inside], inside)
    member = csr_array((np.ones(len(inside)), places), shape=(labels.max() + 1, len(labels)))
    columns = range(0, rows.shape[1], COLUMNS)
    sums = np.hstack([member @ rows[:, i : i + COLUMNS].astype(np.float64) for i in columns])
    return np.asarray(sums / np.bincount(labels[inside])[:, None])
