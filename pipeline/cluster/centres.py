"""Centres of topics: which is nearest to a document, how far it is, and which comes second."""

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import FloatArray, IntArray

Floats = NDArray[np.float64]

AT_ONCE = 1000
"""Rows that are compared with all centres at once: every one takes their memory again."""

AT_A_CENTRE = 1e-100
"""Distance below which a row is the centre itself; its square can still be divided by."""

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


def second_by_distance(
    rows: FloatArray, labels: IntArray, nearest: IntArray
) -> tuple[IntArray, FloatArray]:
    """Of each of n rows the topic with the largest membership but ``nearest``, and how large.

    The membership is that of fuzzy c-means, in inverse proportion to the squared distance from the
    centres; those of a row sum to 1 (Bezdek 1981, doi:10.1007/978-1-4757-0450-1, with m = 2).
    -1 and 0 where there is no other topic, or the row is the centre of ``nearest``.
    """
    second = np.full(len(rows), -1, dtype=np.int32)
    shares = np.zeros(len(rows), dtype=np.float32)
    if labels.max(initial=-1) < 1:
        return second, shares
    middle = _centres(rows, labels)
    for i in range(0, len(rows), AT_ONCE):
        some = slice(i, i + AT_ONCE)
        away = np.linalg.norm(rows[some][:, None] - middle[None], axis=2)
        near = 1 / np.maximum(away, AT_A_CENTRE) ** 2
        membership = near / near.sum(axis=1, keepdims=True)
        second[some], shares[some] = runners_up(membership, nearest[some])
    return second, shares


def runners_up(shares: NDArray[np.floating], first: IntArray) -> tuple[IntArray, FloatArray]:
    """Of (n, k) shares the largest of each row but that of ``first``: its column and itself.

    -1 and 0 where no other has a share.
    """
    others = np.array(shares, dtype=np.float32)
    others[np.arange(len(first)), first] = 0
    second = others.argmax(axis=1).astype(np.int32)
    behind = others.max(axis=1, initial=0)
    return np.where(behind > 0, second, np.int32(-1)), behind


def _centres(rows: FloatArray, labels: IntArray) -> Floats:
    from scipy.sparse import csr_array

    inside = np.flatnonzero(labels >= 0)
    places = (labels[inside], inside)
    member = csr_array((np.ones(len(inside)), places), shape=(labels.max() + 1, len(labels)))
    columns = range(0, rows.shape[1], COLUMNS)
    sums = np.hstack([member @ rows[:, i : i + COLUMNS].astype(np.float64) for i in columns])
    return np.asarray(sums / np.bincount(labels[inside])[:, None])
