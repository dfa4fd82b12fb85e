"""Representatives: the documents nearest to the middle of a topic."""

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import FloatArray, IntArray

Floats = NDArray[np.float64]


def centroids(values: FloatArray, labels: IntArray) -> Floats:
    """The mean vector of every topic: (topics, dimensions)."""
    n_topics = int(labels.max(initial=-1)) + 1
    middle = np.zeros((n_topics, values.shape[1]))
    for topic in range(n_topics):
        middle[topic] = values[labels == topic].mean(axis=0, dtype=np.float64)
    return middle


def representatives(
    values: FloatArray, members: NDArray[np.intp], centroid: Floats, first_copy: IntArray, n: int
) -> tuple[int, ...]:
    """The positions of at most ``n`` members nearest to the centroid by cosine, best first.

    Of identical texts only the first counts; ties go by position.
    """
    _, first = np.unique(first_copy[members], return_index=True)
    members = members[np.sort(first)]
    rows = values[members].astype(np.float64)
    length = np.linalg.norm(rows, axis=1) * np.linalg.norm(centroid)
    cosine = (rows * centroid).sum(axis=1) / np.where(length > 0, length, 1.0)
    nearest = np.lexsort((members, -np.round(cosine, 6)))
    return tuple(int(position) for position in members[nearest[:n]])
