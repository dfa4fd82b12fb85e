"""Topics are numbered by falling size, then by their first row in an order of its own."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.cluster.centres import distances, nearest_topics, second_by_distance
from pipeline.core.artifacts import Check, Clustering, FloatArray, IntArray


def numbered_by_size(labels: NDArray[np.integer], order: NDArray[np.intp]) -> IntArray:
    """Renumber (n,) labels to 0, 1, ... by falling size, ties by the first in order; -1 stays.

    ``order`` ranks the n rows by what they hold, so that who sorts the documents otherwise gets
    the same numbers.
    """
    found, of, sizes = np.unique(labels, return_inverse=True, return_counts=True)
    first = np.full(len(found), len(labels))
    np.minimum.at(first, of, order)
    topics = [index for index in np.lexsort((first, -sizes)) if found[index] >= 0]
    numbers = np.full(int(found.max(initial=0)) + 1, -1, dtype=np.int32)
    numbers[found[topics]] = np.arange(len(topics), dtype=np.int32)
    return np.where(labels >= 0, numbers[labels], -1).astype(np.int32)


def one_level(
    rows: FloatArray,
    labels: NDArray[np.integer],
    strengths: FloatArray,
    resolved: Mapping[str, Any],
    reason: str = "",
    *,
    order: NDArray[np.intp],
) -> Clustering:
    """A clustering of (n, dimensions) rows with a single level, its topics numbered by size.

    ``order`` as for ``numbered_by_size``. ``reason`` says why a row without a topic has none.
    """
    numbered = numbered_by_size(labels, order)
    outside = numbered < 0
    nearest = nearest_topics(rows, numbered)
    second, second_shares = second_by_distance(rows, numbered, nearest)
    return Clustering(
        labels=numbered,
        strengths=np.where(outside, 0, strengths).astype(np.float32),
        levels=numbered[None],
        nearest=nearest,
        distances=distances(rows, numbered, nearest),
        reasons=tuple(reason if without else "" for without in outside),
        second=second,
        second_shares=second_shares,
        resolved=resolved,
    )


ADD = "Add documents: no setting finds topics among so few."


def no_topics(n_documents: int, message: str, advice: str) -> Clustering:
    """Nobody in a topic, and why."""
    labels = np.full(n_documents, -1, dtype=np.int32)
    zeros = np.zeros(n_documents, dtype=np.float32)
    return Clustering(
        labels=labels,
        strengths=zeros,
        levels=labels[None],
        nearest=labels,
        distances=zeros,
        reasons=("there are no topics",) * n_documents,
        second=labels,
        second_shares=zeros,
        checks=(Check("C01", "warning", message, advice),),
    )
